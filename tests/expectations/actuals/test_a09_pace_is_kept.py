"""A09: nobody is far behind what the time gone by asks, and alone with it."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_pace_is_kept(passing: Judged) -> None:
    outcome = passing.outcome("A09")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_fifth_of_what_is_due_is_done(failing: Judged) -> None:
    assert failing.outcome("A09").outcome == "fail"
    assert failing.messages("A09")[0] == (
        "定海 2024-06 第59项 放心农贸市场（进度报送!D66）：完成 10 家，时间已过 50%，"
        "按进度应达 50 家（全年目标 100），同类单位多为应达数的 96%；说明：场地未交付",
        "定海 2024-06 no. 59 放心农贸市场 (进度报送!D66): 10 家 done with 50 per cent "
        "of the time gone, 50 家 due (target of the year 100), the others are mostly "
        "at 96 per cent of what is due; explanation: 场地未交付",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("A09")
    assert outcome.outcome == "skipped"
    assert outcome.reason
