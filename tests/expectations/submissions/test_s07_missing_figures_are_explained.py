"""S07: a figure that is missing has an explanation."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_a_figure_is_given(passing: Judged) -> None:
    outcome = passing.outcome("S07")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_figure_is_missing(failing: Judged) -> None:
    assert failing.outcome("S07").outcome == "fail"
    assert failing.messages("S07")[0] == (
        "定海 2024-06 第59项 放心农贸市场（进度报送!D66）：本期未填数值（全年目标 100 "
        "家）；说明：部门尚未出数",
        "定海 2024-06 no. 59 放心农贸市场 (进度报送!D66): no figure was given (target "
        "of the year 100 家); explanation: 部门尚未出数",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("S07")
    assert outcome.outcome == "skipped"
    assert outcome.reason
