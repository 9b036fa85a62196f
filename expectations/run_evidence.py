"""Evidence that dbt cannot hold about itself: the results of its own build.

dbt does not know how its run ended while it runs, and the candidate is judged READ_ONLY. So the
evidence of I03 goes into a scratch DuckDB file of the same shape (``marts.chk_i03`` with the
uniform columns), where Great Expectations judges it like every other check.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from expectations.check import CHECK_COLUMNS

CHECKS_ON_THE_RUN = frozenset({"I03"})
"""Checks whose evidence is written here and not by dbt."""

GREEN = ("success", "pass", "no-op", "warn")
"""What dbt calls a node that did what it should; ``warn`` is a test declared not to block.

``skipped`` is not among them: the node was never built, because one before it failed."""

_TYPES = {
    "difference": "decimal(38, 10)",
    "tolerance": "decimal(38, 10)",
    "is_evaluated": "boolean",
}


def write_run_evidence(file: Path, dbt_results: Mapping[str, str], *, has_data: bool) -> None:
    """Write ``marts.chk_i03``: one row per dbt node.

    Args:
        file: A DuckDB file that does not exist yet.
        dbt_results: dbt's unique_id -> status.
        has_data: The candidate holds data. Without any result this is itself a failing row: data
            that came from no known build must not pass in silence.
    """
    import duckdb

    results = dict(dbt_results)
    if not results and has_data:
        results = {"dbt build": "missing"}
    columns = ", ".join(f"{name} {_TYPES.get(name, 'varchar')}" for name in CHECK_COLUMNS)
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema marts")
        connection.execute(f"create table marts.chk_i03 ({columns})")
        rows = [_row(node, status) for node, status in sorted(results.items())]
        if rows:
            marks = ", ".join("?" for _ in CHECK_COLUMNS)
            connection.executemany(f"insert into marts.chk_i03 values ({marks})", rows)


def _row(node: str, status: str) -> list[object]:
    """One dbt node as a row of the uniform columns."""
    values: dict[str, object] = {
        "check_id": "I03",
        "subject_key": node,
        "subject_zh": node,
        "subject_en": node,
        "expected": " / ".join(GREEN),
        "observed": status,
        "is_evaluated": True,
        "evidence": "[]",
        "detail": json.dumps({"is_green": status in GREEN}),
    }
    return [values.get(column) for column in CHECK_COLUMNS]
