"""Layouts of imaginary cities and departments: each table says the same in every presentation."""

from __future__ import annotations

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.matrix import find_matrices
from tests.unit.interpret.layouts import (
    Layout,
    as_html,
    as_spaces,
    as_tabs,
    as_text,
    as_xlsx,
    read,
    said,
)

UPRIGHT = {
    "total last": Layout(
        ("青岚市2031年就业任务分解表",),
        (
            "序号|指标|东湖区|西岭区|北川县|合计",
            "1|新增就业（人）|1,200|800|1，000|3,000",
            "2|开展招聘会(场次)|１２|8|/|20",
        ),
        (
            "1 新增就业 人 东湖区 target 2031 = 1200",
            "1 新增就业 人 西岭区 target 2031 = 800",
            "1 新增就业 人 北川县 target 2031 = 1000",
            "1 新增就业 人 合计* target 2031 = 3000",
            "2 开展招聘会 场次 东湖区 target 2031 = 12",
            "2 开展招聘会 场次 西岭区 target 2031 = 8",
            "2 开展招聘会 场次 北川县 target 2031 - not_applicable",
            "2 开展招聘会 场次 合计* target 2031 = 20",
        ),
    ),
    "unit in the caption": Layout(
        ("云泽省2030年投资目标分解表", "单位：亿元"),
        ("序号|项目名称|全省|临江市|望海市", "1|技改投资|300|180|120", "2|利润增速|8%|9%|7%"),
        (
            "1 技改投资 亿元 全省* target 2030 = 300",
            "1 技改投资 亿元 临江市 target 2030 = 180",
            "1 技改投资 亿元 望海市 target 2030 = 120",
            "2 利润增速 % 全省* target 2030 = 8",
            "2 利润增速 % 临江市 target 2030 = 9",
            "2 利润增速 % 望海市 target 2030 = 7",
        ),
    ),
    "remarks and comparators in cells": Layout(
        ("2030年目标分解表",),
        (
            "序号|指标|全市|甲县|乙县",
            "1|招生(人)|200|120(扩招)|80",
            "2|完成率(%)|≥95|≤5%|>3",
            "3|办结率|不低于90%|80%(滞后)|力争达到85%",
            "4|用时(天)|5左右|约3|不超过4",
        ),
        (
            "1 招生 人 全市* target 2030 = 200",
            "1 招生 人 甲县 target 2030 = 120",
            "1 招生 人 乙县 target 2030 = 80",
            "2 完成率 % 全市* target 2030 >= 95",
            "2 完成率 % 甲县 target 2030 <= 5",
            "2 完成率 % 乙县 target 2030 > 3",
            "3 办结率 % 全市* target 2030 >= 90",
            "3 办结率 % 甲县 target 2030 = 80",
            "3 办结率 % 乙县 target 2030 >= 85",
            "4 用时 天 全市* target 2030 ~ 5",
            "4 用时 天 甲县 target 2030 ~ 3",
            "4 用时 天 乙县 target 2030 <= 4",
        ),
    ),
    "two years side by side": Layout(
        ("青岚市主要预期目标",),
        (
            "序号|指标|计量单位|2029年实绩|2030年目标",
            "1|粮食产量|万吨|52.5|53",
            "2|新建学校|所|4|6",
        ),
        (
            "1 粮食产量 万吨 青岚市* actual 2029 = 52.5",
            "1 粮食产量 万吨 青岚市* target 2030 = 53",
            "2 新建学校 所 青岚市* actual 2029 = 4",
            "2 新建学校 所 青岚市* target 2030 = 6",
        ),
    ),
    "weights": Layout(
        ("青岚市2030年考核目标任务表",),
        (
            "序号|指标名称|分值|目标值|考核部门",
            "1|新建公园(个)|10|5|园林处",
            "2|污水处理率|15|≥96%|水务处",
        ),
        (
            "1 新建公园 - 青岚市* weight 2030 = 10",
            "1 新建公园 个 青岚市* target 2030 = 5",
            "2 污水处理率 - 青岚市* weight 2030 = 15",
            "2 污水处理率 % 青岚市* target 2030 >= 96",
        ),
    ),
    "no ordinals": Layout(
        ("2030年目标分解表",),
        ("指标|全市|甲县|乙县", "建站(个)|6|2|4", "检查(次)|9|4|5"),
        (
            "1 建站 个 全市* target 2030 = 6",
            "1 建站 个 甲县 target 2030 = 2",
            "1 建站 个 乙县 target 2030 = 4",
            "2 检查 次 全市* target 2030 = 9",
            "2 检查 次 甲县 target 2030 = 4",
            "2 检查 次 乙县 target 2030 = 5",
        ),
    ),
    "no ordinals and a department behind": Layout(
        ("青岚市2030年考核目标任务表",),
        (
            "指标名称|权重|目标值|责任部门",
            "新建公园(个)|10|5|园林处",
            "栽种树木(株)|5|900|园林处",
            "污水处理率|15|≥96%|水务处",
        ),
        (
            "1 新建公园 - 青岚市* weight 2030 = 10",
            "1 新建公园 个 青岚市* target 2030 = 5",
            "2 栽种树木 - 青岚市* weight 2030 = 5",
            "2 栽种树木 株 青岚市* target 2030 = 900",
            "3 污水处理率 - 青岚市* weight 2030 = 15",
            "3 污水处理率 % 青岚市* target 2030 >= 96",
        ),
    ),
}
DOWNWARDS = {
    "one indicator, no ordinals": Layout(
        ("云泽省2030年新设企业目标任务分解表", "单位：家"),
        (
            "地区|目标任务|完成数|完成率",
            "全省|300|150|50%",
            "临江市|180|90|50%",
            "望海市|120|60|50%",
        ),
        (
            "1 新设企业 家 全省* target 2030 = 300",
            "1 新设企业 家 临江市 target 2030 = 180",
            "1 新设企业 家 望海市 target 2030 = 120",
            "1 新设企业 家 全省* actual 2030 = 150",
            "1 新设企业 家 临江市 actual 2030 = 90",
            "1 新设企业 家 望海市 actual 2030 = 60",
            "1 新设企业 % 全省* rate 2030 = 50",
            "1 新设企业 % 临江市 rate 2030 = 50",
            "1 新设企业 % 望海市 rate 2030 = 50",
        ),
    ),
    "mixed units across columns": Layout(
        ("2030年招商目标表",),
        (
            "序号|县区|实际利用外资(万美元)|技改投资(亿元)|新增企业(家)",
            "1|东湖区|1,500|12.5|30",
            "2|西岭区|900|8|20",
            "|合计|2,400|20.5|50",
        ),
        (
            "1 实际利用外资 万美元 东湖区 target 2030 = 1500",
            "1 实际利用外资 万美元 西岭区 target 2030 = 900",
            "1 实际利用外资 万美元 合计* target 2030 = 2400",
            "2 技改投资 亿元 东湖区 target 2030 = 12.5",
            "2 技改投资 亿元 西岭区 target 2030 = 8",
            "2 技改投资 亿元 合计* target 2030 = 20.5",
            "3 新增企业 家 东湖区 target 2030 = 30",
            "3 新增企业 家 西岭区 target 2030 = 20",
            "3 新增企业 家 合计* target 2030 = 50",
        ),
    ),
    "doubtful axis": Layout(
        ("2030年检查任务表",),
        ("单位|抽检(批次)|检查(家次)", "一科|30|40", "二科|20|10", "执法大队|50|60"),
        (
            "1 抽检 批次 一科 target 2030 = 30",
            "1 抽检 批次 二科 target 2030 = 20",
            "1 抽检 批次 执法大队 target 2030 = 50",
            "2 检查 家次 一科 target 2030 = 40",
            "2 检查 家次 二科 target 2030 = 10",
            "2 检查 家次 执法大队 target 2030 = 60",
        ),
    ),
}
MERGED = {
    "triplets per organisation": Layout(
        ("2030年目标完成情况",),
        (
            "序号@2|指标@2|甲县@1x3|乙县@1x3",
            "目标|完成|完成率|目标|完成|完成率",
            "1|建站(个)|6|3|50%|4|4|100%",
            "2|检查(次)|9|3|33.3%|8|2|25%",
        ),
        (
            "1 建站 个 甲县 target 2030 = 6",
            "1 建站 个 甲县 actual 2030 = 3",
            "1 建站 % 甲县 rate 2030 = 50",
            "1 建站 个 乙县 target 2030 = 4",
            "1 建站 个 乙县 actual 2030 = 4",
            "1 建站 % 乙县 rate 2030 = 100",
            "2 检查 次 甲县 target 2030 = 9",
            "2 检查 次 甲县 actual 2030 = 3",
            "2 检查 % 甲县 rate 2030 = 33.3",
            "2 检查 次 乙县 target 2030 = 8",
            "2 检查 次 乙县 actual 2030 = 2",
            "2 检查 % 乙县 rate 2030 = 25",
        ),
    ),
    "triplets per indicator": Layout(
        ("2030年目标完成情况",),
        (
            "县(市、区)@2|建站(个)@1x3|检查(次)@1x3",
            "目标数|完成数|完成率(%)|目标数|完成数|完成率(%)",
            "东湖区|6|3|50|8|2|25",
            "北川县|4|4|100|9|9|100",
        ),
        (
            "1 建站 个 东湖区 target 2030 = 6",
            "1 建站 个 北川县 target 2030 = 4",
            "1 建站 个 东湖区 actual 2030 = 3",
            "1 建站 个 北川县 actual 2030 = 4",
            "1 建站 % 东湖区 rate 2030 = 50",
            "1 建站 % 北川县 rate 2030 = 100",
            "2 检查 次 东湖区 target 2030 = 8",
            "2 检查 次 北川县 target 2030 = 9",
            "2 检查 次 东湖区 actual 2030 = 2",
            "2 检查 次 北川县 actual 2030 = 9",
            "2 检查 % 东湖区 rate 2030 = 25",
            "2 检查 % 北川县 rate 2030 = 100",
        ),
    ),
    "level and growth per indicator": Layout(
        ("2030年经济指标分解表",),
        (
            "地区@2|地区生产总值@1x2|工业增加值@1x2|备注@2",
            "总量(亿元)|增速(%)|总量(亿元)|增速(%)",
            "临江市|600|6|200|7",
            "望海市|500.5|5.5|180|6",
        ),
        (
            "1 地区生产总值总量 亿元 临江市 target 2030 = 600",
            "1 地区生产总值总量 亿元 望海市 target 2030 = 500.5",
            "2 地区生产总值增速 % 临江市 target 2030 = 6",
            "2 地区生产总值增速 % 望海市 target 2030 = 5.5",
            "3 工业增加值总量 亿元 临江市 target 2030 = 200",
            "3 工业增加值总量 亿元 望海市 target 2030 = 180",
            "4 工业增加值增速 % 临江市 target 2030 = 7",
            "4 工业增加值增速 % 望海市 target 2030 = 6",
        ),
    ),
    "years over organisations": Layout(
        ("目标分解表",),
        (
            "序号@2|指标@2|2029年实绩@1x2|2030年目标@1x2",
            "甲县|乙县|甲县|乙县",
            "1|建站(个)|6|3|7|4",
            "2|检查(次)|9|3|10|5",
        ),
        (
            "1 建站 个 甲县 actual 2029 = 6",
            "1 建站 个 乙县 actual 2029 = 3",
            "1 建站 个 甲县 target 2030 = 7",
            "1 建站 个 乙县 target 2030 = 4",
            "2 检查 次 甲县 actual 2029 = 9",
            "2 检查 次 乙县 actual 2029 = 3",
            "2 检查 次 甲县 target 2030 = 10",
            "2 检查 次 乙县 target 2030 = 5",
        ),
    ),
    "group before the ordinal": Layout(
        ("2030年目标分解表",),
        (
            "类别|序号|指标|全市|甲县|乙县",
            "惠企服务@2|1|建站(个)|6|2|4",
            "2|检查(次)|9|4|5",
            "惠民服务@2|3|体检(人次)|90|40|50",
            "4|义诊(场)|8|4|4",
        ),
        (
            "1 建站 个 全市* target 2030 = 6",
            "1 建站 个 甲县 target 2030 = 2",
            "1 建站 个 乙县 target 2030 = 4",
            "2 检查 次 全市* target 2030 = 9",
            "2 检查 次 甲县 target 2030 = 4",
            "2 检查 次 乙县 target 2030 = 5",
            "3 体检 人次 全市* target 2030 = 90",
            "3 体检 人次 甲县 target 2030 = 40",
            "3 体检 人次 乙县 target 2030 = 50",
            "4 义诊 场 全市* target 2030 = 8",
            "4 义诊 场 甲县 target 2030 = 4",
            "4 义诊 场 乙县 target 2030 = 4",
        ),
    ),
    "sub-rows": Layout(
        ("2030年目标分解表",),
        (
            "序号|指标|全市|甲县|乙县",
            "1|培育企业(家)|6|2|4",
            "|其中：省级(家)|3|1|2",
            "2|检查(次)|9|4|5",
        ),
        (
            "1 培育企业 家 全市* target 2030 = 6",
            "1 培育企业 家 甲县 target 2030 = 2",
            "1 培育企业 家 乙县 target 2030 = 4",
            "2 其中：省级 家 全市* target 2030 = 3",
            "2 其中：省级 家 甲县 target 2030 = 1",
            "2 其中：省级 家 乙县 target 2030 = 2",
            "3 检查 次 全市* target 2030 = 9",
            "3 检查 次 甲县 target 2030 = 4",
            "3 检查 次 乙县 target 2030 = 5",
        ),
    ),
    "header words broken over lines": Layout(
        ("2030年目标分解表",),
        (
            "序号|指标|计量~单位|全市目标~任务|东湖~区|北川~县|牵头~处室",
            "1|建站|个|6|2|4|园林处",
            "2|检查|次|9|4|5|执法处",
        ),
        (
            "1 建站 个 全市* target 2030 = 6",
            "1 建站 个 东湖区 target 2030 = 2",
            "1 建站 个 北川县 target 2030 = 4",
            "2 检查 次 全市* target 2030 = 9",
            "2 检查 次 东湖区 target 2030 = 4",
            "2 检查 次 北川县 target 2030 = 5",
        ),
    ),
    "header repeated on a new page": Layout(
        ("2030年目标分解表",),
        (
            "市（州）|建站(个)|检查(次)",
            "临江市|6|3",
            "市（州）|建站(个)|检查(次)",
            "望海市|4|4",
        ),
        (
            "1 建站 个 临江市 target 2030 = 6",
            "1 建站 个 望海市 target 2030 = 4",
            "2 检查 次 临江市 target 2030 = 3",
            "2 检查 次 望海市 target 2030 = 4",
        ),
    ),
}
ALL = UPRIGHT | DOWNWARDS | MERGED
PLAIN = UPRIGHT | DOWNWARDS


@pytest.mark.parametrize("name", ALL)
def test_flattened_text_says_it(name: str) -> None:
    assert said(read(*as_text(ALL[name]))) == list(ALL[name].says)


@pytest.mark.parametrize("name", ALL)
def test_a_page_says_it(name: str) -> None:
    assert said(read(*as_html(ALL[name]))) == list(ALL[name].says)


@pytest.mark.parametrize("name", ALL)
def test_a_workbook_says_it(name: str) -> None:
    assert said(read(*as_xlsx(ALL[name]))) == list(ALL[name].says)


@pytest.mark.parametrize("name", PLAIN)
def test_lines_with_tabs_say_it(name: str) -> None:
    assert said(read(*as_tabs(PLAIN[name]))) == list(PLAIN[name].says)


@pytest.mark.parametrize("name", PLAIN)
def test_lines_with_wide_gaps_say_it(name: str) -> None:
    assert said(read(*as_spaces(PLAIN[name]))) == list(PLAIN[name].says)


OTHERS = {
    "budget": ("项目|2030年预算数|基本支出|项目支出", "教育|130|90|40", "卫生|90|60|30"),
    "accounts": ("序号|项目名称|总投资|资金来源", "1|桥|300|财政", "2|路|200|财政"),
    "contacts": ("序号|单位|联系人|办公电话|手机", "1|一科|张三|2345678|13900000000"),
    "schedule": ("日期|时间|地点|内容", "3月1日|9:00|甲楼|开会", "3月2日|9:00|乙楼|开会"),
    "shifts": ("序号|姓名|周一|周二", "1|张三|1|2", "2|李四|2|1"),
    "tasks": (
        "序号|任务名称|具体目标要求|责任部门|完成时间",
        "1|推进|建站5个|许可处|11",
        "2|加强|抽查2次|稽查处|12",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("write", [as_text, as_html, as_xlsx, as_tabs])
def test_other_tables_are_left_alone(name: str, write: object) -> None:
    assert callable(write)
    assert read(*write(Layout(("某表",), OTHERS[name], ()))).seen == 0


SAME = {
    "headings between rows": (
        "序号|指标|全市|甲区|乙区",
        "一、惠企行动@1x5",
        "1|建站(个)|6|2|4",
        "2|检查(次)|10|4|6",
        "二、惠民行动@1x5",
        "3|义诊(场)|6|2|4",
    ),
    "headings without ordinals": (
        "指标|全市|甲区|乙区",
        "一、惠企行动@1x4",
        "建站(个)|6|2|4",
        "二、惠民行动@1x4",
        "义诊(场)|6|2|4",
    ),
    "groups of organisations": (
        "片区|县区|建站(个)|检查(次)",
        "东片@2|甲区|6|2",
        "乙区|10|4",
        "西片@2|丙县|5|6",
        "丁县|5|7",
    ),
    "remarks behind organisations": (
        "序号|县区|建站(个)|检查(次)|备注",
        "1|甲区|6|2|含新建",
        "2|乙区|10|4|",
        "3|丙县|5|6|试点",
    ),
    "a broken header over organisations": (
        "地区|新增就业~人数(人)|技能培训~(人次)|创业~担保贷款(万元)",
        "甲区|60|200|900",
        "乙区|100|400|1,000",
        "丙县|50|60|700",
    ),
    "a total without parts": (
        "序号@2|指标@2|全市目标@2|甲区@1x2|乙县@1x2",
        "目标|权重|目标|权重",
        "1|建站(个)|6|2|10|4|20",
        "2|检查(次)|7|2|10|5|20",
    ),
    "bureaus with a total row": (
        "序号|抽检单位|国抽|省抽|合计",
        "1|甲区局|6|2|8",
        "2|高新分局|7|2|9",
        "|合计|13|4|17",
    ),
    "one column of tasks": ("地区|新增就业(人)", "全市|100", "甲区|60", "乙区|30", "丙县|10"),
    "quarters": (
        "序号|指标|一季度|二季度|三季度|四季度",
        "1|建站(个)|2|2|3|4",
        "2|检查(次)|2|2|3|4",
    ),
    "subtotal rows first": (
        "地区|建站(个)|检查(次)",
        "全市|10|20",
        "小计|6|10",
        "甲区|6|10",
        "丙县|4|10",
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_text_and_workbook_say_what_the_page_says(name: str) -> None:
    layout = Layout(("2030年任务分解表",), SAME[name], ())
    page = said(read(*as_html(layout)))
    assert page
    assert said(read(*as_text(layout))) == page
    assert said(read(*as_xlsx(layout))) == page


def test_a_header_whose_words_may_be_joined_otherwise_proves_nothing() -> None:
    layout = Layout((), SAME["a broken header over organisations"], ())
    assert {cell.alignment for cell in read(*as_text(layout)).cells} == {"inferred"}


def test_a_shorter_line_is_placed_by_its_gaps_and_says_so() -> None:
    lines = (
        "指标         全市   甲县   乙县",
        "建站(个)     6      2      4",
        "检查(次)     9             5",
    )
    text = "\n".join(lines)
    result = read(text.encode(), "plan.txt")
    assert [cell.raw for cell in result.cells] == ["6", "2", "4", "9", "", "5"]
    assert {cell.alignment for cell in result.cells[3:]} == {"inferred"}
    assert [issue.code for issue in result.issues] == ["inferred_placement"]


def test_a_row_without_a_remark_keeps_its_name() -> None:
    text = (
        "2031年任务表|乡镇|建站(个)|检查(次)|备注|城关|10|8|偏慢|河口|20|9|山前|30|11|正常|石桥|3|4"
    )
    result = find_matrices(read_document("\n\n".join(text.split("|")).encode(), "plan.txt"))
    assert [(c.org, c.raw) for c in result.cells if c.indicator == "建站"] == [
        ("城关", "10"),
        ("河口", "20"),
        ("山前", "30"),
        ("石桥", "3"),
    ]
    assert {c.alignment for c in result.cells} == {"proven"}


def test_names_a_table_of_organisations_that_it_cannot_read() -> None:
    text = "县区|经济方面|民生方面|建站(个)|检查(次)|就业(人)|培训(人)|甲县|1|2|3|4|乙县|5|6|7|8"
    lines = "\n\n".join(("2031年任务表", *text.split("|")))
    result = find_matrices(read_document(lines.encode(), "plan.txt"))
    assert not result.cells
    assert [issue.code for issue in result.issues] == ["table_not_read"]
    assert text[:2] in result.issues[0].message_zh
