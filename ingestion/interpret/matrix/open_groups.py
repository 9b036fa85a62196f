"""Headings over several columns that the file could not merge, as in CSV: give them their span."""

from __future__ import annotations

from dataclasses import replace

from ingestion.extract.model import GridCell
from ingestion.interpret.matrix.attributes import is_attribute
from ingestion.interpret.matrix.grids import Grid

_HEADER_SEARCH = 12
_MIN_PARTS = 2


def with_open_groups(grid: Grid) -> Grid:
    """Let 引资 reach over the blank cells beside it where 目标, 完成, 完成率 stand below them.

    Args:
        grid: A table as the file places it.

    Returns:
        The table with the spans that a merged header would have; the same where there is none.
    """
    for row in range(min(_HEADER_SEARCH, grid.height - 1)):
        spans = _group_spans(grid, row)
        if spans:
            return _spread(grid, row, spans)
    return grid


def _group_spans(grid: Grid, row: int) -> dict[int, int]:
    """Width of every heading in a row that has parts below it; empty if that is no such header."""
    upper, lower = _filled(grid, row), _filled(grid, row + 1)
    if len(lower) < _MIN_PARTS or not all(is_attribute(c.text) for c in lower.values()):
        return {}
    spans: dict[int, int] = {}
    for col in sorted(lower):
        owner = max((c for c in upper if c <= col), default=-1)
        if owner < 0 or (col > owner and spans.get(owner, 0) != col - owner):
            return {}  # nothing stands over it, or there is a gap between it and its heading
        spans[owner] = col - owner + 1
    is_simple = all(c.row == row and c.row_span == c.col_span == 1 for c in upper.values())
    stands_beside = any(col not in spans for col in upper)
    return spans if is_simple and stands_beside and max(spans.values()) >= _MIN_PARTS else {}


def _spread(grid: Grid, row: int, spans: dict[int, int]) -> Grid:
    cells = dict(grid.cells)
    for col, cell in _filled(grid, row).items():
        width = spans.get(col, 0)
        update = {"col_span": width} if width else {"row_span": 2}
        wide = cell.model_copy(update=update)
        for place in [(row, col + i) for i in range(width)] or [(row, col), (row + 1, col)]:
            cells[place] = wide
    return replace(grid, cells=cells)


def _filled(grid: Grid, row: int) -> dict[int, GridCell]:
    found = {col: grid.at(row, col) for col in range(grid.width)}
    return {col: cell for col, cell in found.items() if cell is not None and cell.text}
