"""P04: targets stated twice agree."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_a_bound_repeats_the_number(passing: Judged) -> None:
    outcome = passing.outcome("P04")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_another_section_has_another_number(failing: Judged) -> None:
    assert failing.outcome("P04").outcome == "fail"
    assert failing.messages("P04")[0] == (
        "新建社区食堂：同一目标先后写作 30家、25家，相差 -5 家（一、主要目标；二、工作举措）",
        "新建社区食堂: one target is given as 30家、25家, difference -5 家"
        " (一、主要目标; 二、工作举措)",
    )


def test_says_how_grave_each_row_is(failing: Judged) -> None:
    assert [row.severity for row in failing.failures("P04")] == [
        "warning",
        "info",
    ]


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P04")
    assert outcome.outcome == "skipped"
    assert outcome.reason
