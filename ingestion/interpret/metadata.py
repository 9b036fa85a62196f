"""What a document says about itself: title, issuer, number, date, kind, years, parts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from ingestion.extract.model import ReadDocument
from ingestion.interpret.attachments import find_attachments
from ingestion.interpret.document_kind import first_year, kind_by_words, years_about
from ingestion.interpret.document_parts import find_parts, section_title, settle_parts
from ingestion.interpret.issuer import Issuer, are_issuer_names, find_issuer
from ingestion.interpret.lines import Piece, document_pieces, letters_only, locate
from ingestion.interpret.list_table import header_role
from ingestion.interpret.metadata_box import (
    LabelledValue,
    find_document_number,
    has_label,
    head_lines,
    is_whole_number,
    labelled_values,
)
from ingestion.interpret.metadata_issues import Doubts, metadata_issues
from ingestion.interpret.plan_identity import PlanIdentity, core_title, identify_plan, standing_of
from ingestion.interpret.printed_dates import find_issue_day, parse_date
from ingestion.interpret.synthetic_mark import is_synthetic
from ingestion.interpret.title import (
    TITLE_LENGTH,
    is_page_line,
    named_plans,
    printed_titles,
    title_text,
)
from ingestion.interpret.title_lines import field_label, title_lines
from ingestion.interpret.vocabulary import Field
from ingestion.records import Document, DocumentKind, Issue, Part
from ingestion.values.width import squash

_SUBTITLE_LINES = 4
_LONG_SUBTITLE = 60
_CARRIED_LINES = 12
_OPENING = 3


@dataclass(frozen=True, slots=True)
class Metadata:
    """The document record, and what was read with doubt."""

    document: Document
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    lines: Sequence[Piece]
    head: Sequence[Piece]
    fields: Mapping[Field, LabelledValue]


@dataclass(frozen=True, slots=True)
class _Printed:
    """What is printed about a document, and where."""

    title: tuple[Piece, ...]
    number: tuple[str, Piece] | None
    issuer: Issuer | None
    dated: Piece | None
    index: Piece | None

    @property
    def day(self) -> date | None:
        return parse_date(self.dated.text) if self.dated else None

    @property
    def year_of_number(self) -> int | None:
        match = re.search(r"〔(20\d{2})〕", self.number[0]) if self.number else None
        return int(match[1]) if match else None

    def places(self) -> Iterator[Sequence[Piece]]:
        """The lines of each field."""
        yield self.title
        yield self.number[1:] if self.number else ()
        yield self.issuer.pieces if self.issuer else ()
        yield from ((piece,) for piece in (self.dated, self.index) if piece)


def read_metadata(read: ReadDocument, found_kind: DocumentKind | None = None) -> Metadata:
    """Read what a document says about itself.

    Args:
        read: The document.
        found_kind: The kind that its tables suggest, for a document whose words do not tell.

    Returns:
        The document record with evidence of each printed field, and issues for what is missing
        or cannot be right (no title, 20221年, an annex that is not there, a weak identity).
    """
    lines = document_pieces(read)
    head = head_lines(lines)
    whole = _Head(lines, head, labelled_values(head))
    title, is_printed = _title(whole)
    found = find_parts(read.text, lines, title, _carried(whole, title_text(title)))
    sections = [*takewhile(lambda part: part.kind is not None, found)] or found[:1]
    body = [line for line in lines if line.start < sections[-1].end]
    printed = _printed(whole, title, body)
    kind = _kind(whole, title, is_printed=is_printed) or found_kind
    years = _years(printed, found, body, kind)
    parts = settle_parts(found, kind or "news", years[0] if years else None)
    identity = _identity(printed, years[0] if years else None, body)
    text = title_text(title)
    document = Document(
        document_id=read.document_id,
        plan_id=identity.plan_id
        if printed.number or printed.issuer or is_printed
        else f"document|{read.document_id}",  # nothing printed names it: it is like no other
        title=text,
        issuer=printed.issuer.text if printed.issuer else None,
        document_number=printed.number[0] if printed.number else None,
        index_number=printed.index.text.split()[0] if printed.index else None,
        published_on=printed.day,
        kind=kind or "news",
        year=years[0] if years else None,
        year_end=years[1] if years and years[1] != years[0] else None,
        standing=standing_of(text),
        format=read.format,
        is_synthetic=is_synthetic(lines),
        parts=parts,
        attachments=find_attachments(read, lines, parts, text if is_printed else ""),
        evidence=tuple(locator for one in printed.places() for locator in locate(read, one)),
    )
    doubts = Doubts(is_printed, bool(kind), identity.is_weak)
    issues = metadata_issues(read, document, locate(read, title), doubts)
    return Metadata(document, tuple(issues))


def _printed(whole: _Head, title: Sequence[Piece], body: Sequence[Piece]) -> _Printed:
    """The fields that are printed, each with its place."""
    index = whole.fields.get("index_number")
    labelled = {field: value.piece for field, value in whole.fields.items()}
    return _Printed(
        title=tuple(title),
        number=_document_number(whole, title_text(title)),
        issuer=find_issuer(whole.fields, whole.head, body, title),
        dated=find_issue_day(labelled, whole.head, body, are_issuer_names),
        index=index.piece if index else None,
    )


def _identity(printed: _Printed, year: int | None, body: Sequence[Piece]) -> PlanIdentity:
    issuer = printed.issuer.text if printed.issuer else None
    number = printed.number[0] if printed.number else None
    return identify_plan(issuer, number, title_text(printed.title), year, body)


def _title(whole: _Head) -> tuple[tuple[Piece, ...], bool]:
    """Lines of the title, and whether it is printed as a title."""
    labelled = whole.fields.get("title")
    if labelled:
        return (labelled.piece,), True
    titles = printed_titles(title_lines(whole.head))
    if titles:
        return tuple(titles[0]), True
    heading = next((p for p in whole.lines if section_title(p.text)), None)
    section = section_title(heading.text) if heading else None
    if heading and section:
        at = heading.text.rindex(section[1])
        return (heading.cut(at, at + len(section[1])),), False
    named = next(named_plans(whole.lines[:_CARRIED_LINES]), None)
    first = next((p for p in whole.lines if not is_page_line(p)), whole.lines[0])
    first = first.cut(field_label(first)) if field_label(first) < len(first.text) else first
    return (named or first.cut(0, min(len(first.text), TITLE_LENGTH.stop - 1)),), False


def _carried(whole: _Head, title: str) -> tuple[str, ...]:
    """Titles of plans that the document carries, by its own title and by its first lines."""
    core = core_title(title)
    by_title = (core, *re.findall(r"《([^《》]+)》", title)) if core != squash(title) else ()
    named = named_plans(whole.lines[: len(whole.head) + _CARRIED_LINES])
    return (*by_title, *(piece.text for piece in named))


def _kind(whole: _Head, title: Sequence[Piece], *, is_printed: bool) -> DocumentKind | None:
    """By the title, else by the lines under it; a sentence that stands in for one tells little."""
    text = title_text(title)
    if is_printed or not re.search(r"[，,。；;]", text):
        return kind_by_words([text]) or kind_by_words(_subtitles(whole, title))
    opening = (kind_by_words([clause]) for clause in re.split(r"[，,。]", text)[:_OPENING])
    if "news" in opening:
        return "news"
    return kind_by_words(p.text for p in whole.lines if section_title(p.text))


def _document_number(whole: _Head, title: str) -> tuple[str, Piece] | None:
    """A labelled number, a line of its own, one around the title, or the attached file's name."""
    labelled = whole.fields.get("document_number")
    if labelled:
        found = find_document_number(labelled.piece)
        if found:
            return found
    for piece in whole.head:
        if is_whole_number(piece):
            return find_document_number(piece)
    letters = letters_only(title)
    for piece in whole.head:
        found = find_document_number(piece)
        if found and not _names_file(piece.text) and _stands_at_edge(piece, found[1], letters):
            return found
    for piece in whole.lines:
        found = find_document_number(piece)
        if found and _names_file(piece.text) and letters in letters_only(piece.text):
            return found
    return None


def _stands_at_edge(piece: Piece, number: Piece, title: str) -> bool:
    """A number before anything else on its line, or right behind the words of the title."""
    before = letters_only(piece.text[: number.start - piece.start])
    return not before or (before in title and title.endswith(before))


def _names_file(text: str) -> bool:
    return re.search(r"\.(pdf|docx?|wps|ofd|xlsx?)$", text.strip(), re.I) is not None


def _subtitles(whole: _Head, title: Sequence[Piece]) -> list[str]:
    """The lines under the title up to the first long one, then the headings."""
    below = [p for p in whole.lines if p.start > title[-1].end][:_SUBTITLE_LINES]
    text = takewhile(lambda p: len(p.text) <= _LONG_SUBTITLE and not header_role(p.text), below)
    short = [p.text for p in text if not has_label(p.text)]
    headings = [p.text for p in whole.lines if section_title(p.text)]
    return [*short, *headings]


def _years(
    printed: _Printed, parts: Sequence[Part], body: Sequence[Piece], kind: DocumentKind | None
) -> tuple[int, int] | None:
    """The years in the title; a plan's parts, number or day tell next, then the text itself."""
    years = years_about(title_text(printed.title))
    if years:
        return years
    text = first_year(line.text for line in body if not has_label(line.text))
    issued = printed.year_of_number or (printed.day.year if printed.day else None)
    if kind in ("plan", "task_list"):
        of_parts = filter(None, (years_about(part.title) for part in parts[1:]))
        issued = issued or text
        return next(of_parts, (issued, issued) if issued else None)
    look_back = (years_about(part.title) for part in parts if part.kind == "annual_summary")
    single = text or issued or _year_of_graduates(body)
    return next(filter(None, look_back), (single, single) if single else None)


def _year_of_graduates(body: Sequence[Piece]) -> int | None:
    """The year whose graduates (2025届) a text without any other year speaks of."""
    found = (re.search(r"(?<!\d)(20\d{2})届", line.text) for line in body)
    return next((int(match[1]) for match in found if match), None)
