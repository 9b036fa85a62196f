"""What a document says about itself: title, issuer, number, date, kind, year, parts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingestion.extract.model import ReadDocument
from ingestion.interpret.document_kind import first_year, implausible_year, kind_by_words
from ingestion.interpret.document_parts import find_parts, names_attachment, section_title
from ingestion.interpret.issuer import SIGNATURE_LINES, find_issuer, is_issuer_name
from ingestion.interpret.lines import Piece, document_pieces, letters_only, locate
from ingestion.interpret.list_table import header_role
from ingestion.interpret.metadata_box import (
    LabelledValue,
    all_values,
    find_document_number,
    has_label,
    head_lines,
    is_date_line,
    labelled_values,
    parse_date,
)
from ingestion.interpret.ordinals import parse_ordinal
from ingestion.interpret.synthetic_mark import is_marker, is_synthetic
from ingestion.interpret.vocabulary import Field
from ingestion.records import Document, DocumentKind, Issue, Part
from ingestion.values.width import fold_width, squash

_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_TITLE_LENGTH = range(4, 91)
_SUBTITLE_LINES = 4
_LONG_SUBTITLE = 60
_BREADCRUMB = re.compile(r"^(当前位置|您.{0,4}位置|首页)|[>»›].*[>»›]|[>»›]\s*$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The document record, and what was read with doubt."""

    document: Document
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    lines: Sequence[Piece]
    head: Sequence[Piece]
    fields: dict[Field, LabelledValue]


def read_metadata(read: ReadDocument, found_kind: DocumentKind | None = None) -> Metadata:
    """Read what a document says about itself.

    Args:
        read: The document.
        found_kind: The kind that its tables suggest, for a document whose words do not tell.

    Returns:
        The document record with evidence of each printed field, and issues for what is missing
        or cannot be right (no title, 20221年).
    """
    lines = document_pieces(read)
    head = head_lines(lines)
    whole = _Head(lines, head, dict(labelled_values(head)))
    title, title_pieces, is_printed = _title(whole)
    parts = find_parts(read.text, lines, title)
    number = _document_number(whole, title)
    body = [line for line in lines if line.start < parts[0].end]
    issuer = find_issuer(whole.fields, head, body, title_pieces)
    dated = _published(whole.fields, body)
    published_on = parse_date(dated.text) if dated else None
    kind = kind_by_words([title]) or kind_by_words(_subtitles(whole, title_pieces)) or found_kind
    year = _year(title, parts, body, kind, published_on.year if published_on else None)
    index = whole.fields.get("index_number")
    printed = (
        title_pieces,
        number[1:] if number else (),
        (issuer,) if issuer else (),
        (dated,) if dated else (),
    )
    document = Document(
        document_id=read.document_id,
        plan_id=plan_id(issuer.text if issuer else None, number[0] if number else None, title, year)
        if number or issuer or is_printed
        else f"document|{read.document_id}",  # nothing printed names it: it is like no other
        title=title,
        issuer=issuer.text if issuer else None,
        document_number=number[0] if number else None,
        index_number=index.piece.text.split()[0] if index else None,
        published_on=published_on,
        kind=kind or "news",
        year=year,
        format=read.format,
        is_synthetic=is_synthetic(lines),
        parts=parts,
        evidence=tuple(locator for pieces in printed for locator in locate(read, pieces)),
    )
    issues = _issues(read, document, title_pieces, has_title=is_printed, has_kind=bool(kind))
    return Metadata(document, tuple(issues))


def plan_id(issuer: str | None, number: str | None, title: str, year: int | None) -> str:
    """Identity of a plan, whatever file carries it.

    Issuer and document number where a number is printed, else the title's letters and the year.
    A title that names no issuer is shared by many plans (2024年工作要点), so a known issuer is
    put before it.
    """
    if number:
        return f"{issuer}|{number}" if issuer else number
    letters = letters_only(title)
    named = "" if issuer is None or letters_only(issuer) in letters else f"{issuer}|"
    return f"{named}{letters}|{year or ''}"


def _title(whole: _Head) -> tuple[str, tuple[Piece, ...], bool]:
    """Title, its lines, and whether it is printed as a title."""
    labelled = whole.fields.get("title")
    if labelled:
        return labelled.piece.text, (labelled.piece,), True
    for piece in _likeliest_first(whole.head, list(_title_candidates(whole.head))):
        pieces = _with_issuer_line(whole.head, piece)
        return "".join(p.text for p in pieces), pieces, True
    heading = next((p for p in whole.lines if section_title(p.text)), whole.lines[0])
    section = section_title(heading.text)
    title = section[1] if section else heading.text[: _TITLE_LENGTH.stop - 1]
    at = heading.text.rindex(title)
    return title, (heading.cut(at, at + len(title)),), False


def _likeliest_first(head: Sequence[Piece], candidates: Sequence[Piece]) -> Sequence[Piece]:
    """The line over day and source; a remark between gives way to what names a kind."""
    over_bar = next((i for i, p in enumerate(candidates) if _stands_over_bar(head, p)), None)
    if over_bar is None:
        return candidates
    above = candidates[: over_bar + 1][::-1]
    return [p for p in above if kind_by_words([p.text]) or "关于" in p.text] or above


def _title_candidates(head: Sequence[Piece]) -> Iterator[Piece]:
    values = {value.piece.start for value in all_values(head)}
    for piece in head:
        text = squash(piece.text)
        if piece.start in values or not _WORDS.search(text):
            continue
        is_prose = text[-1] in "。;;,,::!?"
        is_furniture = bool(_BREADCRUMB.search(fold_width(piece.text))) or has_label(piece.text)
        if len(text) not in _TITLE_LENGTH or is_prose or is_furniture:
            continue
        if parse_ordinal(text) is not None or is_date_line(text) or is_marker(piece.text):
            continue
        if re.match(r"[一二三四五六七八九十]{1,3}、", text) or names_attachment(text):
            continue
        if _is_whole_number(piece):
            continue
        yield piece


def _stands_over_bar(head: Sequence[Piece], piece: Piece) -> bool:
    """Whether the line below prints the day or the source: a page prints both under its title."""
    at = head.index(piece)
    below = head[at + 1 : at + 2]
    names = {field for line in below for field in labelled_values([line])}
    return bool(names & {"published_on", "source"}) and "issuer" not in names


def _with_issuer_line(head: Sequence[Piece], piece: Piece) -> tuple[Piece, ...]:
    """A title over two lines: the issuer alone, then 关于… or the year."""
    at = head.index(piece)
    below = head[at + 1] if at + 1 < len(head) else None
    if is_issuer_name(piece.text) and below and re.match(r"关于|20\d{2}年", below.text):
        return (piece, below)
    return (piece,)


def _document_number(whole: _Head, title: str) -> tuple[str, Piece] | None:
    """A labelled number, else a line that is nothing else, else the name of the attached file."""
    labelled = whole.fields.get("document_number")
    if labelled:
        return find_document_number(labelled.piece)
    for piece in whole.head:
        if _is_whole_number(piece):
            return find_document_number(piece)
    for piece in whole.lines:
        found = find_document_number(piece)
        if found and _names_file(piece.text) and letters_only(title) in letters_only(piece.text):
            return found
    return None


def _is_whole_number(piece: Piece) -> bool:
    found = find_document_number(piece)
    return found is not None and len(squash(piece.text)) <= len(squash(found[1].text)) + 2


def _names_file(text: str) -> bool:
    return re.search(r"\.(pdf|docx?|wps|ofd|xlsx?)$", text.strip(), re.I) is not None


def _published(fields: Mapping[Field, LabelledValue], body: Sequence[Piece]) -> Piece | None:
    for value in (fields.get("published_on"), fields.get("created_on")):
        if value and parse_date(value.piece.text):
            return value.piece
    dates = [line for line in body[-SIGNATURE_LINES:] if is_date_line(line.text)]
    return dates[-1] if dates else None


def _subtitles(whole: _Head, title: Sequence[Piece]) -> list[str]:
    """The lines under the title up to the first long one, then the headings."""
    below = [p for p in whole.lines if p.start > title[-1].end][:_SUBTITLE_LINES]
    text = takewhile(lambda p: len(p.text) <= _LONG_SUBTITLE and not header_role(p.text), below)
    short = [p.text for p in text if not has_label(p.text)]
    headings = [p.text for p in whole.lines if section_title(p.text)]
    return [*short, *headings]


def _year(
    title: str,
    parts: Sequence[Part],
    body: Sequence[Piece],
    kind: DocumentKind | None,
    published: int | None,
) -> int | None:
    """The year in the title; a plan's attachments or day tell next, otherwise the text itself."""
    year = first_year([title])
    if year:
        return year
    texts = [line.text for line in body if not has_label(line.text)]
    if kind in ("plan", "task_list"):
        return first_year([part.title for part in parts[1:]]) or published or first_year(texts)
    return first_year(texts) or published


def _issues(
    read: ReadDocument,
    document: Document,
    title: Sequence[Piece],
    *,
    has_title: bool,
    has_kind: bool,
) -> Iterator[Issue]:
    evidence = locate(read, title)
    if not has_title:
        yield Issue(
            document_id=read.document_id,
            code="title_not_printed",
            severity="info",
            message_zh=f"文件没有标题,暂以第一个标题行“{document.title}”代替。",
            message_en=f"No title is printed; the first heading '{document.title}' stands in.",
            as_printed=document.title,
            evidence=evidence,
        )
    bad = implausible_year(document.title)
    if bad:
        yield Issue(
            document_id=read.document_id,
            code="implausible_year",
            severity="warning",
            message_zh=f"标题中的“{bad}”不是合理的年份,请核对。",
            message_en=f"'{bad}' in the title is not a plausible year. Check it.",
            as_printed=bad,
            evidence=evidence,
        )
    if not has_kind:
        yield Issue(
            document_id=read.document_id,
            code="kind_unknown",
            severity="warning",
            message_zh="从标题和内容看不出文件种类,暂按新闻处理。"
            "可在词表 document_words.yml 中补充。",
            message_en="Neither title nor content tells the kind of document; it is kept as news. "
            "Add its words to document_words.yml.",
            as_printed=document.title,
            evidence=evidence,
        )
