"""A returned form is known by its hidden keys, whatever became of its names and columns."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from ingestion.errors import SourceChangedError
from ingestion.submissions.envelope import Attached
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.read import SubmissionReading, read_submission

HEADER = [
    "指标编码", "序号", "指标", "计量单位", "年度目标", "上期累计", "本期累计", "口径", "完成率",
    "情况说明", "佐证材料",
]  # fmt: skip
INDICATORS = [
    ("k1", "新建站点", "个", "累计", "year_to_date"),
    ("k2", "抽检合格率", "%", "期末", "level"),
    ("k3", "培训人数", "万人次", "累计", "year_to_date"),
]
FIRST = 6


@pytest.fixture(scope="module")
def orgs() -> OrgDirectory:
    def unit(code: str, name: str, parent: str) -> dict[str, str]:
        return {
            "org_code": code, "org_name": name, "official_name": name, "parent_org_code": parent,
        }  # fmt: skip

    return OrgDirectory(
        [unit("11", "乙市", ""), unit("111", "丙县", "11"), unit("112", "戊县", "11")], []
    )


def form(**keys: str | None) -> Workbook:
    """A form as it is sent out, to be changed by a test before it is returned."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "填报表"
    sheet["B1"] = "丙县 2024年6月目标任务完成情况填报表"
    sheet["B2"] = "报送单位：丙县（111）　报告期：2024年6月　任务来源：乙市2024年计划"
    sheet["B4"], sheet["D4"] = "是否只补报部分指标", "否"
    for col, text in enumerate(HEADER, 1):
        sheet.cell(FIRST - 1, col, text)
    for at, (key, name, unit, basis, _) in enumerate(INDICATORS):
        row = [key, at + 1, name, unit, 100, 10, None, basis, None, None, None]
        for col, found in enumerate(row, 1):
            sheet.cell(FIRST + at, col, found)
        sheet.cell(FIRST + at, 9, f'=IF(G{FIRST + at}="","",G{FIRST + at}/E{FIRST + at})')
        sheet.cell(FIRST + at, 9).number_format = "0.0%"
    hidden = book.create_sheet("_planledger")
    said: dict[str, str | None] = {
        "form": "planledger.submission",
        "template_version": "1",
        "plan_id": "p2024",
        "org_code": "111",
        "period_code": "2024-06",
        "release_id": "r1",
        **keys,
    }
    for pair in said.items():
        if pair[1] is not None:
            hidden.append(pair)
    hidden.append([])
    hidden.append(["indicator_key", "indicator", "unit", "basis"])
    for key, name, unit, _, basis in INDICATORS:
        hidden.append([key, name, unit, basis])
    hidden.sheet_state = "veryHidden"
    return book


def filled(*values: Any, **keys: str | None) -> Workbook:
    book = form(**keys)
    for at, value in enumerate(values):
        book["填报表"].cell(FIRST + at, 7, value)
    return book


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(
    book: Workbook | bytes,
    orgs: OrgDirectory,
    *,
    org_code: str = "111",
    path: str = "progress/111/随便.xlsx",
    attached: tuple[str, ...] = (),
    at: datetime = datetime(2024, 7, 3, tzinfo=UTC),
) -> SubmissionReading:
    return read_submission(
        book if isinstance(book, bytes) else saved(book),
        path,
        document_id="d" * 64,
        delivery_id="e" * 16,
        org_code=org_code,
        received_at=at,
        orgs=orgs,
        attached={name: Attached(name, "a" * 64, 3) for name in attached},
    )


def figures(reading: SubmissionReading) -> list[tuple[str | None, Decimal | None]]:
    return [(value.indicator_key, value.value) for value in reading.values]


def codes(reading: SubmissionReading) -> list[str]:
    return [issue.code for issue in reading.issues]


def test_reads_a_returned_form_with_its_keys_and_the_cell_of_every_value(
    orgs: OrgDirectory,
) -> None:
    reading = read(filled(12, "98.5%", "1.2"), orgs)
    (submission,) = reading.submissions
    assert (submission.form, submission.plan_id, submission.template_version) == (
        "template", "p2024", "1",
    )  # fmt: skip
    assert (submission.org_code, submission.period_code) == ("111", "2024-06")
    assert figures(reading) == [
        ("k1", Decimal(12)),
        ("k2", Decimal("98.5")),
        ("k3", Decimal("1.2")),
    ]
    first = reading.values[0]
    assert (first.basis, first.unit, first.plan_id) == ("year_to_date", "个", "p2024")
    assert (first.evidence[0].sheet, first.evidence[0].cell) == ("填报表", "G6")
    assert (first.evidence[-1].sheet, first.evidence[-1].quote) == ("_planledger", "2024-06")
    assert codes(reading) == []
    for locator in (one for value in reading.values for one in value.evidence):
        assert reading.text.text[locator.start : locator.end] == locator.quote


def _rename(book: Workbook) -> None:
    book["填报表"].title = "Sheet1 (2)"


def _insert_column(book: Workbook) -> None:
    book["填报表"].insert_cols(4)
    book["填报表"].cell(FIRST - 1, 4, "牵头科室")
    book["填报表"].cell(FIRST, 4, "综合科")


def _insert_rows(book: Workbook) -> None:
    book["填报表"].insert_rows(1, 3)
    book["填报表"].insert_rows(FIRST + 4)


def _move_column(book: Workbook) -> None:
    sheet = book["填报表"]
    for row in range(FIRST - 1, FIRST + 3):
        sheet.cell(row, 14, sheet.cell(row, 7).value)
        sheet.cell(row, 7).value = None


def _lose_key_column(book: Workbook) -> None:
    book["填报表"].delete_cols(1)


@pytest.mark.parametrize(
    "change", [_rename, _insert_column, _insert_rows, _move_column], ids=lambda one: one.__name__
)
def test_what_an_office_does_to_the_layout_harms_nothing(
    orgs: OrgDirectory, change: Callable[[Workbook], None]
) -> None:
    book = filled(12, 98.5, 1.2)
    change(book)
    reading = read(book, orgs)
    assert figures(reading) == [
        ("k1", Decimal(12)),
        ("k2", Decimal("98.5")),
        ("k3", Decimal("1.2")),
    ]
    assert set(codes(reading)) <= {"inserted_column_not_read"}


def test_rows_without_their_hidden_key_are_known_by_the_name_that_the_form_gave_them(
    orgs: OrgDirectory,
) -> None:
    book = filled(12, 98.5, 1.2)
    _lose_key_column(book)
    assert [key for key, _ in figures(read(book, orgs))] == ["k1", "k2", "k3"]


def test_a_row_left_blank_stays_with_what_is_said_about_it(orgs: OrgDirectory) -> None:
    book = filled(12, None, "/")
    book["填报表"].cell(FIRST + 1, 10, "尚未开展抽检")
    reading = read(book, orgs)
    assert [(v.value, v.raw, v.explanation) for v in reading.values] == [
        (Decimal(12), "12", None),
        (None, "", "尚未开展抽检"),
        (None, "/", None),
    ]
    assert (reading.seen, reading.loaded) == (3, 3)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,234", "1234"),
        ("１２３", "123"),
        ("1.2万", "12000"),
        (" 12 个", "12"),
        ("１，２３４", "1234"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_reads_numbers_that_were_typed_as_text(orgs: OrgDirectory, typed: Any, value: str) -> None:
    assert figures(read(filled(typed), orgs))[0] == ("k1", Decimal(value))


@pytest.mark.parametrize(
    ("row", "typed", "code", "word"),
    [
        (0, "约30", "unreadable_value", "约数"),
        (0, "30余", "unreadable_value", "约数"),
        (0, "三十左右", "unreadable_value", "约数"),
        (0, "已完成", "unreadable_value", "确切"),
        (0, "12%", "units_contradict", "计量单位"),
        (2, "1.2万", "magnitude_contradicts", "重复"),
        (0, "=[1]Sheet1!A1", "formula_reaches_outside", "外部"),
        (0, '=WEBSERVICE("http://example.invalid/")', "formula_reaches_outside", "外部"),
        (0, "=cmd|'/C calc'!A0", "formula_reaches_outside", "外部"),
        (0, "=SUM(E6:F6)", "formula_not_calculated", "计算结果"),
    ],
)
def test_a_figure_that_cannot_be_taken_is_an_issue_with_its_cell_and_the_rest_stays(
    orgs: OrgDirectory, row: int, typed: str, code: str, word: str
) -> None:
    values: list[Any] = [1, 2, 3]
    values[row] = typed
    reading = read(filled(*values), orgs)
    (found,) = reading.issues
    assert (found.code, found.place) == (code, f"填报表!G{FIRST + row}")
    assert word in found.message_zh
    assert len(reading.values) == 2
    assert (reading.seen, reading.loaded, reading.rejected) == (3, 2, 1)


def test_a_merged_figure_counts_for_its_first_row_only(orgs: OrgDirectory) -> None:
    book = filled(5, None, 3)
    book["填报表"].merge_cells("G6:G7")
    reading = read(book, orgs)
    assert [key for key, _ in figures(reading)] == ["k1", "k3"]
    (found,) = reading.issues
    assert (found.code, found.place) == ("blank_value", "填报表!G7")
    assert "合并" in found.message_zh


@pytest.mark.parametrize(
    ("keys", "org_code", "code", "cell"),
    [
        ({}, "112", "form_of_other_org", "_planledger!B4"),
        ({"org_code": "999"}, "111", "unknown_org", "_planledger!B4"),
        ({"template_version": "0"}, "111", "unknown_template_version", "_planledger!B2"),
        ({"period_code": "六月"}, "111", "unknown_period", "_planledger!B5"),
        ({"plan_id": None}, "111", "form_key_missing", "_planledger"),
        ({"period_code": "2024-05"}, "111", "form_of_other_period", "填报表!B1"),
    ],
)
def test_refuses_a_form_whose_keys_contradict_its_folder_or_its_title(
    orgs: OrgDirectory, keys: dict[str, str | None], org_code: str, code: str, cell: str
) -> None:
    with pytest.raises(SourceChangedError) as caught:
        read(filled(1, **keys), orgs, org_code=org_code)
    assert (caught.value.code, caught.value.place) == (code, cell)
    assert any("一" <= char <= "鿿" for char in caught.value.message_zh)


def test_a_city_may_send_the_form_of_its_county(orgs: OrgDirectory) -> None:
    reading = read(filled(1), orgs, org_code="11")
    assert {(v.submitted_by_org_code, v.org_code) for v in reading.values} == {("11", "111")}


def test_a_folder_named_after_another_period_refuses_the_form(orgs: OrgDirectory) -> None:
    with pytest.raises(SourceChangedError, match="2024-06"):
        read(filled(1), orgs, path="progress/111/2024-07/a.xlsx")
    assert read(filled(1), orgs, path="progress/111/2024-06/a.xlsx").loaded == 3


def test_last_years_form_and_a_wrong_file_name_are_doubted_and_read(orgs: OrgDirectory) -> None:
    late = read(filled(1), orgs, at=datetime(2025, 7, 3, tzinfo=UTC))
    assert codes(late) == ["form_of_earlier_year"]
    named = read(filled(1), orgs, path="progress/111/2024年7月报表.xlsx")
    assert codes(named) == ["file_name_contradicts"]
    assert named.submissions[0].period_code == "2024-06"


def test_a_row_whose_name_and_hidden_key_disagree_is_refused(orgs: OrgDirectory) -> None:
    book = filled(1, 2, 3)
    book["填报表"].cell(FIRST, 3, "培训人数")
    book["填报表"].cell(FIRST + 1, 1, "k9")
    reading = read(book, orgs)
    assert codes(reading) == ["row_key_contradicts", "unknown_row_key"]
    assert figures(reading) == [("k3", Decimal(3))]


def test_a_form_may_say_that_it_only_adds(orgs: OrgDirectory) -> None:
    book = filled(1)
    assert not read(book, orgs).submissions[0].is_partial
    book["填报表"]["D4"] = "是"
    assert read(book, orgs).submissions[0].is_partial


def test_staff_stay_out_of_everything_that_is_kept(orgs: OrgDirectory) -> None:
    book = filled(1, 13800000000, 3)
    sheet = book["填报表"]
    sheet.cell(FIRST - 1, 12, "联系电话")
    sheet.cell(FIRST, 12, "13912345678")
    sheet.cell(FIRST, 10, "已验收，详询李四同志 139 1234 5678，证号 330901199001011234")
    sheet.cell(FIRST + 5, 3, "填报人：王小五　电话：0580-1234567")
    reading = read(book, orgs)
    kept = reading.model_dump_json()
    for secret in ("13912345678", "139 1234 5678", "330901199001011234", "王小五", "1234567"):
        assert secret not in kept
    assert figures(reading)[1] == ("k2", Decimal(13800000000))
    assert "personal_column_left_out" in codes(reading)
    assert reading.values[0].explanation is not None
    assert reading.values[0].explanation.startswith("已验收")
    for locator in (one for value in reading.values for one in value.evidence):
        assert reading.text.text[locator.start : locator.end] == locator.quote


def test_supporting_files_are_linked_by_name_and_missing_ones_are_told(orgs: OrgDirectory) -> None:
    book = filled(1, 2)
    book["填报表"].cell(FIRST, 11, "1.台账.pdf；现场照片")
    book["填报表"].cell(FIRST + 1, 11, "会议纪要.docx")
    reading = read(book, orgs, attached=("台账.pdf", "附件/现场照片.JPG", "其他.png"))
    assert [(f.row_no, f.name, f.sha256 is not None) for f in reading.supporting_files] == [
        (1, "台账.pdf", True),
        (1, "附件/现场照片.JPG", True),
        (2, "会议纪要.docx", False),
        (None, "其他.png", True),
    ]
    (missing,) = reading.issues
    assert (missing.code, missing.place) == ("supporting_file_missing", "填报表!K7")


def test_macros_and_links_are_told_and_ignored(orgs: OrgDirectory) -> None:
    import zipfile

    stream = io.BytesIO(saved(filled(1)))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
        package.writestr("xl/externalLinks/externalLink1.xml", b"<x/>")
    reading = read(stream.getvalue(), orgs, path="progress/111/a.xlsm")
    assert codes(reading) == ["macros_ignored", "outside_links_ignored"]
    assert reading.loaded == 3


def test_a_form_saved_again_by_another_program_reads_alike(orgs: OrgDirectory) -> None:
    again = load_workbook(io.BytesIO(saved(filled(12, 98.5, 1.2))))
    assert figures(read(again, orgs)) == figures(read(filled(12, 98.5, 1.2), orgs))
