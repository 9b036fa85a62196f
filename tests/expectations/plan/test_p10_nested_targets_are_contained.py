"""P10: what is a part is no more than the whole."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_up_to_the_whole(passing: Judged) -> None:
    outcome = passing.outcome("P10")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 2, 0)


def test_fails_where_the_part_is_more(failing: Judged) -> None:
    assert failing.outcome("P10").outcome == "fail"
    assert failing.messages("P10")[0] == (
        "示范店：省级示范店：其中项“18家”为 18，大于总项“15家” 15，多出 3",
        "示范店：省级示范店: the part “18家” is 18, more than the whole “15家” 15, by 3",
    )


def test_says_how_grave_each_row_is(failing: Judged) -> None:
    assert [row.severity for row in failing.failures("P10")] == [
        "critical",
        "warning",
    ]


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P10")
    assert outcome.outcome == "skipped"
    assert outcome.reason
