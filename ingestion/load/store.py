"""The record store: immutable Parquet generations, visible once a commit entry names them.

A generation holds the records of many deliveries, one file a record type, under
``records/generations/<generation_id>/``. Its commit entry ``records/commits/<generation_id>.json``
is written last, by one atomic rename, and carries the outcomes of its deliveries: records and
outcomes become visible together or not at all, and asking what was loaded before reads small
text files only. Nothing is ever changed; writers need no lock because no two share a name.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.errors import ReconciliationError
from ingestion.load.ledger import Ledger
from ingestion.load.schemas import (
    STORED_TYPES,
    arrow_schema,
    refuse_unstorable,
    schema_version,
    to_row,
)
from ingestion.records import AnyRecord, Outcome, Record
from ingestion.settings import Settings

_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True)
class Reading:
    """All that one delivery yielded: its outcomes in order of steps, and its records.

    Raises:
        ReconciliationError: No outcome, outcomes of several deliveries, a record of another
            document, counts that do not add up, or a number that cannot be kept exactly.
    """

    outcomes: tuple[Outcome, ...]
    records: tuple[AnyRecord, ...] = ()

    def __post_init__(self) -> None:
        if len({outcome.delivery_id for outcome in self.outcomes}) != 1:
            raise _mixed("deliveries", self.outcomes)
        if any(record.document_id != self.final.document_id for record in self.records):
            raise _mixed("documents", self.outcomes)
        for outcome in self.outcomes:
            _refuse_gap(outcome)
        for record in self.records:
            refuse_unstorable(record)

    @property
    def final(self) -> Outcome:
        """The outcome of the last step."""
        return self.outcomes[-1]


class Commit(Record):
    """A commit entry: the generation that it makes visible, its row counts and its outcomes."""

    generation_id: str
    committed_at: datetime
    schema_version: str
    rows: dict[str, int]
    outcomes: tuple[Outcome, ...]


class RecordStore:
    """Reads and writes the record store of one home. Holds no state and keeps no file open."""

    def __init__(self, settings: Settings) -> None:
        self._generations = settings.records / "generations"
        self._commits = settings.records / "commits"

    def write(self, readings: Iterable[Reading]) -> str | None:
        """Write one generation and commit it.

        Args:
            readings: Deliveries with all their outcomes and records; may be many.

        Returns:
            The generation_id, later than all that were committed; ``None`` if nothing was given.

        Raises:
            OSError: The disk failed. Nothing is visible then, and the next run starts afresh.
        """
        readings = list(readings)
        if not readings:
            return None
        generation_id = self._next_id()
        rows = self._write_data(generation_id, readings)
        outcomes = tuple(outcome for reading in readings for outcome in reading.outcomes)
        self._commit(
            Commit(
                generation_id=generation_id,
                committed_at=datetime.now(UTC),
                schema_version=schema_version(),
                rows=rows,
                outcomes=outcomes,
            )
        )
        return generation_id

    def commits(self) -> list[Commit]:
        """All commit entries, oldest first. What is not named here does not exist."""
        if not self._commits.is_dir():
            return []
        paths = sorted(self._commits.glob("*.json"))
        return [Commit.model_validate_json(path.read_bytes()) for path in paths]

    def outcomes(self) -> list[Outcome]:
        """All outcomes ever committed, oldest first."""
        return [outcome for commit in self.commits() for outcome in commit.outcomes]

    def known_deliveries(self) -> Ledger:
        """What is known about earlier deliveries, to tell the new from the old and the equal."""
        return Ledger(self.outcomes())

    def data_file(self, generation_id: str, record: str) -> Path:
        """The Parquet file of one record type in one generation."""
        return self._generations / generation_id / f"{record}.parquet"

    def _next_id(self) -> str:
        now = datetime.now(UTC)
        names = [path.stem for path in self._commits.glob("*.json")]
        if names:
            # A clock that was set back must not make the newest generation look old.
            last = datetime.strptime(max(names).split("-")[0], _STAMP).replace(tzinfo=UTC)
            now = max(now, last + timedelta(microseconds=1))
        return f"{now:{_STAMP}}-{uuid4().hex[:8]}"

    def _write_data(self, generation_id: str, readings: list[Reading]) -> dict[str, int]:
        tables = _tables(generation_id, readings)
        for name, table in tables.items():
            path = self.data_file(generation_id, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(table, path, compression="zstd")
            _sync(path)
        return {name: table.num_rows for name, table in tables.items()}

    def _commit(self, commit: Commit) -> None:
        self._commits.mkdir(parents=True, exist_ok=True)
        path = self._commits / f"{commit.generation_id}.json"
        temporary = path.with_suffix(".tmp")
        text = json.dumps(commit.model_dump(mode="json"), ensure_ascii=False, indent=1)
        temporary.write_text(text, encoding="utf-8")
        _sync(temporary)
        temporary.replace(path)
        _sync(self._commits)


def _tables(generation_id: str, readings: list[Reading]) -> dict[str, pa.Table]:
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    for reading in readings:
        provenance = {
            "generation_id": generation_id,
            "delivery_id": reading.final.delivery_id,
            "received_at": reading.final.received_at,
        }
        for record in reading.records:
            rows[record.record].append(to_row(record, provenance))
    return {
        name: pa.Table.from_pylist(rows[name], schema=arrow_schema(STORED_TYPES[name]))
        for name in sorted(rows)
    }


def _sync(path: Path) -> None:
    """Wait until the disk has it: a commit entry must never outlive the data that it names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_gap(outcome: Outcome) -> None:
    parts = outcome.records_loaded + outcome.records_rejected + outcome.records_ignored
    if outcome.records_seen != parts:
        raise ReconciliationError(
            "records_unaccounted",
            f"应有 {outcome.records_seen} 条记录，载入、拒收、略过合计 {parts} 条",
            f"{outcome.records_seen} records seen, but {parts} loaded, rejected or ignored",
            outcome.path,
        )


def _mixed(what: str, outcomes: tuple[Outcome, ...]) -> ReconciliationError:
    return ReconciliationError(
        "mixed_reading",
        "一次读取的记录须属于同一份文件的同一次投递",
        f"the records of one reading belong to several {what}",
        ", ".join(sorted({outcome.path for outcome in outcomes})),
    )
