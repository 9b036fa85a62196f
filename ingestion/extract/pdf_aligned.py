"""Tables without ruling lines: columns by the white between them, rows by their figures. Pure.

Only what is plain is taken: at least three columns, rows with figures, and a header whose labels
can be put over their columns. Everything else is left as paragraphs, for others to place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingestion.extract.pdf_lines import Line, join_texts, lines_of, merged, pieces_of, same_height
from ingestion.extract.pdf_page import Char
from ingestion.extract.pdf_tables import Table, TableCell

_FIGURE = re.compile(r"[^\w]*\d[\d.,]*\D{0,4}$|[/／—–-]+$|[≥≤><＞＜±+-]")
_YEAR = re.compile(r"(19|20)\d\d")
_ORDINAL = re.compile(r"[（(]?\d{1,3}[)）.、]?")
_MIN_COLUMNS, _MIN_ROWS, _MIN_BODY_ROWS = 3, 3, 2
_MAX_BREAK = 3.0
"""Free height that ends a table. Unit: em."""
_MIN_GUTTER, _SAME_GAP = 0.4, 0.1
_FULL = 0.7
_NARROW, _WORD_GAP = 0.3, 1.6
_WIDE_TEXT = 0.6
_LABELLED = 0.5
_FIGURE_ROWS = 0.5

_Columns = list[tuple[float, float]]


@dataclass(frozen=True)
class _Row:
    """Pieces on one height; ``runs`` are the same characters, parted at narrow gaps too."""

    pieces: tuple[Line, ...]
    runs: tuple[Line, ...] = ()

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def em(self) -> float:
        return max(piece.em for piece in self.pieces)

    @property
    def has_value(self) -> bool:
        """Whether it has a figure that is no year."""
        return any(_FIGURE.match(p.text) and not _YEAR.match(p.text) for p in self.pieces)


def find_aligned(chars: Sequence[Char], page: int) -> list[Table]:
    """Find the tables of a stretch of a page whose cells are only aligned.

    Args:
        chars: The characters that stand in no ruled table.
        page: Number of the page.

    Returns:
        The tables from top to bottom.
    """
    rows = [
        _Row(tuple(pieces_of(row)), tuple(row)) for row in same_height(lines_of(chars, _NARROW))
    ]
    return [table for run in _runs(rows) if (table := _table(run, page)) is not None]


def outside_of(chars: Sequence[Char], tables: Sequence[Table]) -> list[Char]:
    """The characters that stand above or below all of these tables."""
    heights = [(table.box[1], table.box[3]) for table in tables]
    return [
        char
        for char in chars
        if not any(top <= (char.top + char.bottom) / 2 <= bottom for top, bottom in heights)
    ]


def _runs(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows close below one another that may be a table, from its first full row to its last."""
    if not rows:
        return
    left = min(piece.x0 for row in rows for piece in row.pieces)
    right = max(piece.x1 for row in rows for piece in row.pieces)
    run: list[_Row] = []
    for row in rows:
        first = row.pieces[0]
        is_text = len(row.pieces) == 1 and first.x1 - first.x0 > _WIDE_TEXT * (right - left)
        if run and (is_text or row.top - run[-1].bottom > _MAX_BREAK * row.em):
            yield from _trimmed(run)
            run = []
        if not is_text:
            run.append(row)
    yield from _trimmed(run)


def _trimmed(run: list[_Row]) -> Iterator[list[_Row]]:
    full = [at for at, row in enumerate(run) if len(row.pieces) >= _MIN_COLUMNS]
    if len(full) < _MIN_ROWS:
        return
    first, last = full[0], full[-1] + 1
    while first and run[first].top - run[first - 1].bottom < run[first].em:
        first -= 1  # the rest of a row that the page break cut, or a caption
    while last < len(run) and run[last].top - run[last - 1].bottom < run[last].em:
        last += 1
    yield run[first:last]


def _table(run: list[_Row], page: int) -> Table | None:
    columns = _columns(run)
    if columns is None:
        return None
    if any(_is_crowded(row, columns) for row in run):
        return None
    run = [_Row(_in_columns(row.runs, columns), row.runs) for row in run]
    while run and len(run[-1].pieces) < _MIN_COLUMNS and _crosses(run[-1], columns):
        run = run[:-1]  # a note below the table
    first = next(at for at, row in enumerate(run) if len(row.pieces) >= _MIN_COLUMNS)
    if not run[first].has_value:
        run = run[first:]  # without the caption
    body = _body_start(run)
    labels = max((len(row.pieces) for row in run[:body]), default=0)
    has_header = labels >= max(_MIN_COLUMNS, len(columns) * _LABELLED)
    if len(run) - body < _MIN_ROWS - 1 or (page == 1 and not has_header):
        return None
    header = _header(run[:body], columns) if has_header else _rest(run[:body], columns)
    joined = _joined_rows(run[body:], columns)
    if header is None or joined is None:
        return None
    cells, height = header
    for rows in joined:
        cells += _cells(rows, columns, height)
        height += 1
    xs = _borders(columns)
    top, bottom = run[0].top, run[-1].bottom
    return Table(
        page=page,
        last_page=page,
        box=(xs[0], top, xs[-1], bottom),
        last_bottom=bottom,
        xs=tuple(xs),
        rows=height,
        cells=tuple(
            TableCell(
                c.row, c.col, c.row_span, c.col_span, (c.text,) if c.text else (), page, c.box
            )
            for c in cells
        ),
        is_aligned=True,
        has_header=has_header,
    )


def _columns(run: Sequence[_Row]) -> _Columns | None:
    """Left and right edge of each column: what all rows with figures leave white parts them."""
    wide = [row for row in run if len(row.pieces) >= _MIN_COLUMNS]
    full = [row for row in wide if row.has_value]
    if len(full) < _MIN_BODY_ROWS or len(full) < _FIGURE_ROWS * len(wide):
        return None
    most = max(len(row.pieces) for row in full)
    columns: _Columns = []
    for low, high in sorted((piece.x0, piece.x1) for row in full for piece in row.pieces):
        if columns and low - columns[-1][1] < _MIN_GUTTER * full[0].em:
            columns[-1] = (columns[-1][0], max(columns[-1][1], high))
        else:
            columns.append((low, high))
    return columns if len(columns) >= most else None


def _borders(columns: _Columns) -> list[float]:
    middles = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    return [columns[0][0], *middles, columns[-1][1]]


def _covered(piece: Line, columns: _Columns) -> tuple[int, int]:
    """First and last column under a piece; the nearest where it stands between two."""
    under = [at for at, (low, high) in enumerate(columns) if piece.x0 < high and low < piece.x1]
    if under:
        return under[0], under[-1]
    middle = (piece.x0 + piece.x1) / 2
    nearest = min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))
    return nearest, nearest


def _is_crowded(row: _Row, columns: _Columns) -> bool:
    """Whether two figures or two labels of a row fall into one column: then it is two columns."""
    for before, after in pairwise(row.runs):
        if _covered(before, columns) != _covered(after, columns):
            continue
        if all(_FIGURE.match(run.text) for run in (before, after)):
            return True
        if len(row.runs) >= _MIN_COLUMNS and not row.has_value:
            return min(len(before.text), len(after.text)) > 1
    return False


def _in_columns(runs: Sequence[Line], columns: _Columns) -> tuple[Line, ...]:
    """What stands in one column is one piece; labels may be nearer to one another than figures."""
    pieces: list[Line] = []
    for run in runs:
        is_near = bool(pieces) and run.x0 - pieces[-1].x1 <= _WORD_GAP * run.em
        if is_near and _covered(run, columns) == _covered(pieces[-1], columns):
            pieces[-1] = merged([pieces[-1], run])
        else:
            pieces.append(run)
    return tuple(pieces)


def _crosses(row: _Row, columns: _Columns) -> bool:
    return any(first < last for first, last in (_covered(p, columns) for p in row.pieces))


def _body_start(run: Sequence[_Row]) -> int:
    """The first row with figures; a year among labels is none."""
    at = next((at for at, row in enumerate(run) if row.has_value), len(run))
    while 1 < at < len(run) and len(run[at - 1].pieces) < _MIN_COLUMNS and _lean(run, at - 1) > 0:
        at -= 1  # a line of the first row that stands over its figures
    return at


def _lean(rows: Sequence[_Row], at: int) -> int:
    """Whether a line stands nearer to the one below (1), to the one above (-1), or neither."""
    above = rows[at].top - rows[at - 1].bottom
    below = rows[at + 1].top - rows[at].bottom if at + 1 < len(rows) else above + rows[at].em
    if abs(above - below) <= _SAME_GAP * rows[at].em:
        return 0
    return 1 if below < above else -1


@dataclass(frozen=True)
class _Cell:
    row: int
    col: int
    text: str
    box: tuple[float, float, float, float]
    row_span: int = 1
    col_span: int = 1


def _header(rows: Sequence[_Row], columns: _Columns) -> tuple[list[_Cell], int] | None:
    """The header's cells and height: one row of labels, or groups over labels; None if unclear."""
    levels: list[list[_Row]] = []
    for row in rows:
        mine = _places(row, columns)
        above = {col for one in levels[-1] for col in _places(one, columns)} if levels else set()
        is_group = _crosses(row, columns) or not mine
        is_level = bool(levels) and not any(_crosses(one, columns) for one in levels[-1])
        if is_level and not is_group and (mine <= above or mine.isdisjoint(above)):
            levels[-1].append(row)
        else:
            levels.append([row])
    if len(levels) == 1:
        return _cells(levels[0], columns, 0), 1
    return _grouped(levels, columns) if len(levels) == 2 else None


def _rest(rows: Sequence[_Row], columns: _Columns) -> tuple[list[_Cell], int]:
    """What a page begins with, before its first row with figures: the rest of a row, unnumbered."""
    if not rows:
        return [], 0
    cells = [cell for cell in _cells(rows, columns, 0) if cell.col > 0]
    top, bottom = rows[0].top, rows[-1].bottom
    return [_Cell(0, 0, "", (columns[0][0], top, columns[0][1], bottom)), *cells], 1


def _places(row: _Row, columns: _Columns) -> set[int]:
    return {_covered(piece, columns)[0] for piece in row.pieces}


def _grouped(levels: list[list[_Row]], columns: _Columns) -> tuple[list[_Cell], int]:
    """Groups over labels: a label without a group reaches up, a group reaches to both sides."""
    below = _cells(levels[1], columns, 1)
    labelled = {cell.col for cell in below}
    groups: list[_Cell] = []
    alone: list[_Cell] = []
    for cell in _cells(levels[0], columns, 0):
        reaches = labelled.intersection(range(cell.col, cell.col + cell.col_span))
        (groups if reaches else alone).append(cell)
    found = [_Cell(0, c.col, c.text, c.box, 2, c.col_span) for c in alone]
    members: dict[int, list[_Cell]] = {}
    for label in below:
        left = max((c.col for c in alone if c.col < label.col), default=-1)
        near = [at for at, group in enumerate(groups) if group.col > left]
        if near:
            at = min(near, key=lambda at: abs(_middle(groups[at]) - _middle(label)))
            members.setdefault(at, []).append(label)
        else:
            found.append(_Cell(0, label.col, label.text, label.box, 2))
    for at, labels in members.items():
        first, last = labels[0].col, labels[-1].col
        found.append(_Cell(0, first, groups[at].text, groups[at].box, 1, last - first + 1))
        found += labels
    return found, 2


def _middle(cell: _Cell) -> float:
    return (cell.box[0] + cell.box[2]) / 2


def _joined_rows(rows: Sequence[_Row], columns: _Columns) -> list[list[_Row]] | None:
    """Lines of one row together: those without a figure belong to the nearer row.

    In between they belong to the row above, unless cells are centred: then nobody can tell.
    """
    keyed = _is_keyed(rows, columns)
    joined: list[list[_Row]] = []
    is_open = is_centred = has_tie = False
    for at, row in enumerate(rows):
        is_rest = not _is_anchor(row, columns, keyed=keyed) and not _crosses(row, columns)
        lean = (_lean(rows, at) if at else 1) if is_rest else 0
        if joined and (is_open or (is_rest and lean <= 0)):
            joined[-1].append(row)
        else:
            joined.append([row])
        is_open = is_rest and (lean > 0 or is_open)
        is_centred = is_centred or lean > 0
        has_tie = has_tie or (is_rest and lean == 0)
    return None if is_centred and has_tie else joined


def _is_keyed(rows: Sequence[_Row], columns: _Columns) -> bool:
    """Whether rows begin with a number, so that what has none is the rest of a row."""
    full = [row for row in rows if len(row.pieces) >= _FULL * len(columns)]
    numbered = sum(_has_key(row, columns) for row in full)
    return bool(full) and numbered > _FULL * len(full)


def _has_key(row: _Row, columns: _Columns) -> bool:
    first = row.pieces[0]
    return _covered(first, columns)[0] == 0 and bool(_ORDINAL.fullmatch(first.text))


def _is_anchor(row: _Row, columns: _Columns, *, keyed: bool) -> bool:
    if keyed and _has_key(row, columns):
        return True
    return any(_FIGURE.match(p.text) for p in row.pieces if _covered(p, columns)[0] > 0)


def _cells(rows: Sequence[_Row], columns: _Columns, number: int) -> list[_Cell]:
    """One row of the table; pieces below one another in a column are joined."""
    stacks: dict[tuple[int, int], list[Line]] = {}
    for row in rows:
        for piece in row.pieces:
            stacks.setdefault(_covered(piece, columns), []).append(piece)
    cells = []
    for (first, last), pieces in sorted(stacks.items()):
        text = pieces[0].text
        for piece in pieces[1:]:
            text = join_texts(text, piece.text)
        box = (
            min(p.x0 for p in pieces), min(p.top for p in pieces),
            max(p.x1 for p in pieces), max(p.bottom for p in pieces),
        )  # fmt: skip
        cells.append(_Cell(number, first, text, box, 1, last - first + 1))
    return cells
