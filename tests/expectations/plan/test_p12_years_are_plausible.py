"""P12: the years of a document agree."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_number_is_of_the_year(passing: Judged) -> None:
    outcome = passing.outcome("P12")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_a_year_has_five_digits(failing: Judged) -> None:
    assert failing.outcome("P12").outcome == "fail"
    assert failing.messages("P12")[0] == (
        "“20241年”：年份应为 20××年，印作 20241年",
        "“20241年”: the year should be 20××年, is printed as 20241年",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("P12")
    assert outcome.outcome == "skipped"
    assert outcome.reason
