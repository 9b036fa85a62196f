"""P02: declared counts match the rows found."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_label_counts_its_rows(passing: Judged) -> None:
    outcome = passing.outcome("P02")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_group_lists_more_or_fewer_rows_than_it_declares(failing: Judged) -> None:
    assert failing.outcome("P02").outcome == "fail"
    assert failing.messages("P02")[0] == (
        "无忧乘梯安民行动：标明 8 项，实际列出 9 项"
        "（序号 64–72；各组合计标明 80 项，实际 81 项），相差 1 项",
        "无忧乘梯安民行动: declares 8 items, lists 9 "
        "(numbers 64–72; all groups together declare 80, list 81), difference 1",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P02")
    assert outcome.outcome == "skipped"
    assert outcome.reason
