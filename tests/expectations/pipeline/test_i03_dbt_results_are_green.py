"""I03: dbt results are all green."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_every_node_succeeded(passing: Judged) -> None:
    outcome = passing.outcome("I03")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 2, 0)


def test_fails_where_a_node_ended_in_error_or_was_skipped(failing: Judged) -> None:
    assert failing.outcome("I03").outcome == "fail"
    assert failing.messages("I03")[0] == (
        "model.planledger.fct_targets 的结果为 error，应为 success / pass / no-op / warn",
        "model.planledger.fct_targets ended as error, should be success / pass / no-op / warn",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("I03")
    assert outcome.outcome == "skipped"
    assert outcome.reason
