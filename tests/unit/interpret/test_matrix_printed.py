"""Matrices in printed grids: what spans say, and that the same table gives the same cells."""

from __future__ import annotations

from decimal import Decimal

from ingestion.extract.registry import read_document
from ingestion.interpret.matrix import MatrixResult, find_matrices
from ingestion.records import Cell


def page(*rows: str) -> str:
    """Rows of cells split by ``|``; ``text@2x3`` spans two rows and three columns."""
    body = ""
    for line in rows:
        body += "<tr>"
        for cell in line.split("|"):
            text, _, spans = cell.partition("@")
            down, _, right = spans.partition("x")
            body += f'<td rowspan="{down or 1}" colspan="{right or 1}">{text}</td>'
        body += "</tr>"
    return f"<html><body><p>2031年分解表</p><table>{body}</table></body></html>"


def read(*rows: str) -> MatrixResult:
    return find_matrices(read_document(page(*rows).encode(), "page.html"))


def row(result: MatrixResult, row_no: int) -> dict[str, Cell]:
    return {cell.org: cell for cell in result.cells if cell.row_no == row_no}


def test_positions_are_printed() -> None:
    result = read("序号|指标|全市|甲县|乙县", "1|建站（个）|３|1|", "2|检查(个)|5|2|3")
    assert {(c.alignment, c.alignment_basis) for c in result.cells} == {("printed", ("grid",))}
    assert [c.state for c in row(result, 1).values()] == ["value", "value", "blank"]
    assert row(result, 1)["全市"].value == Decimal(3)
    assert {cell.period for cell in result.cells} == {"2031"}


def test_spans_across_are_read_as_in_flattened_text() -> None:
    rows = ["1|办结率|90%|均达到90%@1x3", "2|平台(个)|1|1@1x3", "3|授权量|增长8%@1x4"]
    flat = "\n".join(
        "|".join(("序号|指标|全市|甲县|乙县|丙县", *rows))
        .replace("@1x3", "")
        .replace("@1x4", "")
        .split("|")
    )
    printed = read("序号|指标|全市|甲县|乙县|丙县", *rows).cells
    flattened = find_matrices(read_document(flat.encode(), "plan.txt")).cells
    said = [(c.row_no, c.org, c.state, c.raw, c.value, c.comparator, c.unit) for c in printed]
    assert said == [
        (c.row_no, c.org, c.state, c.raw, c.value, c.comparator, c.unit) for c in flattened
    ]


def test_spans_down_repeat_rates_and_not_counts() -> None:
    result = read(
        "序号|指标|全市|甲县|乙县",
        "1|维保率|99%以上@2|均达99%@2x2",
        "2|检验率",
        "3|建站(个)|6|3@2|3",
        "4|检查(个)|7|4",
    )
    assert [c.value for c in row(result, 2).values()] == [Decimal(99)] * 3
    assert {c.state for c in row(result, 2).values()} == {"merged_inherit"}
    assert row(result, 4)["甲县"].state == "merged_inherit"
    assert row(result, 4)["甲县"].value is None


def test_headers_of_two_rows_take_the_lower_name() -> None:
    result = read("序号@2|指标@2|全市@2|各县目标@1x2", "甲县|乙县", "1|建站(个)|3|1|2")
    assert [cell.org for cell in result.cells] == ["全市", "甲县", "乙县"]


def test_group_headings_become_the_action_and_notes_are_no_rows() -> None:
    result = read(
        "序号|指标|全市|甲县|乙县", "惠企行动(1项)@1x5", "1|建站(个)|3|1|2", "注:预期数@1x5"
    )
    assert {(c.action, c.action_declared_items) for c in result.cells} == {("惠企行动", 1)}
    assert (result.seen, result.loaded) == (3, 3)


def test_an_ordinal_beside_several_indicators_numbers_none_of_them() -> None:
    result = read(
        "序号|项目|指标|全市|甲县|乙县",
        "1@2|惠企@2|建站(个)|3|1|2",
        "检查(个)|3|1|2",
        "2|惠民|抽检(个)|3|1|2",
    )
    assert [(c.row_no, c.action) for c in result.cells[::3]] == [
        (1, "惠企"),
        (2, "惠企"),
        (3, "惠民"),
    ]


def test_a_table_with_organisations_downwards_is_turned() -> None:
    result = read("序号|地区|建站(个)|检查(次)", "1|全市|3|9", "2|甲县|1|4", "3|乙县|2|5")
    assert [(c.row_no, c.indicator, c.org, c.raw) for c in result.cells] == [
        (1, "建站", "全市", "3"),
        (1, "建站", "甲县", "1"),
        (1, "建站", "乙县", "2"),
        (2, "检查", "全市", "9"),
        (2, "检查", "甲县", "4"),
        (2, "检查", "乙县", "5"),
    ]


def test_a_row_with_too_many_cells_is_rejected_alone() -> None:
    result = read("序号|指标|全市|甲县|乙县", "1|建站(个)|3|1|2|7", "2|检查(个)|5|2|3")
    assert [issue.code for issue in result.issues] == ["row_too_many_cells"]
    assert (result.seen, result.loaded, result.rejected) == (6, 3, 3)


def test_a_duplicated_header_refuses_the_table() -> None:
    result = read("序号|指标|全市|甲县|甲县", "1|建站(个)|3|1|2")
    assert [issue.code for issue in result.issues] == ["duplicate_header"]
    assert (result.seen, result.loaded, result.rejected) == (3, 0, 3)


def test_other_tables_are_left_alone() -> None:
    assert read("序号|任务名称|责任部门|完成时间", "1|推进改革|许可处|11月").seen == 0
    assert read("姓名|电话", "张三|110").seen == 0


def test_a_row_into_which_cells_only_reach_is_no_header() -> None:
    page = (
        "<table><tr><td rowspan=2>序号</td><td rowspan=2></td><td rowspan=2></td></tr>"
        "<tr></tr><tr><td>1</td><td>增速</td><td>无</td></tr></table>"
    )
    assert find_matrices(read_document(page.encode(), "a.html")).cells == ()
