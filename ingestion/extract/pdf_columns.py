"""Rows of a page without ruling lines, and the columns that they stand in. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingestion.extract.model import Box
from ingestion.extract.pdf_lines import Line, join_texts, merged

FIGURE = re.compile(r"[^\w]*\d[\d.,]*\D{0,4}$|[/／—–-]+$|[≥≤><＞＜±+-]")
MIN_COLUMNS = 3
_YEAR = re.compile(r"(19|20)\d\d")
_MIN_BODY_ROWS = 2
_MIN_GUTTER = 0.4
_WORD_GAP = 1.6
_FIGURE_ROWS = 0.5

Columns = list[tuple[float, float]]
"""Left and right edge of each column."""


@dataclass(frozen=True)
class Row:
    """Pieces on one height; ``runs`` are the same characters, parted at narrow gaps too."""

    pieces: tuple[Line, ...]
    runs: tuple[Line, ...] = ()

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def em(self) -> float:
        """Width of a wide character."""
        return max(piece.em for piece in self.pieces)

    @property
    def has_value(self) -> bool:
        """Whether it has a figure that is no year."""
        return any(FIGURE.match(p.text) and not _YEAR.match(p.text) for p in self.pieces)


@dataclass(frozen=True)
class PlacedCell:
    """A cell in its row and column."""

    row: int
    col: int
    text: str
    box: Box
    row_span: int = 1
    col_span: int = 1


def columns_of(run: Sequence[Row]) -> Columns | None:
    """Left and right edge of each column: what all rows with figures leave white parts them."""
    wide = [row for row in run if len(row.pieces) >= MIN_COLUMNS]
    full = [row for row in wide if row.has_value]
    if len(full) < _MIN_BODY_ROWS or len(full) < _FIGURE_ROWS * len(wide):
        return None
    most = max(len(row.pieces) for row in full)
    columns: Columns = []
    for low, high in sorted((piece.x0, piece.x1) for row in full for piece in row.pieces):
        if columns and low - columns[-1][1] < _MIN_GUTTER * full[0].em:
            columns[-1] = (columns[-1][0], max(columns[-1][1], high))
        else:
            columns.append((low, high))
    return columns if len(columns) >= most else None


def borders_of(columns: Columns) -> list[float]:
    """Where lines between the columns would stand."""
    middles = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    return [columns[0][0], *middles, columns[-1][1]]


def covered_by(piece: Line, columns: Columns) -> tuple[int, int]:
    """First and last column under a piece; the nearest where it stands between two."""
    under = [at for at, (low, high) in enumerate(columns) if piece.x0 < high and low < piece.x1]
    if under:
        return under[0], under[-1]
    middle = (piece.x0 + piece.x1) / 2
    nearest = min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))
    return nearest, nearest


def is_crowded(row: Row, columns: Columns) -> bool:
    """Whether two figures or two labels of a row fall into one column: then it is two columns."""
    for before, after in pairwise(row.runs):
        if covered_by(before, columns) != covered_by(after, columns):
            continue
        if all(FIGURE.match(run.text) for run in (before, after)):
            return True
        if len(row.runs) >= MIN_COLUMNS and not row.has_value:
            return min(len(before.text), len(after.text)) > 1
    return False


def in_columns(runs: Sequence[Line], columns: Columns) -> tuple[Line, ...]:
    """What stands in one column is one piece; labels may be nearer to one another than figures."""
    pieces: list[Line] = []
    for run in runs:
        is_near = bool(pieces) and run.x0 - pieces[-1].x1 <= _WORD_GAP * run.em
        if is_near and covered_by(run, columns) == covered_by(pieces[-1], columns):
            pieces[-1] = merged([pieces[-1], run])
        else:
            pieces.append(run)
    return tuple(pieces)


def crosses(row: Row, columns: Columns) -> bool:
    """Whether a piece of the row stands over several columns."""
    return any(first < last for first, last in (covered_by(p, columns) for p in row.pieces))


def cells_of(rows: Sequence[Row], columns: Columns, number: int) -> list[PlacedCell]:
    """One row of the table; pieces below one another in a column are joined."""
    stacks: dict[tuple[int, int], list[Line]] = {}
    for row in rows:
        for piece in row.pieces:
            stacks.setdefault(covered_by(piece, columns), []).append(piece)
    cells = []
    for (first, last), pieces in sorted(stacks.items()):
        text = pieces[0].text
        for piece in pieces[1:]:
            text = join_texts(text, piece.text)
        box = (
            min(p.x0 for p in pieces), min(p.top for p in pieces),
            max(p.x1 for p in pieces), max(p.bottom for p in pieces),
        )  # fmt: skip
        cells.append(PlacedCell(number, first, text, box, 1, last - first + 1))
    return cells
