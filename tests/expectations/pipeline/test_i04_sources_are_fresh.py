"""I04: sources are as fresh as the calendar asks."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_newest_came_before_the_build(passing: Judged) -> None:
    outcome = passing.outcome("I04")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_period_passed_without_any_report(failing: Judged) -> None:
    assert failing.outcome("I04").outcome == "fail"
    assert failing.messages("I04")[0] == (
        "甲 2024-02未按时更新：应报 11 份，截止 2024-03-08，至今一份未收到",
        "甲 2024-02 is not as fresh as it should be: 11 reports were due by 2024-03-08, none came",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("I04")
    assert outcome.outcome == "skipped"
    assert outcome.reason
