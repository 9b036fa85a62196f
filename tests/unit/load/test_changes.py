"""A copied candidate brought up to date holds in ``raw`` what a fresh one would."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from ingestion.load.candidate import CHANGE_TABLES, build_raw
from ingestion.load.changes import only_reports_differ, update_raw
from ingestion.load.store import Reading, RecordStore
from ingestion.records import Submission
from ingestion.settings import Settings
from ingestion.submissions.decisions import SubmissionDecision, SubmissionDecisionStore
from tests.warehouse.random_history import RandomHistory


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    return tmp_path / "candidate.duckdb"


def add_marts(candidate: Path) -> None:
    """What the marts of a built candidate say of its reports, as far as it is read."""
    with duckdb.connect(str(candidate)) as connection:
        connection.execute(
            """
            drop schema if exists marts cascade;
            create schema marts;
            create table marts.fct_actuals as
            select
                delivery_id, document_id as document_key, org_code, period_code,
                'plan of ' || org_code as plan_id
            from raw.submission_values;
            create table marts.fct_submissions as
            select delivery_id, document_id as document_key, org_code, period_code
            from raw.submissions
            """
        )


def raw_tables(candidate: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All tables but the changes; of equal texts it does not matter whose is kept."""
    with duckdb.connect(str(candidate), read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw'"
        ).fetchall()
        columns = {"texts": "document_id, text"}
        return {
            name: sorted(
                connection.execute(f"select {columns.get(name, '*')} from raw.{name}").fetchall(),
                key=repr,
            )
            for (name,) in names
            if name not in CHANGE_TABLES
        }


def changed(candidate: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        return sorted(connection.execute("from raw.changed_reports").fetchall(), key=repr)


@pytest.mark.parametrize("seed", range(4))
def test_what_was_followed_is_what_is_loaded_at_once(
    seed: int, tmp_path: Path, settings: Settings, store: RecordStore, candidate: Path
) -> None:
    history = RandomHistory(store, seed)
    history.begin()
    build_raw(candidate, settings)
    for _ in range(6):
        before = store.commits()
        history.report()
        history.decide(settings.decisions / "submissions")
        assert only_reports_differ(before, store.commits())
        add_marts(candidate)
        update_raw(candidate, settings, before, store.commits())
    fresh = tmp_path / "fresh.duckdb"
    build_raw(fresh, settings)
    assert raw_tables(candidate) == raw_tables(fresh)


def test_a_plan_that_is_issued_again_is_more_than_a_report(store: RecordStore) -> None:
    history = RandomHistory(store, 1)
    history.begin()
    before = store.commits()
    history.reissue()
    assert not only_reports_differ(before, store.commits())
    assert only_reports_differ(before, before)


def test_a_plan_that_only_waits_is_no_change_of_plans(
    store: RecordStore, build: SimpleNamespace
) -> None:
    store.write([build.reading("plans/a.html", "a", build.document("a"))])
    before = store.commits()
    waiting = build.landed("plans/b.html", "").model_copy(update={"outcome": "waiting"})
    store.write([Reading((waiting,))])
    assert only_reports_differ(before, store.commits())


def report(build: SimpleNamespace, path: str, content: str, **more: Any) -> Reading:
    """A report of one period, without values."""
    outcomes = (build.landed(path, content, **more), build.extracted(path, content, **more))
    head = Submission(
        document_id=outcomes[0].document_id,
        delivery_id=outcomes[0].delivery_id,
        org_code="330902",
        period_code="2024-01",
        received_at=outcomes[0].received_at,
        value_count=0,
    )
    return Reading(outcomes, (build.text(content), head))


def test_of_equal_files_the_text_stays_when_one_is_taken_back(
    settings: Settings, store: RecordStore, candidate: Path, build: SimpleNamespace
) -> None:
    first = report(build, "progress/330902/a.xlsx", "same")
    second = report(build, "progress/330902/b.xlsx", "same", at=build.morning + timedelta(days=1))
    store.write([first])
    store.write([second])
    build_raw(candidate, settings)
    add_marts(candidate)
    before = store.commits()
    store.write([Reading((second.final.model_copy(update={"outcome": "rejected"}),))])
    update_raw(candidate, settings, before, store.commits())
    tables = raw_tables(candidate)
    assert [text for _, text in tables["texts"]] == ["same"]
    assert len(tables["submissions"]) == 1
    delivery = second.final.delivery_id
    document = second.final.document_id
    assert changed(candidate) == [
        (delivery, document, "330902", "2024-01", None),
        (delivery, document, None, None, None),
    ]


@pytest.mark.parametrize(
    ("about", "reached"),
    [
        ({"kind": "close", "comment": "完"}, {"330902", "330903"}),
        ({"kind": "close", "comment": "完", "org_code": "330903"}, {"330903"}),
        ({"kind": "close", "comment": "完", "period_code": "2024-02"}, set()),
        ({"kind": "review", "verdict": "accept", "org_code": "330902"}, {"330902"}),
    ],
    ids=["all", "one_organisation", "another_period", "one_report"],
)
def test_a_decision_reaches_the_reports_that_it_is_about(
    settings: Settings,
    candidate: Path,
    build: SimpleNamespace,
    about: dict[str, str],
    reached: set[str],
) -> None:
    store = RecordStore(settings)
    first = report(build, "progress/330902/a.xlsx", "one")
    other = report(build, "progress/330903/b.xlsx", "two")
    head = other.records[1].model_copy(update={"org_code": "330903"})
    store.write([first, Reading(other.outcomes, (other.records[0], head))])
    build_raw(candidate, settings)
    add_marts(candidate)
    if about["kind"] == "review":
        about = about | {"delivery_id": first.final.delivery_id}
    decision = SubmissionDecision.model_validate(
        {"period_code": "2024-01", "actor": "某人"} | about
    )
    SubmissionDecisionStore(settings).append([decision])
    commits = store.commits()
    update_raw(candidate, settings, commits, commits)
    assert {org for _, _, org, *_ in changed(candidate)} == reached
    add_marts(candidate)
    update_raw(candidate, settings, commits, commits)
    assert changed(candidate) == []
