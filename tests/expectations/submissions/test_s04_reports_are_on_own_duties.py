"""S04: an organisation reports on indicators that the plan asks of it."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_target_is_its_own(passing: Judged) -> None:
    outcome = passing.outcome("S04")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_the_plan_asks_others(failing: Judged) -> None:
    assert failing.outcome("S04").outcome == "fail"
    assert failing.messages("S04")[0] == (
        "定海 2024-06 第59项 放心农贸市场（进度报送!D66）：填报 7 家，计划没有把这项指标分给 "
        "定海（承担单位：普陀、岱山）",
        "定海 2024-06 no. 59 放心农贸市场 (进度报送!D66): 7 家 reported, but the plan "
        "asks nothing of 定海 here (it asks 普陀、岱山)",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("S04")
    assert outcome.outcome == "skipped"
    assert outcome.reason
