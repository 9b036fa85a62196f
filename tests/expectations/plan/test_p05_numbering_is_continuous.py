"""P05: numbering has no gap, repeat or restart."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_numbers_rise_by_one(passing: Judged) -> None:
    outcome = passing.outcome("P05")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_series_starts_again(failing: Judged) -> None:
    assert failing.outcome("P05").outcome == "fail"
    assert failing.messages("P05")[0] == (
        "第15项 项目：序号应为 1–5，实际为 1、2、1、2、3（2 之后重新从 1 起）",
        "no. 15 项目: numbers should be 1–5, are 1、2、1、2、3 (restarts at 1 after 2)",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P05")
    assert outcome.outcome == "skipped"
    assert outcome.reason
