"""Read a progress report in prose as the report of its sender: items, and figures. Pure.

Prose is read by the same readers as any document. The sender is the folder's, the period the
title's; figures count from the start of the year unless the words beside them say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath
from typing import NamedTuple

from ingestion.errors import SourceChangedError
from ingestion.extract.limits import time_limit
from ingestion.extract.model import GridCell, GridTable, Paragraph, ReadDocument
from ingestion.extract.registry import read_document
from ingestion.interpret.document import Interpretation, interpret_document
from ingestion.records import (
    Basis,
    Cell,
    DocumentText,
    Evidence,
    Issue,
    Locator,
    ProgressItem,
    Quantity,
    Submission,
    SubmissionValue,
    SupportingFile,
)
from ingestion.submissions.envelope import Envelope
from ingestion.submissions.free_columns import heading_of
from ingestion.submissions.free_periods import read_said
from ingestion.submissions.periods import Period
from ingestion.submissions.privacy import mask_prose
from ingestion.submissions.results import issue
from ingestion.submissions.supporting import link_files
from ingestion.values.exact import fits_store

_HEAD_LINES = 12
# What a reader of plans misses in a report that was never meant to be one.
_NOT_DUE = frozenset({"no_table", "kind_unknown", "plan_id_from_title", "missing_issuer"})


class Narrative(NamedTuple):
    """What a progress report in prose yielded."""

    text: DocumentText
    submission: Submission
    items: tuple[ProgressItem, ...]
    values: tuple[SubmissionValue, ...]
    supporting_files: tuple[SupportingFile, ...]
    issues: tuple[Issue, ...]
    rejected: int
    ignored: int


def read_narrative(data: bytes, envelope: Envelope) -> Narrative:
    """Read a progress report in prose.

    Raises:
        UnreadableDocumentError: No reader can read the file, or it is over a limit.
        SourceChangedError: ``nothing_reported``, ``no_period`` or ``table_of_other_org``.
    """
    with time_limit(PurePath(envelope.path).name):
        read = read_document(data, envelope.path, envelope.document_id)
        hidden = _masked(read)
        found = interpret_document(hidden)
    period, place = _period(hidden, found, envelope)
    _refuse_other_org(found, envelope)
    values = tuple(_values(found, period, place, envelope))
    if not values and not found.progress_items:
        raise SourceChangedError(
            "nothing_reported",
            "没有读到进展事项或完成数，请按报送表填报，或写明各项任务的进展",
            "neither an item of progress nor a figure was found",
            PurePath(envelope.path).name,
        )
    submission = _submission(found, period, place, len(values), envelope)
    files, missing = link_files((), (submission,), envelope)
    issues = [one for one in found.issues if one.code not in _NOT_DUE]
    return Narrative(
        text=found.text,
        submission=submission,
        items=found.progress_items,
        values=values,
        supporting_files=files,
        issues=(*_hidden_notes(read, hidden), *issues, *missing),
        rejected=found.rejected,
        ignored=found.ignored + found.loaded - len(found.progress_items),
    )


def _masked(read: ReadDocument) -> ReadDocument:
    """The same document without numbers and names of staff, every place where it was."""
    text = mask_prose(read.text)
    if text == read.text:
        return read

    def paragraph(one: Paragraph) -> Paragraph:
        return one.model_copy(update={"text": text[one.start : one.end]})

    def cell(one: GridCell) -> GridCell:
        return one.model_copy(update={"text": text[one.start : one.end]})

    def table(one: GridTable) -> GridTable:
        return one.model_copy(update={"cells": tuple(map(cell, one.cells))})

    return read.model_copy(
        update={
            "text": text,
            "paragraphs": tuple(map(paragraph, read.paragraphs)),
            "tables": tuple(map(table, read.tables)),
        }
    )


def _hidden_notes(read: ReadDocument, hidden: ReadDocument) -> Iterator[Issue]:
    if read.text == hidden.text:
        return
    count = sum(
        one.text != other.text
        for one, other in zip(read.paragraphs, hidden.paragraphs, strict=True)
    )
    yield issue(
        read.document_id,
        "personal_data_masked",
        f"文中有 {max(count, 1)} 处个人姓名、电话或身份证号，已遮盖，不会出现在数据集市和报告中；"
        "报送时请删去",
        "names, telephones or identity numbers of persons were masked",
        place="",
        severity="info",
    )


def _period(
    read: ReadDocument, found: Interpretation, envelope: Envelope
) -> tuple[Period, Evidence]:
    """The period that the title names, else a line of the head, else the file's name."""
    year: int | None = None
    path = PurePosixPath(envelope.path)
    head = [one for one in read.paragraphs[:_HEAD_LINES] if len(one.text) <= 80]
    head.sort(key=lambda one: one.text not in found.document.title)
    places: list[tuple[str, Paragraph | None]] = [(one.text, one) for one in head]
    places += [(path.stem, None), *((part, None) for part in reversed(path.parts[2:-1]))]
    for text, paragraph in places:
        said = read_said(text) if not _is_date_line(text) else None
        if said is None:
            continue
        year = year or said.year
        period = said.period(year) if said.suffix else None
        if period is not None:
            return period, (_locate(paragraph, envelope),) if paragraph else ()
    raise SourceChangedError(
        "no_period",
        "标题和文件名都没有写明年份和期间，请在标题中写明，如“2024年6月”",
        "neither title nor file name say the year and period; write them in the title",
        path.name,
    )


def _is_date_line(text: str) -> bool:
    """A line such as 来源：… 发布日期：… tells when the report was made, not what it is about."""
    return any(word in text for word in ("日期", "时间", "来源"))


def _locate(paragraph: Paragraph, envelope: Envelope) -> Locator:
    return Locator(
        document_id=envelope.document_id,
        start=paragraph.start,
        end=paragraph.end,
        page=paragraph.page,
        bbox=paragraph.bbox,
        quote=paragraph.text,
    )


def _refuse_other_org(found: Interpretation, envelope: Envelope) -> None:
    orgs, sender = envelope.orgs, envelope.sender
    named = orgs.named_in(found.document.title, within=sender)
    if not named or any(orgs.may_report(sender, code) for code in named):
        return
    raise SourceChangedError(
        "table_of_other_org",
        f"标题写的是“{'、'.join(map(orgs.name, sorted(named)))}”，却放在“{orgs.name(sender)}”"
        "的目录里；两单位的文件可能对调了，请核对后重新放入各自目录",
        f"the title names {', '.join(sorted(named))}, but the file lies in the folder of {sender}",
        PurePath(envelope.path).name,
    )


def _submission(
    found: Interpretation, period: Period, place: Evidence, count: int, envelope: Envelope
) -> Submission:
    return Submission(
        document_id=envelope.document_id,
        delivery_id=envelope.delivery_id,
        org_code=envelope.sender,
        period_code=period.code,
        received_at=envelope.received_at,
        form="narrative",
        is_synthetic=found.document.is_synthetic,
        value_count=count,
        evidence=place,
    )


def _is_actual(cell: Cell) -> bool:
    return cell.measure == "actual" and cell.state == "value" and cell.value is not None


def _values(
    found: Interpretation, period: Period, place: Evidence, envelope: Envelope
) -> Iterator[SubmissionValue]:
    row_no = 0
    cells: list[Cell | Quantity] = [one for one in found.cells if _is_actual(one)]
    for one in (*cells, *(one for one in found.quantities if _is_of(one, period))):
        org_code = _org(one.org, envelope)
        if org_code is None or one.value is None or not fits_store(one.value):
            continue
        row_no += 1
        raw = one.quote if isinstance(one, Quantity) else one.raw
        yield SubmissionValue(
            document_id=envelope.document_id,
            delivery_id=envelope.delivery_id,
            row_no=row_no,
            submitted_by_org_code=envelope.sender,
            org_code=org_code,
            org_as_printed=one.org or envelope.orgs.name(envelope.sender),
            period_code=period.code,
            as_of=period.end,
            indicator=one.indicator,
            unit=one.unit,
            value=one.value,
            raw=raw,
            basis=_basis(found.text.text, one),
            is_synthetic=found.document.is_synthetic,
            evidence=(*one.evidence, *place),
        )


def _is_of(one: Quantity, period: Period) -> bool:
    """A definite figure of this year: no change, no range, no earlier year, no target."""
    return (
        one.kind == "actual"
        and one.change is None
        and one.value_max is None
        and one.comparator in (None, "=", "~")
        and one.year in (None, period.end.year)
    )


def _org(printed: str | None, envelope: Envelope) -> str | None:
    if not printed:
        return envelope.sender
    found = envelope.orgs.match(printed, within=envelope.sender)
    if found is None or not envelope.orgs.may_report(envelope.sender, found):
        return None
    return found


def _basis(text: str, one: Cell | Quantity) -> Basis:
    """What the words of the same clause say; from the start of the year where they say nothing."""
    if isinstance(one, Quantity):
        start = max(text.rfind(mark, 0, one.start) for mark in "。；;\n")
        words = text[start + 1 : one.end]
        heading = (
            heading_of(words) if any(w in words for w in ("当月", "本月", "本季", "当季")) else None
        )
        if heading is not None and heading.basis == "period":
            return "period"
    return "year_to_date"
