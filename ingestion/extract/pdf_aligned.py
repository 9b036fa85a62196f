"""Tables without ruling lines: columns by the white between them, rows by their figures. Pure.

Only what is plain is taken: at least three columns, rows with figures, and a header whose labels
can be put over their columns. Everything else is left as paragraphs, for others to place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingestion.extract.pdf_columns import (
    FIGURE,
    MIN_COLUMNS,
    Columns,
    PlacedCell,
    Row,
    borders_of,
    cells_of,
    columns_of,
    covered_by,
    crosses,
    in_columns,
    is_crowded,
)
from ingestion.extract.pdf_lines import lines_of, pieces_of, same_height
from ingestion.extract.pdf_page import Char
from ingestion.extract.pdf_tables import Table, TableCell

_ORDINAL = re.compile(r"[（(]?\d{1,3}[)）.、]?")
_MIN_ROWS = 3
_MAX_BREAK = 3.0
"""Free height that ends a table. Unit: em."""
_SAME_GAP = 0.1
_FULL = 0.7
_NARROW = 0.3
_WIDE_TEXT = 0.6
_LABELLED = 0.5


def find_aligned(chars: Sequence[Char], page: int) -> list[Table]:
    """Find the tables of a stretch of a page whose cells are only aligned.

    Args:
        chars: The characters that stand in no ruled table.
        page: Number of the page.

    Returns:
        The tables from top to bottom.
    """
    rows = [Row(tuple(pieces_of(row)), tuple(row)) for row in same_height(lines_of(chars, _NARROW))]
    return [table for run in _runs(rows) if (table := _table(run, page)) is not None]


def outside_of(chars: Sequence[Char], tables: Sequence[Table]) -> list[Char]:
    """The characters that stand above or below all of these tables."""
    heights = [(table.box[1], table.box[3]) for table in tables]
    return [
        char
        for char in chars
        if not any(top <= (char.top + char.bottom) / 2 <= bottom for top, bottom in heights)
    ]


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows close below one another that may be a table, from its first full row to its last."""
    if not rows:
        return
    left = min(piece.x0 for row in rows for piece in row.pieces)
    right = max(piece.x1 for row in rows for piece in row.pieces)
    run: list[Row] = []
    for row in rows:
        first = row.pieces[0]
        is_text = len(row.pieces) == 1 and first.x1 - first.x0 > _WIDE_TEXT * (right - left)
        if run and (is_text or row.top - run[-1].bottom > _MAX_BREAK * row.em):
            yield from _trimmed(run)
            run = []
        if not is_text:
            run.append(row)
    yield from _trimmed(run)


def _trimmed(run: list[Row]) -> Iterator[list[Row]]:
    full = [at for at, row in enumerate(run) if len(row.pieces) >= MIN_COLUMNS]
    if len(full) < _MIN_ROWS:
        return
    first, last = full[0], full[-1] + 1
    while first and run[first].top - run[first - 1].bottom < run[first].em:
        first -= 1  # the rest of a row that the page break cut, or a caption
    while last < len(run) and run[last].top - run[last - 1].bottom < run[last].em:
        last += 1
    yield run[first:last]


def _table(run: list[Row], page: int) -> Table | None:
    columns = columns_of(run)
    if columns is None:
        return None
    if any(is_crowded(row, columns) for row in run):
        return None
    run = [Row(in_columns(row.runs, columns), row.runs) for row in run]
    while run and len(run[-1].pieces) < MIN_COLUMNS and crosses(run[-1], columns):
        run = run[:-1]  # a note below the table
    first = next(at for at, row in enumerate(run) if len(row.pieces) >= MIN_COLUMNS)
    if not run[first].has_value:
        run = run[first:]  # without the caption
    body = _body_start(run)
    labels = max((len(row.pieces) for row in run[:body]), default=0)
    has_header = labels >= max(MIN_COLUMNS, len(columns) * _LABELLED)
    if len(run) - body < _MIN_ROWS - 1 or (page == 1 and not has_header):
        return None
    header = _header(run[:body], columns) if has_header else _rest(run[:body], columns)
    joined = _joined_rows(run[body:], columns)
    if header is None or joined is None:
        return None
    cells, height = header
    for rows in joined:
        cells += cells_of(rows, columns, height)
        height += 1
    xs = borders_of(columns)
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


def _body_start(run: Sequence[Row]) -> int:
    """The first row with figures; a year among labels is none."""
    at = next((at for at, row in enumerate(run) if row.has_value), len(run))
    while 1 < at < len(run) and len(run[at - 1].pieces) < MIN_COLUMNS and _lean(run, at - 1) > 0:
        at -= 1  # a line of the first row that stands over its figures
    return at


def _lean(rows: Sequence[Row], at: int) -> int:
    """Whether a line stands nearer to the one below (1), to the one above (-1), or neither."""
    above = rows[at].top - rows[at - 1].bottom
    below = rows[at + 1].top - rows[at].bottom if at + 1 < len(rows) else above + rows[at].em
    if abs(above - below) <= _SAME_GAP * rows[at].em:
        return 0
    return 1 if below < above else -1


def _header(rows: Sequence[Row], columns: Columns) -> tuple[list[PlacedCell], int] | None:
    """The header's cells and height: one row of labels, or groups over labels; None if unclear."""
    levels: list[list[Row]] = []
    for row in rows:
        mine = _places(row, columns)
        above = {col for one in levels[-1] for col in _places(one, columns)} if levels else set()
        is_group = crosses(row, columns) or not mine
        is_level = bool(levels) and not any(crosses(one, columns) for one in levels[-1])
        if is_level and not is_group and (mine <= above or mine.isdisjoint(above)):
            levels[-1].append(row)
        else:
            levels.append([row])
    if len(levels) == 1:
        return cells_of(levels[0], columns, 0), 1
    return _grouped(levels, columns) if len(levels) == 2 else None


def _rest(rows: Sequence[Row], columns: Columns) -> tuple[list[PlacedCell], int]:
    """What a page begins with, before its first row with figures: the rest of a row, unnumbered."""
    if not rows:
        return [], 0
    cells = [cell for cell in cells_of(rows, columns, 0) if cell.col > 0]
    top, bottom = rows[0].top, rows[-1].bottom
    return [PlacedCell(0, 0, "", (columns[0][0], top, columns[0][1], bottom)), *cells], 1


def _places(row: Row, columns: Columns) -> set[int]:
    return {covered_by(piece, columns)[0] for piece in row.pieces}


def _grouped(levels: list[list[Row]], columns: Columns) -> tuple[list[PlacedCell], int]:
    """Groups over labels: a label without a group reaches up, a group reaches to both sides."""
    below = cells_of(levels[1], columns, 1)
    labelled = {cell.col for cell in below}
    groups: list[PlacedCell] = []
    alone: list[PlacedCell] = []
    for cell in cells_of(levels[0], columns, 0):
        reaches = labelled.intersection(range(cell.col, cell.col + cell.col_span))
        (groups if reaches else alone).append(cell)
    found = [PlacedCell(0, c.col, c.text, c.box, 2, c.col_span) for c in alone]
    members: dict[int, list[PlacedCell]] = {}
    for label in below:
        left = max((c.col for c in alone if c.col < label.col), default=-1)
        near = [at for at, group in enumerate(groups) if group.col > left]
        if near:
            at = min(near, key=lambda at: abs(_middle(groups[at]) - _middle(label)))
            members.setdefault(at, []).append(label)
        else:
            found.append(PlacedCell(0, label.col, label.text, label.box, 2))
    for at, labels in members.items():
        first, last = labels[0].col, labels[-1].col
        found.append(PlacedCell(0, first, groups[at].text, groups[at].box, 1, last - first + 1))
        found += labels
    return found, 2


def _middle(cell: PlacedCell) -> float:
    return (cell.box[0] + cell.box[2]) / 2


def _joined_rows(rows: Sequence[Row], columns: Columns) -> list[list[Row]] | None:
    """Lines of one row together: those without a figure belong to the nearer row.

    In between they belong to the row above, unless cells are centred: then nobody can tell.
    """
    keyed = _is_keyed(rows, columns)
    joined: list[list[Row]] = []
    is_open = is_centred = has_tie = False
    for at, row in enumerate(rows):
        is_rest = not _is_anchor(row, columns, keyed=keyed) and not crosses(row, columns)
        lean = (_lean(rows, at) if at else 1) if is_rest else 0
        if joined and (is_open or (is_rest and lean <= 0)):
            joined[-1].append(row)
        else:
            joined.append([row])
        is_open = is_rest and (lean > 0 or is_open)
        is_centred = is_centred or lean > 0
        has_tie = has_tie or (is_rest and lean == 0)
    return None if is_centred and has_tie else joined


def _is_keyed(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether rows begin with a number, so that what has none is the rest of a row."""
    full = [row for row in rows if len(row.pieces) >= _FULL * len(columns)]
    numbered = sum(_has_key(row, columns) for row in full)
    return bool(full) and numbered > _FULL * len(full)


def _has_key(row: Row, columns: Columns) -> bool:
    first = row.pieces[0]
    return covered_by(first, columns)[0] == 0 and bool(_ORDINAL.fullmatch(first.text))


def _is_anchor(row: Row, columns: Columns, *, keyed: bool) -> bool:
    if keyed and _has_key(row, columns):
        return True
    return any(FIGURE.match(p.text) for p in row.pieces if covered_by(p, columns)[0] > 0)
