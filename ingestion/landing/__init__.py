"""The inbox and the archive: what landed, whether it may be read yet, its bytes for ever."""

from ingestion.landing.archive import archive_bytes, read_archived
from ingestion.landing.arrival import Landed, land
from ingestion.landing.delivery import Delivery, Refusal, delivery_id, outcome_for
from ingestion.landing.listing import (
    chunk_deliveries,
    list_beside,
    list_deliveries,
    stat_delivery,
)
from ingestion.landing.storage import fetch

__all__ = [
    "Delivery",
    "Landed",
    "Refusal",
    "archive_bytes",
    "chunk_deliveries",
    "delivery_id",
    "fetch",
    "land",
    "list_beside",
    "list_deliveries",
    "outcome_for",
    "read_archived",
    "stat_delivery",
]
