"""The candidate of the last release is started from where only reports came, and never harmed."""

from __future__ import annotations

import duckdb
import pytest

from ingestion.load.reviews import Decision, ReviewStore
from ingestion.load.store import RecordStore
from ingestion.pipeline import attempt, base
from ingestion.pipeline.candidate import Candidate
from ingestion.pipeline.release import build_facts, publish_release
from ingestion.settings import Settings
from tests.warehouse.random_history import RandomHistory

MARTS = """
    create schema marts;
    create table marts.fct_actuals as
    select
        delivery_id, document_id as document_key, org_code, period_code,
        null::varchar as plan_id
    from raw.submission_values;
    create table marts.fct_submissions as
    select delivery_id, document_id as document_key, org_code, period_code from raw.submissions;
"""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANLEDGER_HOME", str(tmp_path))
    return Settings()


@pytest.fixture
def history(settings):
    found = RandomHistory(RecordStore(settings), seed=3)
    found.begin()
    return found


@pytest.fixture
def asked(monkeypatch):
    """How dbt was asked to build, in the place of dbt; of the marts only what is read is there."""
    told: list[str] = []

    def build(phase, database, *, rebuild="all", **_named):
        told.append(rebuild)
        if rebuild == "all":
            with duckdb.connect(str(database)) as connection:
                connection.execute(MARTS)
            return {"model.a": "success", "model.b": "success"}
        return {"model.b": "pass"}

    monkeypatch.setattr("ingestion.pipeline.models.build_models", build)
    monkeypatch.setattr("ingestion.publish.release.publish", lambda *_, **__: None)
    return told


@pytest.fixture
def released(settings, history, asked):
    publish_release(build_facts())
    return settings.candidates / "base"


def values(database) -> int:
    with duckdb.connect(str(database), read_only=True) as connection:
        return len(connection.execute("from raw.submission_values").fetchall())


def test_only_reports_came_and_only_what_they_reach_is_built(settings, history, released, asked):
    history.report()
    release_id = build_facts()
    assert asked == ["all", "changes"]
    state = Candidate(settings, release_id).load()
    assert state.rebuild == "changes"
    assert state.dbt_results == {"model.a": "success", "model.b": "pass"}


def test_a_decision_about_a_submission_is_followed(settings, history, released, asked):
    history.report()
    history.decide(settings.decisions / "submissions")
    state = Candidate(settings, build_facts()).load()
    assert asked == ["all", "changes"]
    assert len(state.submission_decisions) == 1
    assert "decisions/submissions" in str(state.inputs)


def test_one_release_after_the_other(settings, history, released, asked):
    for _ in range(3):
        history.report()
        publish_release(build_facts())
    assert asked == ["all", "changes", "changes", "changes"]
    assert values(released / "planledger.duckdb") > 0


def _reissue(settings, history, monkeypatch, base_folder):
    history.reissue()


def _decide(settings, history, monkeypatch, base_folder):
    one = Decision(
        queue_key="k",
        question_type="org_unmatched",
        subject="s",
        decision="reject",
        reviewer="r",
        reason="why",
    )
    ReviewStore(settings).append([one], "answers.xlsx")


def _change_the_code(settings, history, monkeypatch, base_folder):
    monkeypatch.setattr(base, "hash_code", lambda: "other")


def _change_a_version(settings, history, monkeypatch, base_folder):
    monkeypatch.setattr(attempt, "__version__", "99")


def _ask_for_all(settings, history, monkeypatch, base_folder):
    monkeypatch.setenv("PLANLEDGER_FULL_REFRESH", "1")


def _damage_the_entry(settings, history, monkeypatch, base_folder):
    (base_folder / "base.json").write_text("{", "utf-8")


def _lose_the_file(settings, history, monkeypatch, base_folder):
    (base_folder / "planledger.duckdb").unlink()


def _lose_a_commit(settings, history, monkeypatch, base_folder):
    min((settings.records / "commits").glob("*.json")).unlink()


@pytest.mark.parametrize(
    "happens",
    [
        _reissue,
        _decide,
        _change_the_code,
        _change_a_version,
        _ask_for_all,
        _damage_the_entry,
        _lose_the_file,
        _lose_a_commit,
    ],
)
def test_all_is_built_anew_where_more_than_reports_differ(
    settings, history, released, asked, *, monkeypatch, happens
):
    history.report()
    happens(settings, history, monkeypatch, released)
    build_facts()
    assert asked == ["all", "all"]


def test_a_run_may_ask_for_all(history, released, asked):
    history.report()
    build_facts(full_refresh=True)
    assert asked == ["all", "all"]


def test_a_build_that_fails_leaves_the_base_as_it_was(
    settings, history, released, asked, monkeypatch
):
    before = (released / "planledger.duckdb").read_bytes()

    def fail(*_given, **_named):
        raise OSError("disk full")

    history.report()
    with monkeypatch.context() as broken:
        broken.setattr("ingestion.pipeline.models.build_models", fail)
        with pytest.raises(OSError, match="disk full"):
            build_facts()
    assert (released / "planledger.duckdb").read_bytes() == before
    build_facts()
    assert asked == ["all", "changes"]


def test_a_candidate_that_was_not_published_is_no_base(settings, history, released, asked):
    history.report()
    build_facts()
    kept = (released / "base.json").read_text("utf-8")
    assert len(RecordStore(settings).commits()) == 2
    assert RecordStore(settings).commits()[1].generation_id not in kept


def test_a_base_that_cannot_be_kept_costs_nothing_but_time(settings, history, asked, monkeypatch):
    def fail(*_given):
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(base, "_link", fail)
        publish_release(build_facts())
    history.report()
    build_facts()
    assert asked == ["all", "all"]
