"""P07: part rates fit the rate of the total."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_total_lies_among_the_parts(passing: Judged) -> None:
    outcome = passing.outcome("P07")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_the_best_parts_just_reach_the_total(failing: Judged) -> None:
    assert failing.outcome("P07").outcome == "fail"
    assert failing.messages("P07")[0] == (
        "第5项 巡查覆盖率：全市 100%，与之不同的有 北区 60%，"
        "各单位全部完成也达不到总目标，相差 -40 %",
        "no. 5 巡查覆盖率: 全市 100%, other than that 北区 60%;"
        " the total is out of reach of its parts, difference -40 %",
    )


def test_says_how_grave_each_row_is(failing: Judged) -> None:
    assert [row.severity for row in failing.failures("P07")] == [
        "critical",
        "warning",
        "warning",
        "info",
    ]


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P07")
    assert outcome.outcome == "skipped"
    assert outcome.reason
