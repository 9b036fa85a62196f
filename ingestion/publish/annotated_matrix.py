"""A table as it was understood: indicators down, organisations across, cells graded. Pure.

A flattened table shows no columns. Whether a number was given to the right organisation is seen
only when the table stands there again as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.publish.annotated_marks import Entry
from ingestion.records import Cell

_MOST_COLUMNS = 60
"""A table with more columns is not drawn; its cards still list every cell."""
_STATES = {
    "not_applicable": "/",
    "merged_inherit": "〃",
    "blank": "",
    "delegated": "…",
    "text": "文",
}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One indicator; ``cells`` has a place for every column, None where no cell was read."""

    number: str
    title: str
    cells: tuple[tuple[Entry, str] | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Columns are organisations, with the measure where a table has several."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrix_of(entries: Sequence[Entry]) -> Matrix | None:
    """Lay the cells of one table out as a table; None if they make none.

    Args:
        entries: All cells of one table, in the order of the records.
    """
    cells = [(entry, entry.record) for entry in entries if isinstance(entry.record, Cell)]
    has_measures = len({cell.measure for _, cell in cells}) > 1
    keys = list(dict.fromkeys(_column(cell, has_measures=has_measures) for _, cell in cells))
    if not 1 < len(keys) <= _MOST_COLUMNS:
        return None
    rows: dict[tuple[int, str, str | None], dict[str, tuple[Entry, str]]] = {}
    for entry, cell in cells:
        row = rows.setdefault((cell.row_no, cell.indicator, cell.period), {})
        row.setdefault(_column(cell, has_measures=has_measures), (entry, _shown(cell)))
    return Matrix(
        columns=tuple(keys),
        rows=tuple(
            MatrixRow(str(number), indicator, tuple(found.get(key) for key in keys))
            for (number, indicator, _), found in rows.items()
        ),
    )


def _column(cell: Cell, *, has_measures: bool) -> str:
    words = {
        "target": "目标",
        "actual": "完成",
        "rate": "比率",
        "baseline": "基期",
        "weight": "权重",
    }
    return f"{cell.org} {words[cell.measure]}" if has_measures else cell.org


def _shown(cell: Cell) -> str:
    return _STATES.get(cell.state, cell.raw)
