"""Land the members of an archive: bytes archived by sha256, each a delivery of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingestion.errors import WarehouseError
from ingestion.extract.container import INSIDE, Member, read_container
from ingestion.landing import Delivery, Landed, archive_bytes, outcome_for
from ingestion.records import Outcome
from ingestion.settings import Settings

UNPACKED = "unpacked"
"""Outcome code of an archive that was opened: what it yielded is told of its members."""


class Unpacked(NamedTuple):
    """One member of an archive as landed; ``settled`` are its outcomes where it is not read."""

    landed: Landed
    settled: tuple[Outcome, ...] = ()


def unpack(archive: Landed, settings: Settings) -> Iterator[Unpacked]:
    """Land the members of an archive one after another.

    Args:
        archive: The archive; its bytes are archived already.
        settings: Where the bytes are kept.

    Returns:
        Each member. Settled are one that cannot be unpacked, and an archive inside the archive,
        whose members follow it.

    Raises:
        UnreadableDocumentError: The archive as a whole cannot be opened, or is over a limit.
        OSError: The bytes cannot be archived: that is our fault and not the file's.
    """
    assert archive.data is not None
    for member in read_container(archive.data, archive.delivery.path):
        landed = _land(archive.delivery, member, settings)
        if member.error is not None and member.data is not None:
            yield Unpacked(landed, (landed.outcome, refused(landed.outcome, member.error)))
        elif member.error is not None:
            yield Unpacked(landed, (landed.outcome,))
        elif member.is_archive:
            yield Unpacked(landed, (landed.outcome, unpacked(landed.outcome)))
        else:
            yield Unpacked(landed)


def _land(archive: Delivery, member: Member, settings: Settings) -> Landed:
    delivery = archive.model_copy(
        update={
            "path": f"{archive.path}{INSIDE}{member.path}",
            "size_bytes": len(member.data or b""),
            "container_id": member.container_id,
        }
    )
    error = member.error
    if member.data is None:
        assert error is not None, "a member without bytes says why"
        outcome = outcome_for(
            delivery,
            step="land",
            outcome="rejected",
            code=error.code,
            message_zh=error.message_zh,
            message_en=error.message_en,
            place=error.place,
        )
        return Landed(delivery, outcome)
    document_id = archive_bytes(member.data, settings)
    outcome = outcome_for(delivery, step="land", outcome="accepted", document_id=document_id)
    return Landed(delivery, outcome, member.data)


def unpacked(landed: Outcome) -> Outcome:
    """The outcome of an archive whose members have outcomes of their own."""
    return landed.model_copy(
        update={
            "step": "extract",
            "outcome": "accepted",
            "code": UNPACKED,
            "message_zh": "压缩包已解开，其中每份文件各有处理结果",
            "message_en": "the archive was unpacked; each file in it has an outcome of its own",
        }
    )


def refused(landed: Outcome, error: WarehouseError) -> Outcome:
    """The outcome ``rejected`` of the step ``extract``."""
    return landed.model_copy(
        update={
            "step": "extract",
            "outcome": "rejected",
            "code": error.code,
            "message_zh": error.message_zh,
            "message_en": error.message_en,
            "place": error.place,
        }
    )
