"""Printed tables as grids: which cell covers a place, and the same table turned. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.extract.model import GridCell, GridTable
from ingestion.interpret.matrix.model import Token
from ingestion.values.lookups import pattern
from ingestion.values.width import squash

# Stands for the word over the names of organisations once their column has become the header.
_INDICATOR_LABEL = "指标"


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


def transposed(grid: Grid) -> Grid | None:
    """Turn a table that lists organisations downwards; None if its header does not say so."""
    axis = pattern("header_words", "org_axis")
    for row in range(grid.height):
        for col in range(grid.width):
            cell = grid.at(row, col)
            if cell is None or not axis.search(squash(cell.text)):
                continue
            turned = {
                (c - col, r - row): _turned(covering, row, col)
                for (r, c), covering in grid.cells.items()
                if r >= row and c >= col
            }
            turned[(0, 0)] = turned[(0, 0)].model_copy(update={"text": _INDICATOR_LABEL})
            return Grid(turned, grid.width - col, grid.height - row)
    return None


def _turned(cell: GridCell, row: int, col: int) -> GridCell:
    return cell.model_copy(
        update={
            "row": max(0, cell.col - col),
            "col": max(0, cell.row - row),
            "row_span": cell.col_span,
            "col_span": cell.row_span,
        }
    )


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
