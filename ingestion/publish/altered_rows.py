"""Name the rows by which the two stores of a release differ: its DuckDB file and its Parquet."""

from __future__ import annotations

from pathlib import Path

import duckdb

_SHOWN = 3
"""Rows shown of each side. Unit: rows."""
_LONGEST = 240
"""A longer row is cut. Unit: characters."""


def show_altered_rows(folder: Path, table: str, altered: str, other: str) -> tuple[str, ...]:
    """Show rows that only one of the stores has.

    Args:
        folder: The release.
        table: One of its tables.
        altered: The store that is not as published, ``DuckDB`` or ``Parquet``: its rows come with
            a plus, those that it lacks with a minus.
        other: The store to compare with.

    Returns:
        Lines for people; empty where one of the stores cannot be read or both hold the same.
    """
    places = {
        "DuckDB": f'release.marts."{table}"',
        "Parquet": f"read_parquet('{_quoted(folder / 'parquet' / table)}.parquet')",
    }
    lines: list[str] = []
    with duckdb.connect() as connection:
        try:
            connection.execute("set TimeZone = 'UTC'")
            attached = f"attach '{_quoted(folder / 'planledger.duckdb')}' as release (read_only)"
            connection.execute(attached)
            for sign, here, there in (("-", other, altered), ("+", altered, other)):
                result = connection.execute(
                    f"from (from {places[here]} except all from {places[there]})"
                    f" order by all limit {_SHOWN}"
                )
                names = [column[0] for column in result.description or ()]
                lines += [_said(sign, names, row) for row in result.fetchall()]
        except duckdb.Error:
            return ()
    return tuple(lines)


def _said(sign: str, names: list[str], row: tuple[object, ...]) -> str:
    filled = (
        f"{name}={value}" for name, value in zip(names, row, strict=True) if value is not None
    )
    text = f"{sign} {', '.join(filled)}"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
