"""Lists of indicators without organisations: targets, baselines, weights; totals without groups."""

from __future__ import annotations

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.matrix import MatrixResult, find_matrices

TITLE = "松江县2031年目标任务表"


def read(text: str) -> MatrixResult:
    lines = "\n\n".join((TITLE, *text.split("|")))
    return find_matrices(read_document(lines.encode(), "plan.txt"))


def said(result: MatrixResult) -> list[str]:
    return [
        f"{c.row_no} {c.indicator} {c.org}{'*' * c.is_total} {c.measure} {c.period} "
        f"{c.value} {c.unit}"
        for c in result.cells
    ]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            "序号|目标任务|目标值|牵头单位|1|新增就业|2万人|人社局|2|建校|5所|教育局",
            ["1 新增就业 松江县* target 2031 20000 人", "2 建校 松江县* target 2031 5 所"],
        ),
        (
            "序号|指标|单位|2030年基数|2031年目标|指标属性|1|新增就业|人|200|210|预期性"
            "|2|建校|所|5|6|约束性",
            [
                "1 新增就业 松江县* baseline 2030 200 人",
                "1 新增就业 松江县* target 2031 210 人",
                "2 建校 松江县* baseline 2030 5 所",
                "2 建校 松江县* target 2031 6 所",
            ],
        ),
        (
            "指标名称|权重|目标值|责任部门|地区生产总值增速|10|6.5%|发改局|优良率|5|90%|环保局",
            [
                "1 地区生产总值增速 松江县* weight 2031 10 None",
                "1 地区生产总值增速 松江县* target 2031 6.5 %",
                "2 优良率 松江县* weight 2031 5 None",
                "2 优良率 松江县* target 2031 90 %",
            ],
        ),
    ],
    ids=["targets", "baselines", "weights"],
)
def test_the_columns_of_the_plan_itself_hold_its_figures(text: str, cells: list[str]) -> None:
    assert said(read(text)) == cells


def test_a_list_of_tasks_with_months_is_no_list_of_targets() -> None:
    text = (
        "序号|重点工作|年度目标|牵头单位|时限要求|1|修路|拓宽3公里并完善标志|住建局|11月"
        "|2|建园|建成公园并开放|城管局|2031年6月底"
    )
    assert read(text).seen == 0


def test_totals_without_groups_are_told_apart_by_order() -> None:
    text = (
        "序号|指标|全县|小计|甲镇|乙镇|小计|丙乡|丁乡"
        "|1|建站(个)|9|5|2|3|4|1|3|2|检查(次)|9|5|2|3|4|1|3"
    )
    result = read(text)
    assert [c.org for c in result.cells[:7]] == [
        *("全县", "小计(1)", "甲镇", "乙镇", "小计(2)", "丙乡", "丁乡")
    ]
    assert [issue.code for issue in result.issues] == ["repeated_total"]


def test_a_subtotal_is_named_by_its_group() -> None:
    text = (
        "序号|指标|全县|东片|西片|小计|甲镇|乙镇|小计|丙乡|丁乡"
        "|1|建站(个)|9|5|2|3|4|1|3|2|检查(次)|9|5|2|3|4|1|3"
    )
    result = read(text)
    assert [c.org for c in result.cells[:7]] == [
        *("全县", "东片小计", "甲镇", "乙镇", "西片小计", "丙乡", "丁乡")
    ]
    assert not result.issues


def test_what_stands_between_a_heading_and_its_organisations_stands_behind_them() -> None:
    text = "序号|指标|各镇任务|责任部门|甲镇|乙镇|1|建站(个)|5|4|科技科|2|检查(次)|3|6|安监科"
    assert [(c.org, str(c.value)) for c in read(text).cells] == [
        ("甲镇", "5"),
        ("乙镇", "4"),
        ("甲镇", "3"),
        ("乙镇", "6"),
    ]


def test_where_no_sum_tells_the_place_of_the_total_nothing_is_proven() -> None:
    head = "序号|指标|各镇任务|合计|甲镇|乙镇"
    open_result = read(f"{head}|1|建站(个)|5|4|8|2|检查(次)|3|6|7")
    assert {c.alignment for c in open_result.cells} == {"inferred"}
    last = read(f"{head}|1|建站(个)|5|4|9|2|检查(次)|3|6|9")
    assert [(c.org, str(c.value)) for c in last.cells[:3]] == [
        ("甲镇", "5"),
        ("乙镇", "4"),
        ("合计", "9"),
    ]
    assert {c.alignment for c in last.cells} == {"proven"}


def test_a_lost_number_beside_plain_numbers_is_no_merge() -> None:
    full = "|".join(f"{n}|建站{n}类(个)|10|1|2|3|4" for n in range(1, 6))
    result = read(f"序号|指标|合计|甲镇|乙镇|丙乡|丁乡|{full}|6|检查(次)|10|1|2|3")
    assert {c.alignment for c in result.cells if c.row_no == 6} == {"ambiguous"}
    assert "ambiguous_placement" in [issue.code for issue in result.issues]


@pytest.mark.parametrize("group", ["经济发展", "经济发展(50分)", "经济发展（50）", "经济发展50分"])
def test_a_group_that_prints_its_weight_is_no_row_of_weights(group: str) -> None:
    text = (
        f"一级指标|二级指标|权重|责任单位|{group}|生产总值|30|发改局|招商|20|商务局"
        "|市场秩序|经营主体|30|市场监管局|合格率|20|市场监管局"
    )
    assert [(c.action, c.indicator, c.measure, str(c.value)) for c in read(text).cells] == [
        (group, "生产总值", "weight", "30"),
        (group, "招商", "weight", "20"),
        ("市场秩序", "经营主体", "weight", "30"),
        ("市场秩序", "合格率", "weight", "20"),
    ]


def test_no_row_of_weights_is_named_by_the_header_of_a_column() -> None:
    text = "一级指标|二级指标|权重|责任单位|40|生产总值|30|发改局|60|招商|20|商务局"
    assert not [c for c in read(text).cells if c.indicator == "责任单位"]


def test_a_printed_row_that_stands_a_column_too_far_left_is_not_loaded() -> None:
    rows = ("一级指标|二级指标|权重|责任单位", "经济|生产总值|30|发改局", "招商|20|商务局")
    body = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows
    )
    page = f"<html><body><p>{TITLE}</p><table>{body}</table></body></html>"
    result = find_matrices(read_document(page.encode(), "plan.html"))
    assert [(c.indicator, str(c.value)) for c in result.cells] == [("生产总值", "30")]
    assert [issue.code for issue in result.issues] == ["row_without_name"]


@pytest.mark.parametrize("head", ["甲县|乙县|丙县|丁县", "全市|甲县|乙县|丙县"])
def test_two_of_four_plain_numbers_say_not_whose_they_are(head: str) -> None:
    text = f"序号|指标|{head}|1|建站(个)|6|1|2|3|2|检查(次)|5|6|3|培训(人)|21|6|7|8"
    result = read(text)
    assert {c.alignment for c in result.cells if c.row_no == 2} == {"ambiguous"}
    assert [issue.code for issue in result.issues] == ["ambiguous_placement"]


@pytest.mark.parametrize("head", ["园区|江区|合计", "园区|江县", "园区|江区|湖区|合计"])
def test_an_organisation_named_like_a_header_is_one_behind_the_indicator(head: str) -> None:
    names = head.split("|")
    zeros = "|".join("0" * len(names))
    result = read(f"序号|指标|{head}|1|新增企业(家)|{zeros}|2|建站(个)|{zeros}")
    assert [c.org for c in result.cells] == names * 2
    assert {c.alignment for c in result.cells} == {"proven"}


@pytest.mark.parametrize(
    ("head", "orgs"),
    [
        ("梅州|市|桐州|市|合计", ["梅州市", "桐州市", "合计"]),
        ("全省|合计|梅州|市|桐州|市", ["全省合计", "梅州市", "桐州市"]),
        ("全省|合计|梅|州市|桐州|市", ["全省合计", "梅州市", "桐州市"]),
        ("合计|梅州|市|桐|州|市", ["合计", "梅州市", "桐州市"]),
    ],
)
def test_broken_names_of_places_never_become_one_place(head: str, orgs: list[str]) -> None:
    rows = "1|建站(套)|3|1|2|2|检查(次)|7|3|4|3|培训(人)|9|5|4"
    assert [c.org for c in read(f"序号|指标|{head}|{rows}").cells[:3]] == orgs


def test_a_unit_and_words_for_all_are_no_part_of_the_name() -> None:
    text = (
        "序号|指标|合计|甲市|乙市|丙市|1|建站|套|6|1|2|3|2|空气质量|均达到上年水平|3|检查(次)|9|2|3|4"
        "|4|水质|均达到上年水平|/"
    )
    cells = read(text).cells
    assert [(c.indicator, c.unit, c.alignment) for c in cells[::4]] == [
        ("建站", "套", "ambiguous"),
        ("空气质量", None, "inferred"),
        ("检查", "次", "proven"),
        ("水质", None, "ambiguous"),
    ]
    assert cells[4].raw == "均达到上年水平"
