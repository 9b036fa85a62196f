"""The rows below the header of a table without ruling lines: each cell in its place. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingestion.extract.pdf_columns import FIGURE, Columns, Row, Run, borders_of, covered_by
from ingestion.extract.pdf_header import PlacedCell
from ingestion.extract.pdf_merges import Ends, Group, groups_of
from ingestion.extract.pdf_page import Char
from ingestion.extract.pdf_rows import (
    NEAR,
    Stack,
    Way,
    edges_of,
    figure_anchors,
    key_anchors,
    stack_of,
    way_of,
)
from ingestion.extract.pdf_tables import paragraphs_in

_FIGURES = 0.6
_GLUED, _EDGE = 0.2, 0.05
_KEY_COLUMNS = 2
_OFF = 0.8


@dataclass(frozen=True)
class Body:
    """The rows of a table.

    Attributes:
        anchors: Height of each row.
        heads: For each column the lines above the first row.
        wide_heads: Lines above the first row that stand over several columns.
        cells: The cells below, rows counted from zero.
        figures: Columns that hold figures, row numbers left aside.
        unplaced: What could not be given its rows.
        doubtful: The columns that it stands in.
    """

    anchors: list[float]
    heads: list[tuple[Run, ...]]
    wide_heads: list[Run]
    cells: list[PlacedCell]
    figures: set[int]
    unplaced: list[Run]
    doubtful: set[int]


@dataclass
class _Lines:
    """The lines of each column from top to bottom, and what stands over several columns."""

    columns: list[list[Run]]
    wide: list[Run] = field(default_factory=list)


@dataclass(frozen=True)
class _Frame:
    """What is known of the rows before their cells are placed; ``key`` is the row numbers'."""

    lines: _Lines
    columns: Columns
    anchors: list[float]
    figures: frozenset[int]
    key: int | None
    em: float
    ends: Ends

    @property
    def labels(self) -> list[int]:
        """The columns before the first with figures."""
        return [col for col in range(min(self.figures)) if col != self.key]


def body_of(rows: Sequence[Row], columns: Columns, ends: Ends) -> Body | None:
    """Give everything below the header its row; None if nobody can tell.

    Args:
        rows: The baselines of the table, the header's included.
        columns: Its columns.
        ends: Whether it may go on over the page's ends.
    """
    em = median(row.em for row in rows)
    first = next(at for at, row in enumerate(rows) if row.is_full and row.has_value)
    lines = _lines(rows, columns, first)
    start = rows[first].top - 0.1 * em
    below = [[run for run in found if run.line.bottom > start] for found in lines.columns]
    figures = {col for col, found in enumerate(below) if _are_figures(found)}
    anchors, key = _anchors(lines, [below[col] for col in sorted(figures)], start, em)
    figures.discard(-1 if key is None else key)
    if len(anchors) < 2 or not figures:
        return None
    frame = _Frame(lines, columns, anchors, frozenset(figures), key, em, ends)
    way = _way(frame)
    return None if way is None else _placed(frame, way)


def _are_figures(runs: Sequence[Run]) -> bool:
    return bool(runs) and sum(run.is_figure for run in runs) >= _FIGURES * len(runs)


def _lines(rows: Sequence[Row], columns: Columns, header: int) -> _Lines:
    found: list[list[Run]] = [[] for _ in columns]
    wide: list[Run] = []
    for number, row in enumerate(rows):
        inside: dict[int, list[Char]] = {}
        for run in row.runs:
            for piece in _unglued(run, columns, is_header=number < header):
                first, last = covered_by(piece, columns)
                if first == last:
                    inside.setdefault(first, []).extend(piece.chars)
                else:
                    wide.append(piece)
        for col, chars in inside.items():
            found[col].append(Run(tuple(chars)))
    return _Lines(found, wide)


def _unglued(run: Run, columns: Columns, *, is_header: bool) -> list[Run]:
    """A run that is two cells close together, each wholly in its column."""
    first, last = covered_by(run, columns)
    if first == last:
        return [run]
    words = _words(run)
    places = [covered_by(word, columns) for word in words]
    if len(set(places)) == len(words) > 1 and all(low == high for low, high in places):
        return words
    borders = borders_of(columns)
    parts: list[list[Char]] = []
    at = -1
    for before, char in pairwise((None, *run.chars)):
        assert char is not None
        col = min(max(bisect_right(borders, (char.x0 + char.x1) / 2) - 1, 0), len(columns) - 1)
        if before is None or col != at:
            if before is not None and not _is_cut(before, char, columns[col], run.line.em):
                return [run]
            parts.append([])
            at = col
        parts[-1].append(char)
    if is_header and any(len(part) == 1 for part in parts):
        return [run]  # a letter drawn narrow, no label of its own
    return [Run(tuple(part)) for part in parts]


def _words(run: Run) -> list[Run]:
    """What blanks part, where all of it is figures."""
    parts: list[list[Char]] = []
    for char in run.chars:
        if not parts or char.spaced:
            parts.append([])
        parts[-1].append(char)
    words = [Run(tuple(part)) for part in parts]
    return words if all(word.is_figure for word in words) else [run]


def _is_cut(before: Char, char: Char, column: tuple[float, float], em: float) -> bool:
    """Whether two characters close together stand in two cells."""
    gap = char.x0 - before.x1
    return gap >= _GLUED * em or (gap >= 0 and abs(char.x0 - column[0]) <= _EDGE * em)


def _anchors(
    lines: _Lines, figures: Sequence[Sequence[Run]], start: float, em: float
) -> tuple[list[float], int | None]:
    for col in range(min(_KEY_COLUMNS, len(lines.columns))):
        anchors = key_anchors(lines.columns[col])
        if anchors is not None:
            return anchors, col
    wide = [run for run in lines.wide if run.line.bottom > start]
    return figure_anchors([*figures, wide], em), None


def _way(frame: _Frame) -> Way | None:
    """How lines stand about their anchors, by every column that can tell.

    Of the columns before the first with figures only the fullest has to fit: the others may hold
    labels of several rows.
    """
    found = frame.lines.columns
    fullest = sorted(frame.labels, key=lambda col: -len(found[col]))[:1]
    asked = [col for col in range(len(found)) if col >= min(frame.figures) or col in fullest]
    return way_of([found[col] for col in asked if col != frame.key], frame.anchors, frame.em)


def _placed(frame: _Frame, way: Way) -> Body | None:
    stacks = [
        stack_of(found, frame.anchors, "top" if col == frame.key else way, frame.em)
        for col, found in enumerate(frame.lines.columns)
    ]
    merged = _merged(stacks, frame.labels)
    plain = {col: one for col, one in enumerate(stacks) if one is not None and col not in merged}
    edges = edges_of(list(plain.values()), way, frame.em)
    if edges is None:
        return None
    cells: list[PlacedCell] = []
    heads: list[tuple[Run, ...]] = []
    unplaced: list[Run] = []
    doubtful: set[int] = set()
    for col, found in enumerate(frame.lines.columns):
        if col in plain:
            heads.append(plain[col].head)
            cells += _cells(col, plain[col], frame.columns[col])
            continue
        heads.append(tuple(run for run in found if run.base < edges[0]))
        body = found[len(heads[-1]) :]
        groups = groups_of(body, frame.anchors, edges, way, frame.em, frame.ends)
        cells += _group_cells(col, groups or [], edges, frame.columns)
        if groups is None:
            unplaced += body
            doubtful.add(col)
    spanning = _spanning(frame, edges[0], cells)
    if spanning is None:
        return None
    wide_heads = [run for run in frame.lines.wide if run.base < edges[0]]
    cells += spanning
    figures = set(frame.figures)
    return Body(frame.anchors, heads, wide_heads, cells, figures, unplaced, doubtful)


def _group_cells(
    col: int, groups: Sequence[Group], edges: Sequence[float], columns: Columns
) -> Iterator[PlacedCell]:
    borders = borders_of(columns)
    for group in groups:
        box = (borders[col], edges[group.first], borders[col + 1], edges[group.end])
        text = _text(group.lines, columns[col])
        yield PlacedCell(group.first, col, text, box, group.end - group.first)


def _merged(stacks: Sequence[Stack | None], labels: Sequence[int]) -> set[int]:
    """Columns whose cells may stand for several rows: labels beside a fuller column of labels."""
    filled = {col: stack.filled for col in labels if (stack := stacks[col]) is not None}
    fullest = max(filled.values(), default=0)
    unfit = {col for col, stack in enumerate(stacks) if stack is None}
    return unfit | {col for col, count in filled.items() if count < fullest}


def _cells(col: int, stack: Stack, column: tuple[float, float]) -> Iterator[PlacedCell]:
    for row, runs in enumerate(stack.rows):
        if runs:
            top, bottom = min(r.line.top for r in runs), max(r.line.bottom for r in runs)
            box = (column[0], top, column[1], bottom)
            yield PlacedCell(row, col, _text(runs, column), box)


def _text(runs: Sequence[Run], column: tuple[float, float]) -> str:
    if not runs:
        return ""
    box = (column[0], runs[0].line.top, column[1], runs[-1].line.bottom)
    return "\n".join(paragraphs_in([run.line for run in runs], box, 0.0))


def _spanning(frame: _Frame, top: float, cells: Sequence[PlacedCell]) -> list[PlacedCell] | None:
    """Cells over several columns, each beside an anchor; None if one has no place."""
    found: list[PlacedCell] = []
    for run in (run for run in frame.lines.wide if run.base >= top):
        if " " in run.text and all(map(FIGURE.match, run.text.split())):
            return None  # two figures, of which one reaches into the other's column
        near = [abs(base - run.base) <= NEAR * frame.em for base in frame.anchors]
        if True not in near:
            return None
        row = near.index(True)
        taken = {c.col for c in cells if c.row <= row < c.row + c.row_span and c.text}
        reach = _reach(run, taken, frame)
        if reach is None:
            return None
        first, last = reach
        found.append(PlacedCell(row, first, run.text, run.box, 1, last - first + 1))
    return found


def _reach(run: Run, taken: set[int], frame: _Frame) -> tuple[int, int] | None:
    """The widest free stretch of columns that a text is the middle of."""
    columns, borders = frame.columns, borders_of(frame.columns)
    first, last = covered_by(run, columns)

    def is_middle(low: int, high: int) -> bool:
        by_borders = (borders[low] + borders[high + 1]) / 2
        by_text = (columns[low][0] + columns[high][1]) / 2
        off = min(abs(by_borders - run.middle), abs(by_text - run.middle))
        return off <= _OFF * frame.em and taken.isdisjoint(range(low, high + 1))

    fits = [
        (low, high)
        for low in range(first + 1)
        for high in range(last, len(columns))
        if is_middle(low, high)
    ]
    return max(fits, key=lambda fit: fit[1] - fit[0]) if fits else None
