"""Tables out of the ruling lines of a page; merged cells by the lines that are missing. Pure.

The lines are laid on a grid. Two neighbouring places of it are one cell if no line stands between
them, so that spans follow from geometry. A table without its outer lines, as in many reports, is
closed at the ends of the lines that cross it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingestion.extract.model import Box
from ingestion.extract.pdf_lines import Line, begins_item, join_texts, lines_of, was_broken
from ingestion.extract.pdf_page import Char, Page, Rule

_SNAP, _LOOSE = 3.0, 25.0
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
class Table:
    """A table of one page, or of several after joining. ``xs`` are its column borders.

    ``is_aligned`` if it has no ruling lines, so that its borders only stand about where they are;
    without a header such rows are a table only as the rest of one.
    """

    page: int
    last_page: int
    box: Box
    last_bottom: float
    xs: tuple[float, ...]
    rows: int
    cells: tuple[TableCell, ...]
    is_aligned: bool = False
    has_header: bool = True


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
        if groups and rule.at - groups[-1][-1].at <= 1.0 and rule.at - groups[-1][0].at <= _SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    joined: list[Rule] = []
    for group in groups:
        at = sum(rule.at for rule in group) / len(group)
        run: list[float] = []
        for rule in sorted(group, key=lambda one: one.start):
            if run and rule.start - run[1] <= _SNAP:
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
                level.start - _SNAP <= upright.at <= level.end + _SNAP
                and upright.start - _SNAP <= level.at <= upright.end + _SNAP
            ):
                owner[root(left)] = root(right)
    nets: dict[int, _Net] = {}
    for index, rule in enumerate((*across, *down)):
        net = nets.setdefault(root(index), _Net())
        (net.across if index < len(across) else net.down).append(rule)
    return [net for net in nets.values() if net.across and net.down]


def _snapped(values: Iterable[float]) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= _SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _table(net: _Net, page: int, chars: Sequence[Char]) -> tuple[Table, list[Char]] | None:
    xs = _snapped([r.at for r in net.down] + [e for r in net.across for e in (r.start, r.end)])
    ys = _snapped([r.at for r in net.across] + [e for r in net.down for e in (r.start, r.end)])
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
            lines=_paragraphs(written.get(number, []), boxes[number], padding),
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

    uprights = [[r for r in net.down if abs(r.at - x) <= _SNAP] for x in xs]
    levels = [[r for r in net.across if abs(r.at - y) <= _SNAP] for y in ys]
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


def _paragraphs(lines: Sequence[Line], box: Box, padding: float) -> tuple[str, ...]:
    """The paragraphs of a cell: lines that were broken for want of room are joined."""
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


def joined_over_pages(above: Table, below: Table) -> Table | None:
    """Join a table with its continuation on the next page.

    A header that is repeated there is dropped; a cell that the page break cut is made whole.

    Args:
        above: The last table of a page.
        below: The first table of the next page.

    Returns:
        The whole table, or None if the two are different tables.
    """
    if below.page != above.last_page + 1 or not _aligned(above, below):
        return None
    if above.is_aligned:
        below = replace(below, xs=above.xs)
    xs = tuple(_snapped((*above.xs, *below.xs)))
    same = len(xs) == len(above.xs)
    upper = list(above.cells) if same else [_moved(cell, above.xs, xs, 0) for cell in above.cells]
    repeated = _repeated_rows(above, below)
    lower = [
        _moved(cell, below.xs, xs, above.rows - repeated)
        for cell in below.cells
        if cell.row >= repeated
    ]

    cells = _healed(upper, lower, above.rows)
    return replace(
        above,
        last_page=below.last_page,
        last_bottom=below.last_bottom,
        xs=xs,
        rows=max(cell.row + cell.row_span for cell in cells),
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
    )


def _aligned(above: Table, below: Table) -> bool:
    if above.is_aligned != below.is_aligned:
        return False
    if above.is_aligned:
        pairs = list(zip(above.xs, below.xs, strict=False))
        same = len(above.xs) == len(below.xs)
        return same and all(abs(one - other) <= _LOOSE for one, other in pairs)
    ends = ((above.xs[0], below.xs[0]), (above.xs[-1], below.xs[-1]))
    if any(abs(one - other) > _SNAP for one, other in ends):
        return False
    few, many = sorted((above.xs, below.xs), key=len)
    return all(any(abs(x - other) <= _SNAP for other in many) for x in few)


def _moved(cell: TableCell, xs: Sequence[float], onto: Sequence[float], rows: int) -> TableCell:
    first = bisect_right(onto, xs[cell.col] + _SNAP) - 1
    last = bisect_right(onto, xs[cell.col + cell.col_span] + _SNAP) - 1
    return replace(cell, row=cell.row + rows, col=first, col_span=max(1, last - first))


def _repeated_rows(above: Table, below: Table) -> int:
    """How many rows at the top of a page only repeat the table's first rows."""
    count = 0
    for row in range(min(above.rows, below.rows)):
        mine = [(cell.col, cell.text) for cell in above.cells if cell.row == row]
        theirs = [(cell.col, cell.text) for cell in below.cells if cell.row == row]
        if mine != theirs or not any(text for _, text in mine):
            break
        count += 1
    return count


def _healed(upper: list[TableCell], lower: list[TableCell], cut: int) -> list[TableCell]:
    """Join the halves of merged cells, and of a row, that the page break cut."""
    bottom = {
        (cell.col, cell.col_span): at
        for at, cell in enumerate(upper)
        if cell.row + cell.row_span == cut
    }
    first = [cell for cell in lower if cell.row == cut]
    if _is_rest_of_row(upper, bottom, first, cut):
        for cell in first:
            at = bottom[cell.col, cell.col_span]
            upper[at] = replace(
                upper[at],
                lines=_stitched(upper[at].lines, cell.lines),
                row_span=upper[at].row_span + cell.row_span - 1,
            )
        rest = [replace(cell, row=cell.row - 1) for cell in lower if cell.row > cut]
        return upper + rest
    kept = []
    for cell in lower:
        half = bottom.get((cell.col, cell.col_span)) if cell.row == cut else None
        if half is not None and not cell.lines and upper[half].row_span > 1:
            span = upper[half].row_span + cell.row_span
            upper[half] = replace(upper[half], row_span=span)
        else:
            kept.append(cell)
    return upper + kept


def _stitched(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    if not above or not below:
        return above + below
    return (*above[:-1], join_texts(above[-1], below[0]), *below[1:])


def _is_rest_of_row(
    upper: list[TableCell],
    bottom: dict[tuple[int, int], int],
    first: list[TableCell],
    cut: int,
) -> bool:
    """A row without its number, under a numbered row of just the same cells, is its rest."""
    if not any(cell.lines for cell in first) or any(c.lines and c.row_span > 1 for c in first):
        return False
    if any((cell.col, cell.col_span) not in bottom for cell in first):
        return False
    number = min(first, key=lambda cell: cell.col)
    above = upper[bottom[number.col, number.col_span]]
    single = all(upper[bottom[c.col, c.col_span]].row == cut - 1 for c in first if c.lines)
    return single and not number.lines and above.text.strip(".、()（）").isdigit()
