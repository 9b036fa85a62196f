"""P11: alignment is certain."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_cells_are_printed_proven_or_inferred(passing: Judged) -> None:
    outcome = passing.outcome("P11")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_cells_are_ambiguous(failing: Judged) -> None:
    assert failing.outcome("P11").outcome == "fail"
    assert failing.messages("P11")[0] == (
        "第28项 产业知识产权服务平台数量：2 个单元格的归属单位不能确定（定海、普陀）",
        "no. 28 产业知识产权服务平台数量: the organisation of 2 cells is uncertain (定海、普陀)",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P11")
    assert outcome.outcome == "skipped"
    assert outcome.reason
