"""Printed tables as grids: which cell covers a place. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.extract.model import GridCell, GridTable
from ingestion.interpret.matrix.model import Token


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
