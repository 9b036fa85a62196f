"""Read list tables whose cells the file itself places: HTML tables and sheets. Pure.

A merged cell holds for every row and column that it covers. Rows that share their ordinal's cell
are one task; a row with neither ordinal nor task continues the row above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.extract.model import GridCell, GridTable, ReadDocument
from ingestion.interpret.lines import Piece, Span, cell_pieces, overlaps_any
from ingestion.interpret.list_fit import is_department_line, is_due_line
from ingestion.interpret.list_table import (
    ListRow,
    ListTable,
    header_role,
    is_list_header,
    repeated_headers,
    settle_roles,
)
from ingestion.interpret.ordinals import parse_ordinal
from ingestion.interpret.vocabulary import Role
from ingestion.records import Part

_HEADER_SEARCH = 12
_Places = dict[int, dict[int, GridCell]]


@dataclass(frozen=True, slots=True)
class _Columns:
    first_row: int
    header: tuple[GridCell, ...]
    roles: dict[int, Role]
    twice: tuple[str, ...] = ()


def find_grid_lists(
    read: ReadDocument, parts: Sequence[Part], taken: Sequence[Span] = ()
) -> Iterator[ListTable]:
    """Find every list table among the printed tables.

    Args:
        read: The document.
        parts: Its parts.
        taken: Spans that another interpreter has read.

    Yields:
        One table per printed table with a list's header.
    """
    for table in read.tables:
        if overlaps_any(taken, table.start, table.end):
            continue
        places = _expanded(table)
        columns = _find_header(places)
        if columns is not None:
            yield _list_table(read, table, places, columns, parts)


def _expanded(table: GridTable) -> _Places:
    places: _Places = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                places.setdefault(row, {})[col] = cell
    return places


def _find_header(places: _Places) -> _Columns | None:
    rows = sorted(places)
    for row in rows[:_HEADER_SEARCH]:
        upper = _cells_of(places, row)
        if len({cell.col for cell in upper.values()}) < 3:
            continue
        cells = _with_second_level(places, row, upper)
        roles = {col: header_role(cell.text) for col, cell in cells.items() if cell.text.strip()}
        if not is_list_header(list(roles.values())):
            continue
        anchors = {(c.row, c.col): c for c in cells.values()}
        header = tuple(anchors[key] for key in sorted(anchors, key=lambda key: (key[1], key[0])))
        twice = repeated_headers([cell.text for cell in header])
        settled = settle_roles([roles[col] for col in sorted(roles)])
        by_col = dict(zip(sorted(roles), settled, strict=True))
        return _Columns(max(c.row + c.row_span for c in header), header, by_col, twice)
    return None


def _with_second_level(
    places: _Places, row: int, upper: dict[int, GridCell]
) -> dict[int, GridCell]:
    """Under 责任单位 over two columns, take 牵头单位 and 配合单位 of the row below."""
    lower = _cells_of(places, row + 1)
    split = [col for col, cell in upper.items() if cell.col_span > 1 and cell.row_span == 1]
    if not split or not all(col in lower and header_role(lower[col].text) for col in split):
        return upper
    return {col: lower[col] if col in split else cell for col, cell in upper.items()}


def _cells_of(places: _Places, row: int) -> dict[int, GridCell]:
    return dict(sorted(places.get(row, {}).items()))


def _list_table(
    read: ReadDocument,
    table: GridTable,
    places: _Places,
    columns: _Columns,
    parts: Sequence[Part],
) -> ListTable:
    grouped, ignored = _grouped_rows(places, columns)
    rows = tuple(_row(read, cells) for cells in grouped)
    part_no = next((p.part_no for p in parts if p.start <= table.start < p.end), 1)
    return ListTable(
        part_no=part_no,
        table_no=table.table_no,
        roles=tuple(columns.roles[col] for col in sorted(columns.roles)),
        span=(table.start, table.end),
        rows=() if columns.twice else rows,
        header=tuple(p for cell in columns.header for p in cell_pieces(read, cell)),
        ignored=0 if columns.twice else ignored,
        is_printed=True,
        twice=columns.twice,
    )


def _grouped_rows(
    places: _Places, columns: _Columns
) -> tuple[list[dict[Role, list[GridCell]]], int]:
    """Cells by role of every list row; rows that head a group or are notes are counted apart."""
    grouped: list[dict[Role, list[GridCell]]] = []
    ignored = 0
    for row in sorted(r for r in places if r >= columns.first_row):
        cells = _cells_of(places, row)
        if not any(cell.text.strip() for cell in cells.values()):
            continue
        if _is_one_cell(cells) or _repeats_header(cells, columns):
            ignored += not _repeats_header(cells, columns)
            continue
        by_role = _by_role(cells, columns)
        if grouped and _belongs_to(by_role, grouped[-1]):
            _merge(grouped[-1], by_role)
        else:
            grouped.append(by_role)
    return grouped, ignored


def _is_one_cell(cells: dict[int, GridCell]) -> bool:
    filled = {(cell.row, cell.col) for cell in cells.values() if cell.text.strip()}
    widest = max(cell.col_span for cell in cells.values())
    return len(filled) == 1 and widest > 1 and widest >= len(cells) - 1


def _repeats_header(cells: dict[int, GridCell], columns: _Columns) -> bool:
    words = [cell.text.strip() for cell in cells.values() if cell.text.strip()]
    return len(words) > 1 and set(words) <= {cell.text.strip() for cell in columns.header}


def _by_role(cells: dict[int, GridCell], columns: _Columns) -> dict[Role, list[GridCell]]:
    found: dict[Role, list[GridCell]] = {}
    for col, role in columns.roles.items():
        cell = cells.get(col)
        if cell is not None and cell not in found.setdefault(role, []):
            found[role].append(cell)
    return found


def _belongs_to(by_role: dict[Role, list[GridCell]], above: dict[Role, list[GridCell]]) -> bool:
    """Whether a row shares the number or the name of the row above, or has neither."""
    for role in ("ordinal", "task"):
        mine, theirs = by_role.get(role, []), above.get(role, [])
        if any(cell in theirs for cell in mine if cell.text.strip() and role == "ordinal"):
            return True
        if any(cell.text.strip() for cell in mine):
            return bool(
                role == "task" and "ordinal" not in by_role and all(cell in theirs for cell in mine)
            )
    return True


def _merge(above: dict[Role, list[GridCell]], below: dict[Role, list[GridCell]]) -> None:
    for role, cells in below.items():
        above.setdefault(role, []).extend(c for c in cells if c not in above[role])


def _row(read: ReadDocument, cells: dict[Role, list[GridCell]]) -> ListRow:
    pieces = {
        role: tuple(piece for cell in group for piece in cell_pieces(read, cell))
        for role, group in cells.items()
    }
    numbers = pieces.get("ordinal", ())
    ordinal = parse_ordinal(numbers[0].text) if numbers else None
    return ListRow(ordinal, pieces, _doubts(pieces))


def _doubts(pieces: dict[Role, tuple[Piece, ...]]) -> tuple[str, ...]:
    """Cells whose text is not what the header says: a name where a deadline should stand."""
    due = [p.text for p in pieces.get("due", ()) if not is_due_line(p.text)]
    who = (pieces.get("lead", ()), pieces.get("department", ()), pieces.get("support", ()))
    departments = [
        p.text
        for lines in who
        for p in lines
        if is_due_line(p.text) and not is_department_line(p.text)
    ]
    return (*due, *departments)
