"""A03: revisions stay close to the figure before."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_revision_is_small(passing: Judged) -> None:
    outcome = passing.outcome("A03")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_figure_was_changed_by_half(failing: Judged) -> None:
    assert failing.outcome("A03").outcome == "fail"
    assert failing.messages("A03")[0] == (
        "定海 2024-06 第59项 放心农贸市场（进度报送!D66）：第 2 次报送为 80 家，2024-07-05 "
        "报送的是 50 家，相差 30，超过允许的 10；说明：补报漏统数据",
        "定海 2024-06 no. 59 放心农贸市场 (进度报送!D66): revision 2 says 80 家, 50 "
        "家 was reported on 2024-07-05, difference 30, allowed 10; explanation: 补报漏统数据",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("A03")
    assert outcome.outcome == "skipped"
    assert outcome.reason
