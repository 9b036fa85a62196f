"""P06: rates lie in 0-100."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_at_the_very_bound(passing: Judged) -> None:
    outcome = passing.outcome("P06")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_above_a_hundred_and_below_nought(failing: Judged) -> None:
    assert failing.outcome("P06").outcome == "fail"
    assert failing.messages("P06")[0] == (
        "第39项 信用风险分类结果应用率 全市：950% 不在 0–100% 之间",
        "no. 39 信用风险分类结果应用率 全市: 950% lies outside 0–100%",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P06")
    assert outcome.outcome == "skipped"
    assert outcome.reason
