from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from ingestion.errors import UnreadableDocumentError
from ingestion.workbooks.correction import write_correction
from ingestion.workbooks.remarks import CellRemark
from ingestion.workbooks.template_xlsx import HEADER_ROW, SHEET_NAME, write_template

from .sample_forms import form

ADDED = {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def small_book() -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "报表"
    for row in (
        ("单位", "期间", "指标", "数值"),
        ("清溪", "2031-05", "口袋公园", "约3"),
        ("清溪",),
    ):
        sheet.append(row)
    book.create_sheet("底稿")["A1"] = "底稿"
    return book


def looks(cell):
    return cell.number_format, cell.font, cell.border, cell.alignment, cell.protection


def cells_of(data: bytes) -> dict[tuple[str, str], tuple[object, ...]]:
    """Everything that a cell says and how it looks, its fill apart."""
    return {
        (sheet.title, cell.coordinate): (cell.value, *map(repr, looks(cell)))
        for sheet in load_workbook(io.BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    }


def test_only_the_marked_cell_has_another_fill_and_a_comment() -> None:
    original = saved(small_book())
    remark = CellRemark(
        sheet="报表", cell="D2", severity="critical", code="S08", message_zh="这里须是数字。",
        expected_zh="不带“约”字的数，如 3", plan_quotes=("新建口袋公园8个",),
    )  # fmt: skip
    found = write_correction(original, "五月.xlsx", [remark])
    assert found.name == "五月_需更正.xlsx"
    sheet = load_workbook(io.BytesIO(found.data))["报表"]
    assert sheet["D2"].fill.fgColor.rgb == "FFF28B82"
    assert sheet["D2"].comment.text == (
        "【须更正 S08】这里须是数字。\n应为：不带“约”字的数，如 3\n计划原文：“新建口袋公园8个”"
    )
    others = [one for row in sheet.iter_rows() for one in row if one.coordinate != "D2"]
    assert all(one.comment is None and one.fill.fill_type is None for one in others)
    assert cells_of(found.data) == cells_of(original)


def test_parts_that_hold_no_mark_keep_their_bytes() -> None:
    original = saved(small_book())
    before = parts(original)
    after = parts(
        write_correction(original, "a.xlsx", [CellRemark(cell="A1", message_zh="看")]).data
    )
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"}
    assert set(after) - set(before) == ADDED | {"xl/worksheets/_rels/sheet1.xml.rels"}


def test_without_remarks_it_is_the_same_file() -> None:
    original = saved(small_book())
    assert parts(write_correction(original, "a.xlsx", []).data) == parts(original)


def test_the_same_input_gives_the_same_bytes() -> None:
    original = write_template(form())
    remarks = [CellRemark(sheet=SHEET_NAME, cell="G6", message_zh="低于上期")]
    assert write_correction(original, "a.xlsx", remarks) == write_correction(
        original, "a.xlsx", remarks
    )


def test_several_remarks_on_a_cell_are_one_comment_the_gravest_first() -> None:
    remarks = [
        CellRemark(cell="D2", severity="info", message_zh="甲"),
        CellRemark(cell="D2", severity="critical", message_zh="乙"),
        CellRemark(cell="D2", severity="critical", message_zh="乙"),
    ]
    found = write_correction(saved(small_book()), "a.xlsx", remarks)
    cell = load_workbook(io.BytesIO(found.data))["报表"]["D2"]
    assert cell.comment.text == "【须更正】乙\n\n【提示】甲"
    assert cell.fill.fgColor.rgb == "FFF28B82"


@pytest.mark.parametrize(
    ("remark", "sheet", "cell", "said"),
    [
        (CellRemark(message_zh="少了两项"), "报表", "A1", "【请核对】少了两项"),
        (CellRemark(place="第3行", message_zh="空"), "报表", "A1", "【请核对】（第3行）空"),
        (CellRemark(sheet="底稿", message_zh="看"), "底稿", "A1", "【请核对】看"),
        (
            CellRemark(sheet="没有", cell="C3", message_zh="看"),
            "报表",
            "A1",
            "【请核对】（没有!C3）看",
        ),
        (
            CellRemark(sheet="报表", cell="第3行", message_zh="看"),
            "报表",
            "A1",
            "【请核对】（报表!第3行）看",
        ),
        (CellRemark(sheet="报表", cell="Z99", message_zh="缺数"), "报表", "Z99", "【请核对】缺数"),
        (CellRemark(sheet="报表", cell="B3", message_zh="缺数"), "报表", "B3", "【请核对】缺数"),
    ],
)
def test_a_remark_is_put_where_it_can_be_seen(remark, sheet, cell, said) -> None:
    found = write_correction(saved(small_book()), "a.xlsx", [remark])
    assert load_workbook(io.BytesIO(found.data))[sheet][cell].comment.text == said


def test_a_remark_on_a_form_as_a_whole_goes_to_the_first_header_that_is_shown() -> None:
    found = write_correction(write_template(form()), "a.xlsx", [CellRemark(message_zh="少了两项")])
    sheet = load_workbook(io.BytesIO(found.data))[SHEET_NAME]
    assert sheet.cell(HEADER_ROW + 1, 2).comment is not None


def test_a_remark_on_a_covered_cell_goes_to_the_cell_that_is_shown() -> None:
    book = small_book()
    book["报表"].merge_cells("C2:D3")
    found = write_correction(saved(book), "a.xlsx", [CellRemark(cell="D3", message_zh="看")])
    assert load_workbook(io.BytesIO(found.data))["报表"]["C2"].comment is not None


def test_comments_that_are_there_stay_and_get_the_remark_behind_them() -> None:
    book = small_book()
    book["报表"]["D2"].comment = Comment("上月是 2", "小组")
    book["报表"]["A3"].comment = Comment("另一条", "小组")
    remarks = [CellRemark(cell="D2", message_zh="看"), CellRemark(cell="C2", message_zh="新")]
    sheet = load_workbook(
        io.BytesIO(write_correction(saved(book), "a.xlsx", remarks).data)
    )["报表"]  # fmt: skip
    assert sheet["D2"].comment.text == "上月是 2\n\n【请核对】看"
    assert sheet["A3"].comment.text == "另一条"
    assert sheet["C2"].comment.text == "【请核对】新"
    assert sheet["A3"].comment.author == "小组"
    assert sheet["C2"].comment.author == "Planledger 校核"


def test_macros_stay_and_so_does_the_ending() -> None:
    buffer = io.BytesIO(saved(small_book()))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf macro")
    found = write_correction(buffer.getvalue(), "a.xlsm", [CellRemark(cell="A1", message_zh="看")])
    assert found.name == "a_需更正.xlsm"
    assert parts(found.data)["xl/vbaProject.bin"] == b"\xd0\xcf macro"


def test_a_form_keeps_its_keys_rules_and_locks() -> None:
    original = write_template(form())
    found = write_correction(
        original, "a.xlsx", [CellRemark(sheet=SHEET_NAME, cell="G6", message_zh="看")]
    )
    before, after = (load_workbook(io.BytesIO(one))[SHEET_NAME] for one in (original, found.data))
    assert len(after.data_validations.dataValidation) == len(before.data_validations.dataValidation)
    assert after.protection.sheet
    assert not after["G6"].protection.locked
    assert after["I6"].value == before["I6"].value
    assert (
        parts(found.data)["xl/worksheets/sheet2.xml"] == parts(original)["xl/worksheets/sheet2.xml"]
    )


ADDRESSES = st.tuples(st.integers(1, 12), st.integers(1, 8))
TEXTS = st.one_of(
    st.integers(-10**6, 10**6), st.booleans(), st.text("甲乙 &<>\"'=1a", max_size=8),
    st.just("=SUM(A1:A3)"),
)  # fmt: skip


@st.composite
def workbooks(draw) -> bytes:
    book = Workbook()
    for number in range(draw(st.integers(1, 2))):
        sheet = book.active if number == 0 else book.create_sheet(f"表{number}")
        for (row, column), value in draw(st.dictionaries(ADDRESSES, TEXTS, max_size=15)).items():
            cell = sheet.cell(row, column, value)
            if draw(st.booleans()):
                cell.fill = PatternFill("solid", fgColor="FF00FF00")
        for row, column in draw(st.lists(ADDRESSES, max_size=3, unique=True)):
            sheet.cell(row, column).comment = Comment("旧", "某")
        rule = DataValidation(type="list", formula1='"是,否"')
        sheet.add_data_validation(rule)
        rule.add("B2:B9")
        if draw(st.booleans()):
            sheet.row_dimensions[3].fill = PatternFill("solid", fgColor="FFAAAAAA")
    return saved(book)


@settings(max_examples=25)
@given(workbooks(), st.lists(ADDRESSES, min_size=1, max_size=5))
def test_nothing_else_changes_in_any_workbook(original, places) -> None:
    before = load_workbook(io.BytesIO(original))
    title = before.sheetnames[-1]
    marked = {before[title].cell(*place).coordinate for place in places}
    remarks = [CellRemark(sheet=title, cell=cell, message_zh="看") for cell in sorted(marked)]
    found = write_correction(original, "a.xlsx", remarks).data
    after = load_workbook(io.BytesIO(found))
    known = cells_of(original)
    assert {
        place: look
        for place, look in cells_of(found).items()
        if place in known or place[1] not in marked
    } == known
    for sheet in after.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                old = before[sheet.title][cell.coordinate]
                is_marked = sheet.title == title and cell.coordinate in marked
                assert (cell.comment and cell.comment.text) == (
                    "\n\n".join(filter(None, (old.comment and old.comment.text, "【请核对】看")))
                    if is_marked
                    else old.comment and old.comment.text
                )
                assert is_marked or repr(cell.fill) == repr(old.fill)
        assert str(sheet.data_validations.dataValidation[0].sqref) == "B2:B9"


@pytest.mark.parametrize(
    ("data", "name", "cell", "at", "value"),
    [
        ("单位,期间,指标,数值\n清溪,2031-05,公园,约3\n".encode(), "a.csv", "D2", "D2", "约3"),
        ("单位;期间;指标;数值\n清溪;2031-05;公园;12.50\n".encode("gbk"), "a.csv", "D2", "D2", 12.5),
        (json.dumps({"values": [{"indicator": "公园", "value": "007"}]}).encode(), "a.json",
         "values[0].value", "D2", "007"),
        (json.dumps({"values": [{"indicator": "公园", "value": 7}]}).encode(), "a.json",
         "values/0/indicator", "B2", "公园"),
    ],
)  # fmt: skip
def test_other_files_come_back_as_a_marked_workbook(data, name, cell, at, value) -> None:
    found = write_correction(data, name, [CellRemark(cell=cell, message_zh="看")])
    assert found.name == "a_需更正.xlsx"
    assert found == write_correction(data, name, [CellRemark(cell=cell, message_zh="看")])
    sheet = load_workbook(io.BytesIO(found.data)).active
    assert sheet[at].value == value
    assert sheet[at].comment.text == "【请核对】看"
    assert sheet[at].fill.fgColor.rgb == "FFF6A94A"


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"PK\x03\x04broken", "a.xlsx"), (b'{"values": 3}', "a.json"), (b"", "a.csv")],
)
def test_refuses_what_it_cannot_open(data, name) -> None:
    with pytest.raises(UnreadableDocumentError):
        write_correction(data, name, [CellRemark(message_zh="看")])
