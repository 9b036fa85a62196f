"""X03: tasks have progress and progress has a task."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_a_report_names_the_task(passing: Judged) -> None:
    outcome = passing.outcome("X03")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_no_report_names_the_task(failing: Judged) -> None:
    assert failing.outcome("X03").outcome == "fail"
    assert failing.messages("X03")[0] == (
        "第2项 乙事：任务与进展不对应，各期进展中没有对应的项目",
        "no. 2 乙事: task and progress do not meet, no report says anything of it",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("X03")
    assert outcome.outcome == "skipped"
    assert outcome.reason
