"""Render one document with everything that was read from it marked: one self-contained page.

The same file gives the same bytes. Nothing but the template engine is imported, so that
``planledger extract --html`` stays as quick as ``extract``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import Any

from ingestion.errors import WarehouseError
from ingestion.extract.container import Member, read_container
from ingestion.extract.model import ReadDocument
from ingestion.interpret.document import Interpretation
from ingestion.interpret.reading import read_and_interpret
from ingestion.publish.annotated_layout import Block, lay_out_document, text_blocks
from ingestion.publish.annotated_list import known_kind, list_entries
from ingestion.publish.annotated_marks import (
    Entry,
    Segment,
    collect_entries,
    count_doubts,
    cut_segments,
    first_segments,
    is_doubtful,
)
from ingestion.publish.pages import environment
from ingestion.records import Cell, Document, Issue, Section


def annotate_file(path: Path) -> str:
    """Read and interpret one file, and render it.

    Args:
        path: Any file of a known format.

    Returns:
        One HTML page.

    Raises:
        UnreadableDocumentError: No reader can read the file.
        SourceChangedError: Its structure is not what its kind requires.
    """
    read, found = read_and_interpret(path.read_bytes(), path.name)
    return render_annotated(read, found, name=path.name)


def annotate_archive(data: bytes, name: str) -> Iterator[tuple[str, str | WarehouseError]]:
    """Read and render each file of an archive.

    Args:
        data: The archive.
        name: Its file name, for messages.

    Yields:
        Path of the file inside the archive, and its page or why there is none.

    Raises:
        UnreadableDocumentError: The archive as a whole cannot be opened.
    """
    for member in read_container(data, name):
        if member.error is not None:
            yield member.path, member.error
        elif member.data is not None and not member.is_archive:
            yield member.path, _page_of(member.data, member)


def _page_of(data: bytes, member: Member) -> str | WarehouseError:
    try:
        read, found = read_and_interpret(data, member.path, container_id=member.container_id)
    except WarehouseError as error:
        return error
    return render_annotated(read, found, name=member.path)


def render_annotated(read: ReadDocument, interpretation: Interpretation, *, name: str) -> str:
    """Render the page. Everything that comes from the document is escaped by the template engine.

    Args:
        read: The document as read: its text and printed tables.
        interpretation: What was read from it.
        name: Name of the file, as people know it.
    """
    document = interpretation.document
    entries = collect_entries(interpretation.records(), read.text)
    segments = cut_segments(entries, text_blocks(read))
    blocks = lay_out_document(read, document.parts, entries, segments)
    view = view_document(document, read.text, entries, segments, blocks)
    return environment().get_template("annotated.html.j2").render(name=name, **view)


def view_document(
    document: Document,
    text: str,
    entries: Sequence[Entry],
    segments: Sequence[Segment],
    blocks: Sequence[Block],
) -> dict[str, Any]:
    """What the template shows of a document, or of a stretch of one.

    Args:
        document: What it says about itself.
        text: Its canonical text.
        entries: What is listed.
        segments: What is marked.
        blocks: What is laid out.
    """
    headings = _headings(document, text, {block.start for block in blocks if block.kind == "line"})
    kinds = Counter(known_kind(entry.kind) for entry in entries)
    first = first_segments(segments)
    return {
        "document": document,
        "blocks": blocks,
        "headings": headings,
        "heading_at": {section.start: number for number, section in enumerate(headings, 1)},
        "sections": list_entries(entries, document.parts),
        "first": {number: f"s{segment}" for number, segment in first.items()},
        "kinds": {kind: kinds[kind] for kind in _SHOWN if kinds[kind]},
        "doubts": count_doubts(entries),
        "doubtful": sum(is_doubtful(entry) for entry in entries),
        "by_part": _by_part(entries),
        "part_pages": {part.part_no: "" for part in document.parts},
        "checked": sum(entry.checked for entry in entries),
        "differing": sum(entry.differing for entry in entries),
        "coverage": _coverage(text, segments),
        "segment_class": segment_class,
        "entry_class": entry_class,
        "mark_id": _mark_id,
        "links": {},
    }


def _mark_id(segment: Segment) -> str:
    return f"s{segment.number}"


_SHOWN = (
    "finding", "cell", "submission_value", "task", "progress_item", "quantity", "other", "document",
    "issue",
)  # fmt: skip


def segment_class(segment: Segment) -> str:
    """Classes of a marked stretch: every kind that claims it, its doubt, its state, its issues."""
    kinds = dict.fromkeys(known_kind(entry.kind) for entry in segment.entries)
    names = [f"k-{kind}" for kind in kinds]
    if segment.doubt:
        names.append(f"a-{segment.doubt}")
    inner = segment.entries[0].record
    if isinstance(inner, Cell) and inner.state != "value":
        names.append(f"s-{inner.state}")
    severities = {
        entry.record.severity
        for entry in segment.entries
        if entry.kind == "issue" and isinstance(entry.record, Issue)
    }
    names += [f"i-{one}" for one in ("critical", "warning") if one in severities]
    if any(is_doubtful(entry) for entry in segment.entries):
        names.append("doubt")
    return " ".join(names)


def entry_class(entry: Entry) -> str:
    """Classes of a listed record."""
    names = [f"k-{known_kind(entry.kind)}"]
    if is_doubtful(entry):
        names.append("doubt")
    if entry.doubt:
        names.append(f"a-{entry.doubt}")
    if isinstance(entry.record, Cell) and entry.record.state != "value":
        names.append(f"s-{entry.record.state}")
    if isinstance(entry.record, Issue):
        names.append(f"i-{entry.record.severity}")
    return " ".join(names)


def _headings(document: Document, text: str, lines: Container[int]) -> list[Section]:
    """The headings that begin a line of the page, as printed, without the document's title.

    One alone leads nowhere and is left out.
    """
    found = [
        section.model_copy(update={"title": text[section.start : section.title_end]})
        for section in document.sections
        if section.start in lines and section.title != document.title
    ]
    return found if len(found) > 1 else []


def _by_part(entries: Sequence[Entry]) -> dict[int, int]:
    parts: Counter[int] = Counter()
    for entry in entries:
        parts[getattr(entry.record, "part_no", 0)] += 1
    return dict(parts)


def _coverage(text: str, segments: Sequence[Segment]) -> int:
    """Share of the printed characters that some record was read from. Unit: percent, floored."""
    printed = sum(not character.isspace() for character in text)
    marked = sum(
        not character.isspace() for one in segments for character in text[one.start : one.end]
    )
    return marked * 100 // printed if printed else 0
