"""The rows below the header of a table without ruling lines: each cell in its place. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingestion.extract.pdf_columns import Columns, Row, Run, borders_of, covered_by
from ingestion.extract.pdf_header import PlacedCell
from ingestion.extract.pdf_merges import Ends, groups_of
from ingestion.extract.pdf_page import Char
from ingestion.extract.pdf_rows import (
    NEAR,
    Stack,
    Way,
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
    """

    anchors: list[float]
    heads: list[tuple[Run, ...]]
    wide_heads: list[Run]
    cells: list[PlacedCell]
    figures: set[int]
    unplaced: list[Run]


@dataclass
class _Lines:
    """The lines of each column from top to bottom, and what stands over several columns."""

    columns: list[list[Run]]
    wide: list[Run] = field(default_factory=list)


def body_of(rows: Sequence[Row], columns: Columns, ends: Ends) -> Body | None:
    """Give everything below the header its row; None if nobody can tell.

    Args:
        rows: The baselines of the table, the header's included.
        columns: Its columns.
        ends: Whether it may go on over the page's ends.
    """
    em = median(row.em for row in rows)
    lines = _lines(rows, columns)
    first = next(row for row in rows if row.is_full and row.has_value)
    start = first.top - 0.1 * em
    figures = {
        col
        for col, found in enumerate(lines.columns)
        if _are_figures([run for run in found if run.line.bottom > start])
    }
    anchors, key = _anchors(lines, figures, start, em)
    if len(anchors) < 2:
        return None
    plain = [found for col, found in enumerate(lines.columns) if col in figures and col != key]
    way = _way(lines, figures, key, anchors, em)
    if way is None or not plain:
        return None
    return _placed(lines, columns, anchors, figures, key, way, em, ends)


def _are_figures(runs: Sequence[Run]) -> bool:
    return bool(runs) and sum(run.is_figure for run in runs) >= _FIGURES * len(runs)


def _lines(rows: Sequence[Row], columns: Columns) -> _Lines:
    found: list[list[Run]] = [[] for _ in columns]
    wide: list[Run] = []
    for row in rows:
        inside: dict[int, list[Char]] = {}
        for run in row.runs:
            for piece in _unglued(run, columns):
                first, last = covered_by(piece, columns)
                if first == last:
                    inside.setdefault(first, []).extend(piece.chars)
                else:
                    wide.append(piece)
        for col, chars in inside.items():
            found[col].append(Run(tuple(chars)))
    return _Lines(found, wide)


def _unglued(run: Run, columns: Columns) -> list[Run]:
    """A run that is two cells close together, each wholly in its column."""
    first, last = covered_by(run, columns)
    if first == last:
        return [run]
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
    return [Run(tuple(part)) for part in parts]


def _is_cut(before: Char, char: Char, column: tuple[float, float], em: float) -> bool:
    """Whether two characters close together stand in two cells."""
    gap = char.x0 - before.x1
    return gap >= _GLUED * em or (gap >= 0 and abs(char.x0 - column[0]) <= _EDGE * em)


def _anchors(
    lines: _Lines, figures: set[int], start: float, em: float
) -> tuple[list[float], int | None]:
    for col in range(min(_KEY_COLUMNS, len(lines.columns))):
        anchors = key_anchors(lines.columns[col])
        if anchors is not None:
            return anchors, col
    columns = [
        [run for run in lines.columns[col] if run.line.bottom > start] for col in sorted(figures)
    ]
    wide = [run for run in lines.wide if run.line.bottom > start]
    return figure_anchors([*columns, wide], em), None


def _way(
    lines: _Lines, figures: set[int], key: int | None, anchors: Sequence[float], em: float
) -> Way | None:
    """How lines stand about their anchors, by every column that can tell.

    Of the columns before the first with figures only the fullest has to fit: the others may hold
    labels of several rows.
    """
    first = min((col for col in figures if col != key), default=0)
    labels = [col for col in range(first) if col != key]
    last = labels[-1:] if labels else []
    fullest = sorted(labels, key=lambda col: -len(lines.columns[col]))[:1] or last
    asked = [col for col in range(len(lines.columns)) if col >= first or col in fullest]
    return way_of([lines.columns[col] for col in asked if col != key], anchors, em)


def _placed(  # noqa: PLR0913, PLR0917
    lines: _Lines,
    columns: Columns,
    anchors: list[float],
    figures: set[int],
    key: int | None,
    way: Way,
    em: float,
    ends: Ends,
) -> Body | None:
    stacks = [
        stack_of(found, anchors, "top" if col == key else way, em)
        for col, found in enumerate(lines.columns)
    ]
    labels = range(min(col for col in figures if col != key))
    merged = _merged(stacks, [col for col in labels if col != key])
    plain = {col: one for col, one in enumerate(stacks) if one is not None and col not in merged}
    edges = _edges(list(plain.values()), way, em)
    if edges is None:
        return None
    cells: list[PlacedCell] = []
    heads: list[tuple[Run, ...]] = []
    unplaced: list[Run] = []
    borders = borders_of(columns)
    for col, found in enumerate(lines.columns):
        if col in plain:
            heads.append(plain[col].head)
            cells += _cells(col, plain[col], columns[col])
            continue
        head = tuple(run for run in found if run.base < edges[0])
        heads.append(head)
        groups = groups_of(found[len(head) :], anchors, edges, way, em, ends)
        if groups is None:
            unplaced += found[len(head) :]
            continue
        for group in groups:
            box = (borders[col], edges[group.first], borders[col + 1], edges[group.end])
            text = _text(group.lines, columns[col])
            cells.append(PlacedCell(group.first, col, text, box, group.end - group.first))
    inside = [run for run in lines.wide if run.base >= edges[0]]
    spanning = _spanning(inside, cells, columns, anchors, em)
    if spanning is None:
        return None
    wide_heads = [run for run in lines.wide if run.base < edges[0]]
    return Body(anchors, heads, wide_heads, [*cells, *spanning], figures - {key}, unplaced)


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


def _edges(stacks: Sequence[Stack], way: Way, em: float) -> list[float] | None:
    """Where lines between the rows would stand, by the white that cells keep from them.

    The smallest white between two rows is the padding of both. A row that is higher than what it
    holds has its white below, above or on both sides, as its cells stand.
    """
    spans: list[tuple[float, float]] = []
    for row in range(len(stacks[0].rows)):
        found = [run.line for stack in stacks for run in stack.rows[row]]
        if not found:
            return None
        spans.append((min(r.top for r in found), max(r.bottom for r in found)))
    if any(after[0] < before[0] or after[1] < before[1] for before, after in pairwise(spans)):
        return None
    gaps = [after[0] - before[1] for before, after in pairwise(spans)]
    least = min(min(gaps) / 2, em)
    if way == "top":
        inner = [top - least for top, _ in spans[1:]]
    elif way == "bottom":
        inner = [bottom + least for _, bottom in spans[:-1]]
    else:
        paddings = _paddings(gaps, least)
        inner = [bottom + padding for (_, bottom), padding in zip(spans, paddings, strict=False)]
        return [spans[0][0] - paddings[0], *inner[: len(gaps)], spans[-1][1] + paddings[-1]]
    return [spans[0][0] - least, *inner, spans[-1][1] + least]


def _paddings(gaps: Sequence[float], least: float) -> list[float]:
    """White above and below what each row holds, from the closest two rows outwards."""
    at = min(range(len(gaps)), key=lambda gap: gaps[gap])
    found = [least] * (len(gaps) + 1)
    for row in range(at + 1, len(gaps)):
        found[row + 1] = max(least, gaps[row] - found[row])
    for row in range(at, 0, -1):
        found[row - 1] = max(least, gaps[row - 1] - found[row])
    return found


def _spanning(
    runs: Sequence[Run],
    cells: Sequence[PlacedCell],
    columns: Columns,
    anchors: Sequence[float],
    em: float,
) -> list[PlacedCell] | None:
    """Cells over several columns: the free stretch of its row that the text is the middle of."""
    found: list[PlacedCell] = []
    borders = borders_of(columns)
    for run in runs:
        rows = [row for row, base in enumerate(anchors) if abs(base - run.base) <= NEAR * em]
        if not rows:
            return None
        row = rows[0]
        taken = {c.col for c in cells if c.row <= row < c.row + c.row_span and c.text}
        first, last = covered_by(run, columns)
        fits = [
            (a, b)
            for a in range(first + 1)
            for b in range(last, len(columns))
            if taken.isdisjoint(range(a, b + 1))
            and min(
                abs((borders[a] + borders[b + 1]) / 2 - run.middle),
                abs((columns[a][0] + columns[b][1]) / 2 - run.middle),
            )
            <= _OFF * em
        ]
        if not fits:
            return None
        a, b = max(fits, key=lambda fit: fit[1] - fit[0])
        found.append(PlacedCell(row, a, run.text, run.box, 1, b - a + 1))
    return found
