"""Fill the schema ``raw`` of a candidate from what the record store has committed.

The tables are named in the plural of their record (``raw.cells``) and all exist, empty or not. Of
a document that was read several times the latest committed reading counts, and only that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ingestion.calendar.working_days import calendar_days
from ingestion.load.finding_decisions import (
    FINDING_DECISION_COLUMNS,
    DecidedFindings,
    FindingDecisionStore,
    finding_decision_rows,
)
from ingestion.load.history import FOLLOWED_TABLES, HISTORY_TABLES, load_history
from ingestion.load.match_tables import MATCH_TABLES
from ingestion.load.schemas import (
    RECORD_TYPES,
    STORED_TYPES,
    arrow_schema,
    table_name,
    to_row,
)
from ingestion.load.store import Commit, RecordStore
from ingestion.records import Outcome, Record
from ingestion.settings import Settings
from ingestion.submissions.decisions import (
    DECISION_COLUMNS,
    SubmissionDecisionFile,
    SubmissionDecisionStore,
    decision_rows,
)

Decided = Sequence[tuple[str, SubmissionDecisionFile]]
_JUDGED = ("accepted", "rejected")

# Empty until the checks hand back what they found (`expectations.outcomes`), between the two phases
# of a build; they exist from the start so that the first phase can be built over them.
CHECK_TABLES: dict[str, pa.Schema] = {
    "check_outcomes": pa.schema(
        {
            "check_id": pa.string(),
            "check_version": pa.string(),
            "outcome": pa.string(),
            "reason": pa.string(),
            "evaluated_count": pa.int64(),
            "failed_count": pa.int64(),
            "severity": pa.string(),
            "effect": pa.string(),
            "title_zh": pa.string(),
            "title_en": pa.string(),
        }
    ),
    "check_failures": pa.schema(
        {
            "check_id": pa.string(),
            "check_version": pa.string(),
            "severity": pa.string(),
            "effect": pa.string(),
            "subject_key": pa.string(),
            "document_key": pa.string(),
            "plan_id": pa.string(),
            "subject_zh": pa.string(),
            "subject_en": pa.string(),
            "org_code": pa.string(),
            "period_code": pa.string(),
            "expected": pa.string(),
            "observed": pa.string(),
            "difference": pa.decimal128(38, 10),
            "tolerance": pa.decimal128(38, 10),
            "message_zh": pa.string(),
            "message_en": pa.string(),
            "evidence": pa.string(),
            "detail": pa.string(),
        }
    ),
    "finding_hypotheses": pa.schema(
        {
            "check_id": pa.string(),
            "plan_id": pa.string(),
            "subject_key": pa.string(),
            "rank_no": pa.int32(),
            "hypothesis_code": pa.string(),
            "text_zh": pa.string(),
            "text_en": pa.string(),
            "cells": pa.string(),
            "witness_evidence": pa.string(),
            "score": pa.decimal128(18, 6),
        }
    ),
    **FOLLOWED_TABLES,
}
# What came or went since the build that a candidate is a copy of (`ingestion.load.changes`); empty
# in a candidate that is built anew.
CHANGE_TABLES: dict[str, pa.Schema] = {
    "changed_reports": pa.schema(
        {
            "delivery_id": pa.string(),
            "document_id": pa.string(),
            "org_code": pa.string(),
            "period_code": pa.string(),
            "plan_id": pa.string(),
        }
    )
}
DECISION_TABLES: dict[str, pa.Schema] = {
    "submission_decisions": DECISION_COLUMNS,
    "finding_decisions": FINDING_DECISION_COLUMNS,
}
CALENDAR_TABLES: dict[str, pa.Schema] = {
    "working_days": pa.schema(
        {"calendar_date": pa.date32(), "is_working_day": pa.bool_(), "basis": pa.string()}
    )
}


class RawCounts(Record):
    """Rows of each table of the schema ``raw``."""

    rows: dict[str, int]


def build_raw(
    candidate: Path,
    settings: Settings,
    commits: Sequence[Commit] | None = None,
    decided: Decided | None = None,
    settled: DecidedFindings | None = None,
) -> RawCounts:
    """Create a fresh DuckDB file whose schema ``raw`` holds one table for every record type.

    Also there: the tables of ``MATCH_TABLES``, empty until the names are matched,
    those of ``CHECK_TABLES``, empty until the checks have run, ``raw.changed_reports``, empty,
    ``raw.working_days``, and those of ``HISTORY_TABLES`` from the current release, empty where
    there is none.

    Args:
        candidate: The file to create; what a crashed build left there is deleted.
        settings: Where the record store and the current release are.
        commits: What to build from, oldest first; default all that is committed.
        decided: Decisions about submissions; default all that there are.
        settled: Decisions about findings; default all that there are.

    Returns:
        The number of rows of each table.
    """
    store = RecordStore(settings)
    commits = store.commits() if commits is None else commits
    decided = SubmissionDecisionStore(settings).files() if decided is None else decided
    candidate.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (candidate, candidate.with_name(f"{candidate.name}.wal")):
        leftover.unlink(missing_ok=True)
    with duckdb.connect(str(candidate)) as connection:
        connection.execute("create schema raw")
        _create_tables(connection)
        load_records(connection, store, commits, set(latest_readings(commits).values()))
        load_outcomes(connection, commits)
        load_decisions(connection, decided)
        load_finding_decisions(
            connection, FindingDecisionStore(settings).files() if settled is None else settled
        )
        load_calendar(connection)
        load_history(connection, settings.current / "planledger.duckdb")
        return RawCounts(rows=_count_rows(connection))


def _schemas() -> dict[str, pa.Schema]:
    records = {table_name(name): arrow_schema(kind) for name, kind in RECORD_TYPES.items()}
    made = CHECK_TABLES | MATCH_TABLES | CHANGE_TABLES | CALENDAR_TABLES
    return records | made | DECISION_TABLES | HISTORY_TABLES


def _create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    for name, schema in _schemas().items():
        connection.register("empty", schema.empty_table())
        connection.execute(f"create table raw.{name} as select * from empty")
        connection.unregister("empty")


def load_outcomes(connection: duckdb.DuckDBPyConnection, commits: Sequence[Commit]) -> None:
    """Put the outcomes that count in the place of all that are there."""
    connection.execute("delete from raw.outcomes")
    rows = [
        to_row(outcome, {"generation_id": generation_id})
        for generation_id, outcome in latest_outcomes(commits)
    ]
    table = pa.Table.from_pylist(rows, schema=arrow_schema(Outcome))
    connection.register("given", table)
    connection.execute("insert into raw.outcomes by name select * from given")
    connection.unregister("given")


def load_decisions(connection: duckdb.DuckDBPyConnection, decided: Decided) -> None:
    """Put decisions about submissions in the place of all that are there."""
    _put_decisions(connection, "submission_decisions", decision_rows(decided))


def load_finding_decisions(connection: duckdb.DuckDBPyConnection, settled: DecidedFindings) -> None:
    """Put decisions about findings in the place of all that are there."""
    _put_decisions(connection, "finding_decisions", finding_decision_rows(settled))


def _put_decisions(
    connection: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, Any]]
) -> None:
    connection.execute(f"delete from raw.{name}")
    connection.register("given", pa.Table.from_pylist(rows, schema=DECISION_TABLES[name]))
    connection.execute(f"insert into raw.{name} by name select * from given")
    connection.unregister("given")


def load_calendar(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the days and whether offices are open on them in the place of all that are there."""
    connection.execute("delete from raw.working_days")
    days = [asdict(day) for day in calendar_days()]
    given = pa.Table.from_pylist(days, schema=CALENDAR_TABLES["working_days"])
    connection.register("given", given)
    connection.execute("insert into raw.working_days from given")
    connection.unregister("given")


def load_records(
    connection: duckdb.DuckDBPyConnection,
    store: RecordStore,
    commits: Sequence[Commit],
    chosen: Collection[tuple[str, str]],
    names: Collection[str] = STORED_TYPES,
) -> None:
    """Add the records of some readings.

    Args:
        connection: To a candidate.
        store: The record store.
        commits: Commits that the readings are in; others may be among them.
        chosen: The readings, as (generation_id, delivery_id).
        names: The types of records that are wanted.
    """
    connection.execute(
        "create or replace temp table chosen (generation_id varchar, delivery_id varchar)"
    )
    if chosen:
        pairs = pa.table(list(zip(*sorted(chosen), strict=True)), ["generation_id", "delivery_id"])
        connection.register("pairs", pairs)
        connection.execute("insert into chosen select * from pairs")
    generations = {generation_id for generation_id, _ in chosen}
    scans: dict[tuple[str, str], list[str]] = defaultdict(list)
    for commit in commits:
        if commit.generation_id in generations:
            for name in commit.rows.keys() & set(names):
                path = store.data_file(commit.generation_id, name)
                scans[name, commit.schema_version].append(str(path))
    for (name, _), files in sorted(scans.items()):
        _load_files(connection, name, files)
    # One canonical text a document: two organisations may send equal files, which are one text.
    connection.execute(
        "delete from raw.texts where (document_id, generation_id, delivery_id) not in"
        " (select document_id, max(generation_id), max_by(delivery_id, generation_id)"
        " from raw.texts group by document_id)"
    )


def _load_files(connection: duckdb.DuckDBPyConnection, name: str, files: list[str]) -> None:
    """Insert one record type by one scan of files alike; columns that they lack are null."""
    scan = "read_parquet($files)"
    stored = connection.execute(f"describe select * from {scan}", {"files": files}).fetchall()
    known = set(arrow_schema(STORED_TYPES[name]).names)
    columns = ", ".join(f'"{row[0]}"' for row in stored if row[0] in known)
    connection.execute(
        f"""
        insert into raw.{table_name(name)} by name
        select {columns}
        from {scan}
        semi join chosen using (generation_id, delivery_id)
        """,
        {"files": files},
    )


def latest_readings(commits: Sequence[Commit]) -> dict[tuple[str, str], tuple[str, str]]:
    """The reading that counts, as (generation_id, delivery_id), for each document or submission.

    A plan is its bytes, wherever they were delivered; a submission is its delivery. The keys are
    the kind of delivery, ``plans`` or ``progress``, and the id of the one or the other.
    """
    latest: dict[tuple[str, str], tuple[str, str]] = {}
    for commit in commits:
        for outcome in commit.outcomes:
            if outcome.step == "extract" and outcome.outcome in _JUDGED:
                is_plan = outcome.kind == "plans"
                key = (outcome.kind, outcome.document_id if is_plan else outcome.delivery_id)
                latest[key] = (commit.generation_id, outcome.delivery_id)
    return latest


def latest_outcomes(commits: Sequence[Commit]) -> list[tuple[str, Outcome]]:
    """The latest outcome of each delivery at each step, with the generation that it came in.

    Waiting ends when the file is read.
    """
    latest: dict[tuple[str, str], tuple[str, Outcome]] = {}
    read_until: dict[str, Any] = {}
    for commit in commits:
        for outcome in commit.outcomes:
            latest[outcome.delivery_id, outcome.step] = (commit.generation_id, outcome)
            if outcome.step == "extract":
                seen = read_until.get(outcome.path, outcome.received_at)
                read_until[outcome.path] = max(seen, outcome.received_at)
    return [
        (generation_id, outcome)
        for generation_id, outcome in latest.values()
        if outcome.outcome != "waiting"
        or outcome.path not in read_until
        or read_until[outcome.path] < outcome.received_at
    ]


def _count_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    counts = {}
    for name in _schemas():
        found = connection.execute(f"select count(*) from raw.{name}").fetchone()
        counts[name] = int(found[0]) if found else 0
    return counts
