"""A04: figures keep the usual pace of their organisation and of its peers."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_pace_is_usual(passing: Judged) -> None:
    outcome = passing.outcome("A04")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_figure_leaps(failing: Judged) -> None:
    assert failing.outcome("A04").outcome == "fail"
    assert failing.messages("A04")[0] == (
        "定海 2024-06 第59项 放心农贸市场（进度报送!D66）：填报 170 家，按常见情况约为 "
        "48.3 家，远高于本单位和同类单位的常见进度（上期 2024-05 为 40，全年目标 100）；"
        "说明：—",
        "定海 2024-06 no. 59 放心农贸市场 (进度报送!D66): 170 家 reported, about 48.3 "
        "家 would be usual, far above the usual pace of the unit and its peers (40 in "
        "2024-05, target of the year 100); explanation: —",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("A04")
    assert outcome.outcome == "skipped"
    assert outcome.reason
