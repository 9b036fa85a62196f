"""Land one delivery: read its bytes if it may be read, archive them, and say what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.landing.archive import archive_bytes
from ingestion.landing.delivery import Delivery, outcome_for
from ingestion.landing.listing import stat_delivery
from ingestion.landing.storage import fetch
from ingestion.records import Outcome
from ingestion.settings import Settings


@dataclass(frozen=True)
class Landed:
    """What became of a delivery at the step ``land``.

    ``data`` is set exactly when the outcome is ``accepted``; the bytes are then in the archive
    under ``outcome.document_id``.
    """

    delivery: Delivery
    outcome: Outcome
    data: bytes | None = None


def land(delivery: Delivery, settings: Settings) -> Landed:
    """Read and archive one delivery. Never raises for what is wrong with one file.

    A file that changed while it was read waits for the next run; one that went away, or that may
    not be read, is rejected and the rest of the batch goes on.

    Raises:
        OSError: The archive cannot be written: that is our fault and not the file's.
    """
    if delivery.refusal is not None:
        return Landed(delivery, outcome_for(delivery, step="land", **delivery.refusal.model_dump()))
    try:
        data = fetch(delivery)
        after = stat_delivery(settings, delivery.path)
    except (FileNotFoundError, PermissionError) as error:
        return _cannot_be_read(delivery, error)
    if after is None or after.fingerprint != delivery.fingerprint:
        return _changed(delivery)
    if len(data) != delivery.size_bytes:
        return _changed(delivery)
    document_id = archive_bytes(data, settings)
    outcome = outcome_for(delivery, step="land", outcome="accepted", document_id=document_id)
    return Landed(delivery, outcome, data)


def _changed(delivery: Delivery) -> Landed:
    outcome = outcome_for(
        delivery,
        step="land",
        outcome="waiting",
        code="changed_while_read",
        message_zh="文件在读取时被改动，下次运行再读",
        message_en="the file changed while it was read; the next run reads it",
    )
    return Landed(delivery, outcome)


def _cannot_be_read(delivery: Delivery, error: OSError) -> Landed:
    gone = isinstance(error, FileNotFoundError)
    outcome = outcome_for(
        delivery,
        step="land",
        outcome="rejected",
        code="vanished" if gone else "not_permitted",
        message_zh="文件在读取前被移走" if gone else "没有读取此文件的权限",
        message_en="the file was taken away before it was read"
        if gone
        else "reading this file is not permitted",
        place=delivery.path,
    )
    return Landed(delivery, outcome)
