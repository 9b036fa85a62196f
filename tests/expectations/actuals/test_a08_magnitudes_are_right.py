"""A08: no figure is wrong by a power of ten."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_magnitudes_are_right(passing: Judged) -> None:
    outcome = passing.outcome("A08")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_figure_is_ten_times_too_large(failing: Judged) -> None:
    assert failing.outcome("A08").outcome == "fail"
    assert failing.messages("A08")[0] == (
        "定海 2024-06 第59项 放心农贸市场（进度报送!D66）：填报 520 家，约为应有量级的 "
        "10 倍，疑为多写一位或小数点错一位，可能应为 52 家（上期 2024-05 为 48，全年目标 "
        "100）；备注：—",
        "定海 2024-06 no. 59 放心农贸市场 (进度报送!D66): 520 家 reported, 10 times "
        "what it should be; perhaps one digit or decimal place too many: 52 家 would "
        "fit (48 in 2024-05, target of the year 100); remark: —",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("A08")
    assert outcome.outcome == "skipped"
    assert outcome.reason
