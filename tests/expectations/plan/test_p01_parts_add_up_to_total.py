"""P01: the parts of a target add up to its total."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_parts_reach_the_total_within_tolerance_or_bound(passing: Judged) -> None:
    outcome = passing.outcome("P01")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 4, 0)


def test_fails_on_any_difference_that_tolerance_and_bounds_do_not_cover(failing: Judged) -> None:
    assert failing.outcome("P01").outcome == "fail"
    assert failing.messages("P01")[0] == (
        "第56项 中小学示范食堂建成数：各单位合计 19，全市 20，相差 -1 家",
        "no. 56 中小学示范食堂建成数: the parts add up to 19,"
        " the total (全市) is 20, difference -1 家",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P01")
    assert outcome.outcome == "skipped"
    assert outcome.reason
