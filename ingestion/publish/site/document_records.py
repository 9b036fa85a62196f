"""Read the records and texts of documents from the candidate, for their pages."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from ingestion.records import (
    AnyRecord,
    Cell,
    DeclaredCount,
    Document,
    Issue,
    PrintedYear,
    ProgressItem,
    Quantity,
    Record,
    ReportingRule,
    SubmissionValue,
    Task,
)

_TABLES: dict[str, type[Record]] = {
    "documents": Document,
    "cells": Cell,
    "tasks": Task,
    "progress_items": ProgressItem,
    "quantities": Quantity,
    "declared_counts": DeclaredCount,
    "printed_years": PrintedYear,
    "reporting_rules": ReportingRule,
    "submission_values": SubmissionValue,
    "issues": Issue,
}
_JSON = frozenset({"evidence", "parts", "attachments", "sections", "alignment_basis"})


class CandidateRecords:
    """The records of an open candidate. Only what is asked for is held in memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def texts(self, document_ids: Iterable[str]) -> dict[str, str]:
        """Canonical texts by document id; a document whose text is not stored is left out."""
        rows = self._connection.execute(
            "select document_id, text from raw.texts where list_contains(?, document_id)",
            [sorted(set(document_ids))],
        ).fetchall()
        return {str(document_id): str(text) for document_id, text in rows}

    def records(self, document_ids: Iterable[str]) -> dict[str, tuple[AnyRecord, ...]]:
        """The records of some documents, in the order in which they were read.

        Bytes that were delivered twice are read once.
        """
        wanted = sorted(set(document_ids))
        found: dict[str, list[AnyRecord]] = defaultdict(list)
        for table, model in _TABLES.items():
            for record in self._read(table, model, wanted):
                found[record.document_id].append(record)
        return {document_id: tuple(records) for document_id, records in found.items()}

    def _read(self, table: str, model: type[Any], wanted: list[str]) -> Iterator[Any]:
        names = [name for name in model.model_fields if name != "record"]
        columns = ", ".join(f'"{name}"' for name in names)
        rows = self._connection.execute(
            f"select {columns} from raw.{table} as one where list_contains(?, document_id)"
            " and delivery_id = (select min(delivery_id) from raw."
            f"{table} as other where other.document_id = one.document_id) order by all",
            [wanted],
        ).fetchall()
        for row in rows:
            values = dict(zip(names, row, strict=True))
            for name in _JSON & values.keys():
                if isinstance(values[name], str):
                    values[name] = json.loads(values[name])
            yield model.model_validate(values)


@contextmanager
def open_candidate(candidate: Path) -> Iterator[CandidateRecords]:
    """Open a candidate that nobody writes to."""
    with duckdb.connect(str(candidate), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        yield CandidateRecords(connection)
