"""S05: the indicator and the period of every figure are known."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_name_is_known(passing: Judged) -> None:
    outcome = passing.outcome("S05")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_no_plan_has_the_name(failing: Judged) -> None:
    assert failing.outcome("S05").outcome == "fail"
    assert failing.messages("S05")[0] == (
        "定海 2024-06 放心菜场（进度报送!D66）：计划中没有这个指标（“放心菜场”），数值 "
        "7 家 未计入；相近的指标：放心农贸市场",
        "定海 2024-06 放心菜场 (进度报送!D66): no plan has the indicator ('放心菜场'),"
        " the figure 7 家 counts for nothing; similar: 放心农贸市场",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("S05")
    assert outcome.outcome == "skipped"
    assert outcome.reason
