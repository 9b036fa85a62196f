"""X02: targets of last year are kept."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_later_plan_asks_as_much(passing: Judged) -> None:
    outcome = passing.outcome("X02")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_the_later_plan_asks_less_or_nothing(failing: Judged) -> None:
    assert failing.outcome("X02").outcome == "fail"
    assert failing.messages("X02")[0] == (
        "培训人次：上年目标 100，“甲2024”为 80",
        "培训人次: 100 last year, 80 in “甲2024”",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("X02")
    assert outcome.outcome == "skipped"
    assert outcome.reason
