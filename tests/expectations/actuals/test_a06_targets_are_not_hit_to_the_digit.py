"""A06: figures do not heap at exactly 100 per cent of their targets."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_no_target_is_hit_exactly(passing: Judged) -> None:
    outcome = passing.outcome("A06")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_figure_leaps_to_the_target(failing: Judged) -> None:
    assert failing.outcome("A06").outcome == "fail"
    assert failing.messages("A06")[0] == (
        "定海 2024-06 第59项 放心农贸市场（进度报送!D66）：120 家恰为目标数，由 2024-05 "
        "的 40 一次升到目标数；说明：—",
        "定海 2024-06 no. 59 放心农贸市场 (进度报送!D66): 120 家 hits the target exactly,"
        " in one period from 40 to the very target; explanation: —",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("A06")
    assert outcome.outcome == "skipped"
    assert outcome.reason
