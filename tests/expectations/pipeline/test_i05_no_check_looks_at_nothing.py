"""I05: no check with inputs looked at nothing."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_each_subject_is_evaluated_or_explained(passing: Judged) -> None:
    outcome = passing.outcome("I05")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 3, 0)


def test_fails_where_a_check_evaluated_none_of_its_subjects(failing: Judged) -> None:
    assert failing.outcome("I05").outcome == "fail"
    assert failing.messages("I05")[0] == (
        "P01：有 40 个应核验的对象，实际核验 0 个，已说明原因 0 个",
        "P01: 40 subjects to check, 0 evaluated, 0 explained",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("I05")
    assert outcome.outcome == "skipped"
    assert outcome.reason
