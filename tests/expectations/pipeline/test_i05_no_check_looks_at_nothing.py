"""I05: no check with inputs looked at nothing."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from expectations.registry import load_checks
from tests.expectations.conftest import Judged

ROOT = Path(__file__).resolve().parents[3]


def test_passes_where_each_subject_is_evaluated_or_explained(passing: Judged) -> None:
    outcome = passing.outcome("I05")
    assert (outcome.outcome, outcome.evaluated_count, outcome.failed_count) == ("pass", 3, 0)


def test_fails_where_a_check_evaluated_none_of_its_subjects(failing: Judged) -> None:
    assert failing.outcome("I05").outcome == "fail"
    assert failing.messages("I05")[0] == (
        "P01：有 40 个应核验的对象，实际核验 0 个，已说明原因 0 个",
        "P01: 40 subjects to check, 0 evaluated, 0 explained",
    )


def test_fails_where_more_than_half_of_the_subjects_are_lost(failing: Judged) -> None:
    assert "应核验的对象，实际核验 12 个" in failing.messages("I05")[2][0]


def test_every_check_is_counted_or_says_why_it_cannot_be() -> None:
    """A check that I05 does not count for may look at nothing in silence: that needs a reason."""
    model = (ROOT / "dbt_project/models/marts/checks/chk_i05.sql").read_text("utf-8")
    counted = set(re.findall(r"'([A-Z]\d{2})'", model)) - {"I05"}
    reasons = yaml.safe_load((Path(__file__).parent / "uncounted.yml").read_text("utf-8"))
    registered = {check.id for check in load_checks()}
    assert counted | set(reasons) == registered
    assert not counted & set(reasons)
    assert all(reasons.values())


def test_is_skipped_with_a_reason_where_there_is_nothing_to_judge(empty: Judged) -> None:
    outcome = empty.outcome("I05")
    assert outcome.outcome == "skipped"
    assert outcome.reason
