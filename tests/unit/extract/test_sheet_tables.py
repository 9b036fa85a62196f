"""Several tables on one sheet: parted where a new one begins, and nowhere else."""

from __future__ import annotations

import io

import openpyxl
import pytest

from ingestion.extract.canonical import CellDraft
from ingestion.extract.registry import read_document
from ingestion.extract.sheet_tables import split_tables
from ingestion.interpret.document import interpret_document


def sheet(drawn: str) -> list[CellDraft]:
    """Cells drawn with ``|`` between columns; an empty line is a blank row."""
    return [
        CellDraft(row, col, (text.strip(),))
        for row, line in enumerate(drawn.strip("\n").splitlines())
        for col, text in enumerate(line.split("|"))
        if text.strip()
    ]


def first_words(drawn: str) -> list[str]:
    return [table[0].lines[0] for table in split_tables(sheet(drawn))]


ONE_UNDER_ANOTHER = """
表一 就业分解表
指标|全市|甲县|乙县
岗位|9|4|5

表二 住房分解表
指标|全市|甲县|丙区
住房|7|3|4
"""
SIDE_BY_SIDE = """
就业||||住房
指标|全市|甲县||指标|全市|丙区
岗位|9|4||住房|7|3
培训|5|2||修缮|6|1
"""
SIDE_BY_SIDE_UNDER_A_TITLE = """
某市年度计划
指标|全市|甲县||指标|全市|丙区
岗位|9|4||住房|7|3
"""
TITLE_APART = """
某市年度计划

指标|全市|甲县
岗位|9|4
"""
GROUPS_SET_APART = """
指标|全市|甲县|乙县
岗位|9|4|5

二、住房
住房|7|3|4
修缮|按要求落实|3|4
"""
NOTE_BELOW = """
指标|全市|甲县
岗位|9|4

注：各县为预期数
"""
LIST_SET_APART = """
序号|任务|责任单位|期限
一|办好托育|卫健委|2031年6月

二|办好助餐|民政局|2031年9月
三|办好公园|园林局|2031年12月
"""
SPACER_COLUMN = """
指标||目标任务
||全市|甲县
岗位||9|4
培训||5|2
"""
SAME_HEADER_OF_WORDS = """
任务|责任单位|期限
托育|卫健委|六月底

任务|责任单位|期限
助餐|民政局|九月底
"""


@pytest.mark.parametrize(
    ("drawn", "tables"),
    [
        pytest.param(ONE_UNDER_ANOTHER, ["表一 就业分解表", "表二 住房分解表"], id="below"),
        pytest.param(SIDE_BY_SIDE, ["就业", "住房"], id="beside"),
        pytest.param(SIDE_BY_SIDE_UNDER_A_TITLE, ["某市年度计划", "指标"], id="under a title"),
        pytest.param(SAME_HEADER_OF_WORDS, ["任务", "任务"], id="header repeated"),
    ],
)
def test_a_new_header_begins_a_table(drawn: str, tables: list[str]) -> None:
    assert first_words(drawn) == tables


@pytest.mark.parametrize(
    "drawn",
    [TITLE_APART, GROUPS_SET_APART, NOTE_BELOW, LIST_SET_APART, SPACER_COLUMN],
    ids=["title", "groups", "note", "list", "spacer column"],
)
def test_blank_rows_and_columns_alone_part_nothing(drawn: str) -> None:
    assert len(split_tables(sheet(drawn))) == 1


def test_each_table_counts_from_its_corner() -> None:
    _, second = split_tables(sheet(SIDE_BY_SIDE))
    assert min((cell.row, cell.col) for cell in second) == (0, 0)


def test_a_sheet_without_text_has_no_table() -> None:
    assert split_tables([CellDraft(0, 0, ("",), col_span=3)]) == []


def workbook(*drawn: str) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for number, one in enumerate(drawn):
        page = book.active if number == 0 else book.create_sheet()
        for cell in sheet(one):
            page.cell(cell.row + 1, cell.col + 1, cell.lines[0])
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_csv(drawn: str) -> bytes:
    width = max(line.count("|") for line in drawn.splitlines())
    lines = (line + "|" * (width - line.count("|")) for line in drawn.strip("\n").splitlines())
    return "\n".join(lines).replace("|", ",").encode()


@pytest.mark.parametrize("drawn", [ONE_UNDER_ANOTHER, SIDE_BY_SIDE], ids=["below", "beside"])
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_every_table_of_a_sheet_yields_its_cells(drawn: str, name: str) -> None:
    data = saved(workbook(drawn)) if name.endswith("x") else as_csv(drawn)
    cells = interpret_document(read_document(data, name)).cells
    found = {(cell.indicator, cell.org): cell.raw for cell in cells}
    assert found["岗位", "甲县"] == "4"
    assert found["住房", "丙区"] in ("4", "3")
    assert ("住房", "乙县") not in found
    for cell in cells:
        assert cell.evidence[0].quote == cell.raw


def test_two_header_rows_with_merges_are_one_header() -> None:
    book = workbook("指标|目标任务||\n|全市|甲县|乙县\n岗位|9|4|5\n培训|6|4|2")
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:D1")
    cells = interpret_document(read_document(saved(book), "a.xlsx")).cells
    assert {(c.indicator, c.org): c.raw for c in cells}["培训", "乙县"] == "2"


def test_what_a_workbook_hides_is_read_and_told() -> None:
    book = workbook("指标|全市|甲县|乙县\n岗位|9|4|5\n培训|6|4|2", "备用")
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["D"].hidden = True
    book.worksheets[1].sheet_state = "hidden"
    result = interpret_document(read_document(saved(book), "a.xlsx"))
    assert len(result.cells) == 6
    (issue,) = (one for one in result.issues if one.code == "hidden_rows")
    assert issue.place == "Sheet!3:3、Sheet!D:D、Sheet1"
    assert issue.place in issue.message_zh


def test_hidden_rows_without_text_are_not_worth_telling() -> None:
    book = workbook("指标|全市|甲县\n岗位|9|4")
    book.active.row_dimensions[9].hidden = True
    assert read_document(saved(book), "a.xlsx").hidden_places == ()
