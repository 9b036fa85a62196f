"""I01: every row seen is accounted for."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_seen_is_loaded_and_rejected_and_ignored(passing: Judged) -> None:
    outcome = passing.outcome("I01")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_row_is_lost(failing: Judged) -> None:
    assert failing.outcome("I01").outcome == "fail"
    assert failing.messages("I01")[0] == (
        "plans/plan.txt：读到 = 载入 + 拒绝 + 忽略，应为 972 行，实为 971 行，相差 -1 行",
        "plans/plan.txt: seen = loaded + rejected + ignored,"
        " should be 972 rows, are 971, difference -1",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("I01")
    assert outcome.outcome == "skipped"
    assert outcome.reason
