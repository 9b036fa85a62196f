"""What findings were before: the tables that carry their history into a candidate.

A release holds the events of all releases before it, so the published one is all that is needed.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

HISTORY_TABLES: dict[str, pa.Schema] = {
    "previous_finding_events": pa.schema(
        {
            "finding_key": pa.string(),
            "check_id": pa.string(),
            "plan_id": pa.string(),
            "subject_key": pa.string(),
            "subject_zh": pa.string(),
            "subject_en": pa.string(),
            "release_id": pa.string(),
            "release_no": pa.int64(),
            "event": pa.string(),
            "expected": pa.string(),
            "observed": pa.string(),
            "fingerprint": pa.string(),
            "reopened_reason": pa.string(),
            "decision_id": pa.string(),
        }
    ),
    "previous_release_trends": pa.schema(
        {
            "release_id": pa.string(),
            "release_no": pa.int64(),
            "as_of_date": pa.date32(),
            "check_id": pa.string(),
            "severity": pa.string(),
            "outcome": pa.string(),
            "total_count": pa.int64(),
            "open_count": pa.int64(),
            "explained_count": pa.int64(),
            "waived_count": pa.int64(),
            "resolved_count": pa.int64(),
            "new_count": pa.int64(),
            "changed_count": pa.int64(),
            "reopened_count": pa.int64(),
            "gone_count": pa.int64(),
            "cause_count": pa.int64(),
        }
    ),
}
"""Tables of the schema ``raw`` that the current release fills; empty where there is none."""

FOLLOWED_TABLES: dict[str, pa.Schema] = {
    "judged_subjects": pa.schema(
        {
            "check_id": pa.string(),
            "plan_id": pa.string(),
            "subject_key": pa.string(),
            "expected": pa.string(),
            "observed": pa.string(),
            "is_evaluated": pa.bool_(),
        }
    ),
    "finding_causes": pa.schema(
        {
            "check_id": pa.string(),
            "plan_id": pa.string(),
            "subject_key": pa.string(),
            "lead_check_id": pa.string(),
            "lead_plan_id": pa.string(),
            "lead_subject_key": pa.string(),
            "cause_zh": pa.string(),
            "cause_en": pa.string(),
        }
    ),
}
"""Tables that the checks fill beside their outcomes: what became of subjects that failed before,
and what findings have one root cause."""

_MARTS = {
    "previous_finding_events": "fct_finding_events",
    "previous_release_trends": "rpt_release_trends",
}
_FIRST_EVENTS = """
    insert into raw.previous_finding_events by name
    select
        finding_key, check_id, plan_id, subject_key, subject_zh, subject_en, expected, observed,
        first_release_id as release_id,
        coalesce(try_cast(regexp_extract(first_release_id, '[0-9]+$') as bigint), 0) as release_no,
        'opened' as event,
        md5(concat_ws('|', coalesce(expected, ''), coalesce(observed, ''))) as fingerprint
    from previous_release.marts.fct_findings
"""
"""A release that is older than events knows each finding's first release and its values now."""


def load_history(connection: duckdb.DuckDBPyConnection, release: Path) -> None:
    """Put the history that a release holds in the place of all that is there.

    Args:
        connection: To a candidate.
        release: The DuckDB file of the published release; it need not exist.
    """
    for name in HISTORY_TABLES:
        connection.execute(f"delete from raw.{name}")
    if not release.is_file():
        return
    quoted = str(release).replace("'", "''")
    connection.execute(f"attach '{quoted}' as previous_release (read_only)")
    try:
        for name, mart in _MARTS.items():
            _take_over(connection, name, mart)
        if not _columns(connection, "fct_finding_events") and _columns(connection, "fct_findings"):
            connection.execute(_FIRST_EVENTS)
    finally:
        connection.execute("detach previous_release")


def _take_over(connection: duckdb.DuckDBPyConnection, name: str, mart: str) -> None:
    """Insert what both have; an older release may lack a column."""
    shared = [
        column for column in HISTORY_TABLES[name].names if column in _columns(connection, mart)
    ]
    if shared:
        connection.execute(
            f"insert into raw.{name} by name"
            f" select {', '.join(shared)} from previous_release.marts.{mart}"
        )


def _columns(connection: duckdb.DuckDBPyConnection, mart: str) -> set[str]:
    rows = connection.execute(
        "select column_name from duckdb_columns() where database_name = 'previous_release'"
        " and schema_name = 'marts' and table_name = ?",
        [mart],
    ).fetchall()
    return {str(row[0]) for row in rows}
