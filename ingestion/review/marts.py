"""Open the current release for a command that needs one of its columns."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from ingestion.errors import ConfigError
from ingestion.publish.release import no_release
from ingestion.settings import Settings


class Needed(NamedTuple):
    """A column of the marts, and what is said of a release that is older than it."""

    table: str
    column: str
    code: str
    message_zh: str
    message_en: str


def open_marts(settings: Settings, needed: Needed) -> duckdb.DuckDBPyConnection:
    """Open the current release to be read.

    Raises:
        ConfigError: There is no release yet, or it is older than the column.
    """
    database = settings.current / "planledger.duckdb"
    if not database.is_file():
        raise no_release()
    connection = duckdb.connect(str(database), read_only=True)
    found = connection.execute(
        "select count(*) from duckdb_columns() where schema_name = 'marts'"
        " and table_name = ? and column_name = ?",
        [needed.table, needed.column],
    ).fetchone()
    if not found or not found[0]:
        connection.close()
        raise ConfigError(needed.code, needed.message_zh, needed.message_en)
    return connection
