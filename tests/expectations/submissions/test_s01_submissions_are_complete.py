"""S01: submissions are complete."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_every_value_due_is_present(passing: Judged) -> None:
    outcome = passing.outcome("S01")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_values_are_missing_and_names_them(failing: Judged) -> None:
    assert failing.outcome("S01").outcome == "fail"
    assert failing.messages("S01")[0] == (
        "定海 2024-Q1：应报 45 项，已报 43 项，缺 2 项（第9项 甲、第10项 乙）",
        "定海 2024-Q1: 45 values due, 43 reported, 2 missing (no. 9 甲、no. 10 乙)",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("S01")
    assert outcome.outcome == "skipped"
    assert outcome.reason
