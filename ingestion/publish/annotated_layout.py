"""Lay out a document's text for reading: lines, printed grids, rows of flattened tables. Pure.

Only the white space between blocks is lost. A flattened table prints every cell on a line of its
own; where its records say which lines make a row, the row is laid out as one strip.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingestion.extract.model import GridCell, GridTable, Paragraph, ReadDocument
from ingestion.interpret.list_table import header_role
from ingestion.publish.annotated_marks import Entry, Segment, Span, segments_within
from ingestion.publish.annotated_names import name_spans
from ingestion.records import Cell, Part, SubmissionValue, Task

_LABEL_LINES = 8
"""Most lines that may stand before the first value of a row: ordinal, names, unit."""
_HEADER_WORD = 12
"""A longer line is no header of a column. Unit: characters."""
_HEADER_LINES = (3, 60)
"""Fewest and most lines of a header that is laid out as one strip."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind: plain, used as a name, or a segment's; or empty cells."""

    text: str
    segment: Segment | None = None
    is_name: bool = False
    holes: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class GridPlace:
    """One printed cell, or an empty place where the file prints none."""

    runs: tuple[Run, ...]
    row_span: int = 1
    col_span: int = 1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the page.

    Attributes:
        kind: ``part``, ``line``, ``strip`` or ``grid``.
        lines: Of a line one, of a strip its lines.
        rows: Of a grid.
        part: Of the beginning of a part.
        start: Where it begins in the text, code points.
    """

    kind: str
    lines: tuple[tuple[Run, ...], ...] = ()
    rows: tuple[tuple[GridPlace, ...], ...] = ()
    part: Part | None = None
    start: int = -1


@dataclass(slots=True)
class _Ink:
    """What is drawn onto the text. A hole is drawn once, wherever it is reached first."""

    text: str
    segments: Sequence[Segment]
    names: Sequence[Span]
    holes: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        runs: list[Run] = []
        position = start
        for segment in segments_within(self.segments, start, end):
            runs += self._unclaimed(position, segment.start)
            runs.append(Run(self.text[segment.start : segment.end], segment))
            position = segment.end
        return (*runs, *self._unclaimed(position, end))

    def _unclaimed(self, start: int, end: int) -> Iterator[Run]:
        first = max(0, bisect_right(self.names, start, key=lambda one: one[0]) - 1)
        for name_start, name_end in self.names[first:]:
            if name_start >= end:
                break
            left, right = max(start, name_start), min(end, name_end)
            if left < right:
                if start < left:
                    yield Run(self.text[start:left])
                yield Run(self.text[left:right], is_name=True)
                start = right
        if start < end:
            yield Run(self.text[start:end])

    def holes_at(self, place: int) -> tuple[Run, ...]:
        found = self.holes.pop(place, [])
        return (Run("", holes=tuple(found)),) if found else ()


def text_blocks(read: ReadDocument) -> tuple[Span, ...]:
    """Every stretch that is laid out on its own: paragraphs and printed cells."""
    cells = [(cell.start, cell.end) for table in _outer_tables(read) for cell in table.cells]
    inside = _covered(cells)
    lines = [(one.start, one.end) for one in read.paragraphs if not inside(one.start)]
    return tuple(sorted({span for span in (*cells, *lines) if span[0] < span[1]}))


def lay_out_document(
    read: ReadDocument,
    parts: Sequence[Part],
    entries: Sequence[Entry],
    segments: Sequence[Segment],
) -> tuple[Block, ...]:
    """Lay out a whole document.

    Args:
        read: Its text, paragraphs and printed tables.
        parts: Its parts; each begins with a block of its own.
        entries: Its records, which say which lines of a flattened table make a row.
        segments: Where they stand, as ``cut_segments`` cut them over ``text_blocks``.
    """
    ink = _Ink(read.text, segments, name_spans(entries, read.text))
    for entry in entries:
        if entry.hole is not None:
            ink.holes[entry.hole].append(entry)
    tables = _outer_tables(read)
    inside = _covered([(cell.start, cell.end) for table in tables for cell in table.cells])
    lines = [one for one in read.paragraphs if not inside(one.start)]
    placed: list[tuple[float, Block]] = [
        (table.start, _grid(table, ink)) for table in tables if table.cells
    ]
    placed += _lines(lines, row_spans(entries, lines), ink)
    if len(parts) > 1:
        placed += [
            (part.start - 0.5, Block("part", part=part, start=part.start)) for part in parts
        ]  # stands first
    return tuple(block for _, block in sorted(placed, key=lambda one: one[0]))


def row_spans(entries: Iterable[Entry], lines: Sequence[Paragraph]) -> tuple[Span, ...]:
    """Which stretches are rows of flattened tables, from the records of the rows.

    A table whose rows interleave (its indicators stand side by side) yields none of them.
    """
    tables: dict[tuple[str, int, int], dict[int, list[Span]]] = defaultdict(dict)
    for entry in entries:
        record = entry.record
        if not isinstance(record, (Cell, Task, SubmissionValue)) or not entry.spans:
            continue
        if isinstance(record, Cell) and record.state == "merged_inherit":
            continue
        rows = tables[record.record, *_table(record)]
        rows.setdefault(record.row_no, []).extend(entry.spans)
    spans = [span for rows in tables.values() for span in _rows_of(rows, lines)]
    return tuple(sorted(spans))


def _table(record: Cell | Task | SubmissionValue) -> tuple[int, int]:
    """Part and table; a report is one table."""
    if isinstance(record, SubmissionValue):
        return 0, 0
    table_no = record.table_no if isinstance(record, Task) else record.printed_table_no
    return record.part_no, table_no


def _rows_of(rows: Mapping[int, Sequence[Span]], lines: Sequence[Paragraph]) -> list[Span]:
    reach = [
        (number, min(start for start, _ in spans), max(end for _, end in spans))
        for number, spans in rows.items()
    ]
    reach.sort(key=lambda one: one[1])
    if any(after[1] < before[2] for before, after in pairwise(reach)):
        return []
    starts = [line.start for line in lines]
    spans: list[Span] = []
    previous_end = -1
    for number, start, end in reach:
        first = _first_line(lines, bisect_left(starts, start), previous_end, str(number))
        if previous_end < 0:
            spans = _header(lines, bisect_left(starts, min(start, first)))
        spans.append((min(start, first), end))
        previous_end = end
    return spans


def _header(lines: Sequence[Paragraph], end: int) -> list[Span]:
    """The short lines right before the first row are its header, from 序号 on if it is there."""
    fewest, most = _HEADER_LINES
    first = end
    while first > 0 and end - first < most and len(lines[first - 1].text) <= _HEADER_WORD:
        first -= 1
        if header_role(lines[first].text) == "ordinal":
            break
    return [(lines[first].start, lines[end - 1].end)] if end - first >= fewest else []


def _first_line(lines: Sequence[Paragraph], index: int, previous_end: int, number: str) -> int:
    """Where a row begins: after the row before it, or at its ordinal, or at its first value."""
    before = lines[max(0, index - _LABEL_LINES) : index]
    own = [line for line in before if line.start >= previous_end]
    ordinals = [line.start for line in own if line.text == number]
    is_of_another = bool(own and ordinals) and own[0].text.isdecimal()  # a row that prints no value
    if own and previous_end >= 0 and len(own) < _LABEL_LINES and not is_of_another:
        return own[0].start
    return ordinals[-1] if ordinals else lines[index].start if index < len(lines) else 10**9


def _lines(
    lines: Sequence[Paragraph], rows: Sequence[Span], ink: _Ink
) -> Iterator[tuple[float, Block]]:
    starts = [line.start for line in lines]
    index = 0
    for start, end in (*rows, (len(ink.text) + 1, len(ink.text) + 2)):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        for line in lines[index:first]:
            yield line.start, Block("line", lines=(_line(line, ink),), start=line.start)
        if first < last and first >= index:
            strip = tuple(_line(line, ink) for line in lines[first:last])
            yield start, Block("strip", lines=strip, start=start)
        index = max(index, last)


def _line(line: Paragraph, ink: _Ink) -> tuple[Run, ...]:
    return (*ink.runs(line.start, line.end), *ink.holes_at(line.end))


def _grid(table: GridTable, ink: _Ink) -> Block:
    """Place the cells as printed; a place that neither a cell nor a span covers stays empty."""
    anchors = {(cell.row, cell.col): cell for cell in table.cells}
    covered = {
        (row, col): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    }
    height = max(row for row, _ in covered) + 1
    width = max(col for _, col in covered) + 1
    rows = [
        tuple(_places(row, width, anchors, covered, ink))
        for row in range(min(row for row, _ in covered), height)
    ]
    return Block("grid", rows=tuple(row for row in rows if row), start=table.start)


def _places(
    row: int,
    width: int,
    anchors: Mapping[tuple[int, int], GridCell],
    covered: Mapping[tuple[int, int], GridCell],
    ink: _Ink,
) -> Iterator[GridPlace]:
    previous_end = -1
    for col in range(width):
        cell = anchors.get((row, col))
        if cell is None:
            if (row, col) not in covered:
                yield GridPlace(ink.holes_at(previous_end))
            continue
        beside = col + cell.col_span
        following = anchors.get((row, beside))
        has_room = beside < width and (
            (row, beside) not in covered or (following is not None and not following.text)
        )
        held = ink.holes_at(cell.end) if not has_room else ()
        own = ink.holes_at(previous_end) if not cell.text else ()
        runs = (*ink.runs(cell.start, cell.end), *held, *own)
        yield GridPlace(runs, cell.row_span, cell.col_span, cell.cell or "")
        previous_end = cell.end


def _outer_tables(read: ReadDocument) -> tuple[GridTable, ...]:
    """Tables in order; one that begins within another is read as that one's text."""
    outer: list[GridTable] = []
    for table in sorted(read.tables, key=lambda one: (one.start, -one.end)):
        if not outer or table.start >= outer[-1].end:
            outer.append(table)
    return tuple(outer)


def _covered(spans: Iterable[Span]) -> Callable[[int], bool]:
    """A test whether a place lies in any of some stretches, which do not overlap."""
    ordered = sorted(spans)
    starts = [start for start, _ in ordered]

    def is_covered(place: int) -> bool:
        index = bisect_right(starts, place) - 1
        return index >= 0 and place < ordered[index][1]

    return is_covered
