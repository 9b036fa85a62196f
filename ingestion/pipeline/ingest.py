"""From the inbox to committed records: one outcome for every file, whatever is in it.

A document that cannot be read is an outcome row and the batch goes on. What is no document's fault
(disk, memory) raises. A fault of ours in one document is raised too, but only after the rest of
its chunk has been read and committed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ingestion.errors import WarehouseError
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
from ingestion.pipeline.progress import Event, announce, step
from ingestion.records import Outcome
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
        Outcome -> number of documents; ``changed`` counts those that altered the record store.
    """
    return _ingest(paths, read_plan, READ_PLANS, Settings())


def ingest_submissions(paths: Sequence[str]) -> dict[str, int]:
    """Read one chunk of progress submissions and commit their records.

    Args:
        paths: Landing paths of ``list_landed("progress")``.

    Returns:
        Outcome -> number of submissions; ``changed`` counts those that altered the record store.
    """
    from ingestion.load.orgs import load_org_directory

    settings = Settings()
    orgs = load_org_directory(settings)
    return _ingest(paths, lambda landed: read_report(landed, orgs), READ_SUBMISSIONS, settings)


def close_batch(counts: Iterable[dict[str, int]]) -> None:
    """End a batch: skip the task, so that it emits no asset, where no record changed.

    Args:
        counts: What the chunks returned; a crashed chunk returned nothing.

    Raises:
        AirflowSkipException: No record changed.
    """
    if not sum(count["changed"] for count in counts):
        from airflow.sdk.exceptions import AirflowSkipException

        raise AirflowSkipException("nothing new landed: no record changed")


def read_plan(landed: Landed) -> Reading:
    """Read and interpret one plan document that has landed.

    Raises:
        WarehouseError: The document cannot be read, or is not what its kind requires.
    """
    from ingestion.extract.registry import read_document
    from ingestion.interpret.document import interpret_document

    assert landed.data is not None
    read = read_document(landed.data, landed.delivery.path, landed.outcome.document_id)
    found = interpret_document(read)
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
        for path in paths:
            try:
                reading = _read_one(path, read, ledger, settings)
            except (OSError, MemoryError):
                raise
            except Exception as error:
                error.add_note(f"while reading {path}")
                crashes.append(error)
                continue
            finally:
                announce(Event(name, "advanced", amount=1))
            if reading is not None:
                ledger.add(reading.outcomes)
                readings.append(reading)
        store.write(readings)
        if crashes:
            raise ExceptionGroup(f"{len(crashes)} of {len(paths)} documents crashed", crashes)
    return _counts(readings)


def _read_one(path: str, read: Read, ledger: Ledger, settings: Settings) -> Reading | None:
    """Give one file its outcome; None where it is gone or nothing new can be said.

    The one place where an error about a document is caught.
    """
    delivery = stat_delivery(settings, path)
    if delivery is None or ledger.previous(delivery) is not None:
        return None
    landed = land(delivery, settings)
    if landed.data is None:
        return None if ledger.is_recorded(landed.outcome) else Reading((landed.outcome,))
    if (earlier := ledger.duplicate_of(landed.outcome)) is not None:
        return Reading((landed.outcome, duplicate_outcome(landed.outcome, earlier)))
    try:
        return read(landed)
    except WarehouseError as error:
        return Reading((landed.outcome, _refused(landed, error)))


def _refused(landed: Landed, error: WarehouseError) -> Outcome:
    return outcome_for(
        landed.delivery,
        step="extract",
        outcome="rejected",
        document_id=landed.outcome.document_id,
        code=error.code,
        message_zh=error.message_zh,
        message_en=error.message_en,
        place=error.place,
    )


def _counts(readings: Iterable[Reading]) -> dict[str, int]:
    counts = Counter[str](reading.final.outcome for reading in readings)
    changed = sum(number for outcome, number in counts.items() if outcome != "waiting")
    return {**counts, "changed": changed}
