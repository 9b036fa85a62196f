"""Read matrices in printed grids, where the file says where a cell is and what it spans. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ingestion.extract.model import GridCell, GridTable, ReadDocument
from ingestion.interpret.matrix import issues
from ingestion.interpret.matrix.attributes import common_unit, is_unit_note
from ingestion.interpret.matrix.caption_units import with_caption_units
from ingestion.interpret.matrix.grids import (
    Grid,
    is_metadata_box,
    resolve,
    stacked_tables,
    token_of,
)
from ingestion.interpret.matrix.header import repeated_labels, with_numbered_totals
from ingestion.interpret.matrix.labels import Action, read_action
from ingestion.interpret.matrix.model import (
    Header,
    PlacedRow,
    PlacedTable,
    Role,
    Slot,
    joined_text,
    refused,
)
from ingestion.interpret.matrix.open_groups import with_open_groups
from ingestion.interpret.matrix.printed_header import (
    PrintedHeader,
    holds_values,
    lines_above,
    printed_headers,
)
from ingestion.interpret.matrix.progress_columns import unread_figures, unread_progress
from ingestion.interpret.matrix.results import without_results
from ingestion.interpret.matrix.tokens import ordinal_of
from ingestion.interpret.matrix.turned import (
    turn,
)
from ingestion.records import Issue
from ingestion.values.names import split_unit, unit_dimension
from ingestion.values.width import squash

_HEADER_ROLES = ("ordinal", "action", "indicator", "unit")
_MIN_VALUE_SHARE = 0.5
_MAX_CAPTION_CHARS = 80
_MAX_CAPTION_LINES = 3
_FIGURE = re.compile(r"[≥≤<>]?\d[\d.,]*[%分]?|/")


def find_printed(
    read: ReadDocument, *, guessed: frozenset[int] = frozenset()
) -> Iterator[PlacedTable]:
    """Find and place the matrices among a document's printed tables.

    Args:
        read: A document as read.
        guessed: Rows whose cells do not say themselves in which column they stand.

    Yields:
        One placed table per grid that has the header and the values of a matrix.
    """
    for table in chain.from_iterable(map(stacked_tables, read.tables)):
        grid = with_open_groups(resolve(table))
        if is_metadata_box(grid):
            continue
        for found in printed_headers(read, table, grid):
            if holds_values(grid, found):
                placed = _placed(read, table, grid, found, guessed)
                placed = without_results(placed, read.document_id)
                yield turn(placed) if found.header.by_org else placed
                break


def _placed(
    read: ReadDocument, table: GridTable, grid: Grid, found: PrintedHeader, guessed: frozenset[int]
) -> PlacedTable:
    """Place a table; totals that stand twice are told apart, with other columns it is refused."""
    twice = repeated_labels(found.header)
    numbered = replace(found, header=with_numbered_totals(found.header))
    placed = _with_unread(read, grid, found, _place(read, table, grid, numbered, guessed))
    first = token_of(grid.in_row(found.first_row)[0])
    lines = lines_above(read, table, grid, found.first_row)
    placed = with_caption_units(placed, lines, read.document_id, first)
    still_twice = repeated_labels(numbered.header)
    if still_twice:
        place = _place_of(grid, found)
        refusal = issues.duplicate_header(read.document_id, still_twice, place, [first])
        return refused(placed, refusal)
    if found.header.heading:
        said = issues.indicator_from_heading(read.document_id, found.header.heading, first)
        placed = replace(placed, issues=(*placed.issues, said))
    if not twice:
        return placed
    doubt = issues.repeated_totals(read.document_id, twice, first)
    return replace(placed, issues=(*placed.issues, doubt))


def _with_unread(
    read: ReadDocument, grid: Grid, found: PrintedHeader, placed: PlacedTable
) -> PlacedTable:
    """Tell which columns of figures, and of progress in words, could not be read."""
    figures = unread_figures(grid, found.header, found.body_row)
    words = [] if found.is_shared else unread_progress(grid, found.header, found.body_row)
    doubts = list(placed.issues)
    for columns, write in (
        (figures, issues.columns_not_read),
        (words, issues.progress_not_read),
    ):
        cells = [grid.at(found.body_row - 1, column.position) for column in columns]
        tokens = [token_of(cell) for cell in cells if cell is not None]
        if columns:
            labels = [column.label for column in columns]
            doubts.append(write(read.document_id, placed.caption, labels, tokens))
    return replace(placed, issues=tuple(doubts))


def _place_of(grid: Grid, found: PrintedHeader) -> str:
    cell = grid.in_row(found.first_row)[0]
    return f"{cell.sheet}!{cell.cell}" if cell.cell else f"字符 {cell.start}–{cell.end}"


def _place(
    read: ReadDocument, table: GridTable, grid: Grid, found: PrintedHeader, guessed: frozenset[int]
) -> PlacedTable:
    rows: list[PlacedRow] = []
    problems: list[Issue] = []
    rejected = 0
    action = Action()
    body = _body_rows(grid, found)
    lines = lines_above(read, table, grid, found.first_row)
    by_order = _ordinals_are_merged(grid, found, body)
    for row in body:
        heading = _heading(grid, found, row)
        if heading is not None:
            action = read_action(heading)
            continue
        action = _row_action(grid, found, row) or action
        placed = _place_row(grid, found, row, action)
        if row in guessed:
            placed = replace(placed, alignment="inferred", basis=("order", "gap"))
        if by_order or placed.row_no == 0:
            placed = replace(placed, row_no=len(rows) + rejected + 1)
        printed = [token_of(cell) for cell in grid.in_row(row) if cell.row == row and cell.text]
        beyond = [c for c in grid.in_row(row) if c.text and c.col >= found.width]
        if beyond:
            width = len(found.header.values)
            problems.append(
                issues.too_many_cells(
                    read.document_id, placed.row_no, printed, width + len(beyond), width
                )
            )
        elif not placed.indicator or _FIGURE.fullmatch(squash(placed.indicator)):
            # a merged cell is not printed here, so that all others stand one too far left
            problems.append(issues.no_name(read.document_id, placed.row_no, printed))
        else:
            rows.append(placed)
            values = [slot.token for slot in placed.slots if slot.token]
            doubt = issues.doubtful_placement(
                read.document_id, placed, values, len(placed.slots), lost=False
            )
            problems += [doubt] if doubt else []
            continue
        rejected += 1
    return PlacedTable(
        header=found.header,
        caption=_caption(lines),
        start=table.start,
        end=table.end,
        rows=tuple(rows),
        seen=sum(_heading(grid, found, row) is None for row in body) * len(found.header.values),
        rejected=rejected * len(found.header.values),
        issues=tuple(problems),
        unit=common_unit(lines),
        is_shared=found.is_shared,
    )


def _body_rows(grid: Grid, found: PrintedHeader) -> list[int]:
    """Rows below the header that hold a row of the table; a repeated header does not."""
    labels = {(c.col, squash(c.text)) for c in grid.in_row(found.first_row)}
    rows = []
    for row in range(found.body_row, grid.height):
        cells = [cell for cell in grid.in_row(row) if cell.row == row and cell.text]
        if cells and not {(c.col, squash(c.text)) for c in cells} <= labels:
            rows.append(row)
    return rows


def _heading(grid: Grid, found: PrintedHeader, row: int) -> str | None:
    """A row that is one cell across names and values: a group heading, or a note at the end."""
    indicator = found.header.first("indicator")
    cell = grid.at(row, indicator.position) if indicator else None
    last = found.header.values[-1].position
    return cell.text if cell is not None and cell.col + cell.col_span > last else None


def _row_action(grid: Grid, found: PrintedHeader, row: int) -> Action | None:
    texts = [
        joined_text([token_of(cell)])
        for column in found.header.columns
        if column.role == "action" and (cell := grid.at(row, column.position)) and cell.text
    ]
    return read_action(texts[0]) if texts else None


def _ordinals_are_merged(grid: Grid, found: PrintedHeader, body: Sequence[int]) -> bool:
    """Whether one ordinal stands beside several indicators, so that it numbers none of them.

    Rows without an ordinal (其中:…) belong to the ordinal above them.
    """
    rows = [row for row in body if _heading(grid, found, row) is None]
    cells = [_column_cell(grid, found.header, row, "ordinal") for row in rows]
    if any(c is None or not c.text for c in cells) and any(c and c.text for c in cells):
        return True
    return any(c is not None and c.text and c.row < r for r, c in zip(rows, cells, strict=True))


def _place_row(grid: Grid, found: PrintedHeader, row: int, action: Action) -> PlacedRow:
    header = found.header
    ordinal = _column_cell(grid, header, row, "ordinal")
    names = _column_cell(grid, header, row, "indicator")
    units = _column_cell(grid, header, row, "unit")
    indicator, unit = split_unit(joined_text([token_of(names)]) if names else "")
    printed_unit = squash(units.text) if units and unit_dimension(units.text) else None
    number = ordinal_of(ordinal.text) if ordinal and ordinal.row == row else None
    return PlacedRow(
        row_no=number or 0,
        ordinal=token_of(ordinal) if ordinal and ordinal.text else None,
        action=action.name,
        action_declared_items=action.declared,
        indicator=indicator,
        unit=unit or printed_unit,
        names=(token_of(names),) if names and names.text else (),
        slots=tuple(_slot(grid, row, column.position) for column in header.values),
        alignment="printed",
        basis=("grid",),
        inherits_name=names is not None and names.row < row,
    )


def _column_cell(grid: Grid, header: Header, row: int, role: Role) -> GridCell | None:
    column = header.first(role)
    return grid.at(row, column.position) if column else None


def _slot(grid: Grid, row: int, col: int) -> Slot:
    cell = grid.at(row, col)
    if cell is None:
        return Slot("blank")
    if cell.row < row:
        return Slot("down")
    if not cell.text:
        return Slot("blank")
    return Slot("anchor" if cell.col == col else "across", token_of(cell))


def _caption(lines: Sequence[str]) -> str:
    """The nearest line that is no note on the unit."""
    return next((line for line in lines if not is_unit_note(line)), "")
