"""Only what passed is shown to readers, and a release is due exactly when it would differ."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from expectations.outcomes import CheckFailure, CheckOutcome
from ingestion.errors import CheckBrokenError, GateFailedError
from ingestion.pipeline import publish_release, release, release_is_due
from ingestion.pipeline.candidate import BuildState, Candidate, begin_candidate
from ingestion.pipeline.models import not_green
from ingestion.settings import Settings


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANLEDGER_HOME", str(tmp_path))
    return Settings()


def _outcome(check_id: str, outcome: str, effect: str) -> CheckOutcome:
    return CheckOutcome(
        check_id=check_id,
        check_version="1",
        outcome=outcome,
        reason="坏了 broken" if outcome == "error" else None,
        evaluated_count=1,
        failed_count=1,
        severity="critical",
        effect=effect,
        title_zh="行数相符",
        title_en="Rows agree",
    )


def _failure(check_id: str) -> CheckFailure:
    fields = dict.fromkeys(CheckFailure.model_fields)
    return CheckFailure(
        **fields
        | {
            "check_id": check_id,
            "check_version": "1",
            "severity": "critical",
            "effect": "block_release",
            "subject_key": "a",
            "subject_zh": "甲",
            "subject_en": "a",
            "message_zh": "甲：读到 3 行，载入 2 行",
            "message_en": "a: 3 rows seen, 2 loaded",
            "evidence": "[]",
            "detail": "{}",
        }
    )


def _candidate(settings: Settings, *outcomes: CheckOutcome, causes: tuple[CheckFailure, ...] = ()):
    candidate = begin_candidate(settings, "r0001")
    candidate.save(
        BuildState(
            release_id="r0001",
            as_of=datetime(2026, 1, 1, tzinfo=UTC),
            check_outcomes=outcomes,
            causes=causes,
        )
    )
    return candidate


def test_a_failed_gate_stops_the_release_and_says_why(settings):
    _candidate(settings, _outcome("I01", "fail", "block_release"), causes=(_failure("I01"),))
    with pytest.raises(GateFailedError) as error:
        publish_release("r0001")
    assert "读到 3 行，载入 2 行" in error.value.message_zh
    assert "3 rows seen, 2 loaded" in error.value.message_en
    assert not settings.current.exists()


def test_a_broken_check_stops_the_release_whatever_it_checks(settings):
    _candidate(settings, _outcome("P01", "error", "report"))
    with pytest.raises(CheckBrokenError):
        publish_release("r0001")
    assert not settings.current.exists()


def test_a_plan_that_contradicts_itself_is_published(settings, monkeypatch):
    candidate = _candidate(settings, _outcome("P01", "fail", "report"))
    published = []
    monkeypatch.setattr(
        "ingestion.publish.release.publish", lambda *a, **named: published.append((a, named))
    )
    publish_release("r0001")
    ((arguments, named),) = published
    assert arguments[0] == candidate.database
    assert named["created_at"] == datetime(2026, 1, 1, tzinfo=UTC)
    assert named["versions"]["check P01"]


def test_a_new_candidate_throws_away_what_a_rejected_one_left(settings):
    old = _candidate(settings)
    begin_candidate(settings, "r0002")
    assert not old.folder.exists()
    assert Candidate(settings, "r0002").folder.is_dir()


def test_what_one_step_hands_on_the_next_one_reads(settings):
    candidate = begin_candidate(settings, "r0001")
    state = BuildState(
        release_id="r0001",
        as_of=datetime(2026, 1, 1, tzinfo=UTC),
        dbt_results={"model.planledger.fct_targets": "success"},
        check_outcomes=(_outcome("I01", "pass", "block_release"),),
        causes=(_failure("I01"),),
    )
    candidate.save(state)
    assert candidate.load() == state


def test_no_release_is_due_before_anything_landed(settings):
    assert release_is_due(settings) is False


def test_a_release_is_due_when_there_is_none(settings, monkeypatch):
    monkeypatch.setattr(release, "release_inputs", lambda _: [("sha", "plans/a.txt")])
    assert release_is_due(settings) is True


@pytest.mark.parametrize(
    ("status", "is_green"),
    [("success", True), ("pass", True), ("warn", True), ("error", False), ("fail", False)],
)
def test_a_node_is_green_or_named(status, is_green):
    assert not_green({"model.a": status}) == ([] if is_green else ["model.a"])
