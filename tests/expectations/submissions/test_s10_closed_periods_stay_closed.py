"""S10: closed periods stay closed."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_no_report_waits(passing: Judged) -> None:
    outcome = passing.outcome("S10")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_report_came_into_a_closed_period_and_says_what_to_do(
    failing: Judged,
) -> None:
    assert failing.outcome("S10").outcome == "fail"
    ((message_zh, message_en),) = failing.messages("S10")
    assert message_zh == (
        "定海 2024-01：报告期已于 2024-02-10 09:00 关闭，2024-02-11 08:00 收到的报送不予计入；"
        "需重新开放，或登记例外（planledger submissions except）"
    )
    assert "exception" in message_en


def test_is_skipped_with_a_reason_where_nobody_reported(empty: Judged) -> None:
    outcome = empty.outcome("S10")
    assert outcome.outcome == "skipped"
    assert outcome.reason
