"""Tables of a PDF without ruling lines: columns by the white between them, rows by anchors. Pure.

Only what is plain is placed: at least three columns, rows with figures, and a header whose labels
can be put over their columns. What is plainly a table and cannot be placed comes back as such, so
that nobody takes its cells for running text; everything else is left as paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingestion.extract.pdf_body import Body, body_of
from ingestion.extract.pdf_columns import (
    MIN_COLUMNS,
    Columns,
    Row,
    Run,
    are_crowded,
    borders_of,
    columns_of,
    covered_by,
    crosses,
    rows_in,
    without_glue,
)
from ingestion.extract.pdf_header import PlacedCell, header_of, share_columns, with_blank_columns
from ingestion.extract.pdf_merges import Ends
from ingestion.extract.pdf_page import Char
from ingestion.extract.pdf_tables import Leftover, Table, TableCell

_MIN_ROWS = 3
_MAX_BREAK = 3.0
"""Free height that ends a table. Unit: em."""
_WIDE_TEXT = 0.6
_CELL_GAP = 0.9
_LABELLED = 0.5
_LOW = 0.7
_MAX_RUNS = 10_000
_OFF_SIDE = 2.0
_PLAIN_RUNS, _PLAIN_FIGURES = 4, 2
_PROSE_MARKS = ("，", "。", "；", ",", ";")


def find_aligned(chars: Sequence[Char], page: int, height: float) -> list[Table]:
    """Find the tables of a stretch of a page whose cells are only aligned.

    Args:
        chars: The characters that stand in no ruled table.
        page: Number of the page.
        height: Height of the page. Unit: points.

    Returns:
        The tables from top to bottom; one without cells could not be placed.
    """
    found: list[Table] = []
    for run in _stretches(rows_in(chars)):
        ends = Ends(page > 1, run[-1].bottom > _LOW * height)
        placed = _table(run, page, ends)
        if placed is not None:
            found.append(placed)
        elif _is_plain(run):
            found.append(_unplaced([r for row in run for r in row.runs], page))
    return found


def outside_of(chars: Sequence[Char], tables: Sequence[Table]) -> list[Char]:
    """The characters that stand above or below all of these tables."""
    heights = [(table.box[1], table.box[3]) for table in tables]
    return [
        char
        for char in chars
        if not any(top <= (char.top + char.bottom) / 2 <= bottom for top, bottom in heights)
    ]


def _stretches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows close below one another that may be a table, from its first full row to its last."""
    if not rows:
        return
    left = min(run.x0 for row in rows for run in row.runs)
    right = max(run.x1 for row in rows for run in row.runs)
    stretch: list[Row] = []
    for row in rows:
        width = row.runs[-1].x1 - row.runs[0].x0
        is_text = width > _WIDE_TEXT * (right - left) and all(
            gap < _CELL_GAP * row.em for gap in row.gaps()
        )
        if stretch and (is_text or row.top - stretch[-1].bottom > _MAX_BREAK * row.em):
            yield from _trimmed(stretch)
            stretch = []
        if not is_text:
            stretch.append(row)
    yield from _trimmed(stretch)


def _trimmed(stretch: list[Row]) -> Iterator[list[Row]]:
    full = [at for at, row in enumerate(stretch) if row.is_full]
    if len(full) < _MIN_ROWS:
        return
    first, last = full[0], full[-1] + 1
    while first and stretch[first].top - stretch[first - 1].bottom < stretch[first].em:
        first -= 1  # the rest of a row that the page break cut, a group's label or a caption
    while last < len(stretch) and stretch[last].top - stretch[last - 1].bottom < stretch[last].em:
        last += 1
    yield stretch[first:last]


def _is_plain(rows: Sequence[Row]) -> bool:
    """Whether rows are a table to everyone's eye: several figures apart in each of several rows."""
    plain = [
        row
        for row in rows
        if sum(gap >= _CELL_GAP * row.em for gap in row.gaps()) >= _PLAIN_RUNS - 1
        and sum(run.is_figure for run in row.runs) >= _PLAIN_FIGURES
        and not any(run.text.endswith(_PROSE_MARKS) for run in row.runs)
    ]
    return len(plain) >= _MIN_ROWS and len(columns_of(plain)) >= _PLAIN_RUNS


def _unplaced(runs: Sequence[Run], page: int) -> Table:
    box = (
        min(run.x0 for run in runs), min(run.line.top for run in runs),
        max(run.x1 for run in runs), max(run.line.bottom for run in runs),
    )  # fmt: skip
    left = _leftovers(runs, page)
    return Table(page, page, box, box[3], (box[0], box[2]), 0, (), is_aligned=True, unplaced=left)


def _leftovers(runs: Sequence[Run], page: int) -> tuple[Leftover, ...]:
    return tuple(Leftover(run.text, page, run.box) for run in runs)


def _table(rows: list[Row], page: int, ends: Ends) -> Table | None:
    """The table that rows are; None if they are none or cannot be placed."""
    first = next((at for at, row in enumerate(rows) if row.is_full and row.has_value), None)
    if first is None or sum(len(row.runs) for row in rows) > _MAX_RUNS:
        return None
    rows = without_glue(rows, first)
    columns = with_blank_columns(columns_of(rows[first:]), rows[:first])
    while len(rows) > first + 1 and not rows[-1].is_full and crosses(rows[-1], columns):
        rows = rows[:-1]  # a note below the table
        columns = with_blank_columns(columns_of(rows[first:]), rows[:first])
    if len(columns) < MIN_COLUMNS or share_columns(rows[:first], columns):
        return None
    if are_crowded(rows[first:], columns):
        return None
    body = body_of(rows, columns, ends)
    if body is None or len(body.anchors) < _MIN_ROWS - 1:
        return None
    return _assembled(rows, columns, body, page)


def _assembled(rows: Sequence[Row], columns: Columns, body: Body, page: int) -> Table | None:
    header = _header(body, columns)
    is_rest = header is None and page > 1
    if header is None and not is_rest:
        return None
    if header is not None:
        cells, height, caption = header
    else:
        cells, height, caption = *_rest(body, columns), []
    cells = [*cells, *(replace(cell, row=cell.row + height) for cell in body.cells)]
    used = [run for row in rows for run in row.runs if run not in caption]
    xs = borders_of(columns)
    top, bottom = min(run.line.top for run in used), max(run.line.bottom for run in used)
    return Table(
        page=page,
        last_page=page,
        box=(xs[0], top, xs[-1], bottom),
        last_bottom=bottom,
        xs=tuple(xs),
        rows=height + len(body.anchors),
        cells=tuple(_table_cell(cell, page) for cell in sorted(cells, key=_place)),
        is_aligned=True,
        header_rows=0 if is_rest else height,
        unplaced=_leftovers(body.unplaced, page),
        doubtful=frozenset(body.doubtful),
    )


def _place(cell: PlacedCell) -> tuple[int, int]:
    return cell.row, cell.col


def _table_cell(cell: PlacedCell, page: int) -> TableCell:
    lines = tuple(cell.text.split("\n")) if cell.text else ()
    return TableCell(cell.row, cell.col, cell.row_span, cell.col_span, lines, page, cell.box)


def _header(body: Body, columns: Columns) -> tuple[list[PlacedCell], int, list[Run]] | None:
    """Cells and height of the header, and the lines above it that are a caption."""
    heads = [list(head) for head in body.heads]
    wide = list(body.wide_heads)
    caption: list[Run] = []
    while True:
        labelled = sum(bool(head) for head in heads)
        if labelled < max(MIN_COLUMNS, len(columns) * _LABELLED):
            return None
        found = header_of(heads, wide, columns, body.figures)
        if found is not None:
            return *found, caption
        above = min((run for runs in (*heads, wide) for run in runs), key=lambda run: run.base)
        level = [
            run
            for runs in (*heads, wide)
            for run in runs
            if abs(run.base - above.base) <= 0.25 * above.line.em
        ]
        if not _is_caption(level, columns):
            return None
        caption += level
        heads = [[run for run in head if run not in level] for head in heads]
        wide = [run for run in wide if run not in level]


def _is_caption(level: Sequence[Run], columns: Columns) -> bool:
    """Whether the line above a header is a title in the middle or a note at a side, no group."""
    left, right = columns[0][0], columns[-1][1]
    off = _OFF_SIDE * level[0].line.em
    return len(level) < MIN_COLUMNS and all(
        abs(run.middle - (left + right) / 2) <= off or run.x0 <= left + off or run.x1 >= right - off
        for run in level
    )


def _rest(body: Body, columns: Columns) -> tuple[list[PlacedCell], int]:
    """What a page begins with, before its first row: the rest of a row, unnumbered."""
    found = [run for head in body.heads for run in head] + list(body.wide_heads)
    if not found:
        return [], 0
    top = min(run.line.top for run in found)
    cells = [PlacedCell(0, 0, "", (columns[0][0], top, columns[0][1], top))]
    for run in found:
        first, last = covered_by(run, columns)
        if first > 0:
            cells.append(PlacedCell(0, first, run.text, run.box, 1, last - first + 1))
    return cells, 1
