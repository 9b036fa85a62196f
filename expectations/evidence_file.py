"""A file of evidence tables, opened for reading within a bound of memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MARTS = "marts"
MEMORY_LIMIT = "1GB"
"""What DuckDB may hold while checks are judged. They are scans: more of it only caches pages of the
file, and what a sort of failing rows needs beyond it goes to disk."""


def open_evidence(file: Path) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file READ_ONLY; the caller closes it."""
    import duckdb

    return duckdb.connect(str(file), read_only=True, config={"memory_limit": MEMORY_LIMIT})


def evidence_url(file: Path) -> str:
    """The address of the same file for SQLAlchemy, with the same bound."""
    return f"duckdb:///{file.resolve()}?access_mode=READ_ONLY&memory_limit={MEMORY_LIMIT}"
