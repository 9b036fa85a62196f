"""I02: every mart value has evidence."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_every_quote_resolves(passing: Judged) -> None:
    outcome = passing.outcome("I02")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_value_has_no_sound_evidence(failing: Judged) -> None:
    assert failing.outcome("I02").outcome == "fail"
    assert failing.messages("I02")[0] == (
        "fct_targets 计划：972 个数值中 970 个的原文可回溯（"
        "无出处 1，原文不在库 0，引文不符 1，无单元格 0）",
        "fct_targets 计划: evidence resolves for 970 of 972 values ("
        "none 1, text missing 0, quote differs 1, no place 0)",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("I02")
    assert outcome.outcome == "skipped"
    assert outcome.reason
