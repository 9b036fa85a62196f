"""Matrices in flattened text: found, cut into rows, placed, and doubted where they should be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.matrix import MatrixResult, find_matrices
from ingestion.records import Cell, Part

HEAD = "序号|指标|全市目标任务|甲县|乙县|丙县"
ROWS = ("1|建站(个)|6|1|2|3", "2|检查(家次)|12|2|4|6", "3|培训(人次)|0.9万|2000|3000|4000")


def read(*lines: str, separator: str = "\n\n", parts: tuple[Part, ...] = ()) -> MatrixResult:
    text = separator.join("|".join(lines).split("|")) + "\n"
    return find_matrices(read_document(text.encode(), "plan.txt"), parts)


def row(result: MatrixResult, row_no: int) -> dict[str, Cell]:
    return {cell.org: cell for cell in result.cells if cell.row_no == row_no}


def raws(result: MatrixResult, row_no: int) -> list[str]:
    return [cell.raw for cell in row(result, row_no).values()]


def states(result: MatrixResult, row_no: int) -> list[str]:
    return [cell.state for cell in row(result, row_no).values()]


def codes(result: MatrixResult) -> list[str]:
    return [issue.code for issue in result.issues]


def test_full_rows_are_proven_by_their_cell_count() -> None:
    result = read(HEAD, *ROWS)
    assert len(result.cells) == 12
    assert {cell.alignment for cell in result.cells} == {"proven"}
    assert row(result, 3)["全市"].value == Decimal(9000)
    assert row(result, 3)["全市"].is_total
    assert [c.unit for c in row(result, 2).values()] == ["家次"] * 4


@pytest.mark.parametrize(
    ("head", "total"),
    [
        ("编号|任务名称|甲县|乙县|丙县|合计", "合计"),
        ("序号|目标名称|甲县|全县|乙县|丙县", "全县"),
        ("序号|考核指标|计量单位|甲县|乙县|丙县", None),
    ],
)
def test_other_header_words_and_places_of_the_total(head: str, total: str | None) -> None:
    rows = ["1|建站|3|1|2|6", "2|检查|2|4|6|12"]
    if "计量单位" in head:
        rows = ["1|建站|个|1|2|6", "2|检查|家次|4|6|12"]
    result = read(head, *rows)
    assert [cell.org for cell in result.cells if cell.is_total] == [total] * 2 * bool(total)
    assert {cell.unit for cell in result.cells} == ({None} if total else {"个", "家次"})


def test_a_table_without_ordinals_is_numbered_by_order() -> None:
    result = read(
        "分解表|指标|全市|甲县|乙县", "建站(个)|6|2|4", "检查(次)|9|4|5", "覆盖率|95%|均95%"
    )
    assert [cell.indicator for cell in result.cells[::3]] == ["建站", "检查", "覆盖率"]
    assert [cell.row_no for cell in result.cells[::3]] == [1, 2, 3]


def test_a_value_that_equals_the_next_ordinal_is_a_value() -> None:
    result = read(HEAD, "1|建站(个)|5|1|2|2", "2|检查(个)|9|3|3|3", "3|培训(个)|4|/|/|4")
    assert raws(result, 1) == ["5", "1", "2", "2"]
    assert raws(result, 2) == ["9", "3", "3", "3"]
    assert {cell.alignment for cell in result.cells} == {"proven"}


def test_names_broken_over_paragraphs_are_joined() -> None:
    result = read(HEAD, "1|培育示范|服务单位(家)|6|1|2|3", *ROWS[1:])
    assert row(result, 1)["甲县"].indicator == "培育示范服务单位"
    assert row(result, 1)["甲县"].unit == "家"


def test_group_labels_carry_their_count_to_every_row() -> None:
    result = read(
        "序号|行动|指标|全市|甲县|乙县",
        "1|惠企行动|(2项)|建站(个)|3|1|2",
        "2|惠企行动（2项）|检查(个)|3|1|2",
        "3|惠民行动(1项)|8个领域覆盖率|90%|80%|95%",
    )
    labels = [(c.action, c.action_declared_items, c.indicator) for c in result.cells[::3]]
    assert labels == [
        ("惠企行动", 2, "建站"),
        ("惠企行动", 2, "检查"),
        ("惠民行动", 1, "8个领域覆盖率"),
    ]


def test_one_text_for_each_covers_every_organisation() -> None:
    result = read(HEAD, *ROWS, "4|办结率|90%|均达到90%以上")
    assert states(result, 4) == ["value", "all_orgs", "all_orgs", "all_orgs"]
    assert raws(result, 4)[1:] == ["均达到90%以上"] * 3
    assert row(result, 4)["丙县"].comparator == ">="


def test_a_rate_merged_over_organisations_holds_for_each() -> None:
    result = read(HEAD, *ROWS, "4|故障率|下降10%以上|下降10%以上")
    assert states(result, 4) == ["value", "all_orgs", "all_orgs", "all_orgs"]
    assert row(result, 4)["乙县"].change == "decrease"


def test_a_count_merged_over_organisations_is_joint() -> None:
    result = read(HEAD, *ROWS, "4|平台数(个)|1|1")
    assert states(result, 4) == ["value", "value", "merged_inherit", "merged_inherit"]
    assert [cell.value for cell in row(result, 4).values()][2:] == [None, None]


def test_a_single_value_is_the_total_over_all_columns() -> None:
    result = read(HEAD, *ROWS, "4|授权量|增长8%以上")
    assert states(result, 4) == ["value", *["merged_inherit"] * 3]


def test_a_row_of_only_its_ordinal_inherits_the_merged_row_above() -> None:
    result = read(HEAD, *ROWS, "4|维保率、检验率|99%以上|均达99%以上", "5", "6|装梯(台)|6|1|2|3")
    inherited = row(result, 5)
    assert {cell.state for cell in inherited.values()} == {"merged_inherit"}
    assert {(c.value, c.unit, c.indicator) for c in inherited.values()} == {
        (Decimal(99), "%", "维保率、检验率")
    }
    assert {cell.alignment for cell in inherited.values()} == {"inferred"}


def test_a_column_merged_down_is_found_by_what_usually_stands_there() -> None:
    head = "序号|指标|全市|市局|甲县|乙县|丙县"
    full = [f"{n}|指标{'甲乙丙丁戊己'[n - 1]}(个)|6|/|1|2|3" for n in range(1, 7)]
    short = [f"{n}|事项{'甲乙丙'[n - 7]}(个)|9|2|3|4" for n in range(7, 10)]
    result = read(head, *full, *short)
    for row_no in (7, 8, 9):
        assert states(result, row_no) == ["value", "merged_inherit", "value", "value", "value"]
        assert row(result, row_no)["市局"].evidence[0].quote == "/"
        assert row(result, row_no)["市局"].alignment == "inferred"


def test_an_empty_paragraph_is_a_blank_cell() -> None:
    result = read(HEAD, ROWS[0], "2|检查(个)|3|1||2", ROWS[2], separator="\n")
    assert states(result, 2) == ["value", "value", "blank", "value"]
    quotes = [locator.quote for locator in row(result, 2)["乙县"].evidence]
    assert quotes == ["1", "2"]
    assert row(result, 2)["乙县"].alignment == "inferred"


def test_a_lost_number_is_told_and_not_given_to_anyone() -> None:
    result = read(HEAD, *ROWS, "4|建厅(个)|9|2|4")
    assert {cell.alignment for cell in row(result, 4).values()} == {"ambiguous"}
    issue = next(i for i in result.issues if i.code == "ambiguous_placement")
    assert "总数不符" in issue.message_zh
    assert issue.severity == "warning"


def test_a_row_with_too_many_cells_is_rejected_alone() -> None:
    result = read(HEAD, ROWS[0], "2|检查(个)|12|2|4|6|8", ROWS[2])
    assert sorted({cell.row_no for cell in result.cells}) == [1, 3]
    assert codes(result) == ["row_too_many_cells"]
    assert (result.seen, result.loaded, result.rejected) == (12, 8, 4)


def test_one_number_too_many_at_the_end_is_no_row() -> None:
    result = read(HEAD, *ROWS[:2], "3|培训(个)|6|1|2|3|4")
    assert codes(result) == ["row_too_many_cells"]
    assert (result.seen, result.loaded, result.rejected) == (12, 8, 4)


def test_a_duplicated_header_refuses_the_table() -> None:
    result = read("序号|指标|全市|甲县|乙县|甲县", "1|建站(个)|6|1|2|3")
    assert codes(result) == ["duplicate_header"]
    assert "甲县" in result.issues[0].message_zh
    assert result.issues[0].place.startswith("字符")
    assert (result.seen, result.loaded, result.rejected) == (4, 0, 4)


def test_gaps_and_repeats_of_ordinals_are_kept_as_printed() -> None:
    result = read(HEAD, ROWS[0], "2|检查(个)|6|1|2|3", "2|抽检(个)|9|2|3|4", "7|评价(个)|6|1|2|3")
    assert [cell.row_no for cell in result.cells[::4]] == [1, 2, 2, 7]


def test_a_header_repeated_on_a_new_page_is_no_row() -> None:
    assert len(read(HEAD, ROWS[0], HEAD, *ROWS[1:]).cells) == 12


def test_a_heading_over_the_organisations_has_no_column() -> None:
    result = read("序号|指标|全市|各县(市、区)目标任务|甲县|乙县|丙县", *ROWS)
    assert [cell.org for cell in result.cells[:4]] == ["全市", "甲县", "乙县", "丙县"]


def test_remarks_and_departments_are_no_values() -> None:
    result = read(
        "序号|指标|责任处室|全市|甲县|乙县|备注",
        "1|建站(个)|许可处|3|1|2|含新建",
        "2|检查(个)|稽查处|3|1|2",
        "注:数字为预期。",
    )
    assert [raws(result, n) for n in (1, 2)] == [["3", "1", "2"]] * 2
    assert row(result, 1)["甲县"].indicator == "建站"


def test_two_tables_stand_apart() -> None:
    result = read("2030年表|" + HEAD, *ROWS, "附件2|2031年表|" + HEAD, *ROWS)
    assert {(c.table_no, c.period) for c in result.cells} == {(1, "2030"), (2, "2031")}
    assert len(result.spans) == 2


def test_a_table_belongs_to_the_part_that_it_stands_in() -> None:
    parts = (
        Part(part_no=1, title="正文", start=0, end=6),
        Part(part_no=2, title="附件1 2032年任务", start=6, end=10_000),
    )
    result = read("通知正文|" + HEAD, *ROWS, parts=parts)
    assert {(cell.part_no, cell.period) for cell in result.cells} == {(2, "2032")}


def test_a_task_list_is_no_matrix() -> None:
    head = "序号|任务名称|具体目标要求|责任部门|完成时间|备注"
    assert (
        read(head, "1|推进改革|网办率95%以上|许可处|11", "2|加强监管|抽查2次|稽查处|12").cells == ()
    )


def test_running_text_is_no_matrix() -> None:
    assert read("关于印发的通知|各县:|现将指标印发给你们。|一、目标|建站10个。").seen == 0


def test_a_range_and_further_numbers_are_told() -> None:
    result = read(HEAD, *ROWS, "4|时限(天)|3-5|3|3|4", "5|比例|5%|均不少于5%,重点不少于50%")
    assert row(result, 4)["全市"].state == "text"
    assert {"range_in_cell", "further_numbers"} <= set(codes(result))


def test_every_evidence_quotes_the_text() -> None:
    lines = (HEAD, *ROWS, "4|办结率|90%|均达到90%", "5", "6|平台(个)|1|1|/")
    text = "\n\n".join("|".join(lines).split("|"))
    for cell in read(*lines).cells:
        assert cell.evidence
        for locator in cell.evidence:
            assert text[locator.start : locator.end] == locator.quote
