"""A07: the text of a report agrees with the numbers submitted."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_text_is_rounded(passing: Judged) -> None:
    outcome = passing.outcome("A07")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_text_and_number_differ(failing: Judged) -> None:
    assert failing.outcome("A07").outcome == "fail"
    assert failing.messages("A07")[0] == (
        "定海 2024-06 第59项 放心农贸市场（进度报送!D66）：报送 60 家，同期文字材料写的是 "
        "52 家（“建成52家”），相差 8；说明：—",
        "定海 2024-06 no. 59 放心农贸市场 (进度报送!D66): 60 家 submitted, the text "
        "of the same period says 52 家 ('建成52家'), difference 8; explanation: —",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("A07")
    assert outcome.outcome == "skipped"
    assert outcome.reason
