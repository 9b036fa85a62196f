"""Read matrices in printed grids, where the file itself says where every cell is and what it spans. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.extract.model import GridCell, GridTable, ReadDocument
from ingestion.interpret.matrix import issues
from ingestion.interpret.matrix.header import header_role, read_header, refuse_duplicates
from ingestion.interpret.matrix.labels import Action, read_action
from ingestion.interpret.matrix.model import (
    Column,
    Header,
    PlacedRow,
    PlacedTable,
    Role,
    Slot,
    Token,
    joined_text,
)
from ingestion.interpret.matrix.tokens import ordinal_of, token_class
from ingestion.records import Issue
from ingestion.values.names import split_unit, unit_dimension
from ingestion.values.width import squash

_HEADER_ROLES = ("ordinal", "action", "indicator", "unit")
_MIN_VALUE_SHARE = 0.5
_MAX_CAPTION_CHARS = 80


@dataclass(frozen=True, slots=True)
class _Grid:
    """A printed table with every covered place resolved to the cell that covers it."""

    cells: dict[tuple[int, int], GridCell]
    height: int
    width: int

    def at(self, row: int, col: int) -> GridCell | None:
        return self.cells.get((row, col))


@dataclass(frozen=True, slots=True)
class _Found:
    """A header in a grid: its columns and the first row below it."""

    header: Header
    first_row: int
    body_row: int
    width: int


def find_printed(read: ReadDocument) -> Iterator[PlacedTable]:
    """Find and place the matrices among a document's printed tables.

    Args:
        read: A document as read.

    Yields:
        One placed table per grid that has the header and the values of a matrix.

    Raises:
        SourceChangedError: ``duplicate_header``.
    """
    for table in read.tables:
        grid = _resolve(table)
        found = _find_header(grid)
        if found is None or not _holds_values(grid, found):
            continue
        refuse_duplicates(found.header, _place_of(grid, found))
        yield _place(read, table, grid, found)


def _resolve(table: GridTable) -> _Grid:
    cells: dict[tuple[int, int], GridCell] = {}
    bottom = max((cell.row for cell in table.cells), default=-1)
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, bottom + 1)):
            for col in range(cell.col, cell.col + cell.col_span):
                cells.setdefault((row, col), cell)
    return _Grid(cells, bottom + 1, max((col for _, col in cells), default=-1) + 1)


def _find_header(grid: _Grid) -> _Found | None:
    for row in range(grid.height):
        cells = _row_cells(grid, row)
        roles = {header_role(squash(cell.text)) for cell in cells if cell.text}
        if len(cells) < 3 or not roles.intersection(_HEADER_ROLES):
            continue
        body_row = max(cell.row + cell.row_span for cell in cells if cell.row == row)
        width = max(col for (r, col), c in grid.cells.items() if row <= r < body_row and c.text) + 1
        header = read_header([_label(grid, row, body_row - 1, col) for col in range(width)])
        if header is not None:
            return _Found(_without_repeats(grid, header, body_row - 1), row, body_row, width)
    return None


def _row_cells(grid: _Grid, row: int) -> list[GridCell]:
    """The different cells that stand in a row or reach into it, left to right."""
    cells = [grid.at(row, col) for col in range(grid.width)]
    return list({(c.row, c.col): c for c in cells if c is not None}.values())


def _label(grid: _Grid, top: int, bottom: int, col: int) -> str:
    """The label of a column: its lowest line, with the heading above it where that adds the name."""
    lowest, highest = grid.at(bottom, col), grid.at(top, col)
    label = joined_text([_token(lowest)]) if lowest else ""
    if highest is None or lowest is None or highest == lowest:
        return label
    return label or joined_text([_token(highest)])


def _without_repeats(grid: _Grid, header: Header, row: int) -> Header:
    """Keep one column of a header cell that spans several names columns."""
    seen: set[tuple[int, int]] = set()
    columns: list[Column] = []
    for column in header.columns:
        cell = grid.at(row, column.position)
        key = (cell.row, cell.col) if cell else (-1, column.position)
        if key not in seen:
            columns.append(column)
        seen.add(key)
    return Header(tuple(columns))


def _holds_values(grid: _Grid, found: _Found) -> bool:
    texts = [
        cell.text
        for row in range(found.body_row, grid.height)
        for column in found.header.values
        if (cell := grid.at(row, column.position)) is not None and cell.text
    ]
    good = sum(token_class(text) in ("number", "mark", "each", "instruction") for text in texts)
    return bool(texts) and good >= _MIN_VALUE_SHARE * len(texts)


def _place_of(grid: _Grid, found: _Found) -> str:
    cell = _row_cells(grid, found.first_row)[0]
    return f"{cell.sheet}!{cell.cell}" if cell.cell else f"字符 {cell.start}–{cell.end}"


def _place(read: ReadDocument, table: GridTable, grid: _Grid, found: _Found) -> PlacedTable:
    rows: list[PlacedRow] = []
    problems: list[Issue] = []
    rejected = 0
    action = Action()
    for row in _body_rows(grid, found):
        heading = _heading(grid, found, row)
        if heading is not None:
            action = read_action(heading)
            continue
        action = _row_action(grid, found, row) or action
        placed = _place_row(grid, found, row, len(rows) + rejected + 1, action)
        printed = [_token(cell) for cell in _row_cells(grid, row) if cell.row == row and cell.text]
        beyond = [c for c in _row_cells(grid, row) if c.text and c.col >= found.width]
        if beyond:
            width = len(found.header.values)
            problems.append(
                issues.too_many_cells(
                    read.document_id, placed.row_no, printed, width + len(beyond), width
                )
            )
        elif not placed.indicator:
            problems.append(issues.no_name(read.document_id, placed.row_no, printed))
        else:
            rows.append(placed)
            continue
        rejected += 1
    return PlacedTable(
        header=found.header,
        caption=table.caption or _caption(read, table, grid, found),
        start=table.start,
        end=table.end,
        rows=tuple(rows),
        rejected_rows=rejected,
        issues=tuple(problems),
    )


def _body_rows(grid: _Grid, found: _Found) -> list[int]:
    """Rows below the header that hold a row of the table; a header repeated on a new page does not."""
    labels = {(c.col, squash(c.text)) for c in _row_cells(grid, found.first_row)}
    rows = []
    for row in range(found.body_row, grid.height):
        cells = [cell for cell in _row_cells(grid, row) if cell.row == row and cell.text]
        if cells and not {(c.col, squash(c.text)) for c in cells} <= labels:
            rows.append(row)
    return rows


def _heading(grid: _Grid, found: _Found, row: int) -> str | None:
    """A row that is one cell across names and values: a group heading, or a note below the table."""
    indicator = found.header.first("indicator")
    cell = grid.at(row, indicator.position) if indicator else None
    last = found.header.values[-1].position
    return cell.text if cell is not None and cell.col + cell.col_span > last else None


def _row_action(grid: _Grid, found: _Found, row: int) -> Action | None:
    texts = [
        joined_text([_token(cell)])
        for column in found.header.columns
        if column.role == "action" and (cell := grid.at(row, column.position)) and cell.text
    ]
    return read_action(texts[0]) if texts else None


def _place_row(grid: _Grid, found: _Found, row: int, order: int, action: Action) -> PlacedRow:
    header = found.header
    ordinal = _column_cell(grid, header, row, "ordinal")
    names = _column_cell(grid, header, row, "indicator")
    units = _column_cell(grid, header, row, "unit")
    indicator, unit = split_unit(joined_text([_token(names)]) if names else "")
    printed_unit = squash(units.text) if units and unit_dimension(units.text) else None
    number = ordinal_of(ordinal.text) if ordinal and ordinal.row == row else None
    return PlacedRow(
        row_no=number or order,
        ordinal=_token(ordinal) if ordinal and ordinal.text else None,
        action=action.name,
        action_declared_items=action.declared,
        indicator=indicator,
        unit=unit or printed_unit,
        names=(_token(names),) if names and names.text else (),
        slots=tuple(_slot(grid, row, column.position) for column in header.values),
        alignment="printed",
        basis=("grid",),
        inherits_name=names is not None and names.row < row,
    )


def _column_cell(grid: _Grid, header: Header, row: int, role: Role) -> GridCell | None:
    column = header.first(role)
    return grid.at(row, column.position) if column else None


def _slot(grid: _Grid, row: int, col: int) -> Slot:
    cell = grid.at(row, col)
    if cell is None:
        return Slot("blank")
    if cell.row < row:
        return Slot("down")
    if not cell.text:
        return Slot("blank")
    return Slot("anchor" if cell.col == col else "across", _token(cell))


def _token(cell: GridCell) -> Token:
    return Token(cell.text, cell.start, cell.end, cell.sheet, cell.cell)


def _caption(read: ReadDocument, table: GridTable, grid: _Grid, found: _Found) -> str:
    """The title row inside the table, else the line above it."""
    inside = [c.text for r in range(found.first_row) for c in _row_cells(grid, r) if c.text]
    if inside:
        return inside[0]
    above: Sequence[str] = [p.text for p in read.paragraphs if p.end <= table.start][-1:]
    return above[0] if above and len(above[0]) <= _MAX_CAPTION_CHARS else ""
