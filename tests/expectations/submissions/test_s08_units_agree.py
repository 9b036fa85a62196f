"""S08: the reported unit is the plan's or can be converted to it."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_unit_is_of_one_kind(passing: Judged) -> None:
    outcome = passing.outcome("S08")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_the_unit_is_of_another_kind(failing: Judged) -> None:
    assert failing.outcome("S08").outcome == "fail"
    assert failing.messages("S08")[0] == (
        "定海 2024-06 第59项 放心农贸市场（进度报送!D66）：数值 7，计量单位“公里”，计划为“家”，"
        "两个单位不能换算",
        "定海 2024-06 no. 59 放心农贸市场 (进度报送!D66): 7 is in 公里, the plan counts "
        "in 家: the two units cannot be converted",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("S08")
    assert outcome.outcome == "skipped"
    assert outcome.reason
