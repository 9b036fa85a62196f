"""Compare the marts of two builds, row by row."""

from __future__ import annotations

from pathlib import Path

import duckdb

from ingestion.publish.warehouse_file import MARTS
from ingestion.records import Record


class TableDifference(Record):
    """One mart that two builds do not hold alike.

    Attributes:
        table: Name of the mart.
        left_only: Rows that only the first build has; a row that stands twice counts twice.
        right_only: Rows that only the second one has.
        examples: Some of them, the first build's before the second's.
    """

    table: str
    left_only: int
    right_only: int
    examples: tuple[dict[str, str | None], ...] = ()


def compare_marts(left: Path, right: Path, *, examples: int = 3) -> list[TableDifference]:
    """Compare every table of the schema ``marts`` of two DuckDB files, whatever order rows are in.

    The files may be releases or candidates. A table that one of them lacks, or that has other
    columns there, differs in all its rows.

    Args:
        left: One file.
        right: The other one.
        examples: How many rows of each side to show. Unit: rows.

    Returns:
        The tables that differ, by name; empty where the two say the same.
    """
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        shapes = {}
        for name, file in (("left_build", left), ("right_build", right)):
            quoted = str(file).replace("'", "''")
            connection.execute(f"attach '{quoted}' as {name} (read_only)")
            shapes[name] = _shapes(connection, name)
        ours, theirs = shapes["left_build"], shapes["right_build"]
        found = [
            _difference(connection, table, examples)
            if ours.get(table) == theirs.get(table)
            else TableDifference(
                table=table,
                left_only=_count(connection, "left_build", table) if table in ours else 0,
                right_only=_count(connection, "right_build", table) if table in theirs else 0,
            )
            for table in sorted(ours.keys() | theirs.keys())
        ]
    shared = ours.items() & theirs.items()
    return [
        one
        for one in found
        if one.left_only or one.right_only or (one.table, ours.get(one.table)) not in shared
    ]


def _difference(
    connection: duckdb.DuckDBPyConnection, table: str, examples: int
) -> TableDifference:
    counts, rows = [], []
    for here, there in (("left_build", "right_build"), ("right_build", "left_build")):
        only = f"(from {here}.{MARTS}.{table} except all from {there}.{MARTS}.{table})"
        counted = connection.execute(f"select count(*) from {only}").fetchone()
        counts.append(int(counted[0]) if counted else 0)
        if counts[-1]:
            result = connection.execute(f"select * from {only} order by all limit {examples}")
            names = [column[0] for column in result.description or ()]
            rows += [dict(zip(names, map(_said, row), strict=True)) for row in result.fetchall()]
    return TableDifference(
        table=table, left_only=counts[0], right_only=counts[1], examples=tuple(rows)
    )


def _said(value: object) -> str | None:
    return None if value is None else str(value)


def _shapes(
    connection: duckdb.DuckDBPyConnection, catalog: str
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Names and types of the columns of every mart, in order."""
    rows = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns()"
        " where database_name = ? and schema_name = ? order by table_name, column_index",
        [catalog, MARTS],
    ).fetchall()
    shapes: dict[str, tuple[tuple[str, str], ...]] = {}
    for table, column, kind in rows:
        shapes[table] = (*shapes.get(table, ()), (column, kind))
    return shapes


def _count(connection: duckdb.DuckDBPyConnection, catalog: str, table: str) -> int:
    row = connection.execute(f"select count(*) from {catalog}.{MARTS}.{table}").fetchone()
    return int(row[0]) if row else 0
