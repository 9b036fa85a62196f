"""Read one progress submission, XLSX or CSV, into values with the cells that printed them. Pure.

A value that cannot be read is an issue with its cell, and the rest of the file survives. A file
whose columns are not as declared is refused whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from ingestion.errors import SourceChangedError
from ingestion.records import (
    AnyRecord,
    DocumentText,
    Issue,
    Record,
    Submission,
    SubmissionValue,
)
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.results import ReadRow, issue
from ingestion.submissions.rows import RowReader
from ingestion.submissions.sheets import Sheet, SheetFile, read_sheets
from ingestion.submissions.table import count_header_words, find_header, list_rows
from ingestion.values.width import squash


class SubmissionReading(Record):
    """What one submission yielded. seen = loaded + rejected + ignored, counted in data rows."""

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

    A submission is one sender and one period; a file that reports two periods holds two. A row that
    repeats another one exactly is ignored, rows that contradict each other are all rejected.

    Args:
        data: The bytes as landed.
        name: File name, for messages.
        document_id: sha256 of the bytes.
        delivery_id: Identity of the delivery.
        org_code: The organisation in whose folder the file was put: the sender.
        received_at: When it was received, UTC.
        orgs: Who is who, and who may report for whom.

    Returns:
        The values that were read and an issue for each row that was not. Where no row could be
        read, there is still a submission of that period, with no value.

    Raises:
        UnreadableDocumentError: ``empty_file``, ``binary_file``, ``unknown_encoding``,
            ``unknown_format`` or ``damaged_workbook``.
        SourceChangedError: ``unknown_sender``, ``no_header``, ``missing_column``,
            ``duplicate_header`` or ``unknown_column``.
    """
    if org_code not in orgs:
        raise SourceChangedError(
            "unknown_sender",
            f"机构名录中没有代码为“{org_code}”的单位",
            f"no organisation has the code '{org_code}'",
            f"progress/{org_code}/",
        )
    file = read_sheets(data, name, rate=count_header_words)
    reader = RowReader(document_id, delivery_id, org_code, orgs)
    rows, issues = _read_tables(file, reader, document_id)
    _settle_repeats(rows)
    values = tuple(row.value for row in rows if row.value is not None)
    issues += [found for row in rows for found in row.issues]
    return SubmissionReading(
        text=DocumentText(document_id=document_id, text=file.text),
        submissions=_submissions(rows, values, reader, received_at),
        values=values,
        issues=tuple(issues),
        seen=len(rows),
        loaded=len(values),
        rejected=sum(row.value is None and not row.is_ignored for row in rows),
        ignored=sum(row.is_ignored for row in rows),
    )


def _read_tables(
    file: SheetFile, reader: RowReader, document_id: str
) -> tuple[list[ReadRow], list[Issue]]:
    rows: list[ReadRow] = []
    issues: list[Issue] = []
    found_table = False
    for sheet in file.sheets:
        header = None if sheet.is_hidden else find_header(sheet)
        if header is None:
            issues += _skipped_sheet(sheet, document_id)
            continue
        found_table = True
        for row in list_rows(sheet, header):
            rows.append(reader.read(sheet, header, row, row_no=len(rows) + 1))
    if not found_table:
        raise SourceChangedError(
            "no_header",
            "找不到表头：没有一行含有“单位、期间、指标、数值、口径、情况说明”等列名",
            "no header row: no row has column names such as org, period, indicator and value",
            "、".join(sheet.name for sheet in file.sheets if sheet.name),
        )
    return rows, issues


def _skipped_sheet(sheet: Sheet, document_id: str) -> list[Issue]:
    if not sheet.cells:
        return []
    why_zh, why_en = ("已隐藏", "is hidden") if sheet.is_hidden else ("没有表头", "has no header")
    found = issue(
        document_id,
        "sheet_not_read",
        f"工作表“{sheet.name}”{why_zh}，未读取",
        f"the sheet '{sheet.name}' {why_en} and was not read",
        place=sheet.name or "",
        severity="info",
    )
    return [found]


def _settle_repeats(rows: Iterable[ReadRow]) -> None:
    """One figure per organisation, period, indicator and basis; of two that differ, none."""
    same: dict[tuple[str, ...], list[ReadRow]] = defaultdict(list)
    for row in rows:
        if row.value is not None:
            value = row.value
            key = (value.org_code, value.period_code, squash(value.indicator), value.basis)
            same[key].append(row)
    for first, *others in same.values():
        if not others:
            continue
        figures = {(row.value.value, row.value.unit) for row in (first, *others) if row.value}
        if len(figures) == 1:
            for row in others:
                row.ignore(*_repeat(first))
        else:
            for row in (first, *others):
                row.reject(*_contradiction(row, [first, *others]))


def _repeat(first: ReadRow) -> tuple[str, str, str]:
    return (
        "row_repeated",
        f"本行与{first.place}重复，只计一次",
        f"this row repeats {first.place} and is counted once",
    )


def _contradiction(row: ReadRow, rows: list[ReadRow]) -> tuple[str, str, str]:
    others = "、".join(other.place for other in rows if other is not row)
    return (
        "rows_contradict",
        f"同一单位、期间、指标、口径另有不同数值（{others}），无法判断以哪个为准",
        f"another row gives a different figure for the same subject ({others}); neither is taken",
    )


def _submissions(
    rows: list[ReadRow],
    values: tuple[SubmissionValue, ...],
    reader: RowReader,
    received_at: datetime,
) -> tuple[Submission, ...]:
    periods = sorted({row.period_code for row in rows if row.period_code})
    return tuple(
        Submission(
            document_id=reader.document_id,
            delivery_id=reader.delivery_id,
            org_code=reader.sender,
            period_code=period,
            received_at=received_at,
            is_synthetic=any(row.is_synthetic for row in rows if row.period_code == period),
            value_count=sum(value.period_code == period for value in values),
            evidence=next(row.period_evidence for row in rows if row.period_code == period),
        )
        for period in periods
    )
