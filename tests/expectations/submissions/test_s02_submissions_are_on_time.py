"""S02: submissions are on time."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_on_the_last_day_of_grace(passing: Judged) -> None:
    outcome = passing.outcome("S02")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_a_day_later_and_says_how_late_and_by_which_rule(failing: Judged) -> None:
    outcome = failing.outcome("S02")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("fail", 1, 1)
    assert failing.messages("S02") == [
        (
            "定海 2024-03：应于 2024-04-09 前报送，2024-04-12 收到，逾期 3 天（每月前5个工作日）",
            "定海 2024-03: due by 2024-04-09, received on 2024-04-12, 3 days late "
            "(每月前5个工作日)",
        )
    ]


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("S02")
    assert outcome.outcome == "skipped"
    assert outcome.reason
