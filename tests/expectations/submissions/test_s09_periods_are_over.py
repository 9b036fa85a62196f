"""S09: the period of a report was over, or nearly, when the report came."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_period_is_over(passing: Judged) -> None:
    outcome = passing.outcome("S09")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 2, 0)


def test_fails_where_the_period_lies_ahead(failing: Judged) -> None:
    assert failing.outcome("S09").outcome == "fail"
    assert failing.messages("S09")[0] == (
        "定海 2024-09（B2）：2024-07-05 收到，期间到 2024-09-30 才结束，提前 87 天，"
        "最多可提前 7 天",
        "定海 2024-09 (B2): received on 2024-07-05, the period ends on 2024-09-30, 87 "
        "days early, 7 allowed",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("S09")
    assert outcome.outcome == "skipped"
    assert outcome.reason
