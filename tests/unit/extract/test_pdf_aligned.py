"""Tables of a PDF without ruling lines: dense, merged, glued; what has no place is told."""

from __future__ import annotations

import pytest

from ingestion.extract.model import ReadDocument
from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document

from .pdf_writer import Sheet, pdf

KEY, ACTION, NAME, VALUES = 40.0, 74.0, 124.0, (220.0, 260.0, 300.0)
HEADER = ("序号", "行动", "指标名称", "全市", "甲县", "乙县")
PITCH = 15.0
TOP = 80.0


def read(*sheets: Sheet) -> ReadDocument:
    return read_document(pdf(*sheets), "plan.pdf")


def header(sheet: Sheet, y: float = 60.0) -> Sheet:
    for x, label in zip((KEY, ACTION, NAME, *VALUES), HEADER, strict=True):
        sheet.text(x, y, label)
    return sheet


def row(sheet: Sheet, y: float, number: int, name: str, *figures: str) -> Sheet:
    sheet.text(KEY, y, str(number)).text(NAME, y, name)
    for x, figure in zip(VALUES, figures, strict=True):
        if figure:
            sheet.text(x, y, figure)
    return sheet


def dense(*names: str, pitch: float = PITCH) -> Sheet:
    """A row a name, figures 10·row + column."""
    sheet = header(Sheet())
    for number, name in enumerate(names, 1):
        figures = (str(number * 10 + col) for col in range(3))
        row(sheet, TOP + (number - 1) * pitch, number, name, *figures)
    return sheet


def grid(found: ReadDocument) -> dict[tuple[int, int], tuple[str, int]]:
    (table,) = found.tables
    return {(c.row, c.col): (c.text, c.row_span) for c in table.cells}


def codes(found: ReadDocument) -> list[str]:
    return [issue.code for issue in interpret_document(found).issues]


NAMES = ("托育机构", "社区食堂", "健身步道", "口袋公园", "农村公路", "文化礼堂")


def test_a_label_in_the_middle_of_its_rows_stands_for_them() -> None:
    sheet = dense(*NAMES).text(ACTION, TOP + PITCH / 2, "惠民行动")
    sheet.text(ACTION, TOP + 3.5 * PITCH, "强基行动")
    cells = grid(read(sheet))
    assert cells[1, 1] == ("惠民行动", 2)
    assert cells[3, 1] == ("强基行动", 4)
    assert cells[4, 3] == ("40", 1)


def test_a_label_on_a_baseline_between_rows_mixes_with_no_other_column() -> None:
    sheet = dense(*NAMES).text(ACTION, TOP + PITCH, "惠民行动")
    sheet.text(ACTION, TOP + 4 * PITCH, "强基行动")
    cells = grid(read(sheet))
    assert (cells[1, 1], cells[4, 1]) == (("惠民行动", 3), ("强基行动", 3))
    assert [cells[number, 2][0] for number in range(1, 7)] == list(NAMES)


def test_labels_that_fit_no_rows_are_told_and_never_guessed() -> None:
    sheet = dense(*NAMES).text(ACTION, TOP + 0.9 * PITCH, "惠民行动")
    sheet.text(ACTION, TOP + 2.2 * PITCH, "强基行动")
    found = read(sheet)
    assert "table_not_placed" in codes(found)
    cells = interpret_document(found).cells
    assert {(cell.indicator, cell.org): cell.raw for cell in cells}["口袋公园", "乙县"] == "42"
    assert {cell.action for cell in cells} == {None}
    (left,) = found.unplaced
    assert "惠民行动" in found.text[left.start : left.end]


def test_lines_about_the_middle_of_their_row_are_one_cell() -> None:
    sheet = header(Sheet())
    for number, lines in enumerate((("托育机构",), ("新增社区食堂数", "量"), ("健身步道",)), 1):
        y = (80.0, 108.0, 136.0)[number - 1]
        row(sheet, y, number, "", str(number), str(number), str(number))
        for at, line in enumerate(lines):
            sheet.text(NAME, y + (at - (len(lines) - 1) / 2) * 12, line)
    cells = grid(read(sheet))
    column = [cells[number, 2][0] for number in range(1, 4)]
    assert column == ["托育机构", "新增社区食堂数量", "健身步道"]


@pytest.mark.parametrize("gap", [1.0, 2.5, 4.0])
def test_columns_that_nearly_touch_are_kept_apart(gap: float) -> None:
    units = ("家", "家", "公里", "个", "公里", "座")
    names = ("新增托育机构数量", *NAMES[1:5], "新建文化礼堂数量")
    sheet = Sheet()
    xs = (KEY, NAME, NAME + 80 + gap, 230.0, 270.0, 310.0)
    for x, label in zip(xs, ("序号", "指标名称", "单位", "全市", "甲县", "乙县"), strict=True):
        sheet.text(x, 60, label)
    for number, (name, unit) in enumerate(zip(names, units, strict=True), 1):
        for x, text in zip(xs, (str(number), name, unit, "6", "4", "2"), strict=True):
            sheet.text(x, TOP + (number - 1) * PITCH, text)
    cells = {place: text for place, (text, _) in grid(read(sheet)).items()}
    assert [cells[number, 1] for number in range(1, 7)] == list(names)
    assert [cells[number, 2] for number in range(1, 7)] == list(units)


def test_a_text_over_free_columns_reaches_as_far_as_it_is_their_middle() -> None:
    sheet = dense(*NAMES[:5])
    y = TOP + 5 * PITCH
    sheet.text(KEY, y, "6").text(NAME, y, NAMES[5]).text(242, y, "均达到80%")
    (table,) = read(sheet).tables
    (wide,) = (cell for cell in table.cells if cell.text == "均达到80%")
    assert (wide.row, wide.col, wide.col_span) == (6, 3, 3)


def test_a_table_that_cannot_be_placed_is_neither_cells_nor_running_text() -> None:
    sheet = header(Sheet())
    for number, name in enumerate(NAMES, 1):
        row(sheet, TOP + (number - 1) * PITCH, number, "", "5", "3", "2")
        off = 6 if number % 2 else -5
        sheet.text(NAME, TOP + (number - 1) * PITCH + off, f"{name}达90%")
    found = read(sheet)
    result = interpret_document(found)
    assert "table_not_placed" in [issue.code for issue in result.issues]
    assert not result.cells
    assert not result.quantities
    (issue,) = (issue for issue in result.issues if issue.code == "table_not_placed")
    (place,) = issue.evidence
    assert (place.page, found.text[place.start : place.end]) == (1, place.quote)


def test_labels_of_two_columns_over_one_are_told() -> None:
    sheet = header(Sheet())
    for number, name in enumerate(NAMES, 1):
        row(sheet, TOP + (number - 1) * 2 * PITCH, number, "", "5", "3", "2")
        sheet.text(NAME, TOP + (number - 1) * 2 * PITCH + PITCH, f"{name}力争全年达到90%")
    result = interpret_document(read(sheet))
    assert "table_not_placed" in [issue.code for issue in result.issues]
    assert not result.cells
    assert not result.quantities


def test_a_column_to_be_filled_in_keeps_its_label_to_itself() -> None:
    sheet = dense(*NAMES).text(340, 60, "备注")
    cells = grid(read(sheet))
    assert (cells[0, 5][0], cells[0, 6][0]) == ("乙县", "备注")


def test_a_title_right_above_the_header_is_no_group_of_columns() -> None:
    sheet = dense(*NAMES).text(130, 46, "重点任务分解表")
    cells = grid(read(sheet))
    assert cells[0, 0] == ("序号", 1)


def test_a_label_of_two_pages_hides_no_repeated_header() -> None:
    first = dense(*NAMES)
    second = header(Sheet()).text(ACTION, 48, "惠民行动")
    for number, name in enumerate(("农田建设", "水产养殖", "渔港改造"), 7):
        row(second, TOP + (number - 7) * PITCH, number, name, "5", "3", "2")
    (table,) = read(first, second).tables
    firsts = [cell.text for cell in table.cells if cell.col == 0 and cell.text]
    assert firsts == ["序号", *map(str, range(1, 10))]


def test_prose_with_blanks_about_its_figures_is_no_table() -> None:
    lines = [
        "全年 新增 托育 机构 5 家， 完成 改造 12 个， 服务 群众 800 人。",
        "新建 公园 3 座， 步道 20 公里， 充电桩 600 个， 车位 90 个。",
        "培训 900 人次， 帮扶 企业 40 家， 化解 纠纷 70 起， 走访 9 次。",
    ]
    found = read(Sheet().lines(40, 60, *lines))
    assert not found.tables
    assert not found.unplaced
