"""Read one progress submission, XLSX or CSV, into values with the cells that printed them. Pure."""

from __future__ import annotations

from datetime import datetime

from ingestion.load.orgs import OrgDirectory
from ingestion.records import (
    AnyRecord,
    DocumentText,
    Issue,
    Record,
    Submission,
    SubmissionValue,
)


class SubmissionReading(Record):
    """What one submission yielded. seen = loaded + rejected + ignored, counted in value rows."""

    text: DocumentText
    submissions: tuple[Submission, ...]
    values: tuple[SubmissionValue, ...]
    issues: tuple[Issue, ...]
    seen: int
    loaded: int
    rejected: int
    ignored: int

    def records(self) -> tuple[AnyRecord, ...]:
        """All records in order."""
        return (self.text, *self.submissions, *self.values, *self.issues)


def read_submission(  # noqa: PLR0913  (what is known of the delivery, by keyword)
    data: bytes,
    name: str,
    *,
    document_id: str,
    delivery_id: str,
    org_code: str,
    received_at: datetime,
    orgs: OrgDirectory,
) -> SubmissionReading:
    """Read one submission of the organisation ``org_code``; one bad value never stops the rest.

    Raises:
        UnreadableDocumentError: empty_file, binary_file, unknown_encoding, damaged_workbook.
        SourceChangedError: no_header, missing_column, duplicate_header, unknown_column,
            unknown_sender.
    """
    raise NotImplementedError
