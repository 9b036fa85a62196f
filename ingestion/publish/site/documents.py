"""Arrange documents as pages: their text with all that was read from it, and its findings. Pure.

A long document is cut into several pages between two of its lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingestion.extract.model import Paragraph, ReadDocument
from ingestion.publish.annotated_layout import Block, lay_out_document, text_blocks
from ingestion.publish.annotated_marks import (
    Entry,
    Segment,
    collect_entries,
    comment_entry,
    cut_segments,
)
from ingestion.publish.report_evidence import read_evidence
from ingestion.publish.site.audit_rows import MartLink
from ingestion.publish.site.findings import FindingView
from ingestion.publish.site.links import document_page, target_page
from ingestion.records import (
    AnyRecord,
    Cell,
    Document,
    Issue,
    ProgressItem,
    Quantity,
    SubmissionValue,
    Task,
)

MOST_WEIGHT = 1_100_000
"""Most that one page may weigh, estimated. Unit: bytes."""
_CHARACTER_WEIGHT, _ENTRY_WEIGHT = 7, 650
_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class EntryLink:
    """Where an entry leads: the row of a mart that it became, or the page of a finding."""

    href: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a document."""

    number: int
    start: int
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document with its pages; ``links`` are by the number of the entry."""

    document: Document
    text: str
    sheets: tuple[Sheet, ...]
    links: Mapping[int, EntryLink]
    findings: tuple[FindingView, ...]
    marks: tuple[int, ...]

    @property
    def key(self) -> str:
        """The document's key."""
        return self.document.document_id

    def sheet_at(self, start: int) -> int:
        """Number of the page on which a place of the text stands."""
        return max(1, bisect_right([sheet.start for sheet in self.sheets], start))


class Places:
    """Where in the site the characters of a document stand."""

    def __init__(self) -> None:
        self._marks: dict[str, tuple[int, ...]] = {}
        self._starts: dict[str, tuple[int, ...]] = {}

    def add(self, one: AnnotatedDocument) -> None:
        """Remember the pages and marks of a document."""
        self._marks[one.key] = one.marks
        self._starts[one.key] = tuple(sheet.start for sheet in one.sheets)

    def has(self, document_key: str | None) -> bool:
        """Whether the document has a page."""
        return document_key in self._marks

    def page(self, document_key: str | None) -> str:
        """The document's first page; empty where it has none."""
        return document_page(document_key) if document_key in self._marks and document_key else ""

    def href(self, document_key: str | None, start: int | None) -> str:
        """Address of the mark at or before a place; the document's page where there is none."""
        if document_key is None or document_key not in self._marks or start is None:
            return self.page(document_key)
        marks = self._marks[document_key]
        index = bisect_right(marks, start) - 1
        if index < 0:
            return self.page(document_key)
        sheet = max(1, bisect_right(self._starts[document_key], marks[index]))
        return f"{document_page(document_key, sheet)}#p{marks[index]}"


def arrange_document(  # noqa: PLR0913 - a page is all of these
    document: Document,
    text: str,
    records: Sequence[AnyRecord],
    *,
    findings: Sequence[FindingView],
    links: Sequence[MartLink],
    anchored: frozenset[str],
) -> AnnotatedDocument:
    """Arrange one document.

    Args:
        document: What it says about itself.
        text: Its canonical text.
        records: Everything that was read from it.
        findings: Those that quote it or are about it.
        links: The rows of the marts that its records became.
        anchored: Keys of targets that the scorecards show.
    """
    read_entries = collect_entries(records, text)
    comments = [
        comment_entry(number, one.row.finding_key, _comment(one, document.document_id), text)
        for number, one in enumerate(findings, len(read_entries) + 1)
    ]
    entries = (*read_entries, *comments)
    read = _as_read(document, text)
    segments = cut_segments(entries, text_blocks(read))
    blocks = lay_out_document(read, document.parts, entries, segments)
    return AnnotatedDocument(
        document=document,
        text=text,
        sheets=_sheets(blocks, segments, entries),
        links=_links(read_entries, comments, findings, links, anchored),
        findings=tuple(findings),
        marks=tuple(segment.start for segment in segments),
    )


def _as_read(document: Document, text: str) -> ReadDocument:
    """The stored text has no layout but its lines."""
    lines = []
    for found in _LINE.finditer(text):
        line = found[0]
        start = found.start() + len(line) - len(line.lstrip())
        if line.strip():
            lines.append(Paragraph(start=start, end=start + len(line.strip()), text=line.strip()))
    return ReadDocument(
        document_id=document.document_id,
        format=document.format,
        encoding=None,
        text=text,
        paragraphs=tuple(lines),
    )


def _comment(one: FindingView, document_id: str) -> Issue:
    return Issue(
        document_id=document_id,
        code=one.row.check_id,
        severity=one.row.severity,
        message_zh=one.row.message_zh,
        message_en=one.row.message_en,
        evidence=tuple(
            place for place in read_evidence(one.row.evidence) if place.document_id == document_id
        ),
    )


def _sheets(
    blocks: Sequence[Block], segments: Sequence[Segment], entries: Sequence[Entry]
) -> tuple[Sheet, ...]:
    cuts = _cuts(blocks, segments)
    lost = tuple(one for one in entries if not one.spans and one.hole is None)
    sheets = []
    for number, (first, last) in enumerate(zip(cuts, (*cuts[1:], len(blocks)), strict=True), 1):
        start = 0 if number == 1 else blocks[first].start
        end = blocks[last].start if last < len(blocks) else 1 << 60
        inside = tuple(one for one in segments if start <= one.start < end)
        claimed = {entry.number for one in inside for entry in one.entries}
        listed = [
            one
            for one in entries
            if one.number in claimed or (one.hole is not None and start <= one.hole < end)
        ]
        kept = tuple((*listed, *lost) if number == 1 else listed)
        sheets.append(Sheet(number, start, tuple(blocks[first:last]), inside, kept))
    return tuple(sheets)


def _cuts(blocks: Sequence[Block], segments: Sequence[Segment]) -> list[int]:
    """Indexes of the blocks that begin a page."""
    starts = [segment.start for segment in segments]
    cuts, weight = [0], 0
    for index, block in enumerate(blocks):
        following = blocks[index + 1].start if index + 1 < len(blocks) else block.start
        marked = segments[
            bisect_right(starts, block.start - 1) : bisect_right(starts, following - 1)
        ]
        own = max(0, following - block.start) * _CHARACTER_WEIGHT
        own += sum(len(segment.entries) for segment in marked) * _ENTRY_WEIGHT
        if weight and weight + own > MOST_WEIGHT:
            cuts.append(index)
            weight = 0
        weight += own
    return cuts


def _links(
    entries: Sequence[Entry],
    comments: Sequence[Entry],
    findings: Sequence[FindingView],
    links: Sequence[MartLink],
    anchored: frozenset[str],
) -> dict[int, EntryLink]:
    by_place = {link.place: link for link in links}
    found = {
        entry.number: EntryLink(f"../{one.page}", "查看发现 open ›", f"fct_findings {entry.field}")
        for entry, one in zip(comments, findings, strict=True)
    }
    for entry in entries:
        link = by_place.get(place_of(entry.record)) if not entry.field else None
        if link is not None:
            found[entry.number] = _mart_link(link, anchored)
    return found


def _mart_link(link: MartLink, anchored: frozenset[str]) -> EntryLink:
    title = f"{link.mart} {link.row_key}"
    if link.target_key in anchored and link.plan_id:
        return EntryLink(
            f"../{target_page(link.plan_id)}#t-{link.target_key}",
            link.row_key[:6],
            f"{title} → fct_targets {link.target_key}",
        )
    return EntryLink("", link.row_key[:6], title)


def place_of(record: AnyRecord) -> str:
    """What tells a record within its document, in the words of the reader's links."""
    if isinstance(record, Cell):
        return f"cell:{record.part_no}:{record.table_no}:{record.row_no}:{record.col_no}"
    if isinstance(record, Task):
        return f"task:{record.part_no}:{record.table_no}:{record.row_no}"
    if isinstance(record, ProgressItem):
        numbers = (record.part_no, record.table_no, record.project_no, record.item_seq)
        return "item:" + ":".join(map(str, numbers))
    if isinstance(record, Quantity | SubmissionValue) and record.evidence:
        return f"span:{record.evidence[0].start}:{record.evidence[0].end}"
    return ""
