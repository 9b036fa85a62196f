"""Printed tables as grids: which cell covers a place. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ingestion.extract.model import GridCell, GridTable
from ingestion.interpret.matrix.captions import goes_on, is_table_title
from ingestion.interpret.matrix.model import Token
from ingestion.interpret.matrix.turned import axis_position
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.lookups import entries
from ingestion.values.width import squash

_MIN_BOX_LABELS, _MIN_BOX_SHARE = 2, 0.2


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table with every covered place resolved to the cell that covers it."""

    cells: dict[tuple[int, int], GridCell]
    height: int
    width: int

    def at(self, row: int, col: int) -> GridCell | None:
        """The cell that covers a place."""
        return self.cells.get((row, col))

    def in_row(self, row: int) -> list[GridCell]:
        """The different cells that stand in a row or reach into it, left to right."""
        cells = [self.at(row, col) for col in range(self.width)]
        return list({(c.row, c.col): c for c in cells if c is not None}.values())


def resolve(table: GridTable) -> Grid:
    """Resolve every place of a printed table; places that no cell covers stay open."""
    cells: dict[tuple[int, int], GridCell] = {}
    bottom = max((cell.row for cell in table.cells), default=-1)
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, bottom + 1)):
            for col in range(cell.col, cell.col + cell.col_span):
                cells.setdefault((row, col), cell)
    return Grid(cells, bottom + 1, max((col for _, col in cells), default=-1) + 1)


def stacked_tables(table: GridTable) -> list[GridTable]:
    """Part a grid in which tables stand on top of each other, each below a title of its own."""
    grid = resolve(table)
    cuts = [row for row in range(1, grid.height - 1) if _begins_table(grid, row)]
    if not cuts:
        return [table]
    pieces = []
    for first, last in pairwise([0, *cuts, grid.height]):
        cells = tuple(
            c.model_copy(update={"row": c.row - first})
            for c in table.cells
            if first <= c.row < last
        )
        if cells:
            start, end = min(c.start for c in cells), max(c.end for c in cells)
            changed = {"cells": cells, "start": start, "end": end}
            pieces.append(table.model_copy(update={**changed, "caption": ""} if first else changed))
    return pieces


def _begins_table(grid: Grid, row: int) -> bool:
    """Whether a row is a title alone and the next one, or that behind a note, is a header."""
    alone = [cell.text for cell in grid.in_row(row) if cell.text]
    if len(alone) != 1 or not is_table_title(alone[0]) or goes_on(alone[0]):
        return False
    for below in range(row + 1, min(row + 3, grid.height)):
        labels = [cell.text for cell in grid.in_row(below) if cell.row == below and cell.text]
        if len(labels) > 1:
            role = header_role(squash(labels[0]))
            return role in ("ordinal", "action", "indicator") or axis_position(labels) is not None
    return False


def is_metadata_box(grid: Grid) -> bool:
    """Tell whether a table is the box that says who issued a document and when."""
    known = {word for entry in entries("document_words", "labels") for word in entry["words"]}
    texts = [squash(cell.text).rstrip(":") for cell in set(grid.cells.values()) if cell.text]
    labels = sum(text in known for text in texts)
    return labels >= _MIN_BOX_LABELS and labels >= _MIN_BOX_SHARE * len(texts)


def token_of(cell: GridCell) -> Token:
    """A printed cell as a token."""
    return Token(
        cell.text,
        cell.start,
        cell.end,
        cell.sheet,
        cell.cell,
        page=cell.page,
        bbox=cell.bbox,
    )
