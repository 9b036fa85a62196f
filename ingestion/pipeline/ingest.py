"""From the inbox to committed records: one outcome for every file, whatever is in it.

A document that cannot be read is an outcome row and the batch goes on. So is one that our code
crashed on (``internal_error``): it is not tried again every minute, and the engineers are told by
an error that is raised when the rest of its chunk has been read and committed. What is no
document's fault (disk, memory) stops the chunk at once; what was read before it is committed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

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
from ingestion.pipeline.unpack import refused, unpack, unpacked
from ingestion.settings import Settings

if TYPE_CHECKING:
    from ingestion.load.orgs import OrgDirectory

Read = Callable[[Landed], Reading]
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
    from ingestion.load.orgs import load_org_directory
    from ingestion.match.divisions import official_rows

    settings = settings or Settings()
    orgs = load_org_directory(settings, official_rows())
    return _ingest(paths, lambda landed: read_report(landed, orgs), READ_SUBMISSIONS, settings)


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


def read_report(landed: Landed, orgs: OrgDirectory) -> Reading:
    """Read one progress submission that has landed.

    A file whose every row is refused is rejected as a whole; its issues say why.

    Raises:
        WarehouseError: The file cannot be read, or is not what a submission requires.
    """
    from ingestion.load.submissions import read_submission

    assert landed.data is not None
    first = landed.outcome
    found = read_submission(
        landed.data,
        first.path,
        document_id=first.document_id,
        delivery_id=first.delivery_id,
        org_code=first.org_code or "",
        received_at=first.received_at,
        orgs=orgs,
    )
    refused = found.seen > 0 and found.loaded == 0
    outcome = outcome_for(
        landed.delivery,
        step="extract",
        outcome="rejected" if refused else "accepted",
        document_id=first.document_id,
        code="no_row_loaded" if refused else "",
        message_zh="没有一行可以载入，逐行原因见问题清单" if refused else "",
        message_en="no row could be loaded; the issues say why, row by row" if refused else "",
        seen=found.seen,
        loaded=found.loaded,
        rejected=found.rejected,
        ignored=found.ignored,
    )
    return Reading((first, outcome), tuple(found.records()))


def _is_settled(delivery: Delivery, ledger: Ledger) -> bool:
    """Whether nothing new can be said about a file: read before, or refused just like before."""
    if delivery.refusal is None:
        return ledger.previous(delivery) is not None
    return ledger.is_recorded(outcome_for(delivery, step="land", **delivery.refusal.model_dump()))


def _ingest(paths: Sequence[str], read: Read, name: str, settings: Settings) -> dict[str, int]:
    store = RecordStore(settings)
    ledger = store.known_deliveries()
    readings: list[Reading] = []
    crashes: list[Exception] = []
    with step(name):
        try:
            for path in paths:
                try:
                    for reading in _read_one(path, read, ledger, settings, crashes):
                        ledger.add(reading.outcomes)
                        readings.append(reading)
                finally:
                    announce(Event(name, "advanced", amount=1))
        finally:
            readings = _commit(store, readings, crashes)
        if crashes:
            raise crashed(crashes, len(paths)) from ExceptionGroup("crashes", crashes)
    return dict(Counter[str](reading.final.outcome for reading in readings))


def _read_one(
    path: str, read: Read, ledger: Ledger, settings: Settings, crashes: list[Exception]
) -> Iterator[Reading]:
    """Give one file its outcome, and each member of an archive its own.

    Nothing where the file is gone or nothing new can be said. An archive comes after its members:
    it counts as read once they are.
    """
    delivery = stat_delivery(settings, path)
    if delivery is None or ledger.previous(delivery) is not None:
        return
    landed = land(delivery, settings)
    if landed.data is not None and is_archive(landed.data, path):
        yield from _read_archive(landed, read, ledger, settings, crashes)
    elif landed.data is not None or not ledger.is_recorded(landed.outcome):
        yield _read_landed(landed, read, ledger, crashes)


def _read_archive(
    landed: Landed, read: Read, ledger: Ledger, settings: Settings, crashes: list[Exception]
) -> Iterator[Reading]:
    try:
        for member in unpack(landed, settings):
            if member.settled:
                yield Reading(member.settled)
            else:
                yield _read_landed(member.landed, read, ledger, crashes)
    except UnreadableDocumentError as error:
        yield Reading((landed.outcome, refused(landed.outcome, error)))
    else:
        yield Reading((landed.outcome, unpacked(landed.outcome)))


def _read_landed(landed: Landed, read: Read, ledger: Ledger, crashes: list[Exception]) -> Reading:
    """Give one document that is no archive its outcome.

    The one place where an error about a document is caught.
    """
    if landed.data is None:
        return Reading((landed.outcome,))
    if (earlier := ledger.duplicate_of(landed.outcome)) is not None:
        return Reading((landed.outcome, duplicate_outcome(landed.outcome, earlier)))
    try:
        return read(landed)
    except WarehouseError as error:
        refusal = error
    except Exception as error:
        if is_worn_out(error):
            raise
        refusal = internal_error(error, landed.outcome, crashes)
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
