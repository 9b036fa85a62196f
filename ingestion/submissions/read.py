"""Read one report into values with the cells that printed them, whatever its form. Pure.

A value that cannot be read is an issue with its cell, and the rest of the file survives. A file
that contradicts itself or its folder is refused whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from ingestion.errors import SourceChangedError
from ingestion.extract.registry import sniff_format
from ingestion.extract.text import decode_text
from ingestion.records import (
    AnyRecord,
    DocumentText,
    Issue,
    ProgressItem,
    Record,
    Submission,
    SubmissionValue,
    SupportingFile,
)
from ingestion.submissions.envelope import Attached, Envelope, Given, nothing_nearby
from ingestion.submissions.free_table import find_free_tables
from ingestion.submissions.json_form import is_json, read_json_form
from ingestion.submissions.narrative import read_narrative
from ingestion.submissions.old_workbook import read_old_workbook
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.periods import parse_period
from ingestion.submissions.privacy import mask_file
from ingestion.submissions.results import ReadRow
from ingestion.submissions.settle import settle_repeats
from ingestion.submissions.sheets import SheetFile, read_csv, read_workbook
from ingestion.submissions.supporting import link_files
from ingestion.submissions.table import count_header_words
from ingestion.submissions.tables import Tables, find_tables, list_notes, no_header, read_tables


class SubmissionReading(Record):
    """What one submission yielded. seen = loaded + rejected + ignored, counted in data rows."""

    text: DocumentText
    submissions: tuple[Submission, ...]
    values: tuple[SubmissionValue, ...]
    progress_items: tuple[ProgressItem, ...] = ()
    supporting_files: tuple[SupportingFile, ...] = ()
    issues: tuple[Issue, ...]
    seen: int
    loaded: int
    rejected: int
    ignored: int

    def records(self) -> tuple[AnyRecord, ...]:
        """All records in order."""
        return (
            self.text,
            *self.submissions,
            *self.values,
            *self.progress_items,
            *self.supporting_files,
            *self.issues,
        )


def read_submission(  # noqa: PLR0913  (what is known of the delivery, by keyword)
    data: bytes,
    name: str,
    *,
    document_id: str,
    delivery_id: str,
    org_code: str,
    received_at: datetime,
    orgs: OrgDirectory,
    attached: Mapping[str, Attached] = MappingProxyType({}),
    nearby: Callable[[str], Attached | None] = nothing_nearby,
) -> SubmissionReading:
    """Read one submission of the organisation ``org_code``; one bad value never stops the rest.

    A submission is one sender and one period; a file that reports two periods holds two. A row that
    repeats another one exactly is ignored, rows that contradict each other are all rejected.

    Args:
        data: The bytes as landed.
        name: Path below the inbox, for messages and for a period in its name.
        document_id: sha256 of the bytes.
        delivery_id: Identity of the delivery.
        org_code: The organisation in whose folder the file was put: the sender.
        received_at: When it was received, UTC.
        orgs: Who is who, and who may report for whom.
        attached: Supporting files that came with it, by name.
        nearby: Finds a supporting file that a row names and that came by itself.

    Returns:
        The values that were read and an issue for each row that was not. Where no row could be
        read, there is still a submission of that period, with no value.

    Raises:
        UnreadableDocumentError: ``empty_file``, ``binary_file``, ``unknown_encoding``,
            ``unknown_format``, ``damaged_workbook``, ``damaged_json``, ``encrypted_file`` or
            ``over_limit``.
        SourceChangedError: ``unknown_sender``, ``no_header``, ``missing_column``,
            ``duplicate_header``, ``unknown_column``, or what contradicts a form's keys.
    """
    if org_code not in orgs:
        raise SourceChangedError(
            "unknown_sender",
            f"机构名录中没有代码为“{org_code}”的单位",
            f"no organisation has the code '{org_code}'",
            f"progress/{org_code}/",
        )
    envelope = Envelope(
        document_id, delivery_id, org_code, name, received_at, orgs, attached, nearby
    )
    opened = open_report(data, envelope)
    if opened is not None:
        return _read_sheets(*opened, envelope)
    return _read_prose(data, envelope)


def open_report(data: bytes, envelope: Envelope) -> tuple[SheetFile, Tables] | None:
    """Read a file into sheets and find its tables; ``None`` for a report in prose.

    Raises:
        UnreadableDocumentError: The file cannot be read.
        SourceChangedError: Its tables are not what their form requires.
    """
    name = envelope.path
    kind = sniff_format(data, name)
    if kind == "xlsx":
        file = read_workbook(data, name)
    elif kind in ("text", "csv"):
        text = decode_text(data, name)[0]
        if is_json(text):
            return read_json_form(text, name, envelope)
        file = read_csv(text, count_header_words)
    elif kind == "xls":
        file = read_old_workbook(data, name)
    else:
        return None
    tables = find_tables(file, envelope)
    if not tables.tables:
        tables = find_free_tables(file, envelope)
    return (file, tables) if tables.tables else None


def _read_prose(data: bytes, envelope: Envelope) -> SubmissionReading:
    """Read a report in prose; a workbook or CSV file without one has no table at all."""
    try:
        found = read_narrative(data, envelope)
    except SourceChangedError as error:
        if sniff_format(data, envelope.path) in ("xlsx", "xls", "csv"):
            raise no_header(envelope.path) from error
        raise
    # As in any document, what is counted of prose is its items, not the figures in them.
    loaded = len(found.items)
    return SubmissionReading(
        text=found.text,
        submissions=(found.submission,),
        values=found.values,
        progress_items=found.items,
        supporting_files=found.supporting_files,
        issues=found.issues,
        seen=loaded + found.rejected + found.ignored,
        loaded=loaded,
        rejected=found.rejected,
        ignored=found.ignored,
    )


def _read_sheets(file: SheetFile, tables: Tables, envelope: Envelope) -> SubmissionReading:
    masked, personal = mask_file(file, tables.headers(), envelope.document_id)
    rows = read_tables(masked, tables.tables, envelope)
    settle_repeats(rows)
    values = tuple(row.value for row in rows if row.value is not None)
    given = tables.tables[0].given
    submissions = _submissions(rows, values, given, envelope)
    files, missing = link_files(rows, submissions, envelope)
    issues = [
        *tables.issues,
        *list_notes(masked, tables, envelope.document_id),
        *personal,
        *(found for row in rows for found in row.issues),
        *missing,
    ]
    return SubmissionReading(
        text=DocumentText(document_id=envelope.document_id, text=masked.text),
        submissions=submissions,
        values=values,
        supporting_files=files,
        issues=tuple(issues),
        seen=len(rows),
        loaded=len(values),
        rejected=sum(row.value is None and not row.is_ignored for row in rows),
        ignored=sum(row.is_ignored for row in rows),
    )


def _submissions(
    rows: list[ReadRow],
    values: tuple[SubmissionValue, ...],
    given: Given,
    envelope: Envelope,
) -> tuple[Submission, ...]:
    periods = {row.period_code: row.period_evidence for row in reversed(rows) if row.period_code}
    if not periods and (period := parse_period(given.texts.get("period", ""))):
        periods = {period.code: given.places_of("period")}
    return tuple(
        Submission(
            document_id=envelope.document_id,
            delivery_id=envelope.delivery_id,
            org_code=envelope.sender,
            period_code=period,
            received_at=envelope.received_at,
            form=given.form,
            plan_id=given.plan_id,
            template_version=given.template_version,
            is_partial=given.is_partial,
            is_synthetic=any(row.is_synthetic for row in rows if row.period_code == period),
            value_count=sum(value.period_code == period for value in values),
            evidence=periods[period],
        )
        for period in sorted(periods)
    )
