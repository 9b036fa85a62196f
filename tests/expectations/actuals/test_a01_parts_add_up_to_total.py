"""A01: county actuals add up to the total."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_parts_and_total_agree(passing: Judged) -> None:
    outcome = passing.outcome("A01")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 4, 0)


def test_fails_where_the_parts_miss_the_total(failing: Judged) -> None:
    assert failing.outcome("A01").outcome == "fail"
    assert failing.messages("A01")[0] == (
        "2024-Q2 第59项 放心农贸市场：各单位合计 6，全市自报 8，相差 -2 家",
        "2024-Q2 no. 59 放心农贸市场: the parts add up to 6,"
        " 全市 itself reported 8, difference -2 家",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("A01")
    assert outcome.outcome == "skipped"
    assert outcome.reason
