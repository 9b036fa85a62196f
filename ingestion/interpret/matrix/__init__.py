"""Indicator × organisation matrices: find them, place every value, write cell records. Pure.

Printed grids and flattened text are read apart and meet in ``PlacedTable``; from there one table
gives the same cells whatever file it came in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingestion.extract.limits import check_time
from ingestion.extract.model import ReadDocument
from ingestion.interpret.lines import Covered
from ingestion.interpret.matrix.attributes import place_named
from ingestion.interpret.matrix.cells import write_cells
from ingestion.interpret.matrix.flattened import find_flattened
from ingestion.interpret.matrix.kinds import one_kind_a_table
from ingestion.interpret.matrix.lined import lined_tables
from ingestion.interpret.matrix.model import MatrixResult, PlacedTable
from ingestion.interpret.matrix.pairs import find_pairs
from ingestion.interpret.matrix.printed import find_printed
from ingestion.interpret.matrix.unread import unread_tables
from ingestion.records import Cell, Issue, Part
from ingestion.values.width import fold_width, squash

__all__ = ["MatrixResult", "find_matrices"]

_TITLE_LINES = 8
_YEAR = re.compile(r"(20\d\d)\s*年")


def find_matrices(read: ReadDocument, parts: Sequence[Part] = ()) -> MatrixResult:
    """Read every indicator × organisation matrix of a document.

    Tables of other kinds are left alone.

    Args:
        read: The document as read.
        parts: Parts of the document; a table belongs to the one that it starts in.

    Returns:
        Cells, issues, the text that the tables cover, and the counts.
    """
    cells: list[Cell] = []
    issues: list[Issue] = []
    spans: list[tuple[int, int]] = []
    seen = rejected = ignored = 0
    tables, doubts_of_pairs = _tables(read)
    issues += doubts_of_pairs
    for number, placed in enumerate(tables, 1):
        check_time()
        part = _part_of(placed, parts)
        table = _with_owner(placed, read, part)
        found, doubts = write_cells(table, read.document_id, part.part_no if part else 1, number)
        period = _period(table, part)
        cells += one_kind_a_table([_dated(cell, period) for cell in found], period)
        issues += (*table.issues, *doubts)
        spans += [] if table.is_shared else [(table.start, table.end)]
        seen += table.seen
        rejected += table.rejected
        ignored += table.ignored
    issues += unread_tables(read, spans)
    return MatrixResult(
        cells=tuple(cells),
        issues=tuple(issues),
        spans=tuple(spans),
        seen=seen,
        loaded=len(cells),
        rejected=rejected,
        ignored=ignored,
    )


def _dated(cell: Cell, period: str | None) -> Cell:
    """Give a cell the table's year where its column says none, or only a quarter or month."""
    if cell.period and not cell.period.startswith("-"):
        return cell
    part = cell.period or ""
    return cell.model_copy(update={"period": f"{period}{part}" if period else None})


def _tables(read: ReadDocument) -> tuple[list[PlacedTable], list[Issue]]:
    """Printed grids, then what stands outside them: tables of lines, then one cell a line.

    At last organisations with a figure and no header, and what is to say of them.
    """
    placed = list(find_printed(read))
    for lined in lined_tables(read):
        only = read.model_copy(update={"tables": (lined.table,)})
        placed += find_printed(only, guessed=lined.guessed)
    taken = [*((t.start, t.end) for t in read.tables), *((t.start, t.end) for t in placed)]
    covered = Covered(taken)
    outside = tuple(p for p in read.paragraphs if not covered.overlaps(p.start, p.start + 1))
    flattened = find_flattened(read.model_copy(update={"paragraphs": outside}))
    placed += map(_inferred, flattened) if read.format == "pdf" else flattened
    pairs, problems = find_pairs(read, [(t.start, t.end) for t in placed])
    return sorted([*placed, *pairs], key=lambda table: table.start), problems


def _inferred(table: PlacedTable) -> PlacedTable:
    """Claim no proof where a page's lines stand for cells: a cell may be broken over several."""
    rows = tuple(
        replace(row, alignment="inferred") if row.alignment == "proven" else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def _with_owner(table: PlacedTable, read: ReadDocument, part: Part | None) -> PlacedTable:
    """Name the organisation of columns that name none: whose plan it is, else as printed."""
    if all(column.org for column in table.header.values):
        return table
    title = part.title if part else ""
    owner = place_named((table.caption, title, *(p.text for p in read.paragraphs[:_TITLE_LINES])))
    columns = tuple(
        replace(column, org=owner or squash(column.label))
        if column.has_values and not column.org
        else column
        for column in table.header.columns
    )
    return replace(table, header=replace(table.header, columns=columns))


def _part_of(table: PlacedTable, parts: Sequence[Part]) -> Part | None:
    return next((part for part in parts if part.start <= table.start < part.end), None)


def _period(table: PlacedTable, part: Part | None) -> str | None:
    """The year that the table says it is about: in its caption, else in its part's title."""
    for text in (table.caption, part.title if part else ""):
        match = _YEAR.search(fold_width(text))
        if match is not None:
            return match[1]
    return None
