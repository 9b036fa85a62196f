"""A02: year-to-date never falls."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_cumulative_rises_or_stands(passing: Judged) -> None:
    outcome = passing.outcome("A02")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 2, 0)


def test_fails_where_the_cumulative_falls(failing: Judged) -> None:
    assert failing.outcome("A02").outcome == "fail"
    assert failing.messages("A02")[0] == (
        "定海 2024-Q2 第59项 放心农贸市场：累计 3 家，低于 2024-Q1 的 5 家，相差 -2",
        "定海 2024-Q2 no. 59 放心农贸市场:"
        " year to date 3 家 is below 5 家 of 2024-Q1, difference -2",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("A02")
    assert outcome.outcome == "skipped"
    assert outcome.reason
