"""Fill the schema ``raw`` of a candidate from what the record store has committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ingestion.records import Record
from ingestion.settings import Settings


class RawCounts(Record):
    """Rows of each table of the schema ``raw``."""

    rows: dict[str, int]


def build_raw(candidate: Path, settings: Settings) -> RawCounts:
    """Create a fresh DuckDB file whose schema ``raw`` holds one table for every record type."""
    raise NotImplementedError


def write_check_results(
    candidate: Path,
    outcomes: Sequence[Mapping[str, Any]],
    failures: Sequence[Mapping[str, Any]],
) -> None:
    """Put what the checks found into ``raw.check_outcomes`` and ``raw.check_failures``."""
    raise NotImplementedError
