"""What one delivery is, and the outcome rows that tell its story. Pure."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from ingestion.records import Outcome, OutcomeCode, Record

DeliveryKind = Literal["plans", "progress"]
Step = Literal["land", "extract"]


class Refusal(Record):
    """Why a file is not read now. ``waiting`` is tried again by the next run, without a change."""

    outcome: Literal["waiting", "rejected"]
    code: str
    message_zh: str
    message_en: str
    place: str = ""


class Delivery(Record):
    """One file as it lies in the inbox, before its bytes are read.

    Attributes:
        path: Below the inbox, with ``/``: ``plans/a.html``. Part of the identity.
        url: Where to fetch it, for fsspec.
        kind: The folder that it was put in.
        org_code: The folder below ``progress/``; ``None`` for plans.
        container_id: sha256 of the archive that a member was unpacked from; its path is then
            ``plans/a.zip!/b.html``.
        received_at: The file's modification time in UTC, so that a rebuild gives the same rows.
        size_bytes: As listed. Unit: bytes.
        refusal: Set where the listing alone decides that the file is not read now.
    """

    path: str
    url: str
    kind: DeliveryKind
    org_code: str | None = None
    container_id: str | None = None
    received_at: datetime
    size_bytes: int = Field(ge=0)
    refusal: Refusal | None = None

    @property
    def fingerprint(self) -> tuple[str, datetime, int]:
        """What tells, without reading it, that a file is the one that was read before."""
        return (self.path, self.received_at, self.size_bytes)


def delivery_id(delivery: Delivery, document_id: str) -> str:
    """Identity of a delivery: landing path, organisation, time received and bytes.

    Args:
        delivery: The file as listed.
        document_id: sha256 of its bytes; empty where they were not read.

    Returns:
        Sixteen hexadecimal digits.
    """
    at = delivery.received_at.astimezone(UTC).isoformat()
    identity = "|".join((delivery.path, delivery.org_code or "", at, document_id))
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def outcome_for(  # noqa: PLR0913  (one argument a column, all by keyword)
    delivery: Delivery,
    *,
    step: Step,
    outcome: OutcomeCode,
    document_id: str = "",
    code: str = "",
    message_zh: str = "",
    message_en: str = "",
    place: str = "",
    seen: int = 0,
    loaded: int = 0,
    rejected: int = 0,
    ignored: int = 0,
) -> Outcome:
    """Build the outcome row of a delivery at one step; ``document_id`` is empty if never read."""
    return Outcome(
        delivery_id=delivery_id(delivery, document_id),
        document_id=document_id,
        path=delivery.path,
        kind=delivery.kind,
        org_code=delivery.org_code,
        received_at=delivery.received_at,
        size_bytes=delivery.size_bytes,
        step=step,
        outcome=outcome,
        code=code,
        message_zh=message_zh,
        message_en=message_en,
        place=place,
        records_seen=seen,
        records_loaded=loaded,
        records_rejected=rejected,
        records_ignored=ignored,
    )
