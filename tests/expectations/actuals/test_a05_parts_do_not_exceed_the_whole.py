"""A05: a part does not exceed its whole, and a rate is what its two counts make."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_rate_is_rounded(passing: Judged) -> None:
    outcome = passing.outcome("A05")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_parts_exceed_the_whole(failing: Judged) -> None:
    assert failing.outcome("A05").outcome == "fail"
    assert failing.messages("A05")[0] == (
        "定海 2024-06 第7项 食品抽检合格批次（D9）：填报 125 批次，不应大于“食品抽检批次”（120）",
        "定海 2024-06 no. 7 食品抽检合格批次 (D9): 125 批次, must not exceed 食品抽检批次 (120)",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("A05")
    assert outcome.outcome == "skipped"
    assert outcome.reason
