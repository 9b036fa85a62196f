"""From the inbox to committed records: one outcome for every file, whatever is in it.

A document that cannot be read is an outcome row and the batch goes on. So is one that our code
crashed on (``internal_error``): it is not tried again every minute, and the engineers are told by
an error that is raised when the rest of its chunk has been read and committed. What is no
document's fault (disk, memory) stops the chunk at once; what was read before it is committed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.errors import UnreadableDocumentError, WarehouseError
from ingestion.extract.registry import is_archive
from ingestion.landing import (
    Delivery,
    Landed,
    chunk_deliveries,
    land,
    list_deliveries,
    outcome_for,
    stat_delivery,
)
from ingestion.landing.delivery import DeliveryKind
from ingestion.load.ledger import Ledger, duplicate_outcome
from ingestion.load.store import Reading, RecordStore
from ingestion.pipeline.attempt import release_is_due
from ingestion.pipeline.crashes import (
    crashed,
    internal_error,
    is_worn_out,
)
from ingestion.pipeline.progress import Event, announce, step
from ingestion.pipeline.reports import Read, ReadPacked, ReportReader
from ingestion.pipeline.unpack import refused, unpack, unpacked
from ingestion.settings import Settings

READ_PLANS = "read_plans"
READ_SUBMISSIONS = "read_submissions"
_STEP_OF = {"plans": READ_PLANS, "progress": READ_SUBMISSIONS}


def list_landed(kind: DeliveryKind) -> list[list[str]]:
    """List what is new in the inbox, in chunks of landing paths; empty where nothing is new."""
    settings = Settings()
    ledger = RecordStore(settings).known_deliveries()
    new = [one for one in list_deliveries(settings, kind) if not _is_settled(one, ledger)]
    announce(Event(_STEP_OF[kind], "expected", amount=len(new)))
    return chunk_deliveries(new, settings.chunk_size)


def ingest_documents(paths: Sequence[str]) -> dict[str, int]:
    """Read one chunk of plan documents and commit their records.

    Args:
        paths: Landing paths of ``list_landed("plans")``.

    Returns:
        Outcome -> number of documents.

    Raises:
        DocumentsCrashedError: Our code crashed on some; all are committed, with outcomes.
    """
    return _ingest(paths, read_plan, READ_PLANS, Settings())


def ingest_submissions(paths: Sequence[str], *, settings: Settings | None = None) -> dict[str, int]:
    """Read one chunk of progress submissions and commit their records.

    Args:
        paths: Landing paths of ``list_landed("progress")``.
        settings: The home; default that of the environment.

    Returns:
        Outcome -> number of submissions.

    Raises:
        DocumentsCrashedError: Our code crashed on some; all are committed, with outcomes.
    """
    from ingestion.match.divisions import official_rows
    from ingestion.submissions.orgs import load_org_directory

    settings = settings or Settings()
    orgs = load_org_directory(settings, official_rows())

    reader = ReportReader(orgs, settings)
    return _ingest(paths, reader.read, READ_SUBMISSIONS, settings, reader.read_packed)


def close_batch() -> None:
    """End a batch: skip the task, so that it emits no asset, where no release is due.

    Asks the stores and not the chunks: what a chunk committed before it crashed counts, and so
    does what an earlier release failed to bring out.

    Raises:
        AirflowSkipException: The last build holds all that is committed.
    """
    if not release_is_due(Settings()):
        from airflow.sdk.exceptions import AirflowSkipException

        raise AirflowSkipException("no release is due: nothing new is committed")


def read_plan(landed: Landed) -> Reading:
    """Read and interpret one plan document that has landed.

    Raises:
        WarehouseError: The document cannot be read, or is not what its kind requires.
    """
    from ingestion.interpret.reading import read_and_interpret

    assert landed.data is not None
    delivery = landed.delivery
    _, found = read_and_interpret(
        landed.data, delivery.path, landed.outcome.document_id, delivery.container_id
    )
    outcome = outcome_for(
        landed.delivery,
        step="extract",
        outcome="accepted",
        document_id=landed.outcome.document_id,
        seen=found.seen,
        loaded=found.loaded,
        rejected=found.rejected,
        ignored=found.ignored,
    )
    return Reading((landed.outcome, outcome), tuple(found.records()))


def _is_settled(delivery: Delivery, ledger: Ledger) -> bool:
    """Whether nothing new can be said about a file: read before, or refused just like before."""
    if delivery.refusal is None:
        return ledger.previous(delivery) is not None
    return ledger.is_recorded(outcome_for(delivery, step="land", **delivery.refusal.model_dump()))


@dataclass(frozen=True)
class _Batch:
    """What reading one chunk takes: how, what came before, and what our code crashed on."""

    read: Read
    read_packed: ReadPacked | None
    ledger: Ledger
    settings: Settings
    crashes: list[Exception]


def _ingest(
    paths: Sequence[str],
    read: Read,
    name: str,
    settings: Settings,
    read_packed: ReadPacked | None = None,
) -> dict[str, int]:
    store = RecordStore(settings)
    batch = _Batch(read, read_packed, store.known_deliveries(), settings, [])
    readings: list[Reading] = []
    with step(name):
        try:
            for path in paths:
                try:
                    for reading in _read_one(path, batch):
                        batch.ledger.add(reading.outcomes)
                        readings.append(reading)
                finally:
                    announce(Event(name, "advanced", amount=1))
        finally:
            readings = _commit(store, readings, batch.crashes)
        if batch.crashes:
            group = ExceptionGroup("crashes", batch.crashes)
            raise crashed(batch.crashes, len(paths)) from group
    return dict(Counter[str](reading.final.outcome for reading in readings))


def _read_one(path: str, batch: _Batch) -> Iterator[Reading]:
    """Give one file its outcome, and each member of an archive its own.

    Nothing where the file is gone or nothing new can be said. An archive comes after its members:
    it counts as read once they are.
    """
    delivery = stat_delivery(batch.settings, path)
    if delivery is None or batch.ledger.previous(delivery) is not None:
        return
    landed = land(delivery, batch.settings)
    if landed.data is not None and is_archive(landed.data, path):
        yield from _read_archive(landed, batch)
    elif landed.data is not None or not batch.ledger.is_recorded(landed.outcome):
        yield _read_landed(landed, batch.read, batch)


def _read_archive(landed: Landed, batch: _Batch) -> Iterator[Reading]:
    try:
        yield from _read_members(landed, batch)
    except UnreadableDocumentError as error:
        yield Reading((landed.outcome, refused(landed.outcome, error)))
    else:
        yield Reading((landed.outcome, unpacked(landed.outcome)))


def _read_members(landed: Landed, batch: _Batch) -> Iterator[Reading]:
    """Members one after another; where they belong together, once all are there."""
    together = []
    for member in unpack(landed, batch.settings):
        if member.settled:
            yield Reading(member.settled)
        elif batch.read_packed is None:
            yield _read_landed(member.landed, batch.read, batch)
        else:
            together.append(member.landed)
    if batch.read_packed is not None:
        yield from batch.read_packed(together, lambda one, read: _read_landed(one, read, batch))


def _read_landed(landed: Landed, read: Read, batch: _Batch) -> Reading:
    """Give one document that is no archive its outcome.

    The one place where an error about a document is caught.
    """
    if landed.data is None:
        return Reading((landed.outcome,))
    if (earlier := batch.ledger.duplicate_of(landed.outcome)) is not None:
        return Reading((landed.outcome, duplicate_outcome(landed.outcome, earlier)))
    try:
        return read(landed)
    except WarehouseError as error:
        refusal = error
    except Exception as error:
        if is_worn_out(error):
            raise
        refusal = internal_error(error, landed.outcome, batch.crashes)
    return Reading((landed.outcome, refused(landed.outcome, refusal)))


def _commit(store: RecordStore, readings: list[Reading], crashes: list[Exception]) -> list[Reading]:
    """Commit all readings at once; where one cannot be written, refuse it and keep the others."""
    try:
        store.write(readings)
    except (OSError, MemoryError):
        raise
    except Exception:
        readings = [_commit_one(store, reading, crashes) for reading in readings]
    return readings


def _commit_one(store: RecordStore, reading: Reading, crashes: list[Exception]) -> Reading:
    try:
        store.write([reading])
    except (OSError, MemoryError):
        raise
    except Exception as error:
        first = reading.outcomes[0]
        reading = Reading((first, refused(first, internal_error(error, first, crashes))))
        store.write([reading])
    return reading
