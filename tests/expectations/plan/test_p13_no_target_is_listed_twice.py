"""P13: no target is listed twice."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_every_row_is_another_target(passing: Judged) -> None:
    outcome = passing.outcome("P13")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_two_rows_say_the_same(failing: Judged) -> None:
    assert failing.outcome("P13").outcome == "fail"
    assert failing.messages("P13")[0] == (
        "第1项 放心市场：第1项、第7项 名称、单位和总目标（全市 12）相同，多列 1 次",
        "no. 1 放心市场: rows 1, 7 have the same name, unit and total (全市 12), 1 too many",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P13")
    assert outcome.outcome == "skipped"
    assert outcome.reason
