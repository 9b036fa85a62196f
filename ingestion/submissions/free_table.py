"""Tables of an organisation's own layout. Pure."""

from __future__ import annotations

from ingestion.submissions.envelope import Envelope
from ingestion.submissions.sheets import SheetFile
from ingestion.submissions.tables import Tables


def find_free_tables(file: SheetFile, envelope: Envelope) -> Tables:
    """Find tables of another layout than ours."""
    return Tables(())
