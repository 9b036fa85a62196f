"""Bring the schema ``raw`` of a copied candidate up to date with what was committed since.

Only reports may have come or gone: whatever changes a plan, a document or a name changes too much
of the warehouse to be followed, and everything is built anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from ingestion.load.candidate import (
    CHANGE_TABLES,
    CHECK_TABLES,
    Decided,
    latest_outcomes,
    latest_readings,
    load_decisions,
    load_finding_decisions,
    load_outcomes,
    load_records,
)
from ingestion.load.finding_decisions import DecidedFindings, FindingDecisionStore
from ingestion.load.history import load_history
from ingestion.load.schemas import STORED_TYPES, table_name
from ingestion.load.store import Commit, RecordStore
from ingestion.records import Outcome
from ingestion.settings import Settings
from ingestion.submissions.decisions import SubmissionDecisionStore

Readings = set[tuple[str, str]]


def only_reports_differ(before: Sequence[Commit], after: Sequence[Commit]) -> bool:
    """Tell whether two states of the record store hold the same readings of every document."""
    earlier, later = (
        {key: one for key, one in latest_readings(commits).items() if key[0] == "plans"}
        for commits in (before, after)
    )
    return earlier == later and not any(
        outcome.kind == "plans" and outcome.step == "extract"
        for outcome in _differing_outcomes(before, after)
    )


def update_raw(  # noqa: PLR0913 - what a candidate is to hold
    candidate: Path,
    settings: Settings,
    before: Sequence[Commit],
    after: Sequence[Commit],
    decided: Decided | None = None,
    *,
    settled: DecidedFindings | None = None,
) -> None:
    """Add the reports that came, take away those that went, and say which in ``raw``.

    ``raw.changed_reports`` names every delivery of which a record or an outcome differs, and those
    that a new decision is about; of what went it says what it had counted for.

    Args:
        candidate: A built candidate of ``before``, whose schema ``marts`` is still there.
        settings: Where the record store and the current release are.
        before: The commits that the candidate was built from, oldest first.
        after: Those that it is to hold.
        decided: Decisions about submissions that it is to hold; default all that there are.
        settled: The same about findings. They are read in the second phase, which is built anew.
    """
    decided = SubmissionDecisionStore(settings).files() if decided is None else decided
    settled = FindingDecisionStore(settings).files() if settled is None else settled
    earlier, later = (set(latest_readings(commits).values()) for commits in (before, after))
    came, went = later - earlier, earlier - later
    with duckdb.connect(str(candidate)) as connection:
        for name in (*CHECK_TABLES, *CHANGE_TABLES):
            connection.execute(f"delete from raw.{name}")
        load_records(connection, RecordStore(settings), after, came)
        if went:
            _note_gone(connection, {delivery_id for _, delivery_id in went})
            _remove(connection, went)
            _restore_texts(connection, RecordStore(settings), after, later)
        _note_come(connection, {delivery_id for _, delivery_id in came})
        _note_outcomes(connection, _differing_outcomes(before, after))
        load_outcomes(connection, after)
        _note_decided(connection, decided)
        load_finding_decisions(connection, settled)
        load_history(connection, settings.current / "planledger.duckdb")


def _differing_outcomes(before: Sequence[Commit], after: Sequence[Commit]) -> list[Outcome]:
    earlier, later = (
        {(one.delivery_id, one.step): one for _, one in latest_outcomes(commits)}
        for commits in (before, after)
    )
    keys = earlier.keys() | later.keys()
    return [
        later.get(key) or earlier[key] for key in sorted(keys) if earlier.get(key) != later.get(key)
    ]


def _note_gone(connection: duckdb.DuckDBPyConnection, deliveries: Collection[str]) -> None:
    """The marts still say what the figures of these deliveries counted for."""
    _name(connection, "went", deliveries)
    connection.execute(
        """
        insert into raw.changed_reports
        select distinct delivery_id, document_key, org_code, period_code, plan_id
        from marts.fct_actuals semi join went using (delivery_id)
        union
        select delivery_id, document_key, org_code, period_code, null
        from marts.fct_submissions semi join went using (delivery_id)
        """
    )


def _note_decided(connection: duckdb.DuckDBPyConnection, decided: Decided) -> None:
    """Take in the decisions; the reports that one is about which came or went may count anew."""
    connection.execute("create or replace temp table known as from raw.submission_decisions")
    load_decisions(connection, decided)
    about = connection.execute(
        """
        with differing as (
            (from raw.submission_decisions except all from known)
            union all
            (from known except all from raw.submission_decisions)
        )
        select distinct submissions.delivery_id
        from raw.submissions
        inner join differing on
            differing.period_code = submissions.period_code
            and coalesce(differing.delivery_id, submissions.delivery_id) = submissions.delivery_id
            and coalesce(differing.org_code, submissions.org_code) = submissions.org_code
        """
    ).fetchall()
    _note_come(connection, {delivery_id for (delivery_id,) in about})


def _note_come(connection: duckdb.DuckDBPyConnection, deliveries: Collection[str]) -> None:
    """Say what the records of these deliveries are about."""
    _name(connection, "came", deliveries)
    connection.execute(
        """
        insert into raw.changed_reports
        select delivery_id, document_id, org_code, period_code, null
        from raw.submission_values semi join came using (delivery_id)
        union
        select delivery_id, document_id, org_code, period_code, null
        from raw.submissions semi join came using (delivery_id)
        except
        select * from raw.changed_reports
        """
    )


def _note_outcomes(connection: duckdb.DuckDBPyConnection, outcomes: Iterable[Outcome]) -> None:
    named = {(one.delivery_id, one.document_id) for one in outcomes}
    rows = [{"delivery_id": one, "document_id": other} for one, other in sorted(named)]
    given = pa.Table.from_pylist(rows, schema=CHANGE_TABLES["changed_reports"])
    connection.register("given", given)
    connection.execute("insert into raw.changed_reports from given")
    connection.unregister("given")


def _remove(connection: duckdb.DuckDBPyConnection, readings: Readings) -> None:
    """Take the records of some readings away."""
    connection.execute("create or replace temp table gone (generation_id text, delivery_id text)")
    connection.executemany("insert into gone values (?, ?)", sorted(readings))
    for name in STORED_TYPES:
        connection.execute(
            f"delete from raw.{table_name(name)} where (generation_id, delivery_id) in (from gone)"
        )


def _restore_texts(
    connection: duckdb.DuckDBPyConnection,
    store: RecordStore,
    commits: Sequence[Commit],
    readings: Readings,
) -> None:
    """Of equal files one text is kept; where it went, that of another delivery stands in."""
    lost = {
        document_id
        for (document_id,) in connection.execute(
            "select distinct document_id from raw.changed_reports semi join went"
            " using (delivery_id) anti join raw.texts using (document_id)"
        ).fetchall()
    }
    heirs = {
        (commit.generation_id, outcome.delivery_id)
        for commit in commits
        for outcome in commit.outcomes
        if outcome.document_id in lost
    }
    load_records(connection, store, commits, heirs & readings, ["text"])


def _name(connection: duckdb.DuckDBPyConnection, table: str, values: Collection[str]) -> None:
    """A temporary table of deliveries."""
    connection.register("given", pa.table({"delivery_id": pa.array(sorted(values), pa.string())}))
    connection.execute(f"create or replace temp table {table} as from given")
    connection.unregister("given")
