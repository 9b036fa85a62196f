"""X01: a place's own plan covers what the higher plan asks."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_own_plan_asks_as_much(passing: Judged) -> None:
    outcome = passing.outcome("X01")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_the_own_plan_asks_less_or_nothing(failing: Judged) -> None:
    assert failing.outcome("X01").outcome == "fail"
    assert failing.messages("X01")[0] == (
        "培训人次 甲县：上级计划“市计划”为 60，本级计划为 50",
        "培训人次 甲县: the higher plan “市计划” asks 60, the own plan has 50",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("X01")
    assert outcome.outcome == "skipped"
    assert outcome.reason
