"""Tables out of the ruling lines of a page; merged cells by the lines that are missing. Pure.

The lines are laid on a grid. Two neighbouring places of it are one cell if no line stands between
them, so that spans follow from geometry. A table without its outer lines, as in many reports, is
closed at the ends of the lines that cross it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingestion.extract.model import Box
from ingestion.extract.pdf_lines import Line, begins_item, join_texts, lines_of, was_broken
from ingestion.extract.pdf_page import Char, Page, Rule

SNAP = 3.0
_MIN_RULE = 6.0
_MIN_COVER = 0.5
_CELL_GAP = 30.0


@dataclass(frozen=True)
class TableCell:
    """One cell on the grid of its table. ``lines`` are its paragraphs."""

    row: int
    col: int
    row_span: int
    col_span: int
    lines: tuple[str, ...]
    page: int
    box: Box

    @property
    def text(self) -> str:
        """Its paragraphs."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Leftover:
    """Text of a table whose row or column is not known."""

    text: str
    page: int
    box: Box


@dataclass(frozen=True)
class Table:
    """A table of one page, or of several after joining. ``xs`` are its column borders.

    ``is_aligned`` if it has no ruling lines, so that its borders only stand about where they are;
    without ``header_rows`` such rows are a table only as the rest of one. ``unplaced`` is what
    nobody can give a place: the labels of ``doubtful`` columns, or the whole table, which then has
    no cells.
    """

    page: int
    last_page: int
    box: Box
    last_bottom: float
    xs: tuple[float, ...]
    rows: int
    cells: tuple[TableCell, ...]
    is_aligned: bool = False
    header_rows: int = 1
    unplaced: tuple[Leftover, ...] = ()
    doubtful: frozenset[int] = frozenset()

    @property
    def has_header(self) -> bool:
        """Whether labels stand over its columns."""
        return self.header_rows > 0


@dataclass
class _Net:
    """Lines that cross one another."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)


def find_tables(page: Page) -> tuple[list[Table], list[Char]]:
    """Find the tables of a page.

    Args:
        page: The page.

    Returns:
        The tables from top to bottom, and the characters outside of them.
    """
    tables: list[Table] = []
    rest: Sequence[Char] = page.chars
    for net in _nets(_joined(page.across), _joined(page.down)):
        found = _table(net, page.number, rest)
        if found is not None:
            table, rest = found
            tables.append(table)
    return sorted(tables, key=lambda table: table.box[1]), list(rest)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines on one height as one, over the gaps of a dashed line; specks left out."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule.at - groups[-1][-1].at <= 1.0 and rule.at - groups[-1][0].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    joined: list[Rule] = []
    for group in groups:
        at = sum(rule.at for rule in group) / len(group)
        run: list[float] = []
        for rule in sorted(group, key=lambda one: one.start):
            if run and rule.start - run[1] <= SNAP:
                run[1] = max(run[1], rule.end)
                continue
            if run:
                joined.append(Rule(at, *run))
            run = [rule.start, rule.end]
        joined.append(Rule(at, *run))
    return [rule for rule in joined if rule.end - rule.start >= _MIN_RULE]


def _nets(across: list[Rule], down: list[Rule]) -> list[_Net]:
    """Lines that touch one another, directly or over others, are one net."""
    owner = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for right, upright in enumerate(down, len(across)):
        for left, level in enumerate(across):
            if (
                level.start - SNAP <= upright.at <= level.end + SNAP
                and upright.start - SNAP <= level.at <= upright.end + SNAP
            ):
                owner[root(left)] = root(right)
    nets: dict[int, _Net] = {}
    for index, rule in enumerate((*across, *down)):
        net = nets.setdefault(root(index), _Net())
        (net.across if index < len(across) else net.down).append(rule)
    return [net for net in nets.values() if net.across and net.down]


def snapped(values: Iterable[float]) -> list[float]:
    """Places that are nearly the same as one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _table(net: _Net, page: int, chars: Sequence[Char]) -> tuple[Table, list[Char]] | None:
    xs = snapped([r.at for r in net.down] + [e for r in net.across for e in (r.start, r.end)])
    ys = snapped([r.at for r in net.across] + [e for r in net.down for e in (r.start, r.end)])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) <= 4:
        return None  # a frame around text, or an underlined heading
    owner = _cell_numbers(net, xs, ys)
    inside: dict[int, list[Char]] = {}
    outside: list[Char] = []
    for char in chars:
        row = bisect_right(ys, (char.top + char.bottom) / 2) - 1
        col = bisect_right(xs, (char.x0 + char.x1) / 2) - 1
        if 0 <= row < len(ys) - 1 and 0 <= col < len(xs) - 1:
            inside.setdefault(owner[row][col], []).append(char)
        else:
            outside.append(char)
    places: dict[int, list[tuple[int, int]]] = {}
    for row, numbers in enumerate(owner):
        for col, number in enumerate(numbers):
            places.setdefault(number, []).append((row, col))
    if len(places) < 3 or not inside:
        return None
    written = {number: lines_of(found, _CELL_GAP) for number, found in inside.items()}
    boxes = {number: _box(place, xs, ys) for number, place in places.items()}
    padding = _padding(written, boxes)
    cells = [
        TableCell(
            row=min(place)[0],
            col=min(col for _, col in place),
            row_span=max(place)[0] - min(place)[0] + 1,
            col_span=max(col for _, col in place) - min(col for _, col in place) + 1,
            lines=paragraphs_in(written.get(number, []), boxes[number], padding),
            page=page,
            box=boxes[number],
        )
        for number, place in places.items()
    ]
    box = (xs[0], ys[0], xs[-1], ys[-1])
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))
    return Table(page, page, box, ys[-1], tuple(xs), len(ys) - 1, ordered), outside


def _cell_numbers(net: _Net, xs: list[float], ys: list[float]) -> list[list[int]]:
    """A number for every place of the grid; places without a line between them share theirs."""
    width, height = len(xs) - 1, len(ys) - 1
    owner = list(range(width * height))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    uprights = [[r for r in net.down if abs(r.at - x) <= SNAP] for x in xs]
    levels = [[r for r in net.across if abs(r.at - y) <= SNAP] for y in ys]
    for row in range(height):
        for col in range(width):
            here = row * width + col
            if col + 1 < width and not _covers(uprights[col + 1], ys[row], ys[row + 1]):
                owner[root(here + 1)] = root(here)
            if row + 1 < height and not _covers(levels[row + 1], xs[col], xs[col + 1]):
                owner[root(here + width)] = root(here)
    return [[root(row * width + col) for col in range(width)] for row in range(height)]


def _covers(rules: Iterable[Rule], low: float, high: float) -> bool:
    covered = sum(max(0.0, min(r.end, high) - max(r.start, low)) for r in rules)
    return covered >= _MIN_COVER * (high - low)


def _box(places: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> Box:
    rows, cols = [row for row, _ in places], [col for _, col in places]
    return (xs[min(cols)], ys[min(rows)], xs[max(cols) + 1], ys[max(rows) + 1])


def _padding(written: dict[int, list[Line]], boxes: dict[int, Box]) -> float:
    """The least distance of text from the border of its cell, on both sides."""
    gaps = [
        gap
        for number, lines in written.items()
        for line in lines
        for gap in (line.x0 - boxes[number][0], boxes[number][2] - line.x1)
    ]
    return min(max(min(gaps, default=0.0), 0.0), 10.0)


def paragraphs_in(lines: Sequence[Line], box: Box, padding: float) -> tuple[str, ...]:
    """The paragraphs of a cell: lines that were broken for want of room are joined.

    Args:
        lines: The lines of the cell from top to bottom.
        box: The cell.
        padding: White between text and border. Unit: points.
    """
    if not lines:
        return ()
    texts = [lines[0].text]
    room = box[2] - box[0] - 2 * padding
    for before, line in itertools.pairwise(lines):
        broken = was_broken(before, line, room - (before.x1 - before.x0))
        if broken and not begins_item(before, line):
            texts[-1] = join_texts(texts[-1], line.text)
        else:
            texts.append(line.text)
    return tuple(texts)
