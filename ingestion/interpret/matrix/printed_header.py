"""The headers of printed grids: which rows may be one, and what stands over a table. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingestion.extract.model import GridTable, ReadDocument
from ingestion.interpret.matrix.attributes import Path
from ingestion.interpret.matrix.captions import caption_name
from ingestion.interpret.matrix.grids import Grid, token_of
from ingestion.interpret.matrix.header import read_header
from ingestion.interpret.matrix.model import Column, Header, joined_text
from ingestion.interpret.matrix.progress_columns import (
    reports_in_words,
    with_actuals,
    with_figures_only,
)
from ingestion.interpret.matrix.tokens import token_class
from ingestion.interpret.matrix.turned import (
    axis_position,
    implied_axis,
    is_doubtful_axis,
    is_unit_alone,
    may_be_orgs,
    names_rows_otherwise,
    read_turned_header,
)
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.width import squash

_HEADER_ROLES = ("ordinal", "action", "indicator", "unit")
_MIN_VALUE_SHARE = 0.5
_MAX_CAPTION_CHARS = 80
_MAX_CAPTION_LINES = 3


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """A header in a grid: its columns and the first row below it.

    ``is_shared`` marks a progress list, of which a matrix has only the columns of figures.
    """

    header: Header
    first_row: int
    body_row: int
    width: int
    is_shared: bool = False


def printed_headers(read: ReadDocument, table: GridTable, grid: Grid) -> Iterator[PrintedHeader]:
    """Every way in which a row of the grid may be the header, upright readings first."""
    for row in range(grid.height):
        cells = [cell for cell in grid.in_row(row) if cell.text]
        begins = any(cell.row == row for cell in cells)  # not only cells that reach into the row
        if not begins or len(cells) < 2:
            continue
        labels = [joined_text([token_of(cell)]) for cell in cells]
        axis = axis_position(labels)
        axis = implied_axis(labels) if axis is None else axis
        roles = {header_role(squash(label)) for label in labels}
        if axis is None and (len(cells) < 3 or not roles.intersection(_HEADER_ROLES)):
            continue
        body_row = max(cell.row + cell.row_span for cell in cells if cell.row == row)
        width = max(col for (r, col), c in grid.cells.items() if row <= r < body_row and c.text) + 1
        paths, body_row = _paths(grid, row, body_row, width, has_axis=axis is not None)
        header = None
        if axis is not None and not names_rows_otherwise(labels, axis):
            lines = lines_above(read, table, grid, row)
            header = _turned(grid, paths, cells[axis].col, body_row, lines)
        header = header or read_header(paths)
        if header is None and axis is not None:
            lines = lines_above(read, table, grid, row)
            header = _turned(grid, paths, cells[axis].col, body_row, lines)
        if header is not None:
            header = _without_repeats(grid, header, body_row - 1)
            header = with_actuals(grid, _without_words(grid, header, body_row), body_row)
            is_shared = reports_in_words(grid, header, paths, body_row)
            if is_shared:
                header = with_figures_only(grid, header, body_row)
            if header.values:
                yield PrintedHeader(header, row, body_row, width, is_shared)
            elif is_shared:
                return


def _turned(
    grid: Grid, paths: Sequence[Path], axis: int, body_row: int, lines: Sequence[str]
) -> Header | None:
    names = [c.text for r in range(body_row, grid.height) if (c := grid.at(r, axis)) and c.text]
    labels = ["".join(path) for path in paths]
    is_doubtful = is_doubtful_axis(labels[axis]) or axis_position(labels) is None
    if is_doubtful and not may_be_orgs(names, labels, axis):
        return None
    sheet = next((cell.sheet for cell in grid.cells.values() if cell.sheet), None)
    caption = caption_name(lines, sheet)
    header = read_turned_header(paths, axis, caption)
    if header is None:
        return None
    tokens = {c.position: grid.at(body_row - 1, c.position) for c in header.columns}
    columns = tuple(
        replace(c, token=token_of(cell)) if (cell := tokens[c.position]) else c
        for c in header.columns
    )
    return replace(header, columns=columns)


def _paths(
    grid: Grid, row: int, body_row: int, width: int, *, has_axis: bool
) -> tuple[list[Path], int]:
    """The labels over each column, with a row of units joined to them, and the first row below."""
    paths = [_path(grid, row, body_row - 1, col) for col in range(width)]
    units = _unit_row(grid, body_row, width) if has_axis else {}
    if not units:
        return paths, body_row
    joined = [
        (*path[:-1], f"{path[-1]}({units[col]})") if col in units else path
        for col, path in enumerate(paths)
    ]
    return joined, body_row + 1


def _path(grid: Grid, top: int, bottom: int, col: int) -> Path:
    """The different labels over a column, from the top heading down."""
    cells = [grid.at(row, col) for row in range(top, bottom + 1)]
    different = {(c.row, c.col): joined_text([token_of(c)]) for c in cells if c and c.text}
    return tuple(different.values()) or ("",)


def _unit_row(grid: Grid, row: int, width: int) -> dict[int, str]:
    """Units by column, if the row below a header holds nothing else but perhaps 单位."""
    cells = [(col, cell) for col in range(width) if (cell := grid.at(row, col)) and cell.text]
    units = {col: squash(cell.text) for col, cell in cells if is_unit_alone(cell.text)}
    others = [cell.text for col, cell in cells if col not in units]
    is_said = len(others) == 1 and header_role(squash(others[0])) == "unit"
    return units if (is_said and units) or (not others and len(units) > 1) else {}


def _without_repeats(grid: Grid, header: Header, row: int) -> Header:
    """Keep one column of a header cell that spans several names columns."""
    seen: set[tuple[int, int]] = set()
    columns: list[Column] = []
    for column in header.columns:
        cell = grid.at(row, column.position)
        key = (cell.row, cell.col) if cell else (-1, column.position)
        if key not in seen:
            columns.append(column)
        seen.add(key)
    return replace(header, columns=tuple(columns))


def _without_words(grid: Grid, header: Header, body_row: int) -> Header:
    """Columns of which every cell is words hold no values, whatever their header says."""
    columns = tuple(
        replace(column, role="remark")
        if column.has_values and _is_wordy(grid, column.position, body_row)
        else column
        for column in header.columns
    )
    return replace(header, columns=columns)


def _is_wordy(grid: Grid, col: int, body_row: int) -> bool:
    cells = [grid.at(row, col) for row in range(body_row, grid.height)]
    kinds = [token_class(cell.text) for cell in cells if cell and cell.text and cell.col == col]
    return bool(kinds) and all(kind in ("text", "count") for kind in kinds)


def holds_values(grid: Grid, found: PrintedHeader) -> bool:
    """Tell whether most of what stands in the value columns is values."""
    texts = [
        cell.text
        for row in range(found.body_row, grid.height)
        for column in found.header.values
        if (cell := grid.at(row, column.position)) is not None
        and cell.text
        and cell.col >= found.header.values[0].position  # no heading across the whole table
    ]
    good = sum(token_class(text) in ("number", "mark", "each", "instruction") for text in texts)
    return bool(texts) and good >= _MIN_VALUE_SHARE * len(texts)


def lines_above(
    read: ReadDocument, table: GridTable, grid: Grid, first_row: int
) -> tuple[str, ...]:
    """What stands over a header: the rows inside the table, caption, lines before; near first."""
    inside = [c.text for r in range(first_row) for c in grid.in_row(r) if c.text]
    before = bisect_right(read.paragraphs, table.start, key=lambda paragraph: paragraph.end)
    near = read.paragraphs[max(0, before - _MAX_CAPTION_LINES) : before]
    outside = [paragraph.text for paragraph in near]
    lines = [*reversed(inside), *([table.caption] if table.caption else []), *reversed(outside)]
    return tuple(line for line in lines if len(line) <= _MAX_CAPTION_CHARS)
