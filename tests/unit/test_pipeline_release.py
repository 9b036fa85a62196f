"""Only what passed is shown to readers, and a release is due exactly when it would differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from airflow.sdk.exceptions import AirflowSkipException

from expectations.outcomes import CheckFailure, CheckOutcome
from ingestion.errors import CheckBrokenError, GateFailedError
from ingestion.landing import Delivery, outcome_for
from ingestion.load.store import Reading, RecordStore
from ingestion.pipeline import attempt
from ingestion.pipeline.attempt import release_is_due
from ingestion.pipeline.candidate import BuildState, Candidate, begin_candidate
from ingestion.pipeline.models import not_green
from ingestion.pipeline.release import build_facts, publish_release
from ingestion.settings import Settings
from ingestion.submissions.decisions import SubmissionDecision, SubmissionDecisionStore


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
            generations=attempt.judged_generations(RecordStore(settings).commits()),
            check_outcomes=outcomes,
            causes=causes,
        )
    )
    return candidate


@pytest.fixture
def commit(settings):
    """Commit a delivery without records."""

    def write(path: str, outcome: str = "accepted") -> None:
        delivery = Delivery(
            path=path,
            url=path,
            kind="plans",
            received_at=datetime(2026, 1, 1, tzinfo=UTC),
            size_bytes=1,
        )
        told = outcome_for(delivery, step="extract", outcome=outcome, document_id="0" * 64)
        RecordStore(settings).write([Reading((told,))])

    return write


@pytest.fixture
def published(settings, monkeypatch):
    """Publish what is committed, without a warehouse in it."""

    def publish(_candidate, settings, *, release_id, **_named) -> None:
        folder = settings.releases / release_id
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text("{}", "utf-8")
        settings.current.symlink_to(folder)

    def run() -> None:
        monkeypatch.setattr("ingestion.publish.release.publish", publish)
        _candidate(settings)
        publish_release("r0001")

    return run


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


def test_inputs_are_those_that_the_build_was_made_from(settings, commit, monkeypatch):
    told: list[dict] = []
    monkeypatch.setattr("ingestion.pipeline.models.build_models", lambda *_, **__: {})
    monkeypatch.setattr("ingestion.publish.release.publish", lambda *_, **named: told.append(named))
    commit("plans/a.txt")
    release_id = build_facts()
    commit("plans/late.txt")
    publish_release(release_id)
    assert [path for _, path in told[0]["inputs"]] == ["plans/a.txt"]
    assert release_is_due(settings) is True


def test_no_release_is_due_before_anything_landed(settings, commit):
    assert release_is_due(settings) is False
    commit("plans/a.txt", outcome="waiting")
    assert release_is_due(settings) is False


def test_a_release_is_due_when_there_is_none(settings, commit):
    commit("plans/a.txt")
    assert release_is_due(settings) is True


def test_no_release_is_due_after_one_that_holds_everything(settings, commit, published):
    commit("plans/a.txt")
    published()
    assert release_is_due(settings) is False
    commit("plans/a.txt", outcome="waiting")
    assert release_is_due(settings) is False


def test_the_same_bytes_at_the_same_path_once_more_are_due(settings, commit, published):
    commit("plans/a.txt")
    published()
    commit("plans/a.txt")
    assert release_is_due(settings) is True


def test_new_code_makes_a_release_due(settings, commit, published, monkeypatch):
    commit("plans/a.txt")
    published()
    monkeypatch.setattr(attempt, "__version__", "99")
    assert release_is_due(settings) is True


def test_a_decision_about_a_submission_makes_a_release_due(settings, commit, published):
    commit("plans/a.txt")
    published()
    decision = SubmissionDecision(
        kind="close", period_code="2024-06", actor="某人", comment="汇总完毕"
    )
    SubmissionDecisionStore(settings).append([decision])
    assert release_is_due(settings) is True


def test_a_release_that_went_missing_is_due(settings, commit, published):
    commit("plans/a.txt")
    published()
    settings.current.unlink()
    assert release_is_due(settings) is True


def test_a_build_that_was_never_finished_is_due_again(settings, commit, monkeypatch):
    commit("plans/a.txt")
    _candidate(settings)

    def fail(*_given, **_named):
        raise OSError("disk full")

    monkeypatch.setattr("ingestion.publish.release.publish", fail)
    with pytest.raises(OSError, match="disk full"):
        publish_release("r0001")
    assert release_is_due(settings) is True


@pytest.mark.parametrize("outcome", ["fail", "error"])
def test_a_build_that_a_check_blocked_is_due_only_for_who_asks(settings, commit, outcome):
    commit("plans/a.txt")
    _candidate(settings, _outcome("I01", outcome, "block_release"))
    with pytest.raises((GateFailedError, CheckBrokenError)):
        publish_release("r0001")
    assert release_is_due(settings) is False
    assert release_is_due(settings, even_if_blocked=True) is True
    begin_candidate(settings, "r0001")
    assert release_is_due(settings) is False
    commit("plans/b.txt")
    assert release_is_due(settings) is True


def test_a_schedule_tries_a_blocked_build_again_after_an_hour(settings, commit):
    commit("plans/a.txt")
    _candidate(settings, _outcome("I01", "fail", "block_release"))
    with pytest.raises(GateFailedError):
        publish_release("r0001")
    blocked = attempt.read_attempt(settings)
    earlier = {"ended_at": blocked.ended_at - timedelta(hours=1)}
    attempt.write_attempt(blocked.model_copy(update=earlier), settings)
    assert release_is_due(settings) is True


def test_an_entry_that_cannot_be_read_costs_one_build(settings, commit, published):
    commit("plans/a.txt")
    published()
    (settings.candidates / "last_attempt.json").write_text("{", "utf-8")
    assert release_is_due(settings) is True


def test_an_asset_that_comes_late_builds_nothing(settings, commit, published):
    commit("plans/a.txt")
    published()
    with pytest.raises(AirflowSkipException):
        build_facts(only_if_due=True)


@pytest.mark.parametrize(
    ("status", "is_green"),
    [
        ("success", True),
        ("pass", True),
        ("warn", True),
        ("error", False),
        ("fail", False),
        ("skipped", False),
    ],
)
def test_a_node_is_green_or_named(status, is_green):
    assert not_green({"model.a": status}) == ([] if is_green else ["model.a"])
