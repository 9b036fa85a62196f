"""X04: organisations and departments bear known names."""

from __future__ import annotations

from tests.expectations.conftest import Judged


def test_passes_where_the_name_is_known(passing: Judged) -> None:
    outcome = passing.outcome("X04")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 1, 0)


def test_fails_where_two_names_are_alike(failing: Judged) -> None:
    assert failing.outcome("X04").outcome == "fail"
    assert failing.messages("X04")[0] == (
        "名称“质量处”：与“质量发展处”相近，可能是同一单位的不同写法",
        "the name 质量处: much like “质量发展处”: perhaps one office under two names",
    )


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("X04")
    assert outcome.outcome == "skipped"
    assert outcome.reason
