"""Tables that a text prints line by line, with tabs, bars or wide gaps between the cells. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.extract.model import GridCell, GridTable, Paragraph, ReadDocument
from ingestion.interpret.lines import Covered

_GAP = re.compile(r"(?:[ \u00a0]{2,}|[ \u00a0]*\u3000[ \u00a0\u3000]*)")
_RULE = re.compile(r"[\s|+:=─━┄┈┌┬┐├┼┤└┴┘—-]+")
_MIN_FIELDS, _MIN_LINES = 2, 3
_MAX_HEADING_CHARS = 40
_LINE_ENDS = "\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class LinedTable:
    """A table of lines.

    ``guessed`` rows print fewer cells than the first one, so that the cells' places on the line
    decided; with tabs and bars the line says where every cell is.
    """

    table: GridTable
    guessed: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Field:
    start: int
    end: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class _Line:
    """One line in its fields. ``style`` is what separates them."""

    style: str
    fields: tuple[_Field, ...]


def lined_tables(read: ReadDocument) -> Iterator[LinedTable]:
    """Find runs of lines that are split into cells.

    Args:
        read: A document as read; only its text and paragraphs outside tables are looked at.

    Yields:
        Each run of at least three lines as a table. Whether it is a matrix is for others to say.
    """
    lines: list[_Line] = []
    covered = Covered((table.start, table.end) for table in read.tables)
    for paragraph in read.paragraphs:
        line = None
        if not covered.overlaps(paragraph.start, paragraph.start + 1):
            line = _split(read.text, paragraph)
        if line is not None and lines and line.style not in ("", lines[0].style):
            yield from _table(read.text, lines)
            lines = []
        if line is None or (not line.style and (not lines or not lines[-1].style)):
            yield from _table(read.text, lines)
            lines = []
        elif line.fields:
            lines.append(line)
    yield from _table(read.text, lines)


def _split(text: str, paragraph: Paragraph) -> _Line | None:
    """Split a line; None for running text. A line of one short field may be a heading."""
    start, end = paragraph.start, paragraph.end
    while start and text[start - 1] not in _LINE_ENDS:
        start -= 1
    while end < len(text) and text[end] not in _LINE_ENDS:
        end += 1
    raw = text[start:end]
    if "\t" in raw:
        return _Line("\t", _fields(raw, start, [m.span() for m in re.finditer("\t", raw)]))
    if raw.count("|") + raw.count("│") > 1:  # also the bars of a drawn frame
        if _RULE.fullmatch(raw):
            return _Line("|", ())
        fields = _fields(raw, start, [m.span() for m in re.finditer("[|│]", raw)])
        outer = slice(raw.lstrip()[0] in "|│", len(fields) - (raw.rstrip()[-1] in "|│"))
        return _Line("|", fields[outer])
    indent = len(raw) - len(raw.lstrip())
    gaps = [m.span() for m in _GAP.finditer(raw) if indent <= m.start() and m.end() < len(raw)]
    gaps = [gap for gap in gaps if gap[0] >= indent + 1 and raw[gap[1] :].strip()]
    if gaps:
        return _Line(" ", _fields(raw, start, gaps))
    if len(paragraph.text) > _MAX_HEADING_CHARS or _RULE.fullmatch(raw):
        return None
    return _Line("", _fields(raw, start, []))


def _fields(raw: str, start: int, gaps: Sequence[tuple[int, int]]) -> tuple[_Field, ...]:
    edges = [0, *(edge for gap in gaps for edge in gap), len(raw)]
    fields = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        piece = raw[first:last]
        begin = first + len(piece) - len(piece.lstrip())
        stop = max(begin, first + len(piece.rstrip()))
        fields.append(_Field(start + begin, start + stop, _width(raw[:begin]), _width(raw[:stop])))
    return tuple(fields)


def _width(text: str) -> int:
    """Width in a fixed-width font, where a Chinese character takes two places."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _table(text: str, lines: list[_Line]) -> Iterator[LinedTable]:
    while lines and not lines[-1].style:
        lines.pop()
    if len(lines) < _MIN_LINES or len(lines[0].fields) < _MIN_FIELDS:
        return
    cells: list[GridCell] = []
    guessed: set[int] = set()
    head = lines[0].fields
    for row, line in enumerate(lines):
        if not line.style:
            cells.append(_cell(text, row, 0, line.fields[0], len(head)))
            continue
        columns: Sequence[int] = range(len(line.fields))
        if line.style == " " and len(line.fields) < len(head):
            columns = _columns(line.fields, head)
            guessed.add(row)
        cells += (
            _cell(text, row, column, field)
            for column, field in zip(columns, line.fields, strict=True)
            if field.start < field.end
        )
    first, last = lines[0].fields[0], lines[-1].fields[-1]
    table = GridTable(table_no=0, start=first.start, end=last.end, cells=tuple(cells))
    yield LinedTable(table, frozenset(guessed))


def _cell(text: str, row: int, column: int, field: _Field, span: int = 1) -> GridCell:
    return GridCell(
        row=row,
        col=column,
        col_span=span,
        text=text[field.start : field.end],
        start=field.start,
        end=field.end,
    )


def _columns(fields: Sequence[_Field], head: Sequence[_Field]) -> list[int]:
    """The columns that the fields of a shorter line stand under: in order, nearest as a whole."""
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for index, field in enumerate(fields):
        room = len(head) - len(fields) + index
        best = [
            min(
                (cost + _distance(field, head[column]), [*taken, column])
                for cost, taken in best
                if not taken or taken[-1] < column
            )
            for column in range(index, room + 1)
        ]
    return min(best)[1]


def _distance(field: _Field, under: _Field) -> float:
    middle = abs(field.left + field.right - under.left - under.right) / 2
    return min(abs(field.left - under.left), abs(field.right - under.right), middle)
