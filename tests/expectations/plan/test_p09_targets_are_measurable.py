"""P09: every target has a number, a unit, an owner and a deadline."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_all_elements_are_there(passing: Judged) -> None:
    outcome = passing.outcome("P09")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_target_lacks_an_owner(failing: Judged) -> None:
    assert failing.outcome("P09").outcome == "fail"
    assert failing.messages("P09")[0] == (
        "甲行动：4 项目标中要素齐全的有 3 项，可衡量性得分 93.75（无责任单位：乙数）",
        "甲行动: of 4 targets 3 are whole, measurability 93.75 of 100 (numbers 4, units 4,"
        " owners 3, deadlines 4)",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P09")
    assert outcome.outcome == "skipped"
    assert outcome.reason
