"""S03: resubmissions are told."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_everybody_reported_once(passing: Judged) -> None:
    outcome = passing.outcome("S03")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_report_came_again_and_says_what_changed(failing: Judged) -> None:
    assert failing.outcome("S03").outcome == "fail"
    assert failing.messages("S03") == [
        (
            "定海 2024-01：共报送 2 次，末次有改动"
            "（改 1 项，增 0 项，相同 3 项，未再填报 0 项）甲 10→12",
            "定海 2024-01: reported 2 times, the last one a correction"
            " (1 changed, 0 added, 3 the same, 0 not said again) 甲 10→12",
        )
    ]


def test_is_skipped_with_a_reason_where_nobody_reported(empty: Judged) -> None:
    outcome = empty.outcome("S03")
    assert outcome.outcome == "skipped"
    assert outcome.reason
