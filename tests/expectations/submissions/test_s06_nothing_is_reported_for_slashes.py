"""S06: nothing is reported where the plan has ``/``."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_a_slash_is_left_blank(passing: Judged) -> None:
    outcome = passing.outcome("S06")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_zero_stands_for_a_slash(failing: Judged) -> None:
    assert failing.outcome("S06").outcome == "fail"
    assert failing.messages("S06")[0] == (
        "定海 2024-06 第59项 放心农贸市场（进度报送!D66）：填报 0 家，而计划在此处为“/”（不适用）；"
        "说明：—",
        "定海 2024-06 no. 59 放心农贸市场 (进度报送!D66): 0 家 reported where the plan "
        "has '/' (not applicable); explanation: —",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("S06")
    assert outcome.outcome == "skipped"
    assert outcome.reason
