"""Progress reports in prose: numbered items below the heading of each project. Pure.

Only a document that reports progress is read so. The headings of the lowest numbered level that
has running text below it are the projects; headings such as 存在问题 are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.interpret.lines import Piece
from ingestion.interpret.list_fit import is_end_of_table
from ingestion.interpret.list_table import ListRow, ListTable
from ingestion.interpret.ordinals import ItemLabel, read_label
from ingestion.records import DocumentKind, Part
from ingestion.values.lookups import pattern
from ingestion.values.width import fold_width, squash

_MAX_HEADING = 40
_MIN_PROJECTS = 2
_LEVELS = ("chinese", "chinese_brackets", "point")
_SENTENCE_ENDS = "。;!?:,"


@dataclass(frozen=True, slots=True)
class _Heading:
    """A short numbered line: its level, label and place among the lines."""

    level: int
    label: ItemLabel
    index: int


def find_prose_progress(
    lines: Sequence[Piece], parts: Sequence[Part], kind: DocumentKind, first_table_no: int
) -> tuple[ListTable, ...]:
    """Read a progress report in prose as a list of projects.

    Args:
        lines: Lines of running text, without those of tables.
        parts: The parts of the document.
        kind: What the document is; any other than a progress report is left alone.
        first_table_no: Number of the first list.

    Returns:
        One list per part with at least two projects.
    """
    if kind != "progress_report":
        return ()
    found: list[ListTable] = []
    for part in parts:
        inside = [line for line in lines if part.start <= line.start < part.end]
        rows = tuple(_rows(inside))
        if len(rows) >= _MIN_PROJECTS:
            span = (rows[0].all_pieces()[0].start, rows[-1].all_pieces()[-1].end)
            number = first_table_no + len(found)
            found.append(ListTable(part.part_no, number, ("task", "progress"), span, rows))
    return tuple(found)


def _rows(lines: Sequence[Piece]) -> Iterator[ListRow]:
    headings = [h for index, line in enumerate(lines) if (h := _heading(line, index))]
    ends = [*(h.index for h in headings), len(lines)][1:]
    projects = [
        (heading, _items(lines[heading.index + 1 : end]))
        for heading, end in zip(headings, ends, strict=False)
    ]
    kept = [(h, items) for h, items in projects if items and not _is_left_out(lines[h.index])]
    restarts = len({h.label.number for h, _ in kept}) < len(kept)
    for heading, items in kept:
        name = lines[heading.index].cut(heading.label.length)
        number = None if restarts else heading.label.number
        yield ListRow(number, {"task": (name,), "progress": items})


def _heading(line: Piece, index: int) -> _Heading | None:
    label = read_label(line.text)
    if label is None or label.style not in _LEVELS or len(line.text) > _MAX_HEADING:
        return None
    if fold_width(line.text)[-1] in _SENTENCE_ENDS or not line.text[label.length :].strip():
        return None
    return _Heading(_LEVELS.index(label.style), label, index)


def _items(lines: Sequence[Piece]) -> tuple[Piece, ...]:
    """The lines of one project, up to the first that belongs to the page."""
    items: list[Piece] = []
    for line in lines:
        if is_end_of_table(line.text) and not items:
            return ()
        if is_end_of_table(line.text):
            break
        items.append(line)
    return tuple(items)


def _is_left_out(line: Piece) -> bool:
    label = read_label(line.text)
    name = squash(line.text[label.length :] if label else line.text)
    return bool(pattern("list_headers", "no_projects").search(name))
