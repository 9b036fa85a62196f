"""Write the marts of a candidate as one DuckDB file and as Parquet, and hash what was written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ingestion.errors import ReconciliationError
from ingestion.publish.manifest import TableDigest

STORAGE_VERSION = "v1.2.0"
MARTS = "marts"
_RELEASE = "planledger_release"
_BATCH_ROWS = 50_000


def write_marts(candidate: Path, database: Path) -> None:
    """Copy schema ``marts`` of the candidate into a new file that older drivers can read.

    Tables become tables in key order and views become tables; descriptions go along.

    Raises:
        ReconciliationError: The file's storage version is not the one asked for.
    """
    with duckdb.connect() as connection:
        # Views name their own catalog, which dbt takes from the file's stem: attach under that.
        source = candidate.stem
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"attach '{_literal(candidate)}' as {_name(source)} (read_only)")
        connection.execute(
            f"attach '{_literal(database)}' as {_RELEASE} (storage_version '{STORAGE_VERSION}')"
        )
        connection.execute(f"create schema {_RELEASE}.{MARTS}")
        for table in _tables(connection, source):
            connection.execute(
                f"create table {_RELEASE}.{MARTS}.{_name(table)} as"
                f" from {_name(source)}.{MARTS}.{_name(table)} order by all asc nulls last"
            )
        _copy_comments(connection, source)
        _require_storage_version(connection)


def write_parquet(database: Path, folder: Path) -> None:
    """Write one Parquet file per published table."""
    folder.mkdir()
    with open_published(database) as connection:
        for table in _tables(connection, database.stem):
            connection.execute(
                f"copy {MARTS}.{_name(table)} to '{_literal(folder / table)}.parquet'"
                " (format parquet, compression zstd)"
            )


def digest_tables(database: Path) -> dict[str, TableDigest]:
    """Count and hash every published table, as a reader of the file gets it."""
    with open_published(database) as connection:
        return {
            table: _digest_table(connection, table) for table in _tables(connection, database.stem)
        }


@contextmanager
def open_published(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published file as any reader does: read-only, in UTC."""
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        yield connection


def digest_parquet(folder: Path) -> dict[str, TableDigest]:
    """Count and hash the rows of every Parquet file: the same figures as of the table it is of.

    Raises:
        duckdb.Error: A file is not Parquet any more.
    """
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        return {
            path.stem: _digest_parquet_file(connection, path)
            for path in sorted(folder.glob("*.parquet"))
        }


def _digest_parquet_file(connection: duckdb.DuckDBPyConnection, path: Path) -> TableDigest:
    relation = f"read_parquet('{_literal(path)}')"
    columns = connection.execute(f"describe select * from {relation}").fetchall()
    return _digest_rows(connection, relation, [(str(row[0]), str(row[1])) for row in columns])


def _digest_table(connection: duckdb.DuckDBPyConnection, table: str) -> TableDigest:
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns()"
        " where schema_name = ? and table_name = ? order by column_index",
        [MARTS, table],
    ).fetchall()
    return _digest_rows(connection, f"{MARTS}.{_name(table)}", columns)


def _digest_rows(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[tuple[str, str]]
) -> TableDigest:
    digest = hashlib.sha256("".join(f"{name} {kind}\n" for name, kind in columns).encode())
    framed = " || ".join(_framed(name) for name, _ in columns)
    ordering = ", ".join(f"{_name(name)} asc nulls last" for name, _ in columns)
    rows = connection.execute(f"select sha256({framed}) from {relation} order by {ordering}")
    count = 0
    while batch := rows.fetchmany(_BATCH_ROWS):
        count += len(batch)
        digest.update("".join(f"{row}\n" for (row,) in batch).encode())
    return TableDigest(
        rows=count, hash=digest.hexdigest(), columns=tuple(name for name, _ in columns)
    )


def _framed(column: str) -> str:
    text = f"cast({_name(column)} as varchar)"
    return f"coalesce(strlen({text}) || ':' || {text}, '-')"


def _tables(connection: duckdb.DuckDBPyConnection, catalog: str) -> list[str]:
    rows = connection.execute(
        "select table_name from information_schema.tables"
        " where table_catalog = ? and table_schema = ? order by table_name",
        [catalog, MARTS],
    ).fetchall()
    return [str(name) for (name,) in rows]


def _copy_comments(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    about_tables = connection.execute(
        "select table_name, comment from duckdb_tables()"
        " where database_name = ? and schema_name = ? and comment is not null",
        [source, MARTS],
    ).fetchall()
    for table, comment in about_tables:
        connection.execute(
            f"comment on table {_RELEASE}.{MARTS}.{_name(table)} is '{_literal(comment)}'"
        )
    about_columns = connection.execute(
        "select table_name, column_name, comment from duckdb_columns()"
        " where database_name = ? and schema_name = ? and comment is not null",
        [source, MARTS],
    ).fetchall()
    for table, column, comment in about_columns:
        connection.execute(
            f"comment on column {_RELEASE}.{MARTS}.{_name(table)}.{_name(column)}"
            f" is '{_literal(comment)}'"
        )


def _require_storage_version(connection: duckdb.DuckDBPyConnection) -> None:
    row = connection.execute(
        "select tags['storage_version'] from duckdb_databases() where database_name = ?",
        [_RELEASE],
    ).fetchone()
    found = str(row[0]) if row else "none"
    if found.rstrip("+") != STORAGE_VERSION:
        raise ReconciliationError(
            "storage_version",
            f"发布文件的存储版本是 {found}，应为 {STORAGE_VERSION}",
            f"the published file has storage version {found}, not {STORAGE_VERSION}",
        )


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _literal(value: object) -> str:
    return str(value).replace("'", "''")
