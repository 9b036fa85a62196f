"""When a plan asks for reports, in its own words, and what is no such duty."""

from __future__ import annotations

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.records import ReportingRule


def rules_of(*lines: str, issuer: str = "示例市某局") -> tuple[ReportingRule, ...]:
    text = "\n".join((f"{issuer}2024年工作要点", "", "一、工作要求", *lines, ""))
    return interpret_document(read_document(text.encode(), "a.txt")).reporting_rules


READS = [
    # what is printed, (frequency, how the day is counted, number, month), told by words alone
    ("各县区分局每月5日前报送上月任务进展情况。", ("month", "day_of_next_month", 5, None), True),
    ("各单位每月5日前报送任务进展情况。", ("month", "day_of_next_month", 5, None), False),
    ("各单位每月25日前反馈当月进度。", ("month", "day_of_last_month", 25, None), True),
    ("各责任单位次月10日前上报进展。", ("month", "day_of_next_month", 10, None), True),
    ("各地每月底前报送工作进展。", ("month", "day_of_last_month", 31, None), True),
    ("每月前5个工作日内，各分局上报数据。", ("month", "working_day_after", 5, None), True),
    ("各单位于每季度末月25日前报送完成情况。", ("quarter", "day_of_last_month", 25, None), True),
    ("每季度首月10日前各县局报送上季度进展。", ("quarter", "day_of_next_month", 10, None), True),
    ("每季度结束后五个工作日内报送指标完成情况。", ("quarter", "working_day_after", 5, None), True),
    ("每季度结束后10日内报送指标完成情况。", ("quarter", "day_after", 10, None), True),
    ("各处室按季度报送落实情况。", ("quarter", None, None, None), True),
    ("各地每半年报送一次工作总结。", ("half", None, None, None), True),
    ("12月10日前，各单位将年度工作总结报送综合处。", ("year", "day_of_year", 10, 12), True),
    ("报送时间为每月十日前，报送内容为进展情况。", ("month", "day_of_next_month", 10, None), False),
    ("各单位每月５日前报送上月进展。", ("month", "day_of_next_month", 5, None), True),
]
REFUSES = {
    "firms_report_to_the_office": "企业每月5日前向监管部门报送自查情况。",
    "the_issuer_reports_to_its_province": "市局于每月20日前报省局工作进展情况。",
    "a_meeting": "每季度召开一次例会，通报进展情况。",
    "an_inspection": "每月组织一次检查。",
    "a_report_that_is_a_paper": "每季度发布消费投诉分析报告。",
    "items_for_the_newsletter": "各单位每月报送信息2条。",
}


@pytest.mark.parametrize(("printed", "rule", "is_printed"), READS, ids=[one[0] for one in READS])
def test_reads_how_often_and_until_when(
    printed: str, rule: tuple[str, str | None, int | None, int | None], is_printed: bool
) -> None:
    (found,) = rules_of(printed)
    assert (found.frequency, found.due_kind, found.due_number, found.due_month) == rule
    assert found.is_printed is is_printed


@pytest.mark.parametrize("printed", REFUSES.values(), ids=REFUSES)
def test_refuses_what_is_no_duty_of_the_plans_units(printed: str) -> None:
    assert rules_of(printed) == ()


def test_reads_two_days_of_one_sentence() -> None:
    found = rules_of("各单位于6月20日、11月20日前分别报送半年和全年工作总结。")
    assert [(one.frequency, one.due_month, one.due_number) for one in found] == [
        ("half", 6, 20),
        ("year", 11, 20),
    ]


def test_a_day_that_no_month_has_leaves_how_often() -> None:
    (found,) = rules_of("各单位每月45日前报送进展情况。")
    assert (found.frequency, found.due_kind, found.due_number) == ("month", None, None)


def test_reads_the_same_words_once() -> None:
    found = rules_of("各单位每月5日前报送上月进展。", "各单位每月5日前报送上月进展，不得迟报。")
    assert [one.rule_no for one in found] == [1]


def test_a_province_may_ask_for_reports_to_the_province() -> None:
    assert rules_of("各市局于每月20日前报省局工作进展情况。", issuer="示例省某局")


@pytest.mark.parametrize(
    ("said", "move"),
    [("", "next"), ("，遇节假日顺延", "next"), ("，遇节假日提前报送", "previous")],
)
def test_says_what_becomes_of_a_holiday(said: str, move: str) -> None:
    (found,) = rules_of(f"各单位每月5日前报送上月进展{said}。")
    assert found.holiday_move == move


def test_its_quote_is_the_text_where_it_stands() -> None:
    text = "示例市某局2024年工作要点\n\n各单位 每月５日前 报送上月进展。\n"
    read = read_document(text.encode(), "a.txt")
    (found,) = interpret_document(read).reporting_rules
    assert found.quote == read.text[found.start : found.end] == "每月５日前 报送"
    assert found.evidence[0].quote == found.quote
