"""P08: units are known and equal."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_with_one_unit(passing: Judged) -> None:
    outcome = passing.outcome("P08")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_without_a_unit(failing: Judged) -> None:
    assert failing.outcome("P08").outcome == "fail"
    assert failing.messages("P08")[0] == (
        "第20项 专利拥有量：计量单位有问题，有数值而没有计量单位",
        "no. 20 专利拥有量: its unit is in doubt, a number without any unit",
    )


def test_says_how_grave_each_row_is(failing: Judged) -> None:
    assert [row.severity for row in failing.failures("P08")] == [
        "warning",
        "info",
        "warning",
    ]


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P08")
    assert outcome.outcome == "skipped"
    assert outcome.reason
