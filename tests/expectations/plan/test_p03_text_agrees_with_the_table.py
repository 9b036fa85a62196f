"""P03: the running text agrees with the table."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_both_have_one_number(passing: Judged) -> None:
    outcome = passing.outcome("P03")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_the_table_asks_for_less(failing: Judged) -> None:
    assert failing.outcome("P03").outcome == "fail"
    assert failing.messages("P03")[0] == (
        "第2项 抽查比例：表与正文数值不同。正文（附件1/一、主要目标）“抽查比例不少于50%”为 50%，"
        "表（全市）“25%”为 25%，表减正文 -25 %（名称相同）",
        "no. 2 抽查比例: table and text differ. The text (附件1/一、主要目标) “抽查比例不少于50%”"
        " says 50%,"
        " the table (全市) “25%” 25%, table minus text -25 % (same name)",
    )


def test_says_how_grave_each_row_is(failing: Judged) -> None:
    assert [row.severity for row in failing.failures("P03")] == [
        "critical",
        "warning",
        "warning",
        "info",
        "info",
    ]


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P03")
    assert outcome.outcome == "skipped"
    assert outcome.reason
