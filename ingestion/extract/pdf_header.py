"""The header of a table without ruling lines: labels over columns, groups over labels. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ingestion.extract.model import Box
from ingestion.extract.pdf_columns import Columns, Row, Run, borders_of, covered_by, distance_to
from ingestion.extract.pdf_lines import join_texts, parted

_SAME = 0.45
_BASE = 0.25
_OFF = 0.8
_MAX_GROUPS = 6
_LABEL_GAP = 0.9


@dataclass(frozen=True)
class PlacedCell:
    """A cell in its row and column."""

    row: int
    col: int
    text: str
    box: Box
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True)
class _Label:
    """Lines below one another over one column."""

    col: int
    runs: tuple[Run, ...]

    @property
    def top(self) -> float:
        return min(run.line.top for run in self.runs)

    @property
    def bottom(self) -> float:
        return max(run.line.bottom for run in self.runs)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def em(self) -> float:
        return self.runs[0].line.em


def header_of(
    heads: Sequence[Sequence[Run]], wide: Sequence[Run], columns: Columns, figures: set[int]
) -> tuple[list[PlacedCell], int] | None:
    """Place the labels of a header.

    Args:
        heads: For each column, the lines that stand over it alone, from top to bottom.
        wide: What stands over several columns.
        columns: The columns.
        figures: Those that hold figures; only they are grouped without a wide label.

    Returns:
        The cells and the number of header rows, 1 or 2; None if nobody can tell.
    """
    labels = [_Label(col, tuple(runs)) for col, runs in enumerate(heads) if runs]
    if not labels or not all(map(_is_stack, labels)):
        return None
    if not wide and _stand_alike(labels):
        return [_cell(label, 0) for label in labels], 1
    return _grouped(labels, wide, columns, figures)


def _is_stack(label: _Label) -> bool:
    """Whether lines over one column stand below one another, not side by side."""
    return all(a.x0 < b.x1 and b.x0 < a.x1 for a, b in pairwise(label.runs))


def _stand_alike(labels: Sequence[_Label]) -> bool:
    em = _SAME * labels[0].em
    return any(
        max(found) - min(found) <= em
        for found in (
            [label.middle for label in labels],
            [label.runs[0].base for label in labels],
            [label.runs[-1].base for label in labels],
        )
    )


def _cell(label: _Label, row: int, row_span: int = 1) -> PlacedCell:
    return PlacedCell(row, label.col, _text(label.runs), _box(label.runs), row_span)


def _text(runs: Sequence[Run]) -> str:
    text = runs[0].text
    for run in runs[1:]:
        text = join_texts(text, run.text)
    return text


def _box(runs: Sequence[Run]) -> Box:
    return (
        min(run.x0 for run in runs), min(run.line.top for run in runs),
        max(run.x1 for run in runs), max(run.line.bottom for run in runs),
    )  # fmt: skip


def _grouped(
    labels: Sequence[_Label], wide: Sequence[Run], columns: Columns, figures: set[int]
) -> tuple[list[PlacedCell], int] | None:
    """Groups over labels: what stands in the middle of the header's height has no group."""
    em = labels[0].em
    tops = [label.top for label in labels] + [run.line.top for run in wide]
    middle = (min(tops) + max(label.bottom for label in labels)) / 2
    lowest = max(label.runs[-1].base for label in labels)
    uppers: list[Run] = list(wide)
    alone: list[_Label] = []
    below: list[_Label] = []
    for label in labels:
        split = _split(label, lowest) if label.col in figures else None
        if split is not None:
            uppers.append(split[0])
            below.append(split[1])
        elif label.runs[-1].base < lowest - _BASE * em and (
            abs(label.middle - middle) <= _SAME * em or label.top <= min(tops) + _BASE * em
        ):
            alone.append(label)
        else:
            below.append(label)
    if (
        not uppers
        or not below
        or max(run.base for run in uppers) >= min(b.runs[0].base for b in below)
    ):
        return None
    ranges = _ranges(
        sorted(uppers, key=lambda run: run.x0), [b.col for b in below], columns, is_sure=bool(alone)
    )
    if ranges is None or any(first < min(figures, default=0) for first, _, _ in ranges):
        return None  # a title over the table is no group
    covered = {col for first, last, _ in ranges for col in range(first, last + 1)}
    cells = [_cell(label, 0, 2) for label in alone]
    cells += [_cell(label, 1) if label.col in covered else _cell(label, 0, 2) for label in below]
    cells += [
        PlacedCell(0, first, run.text, run.box, 1, last - first + 1) for first, last, run in ranges
    ]
    return cells, 2


def _split(label: _Label, lowest: float) -> tuple[Run, _Label] | None:
    """A group's label right over that of a column."""
    if len(label.runs) != 2 or abs(label.runs[1].base - lowest) > _BASE * label.em:
        return None
    if label.runs[1].line.top - label.runs[0].line.bottom < 0.1 * label.em:
        return None
    return label.runs[0], _Label(label.col, label.runs[1:])


_Range = tuple[int, int, Run]


def _ranges(
    groups: Sequence[Run], below: Sequence[int], columns: Columns, *, is_sure: bool
) -> list[_Range] | None:
    """First and last column of each group; ``is_sure`` if each of these columns has one."""
    found: list[_Range] = []
    taken = 0
    for segment in _segments(below):
        left, right = columns[segment[0]][0], columns[segment[-1]][1]
        mine = [group for group in groups if left <= group.middle <= right]
        taken += len(mine)
        if not mine:
            continue
        if len(mine) > 1:
            ranges = _several(mine, segment, columns)
        elif is_sure:
            ranges = [(segment[0], segment[-1], mine[0])]
        else:
            ranges = _one(mine[0], segment, columns)
        if ranges is None:
            return None
        found += ranges
    return found if taken == len(groups) and found else None


def _segments(cols: Sequence[int]) -> list[list[int]]:
    segments: list[list[int]] = []
    for col in sorted(cols):
        if segments and col == segments[-1][-1] + 1:
            segments[-1].append(col)
        else:
            segments.append([col])
    return segments


def _error(group: Run, first: int, last: int, columns: Columns) -> float:
    borders = borders_of(columns)
    by_borders = (borders[first] + borders[last + 1]) / 2
    by_text = (columns[first][0] + columns[last][1]) / 2
    return min(abs(group.middle - by_borders), abs(group.middle - by_text))


def _one(group: Run, segment: Sequence[int], columns: Columns) -> list[_Range] | None:
    """The longest stretch of columns that the group stands in the middle of."""
    widths = [columns[col][1] - columns[col][0] for col in segment]
    off = max(_OFF * group.line.em, min(widths) / 2)
    for size in range(len(segment), 1, -1):
        fits = [
            (first, first + size - 1)
            for first in segment[: len(segment) - size + 1]
            if _error(group, first, first + size - 1, columns) <= off
        ]
        if fits:
            first, last = min(fits, key=lambda fit: _error(group, fit[0], fit[1], columns))
            return [(first, last, group)]
    return None


def _several(
    groups: Sequence[Run], segment: Sequence[int], columns: Columns
) -> list[_Range] | None:
    """Groups side by side: the cuts at which all stand in the middle."""
    if len(groups) > _MAX_GROUPS:
        return None
    best: tuple[float, list[_Range]] | None = None
    for cuts in combinations(segment[1:], len(groups) - 1):
        ends = [segment[0], *cuts, segment[-1] + 1]
        spans = [(one, other - 1) for one, other in pairwise(ends)]
        error = max(
            _error(group, span[0], span[1], columns)
            for group, span in zip(groups, spans, strict=True)
        )
        if best is None or error < best[0]:
            best = (error, [(*span, group) for group, span in zip(groups, spans, strict=True)])
    if best is None or best[0] > 2 * groups[0].line.em:
        return None
    return best[1]


def with_blank_columns(columns: Columns, header: Sequence[Row]) -> Columns:
    """Add the columns that only their label tells of: to be filled in, such as 备注."""
    labels = max(map(_labels, header), key=len, default=[])
    free = [label for label in labels if not _under(label, columns)]
    free.sort(key=lambda label: min(distance_to(label.middle, column) for column in columns))
    added = free[len(free) - max(0, len(labels) - len(columns)) :]
    return sorted([*columns, *((label.x0, label.x1) for label in added)])


def share_columns(header: Sequence[Row], columns: Columns) -> bool:
    """Whether two labels side by side stand over one column: then it is two that run together."""
    return any(
        min(len(before.text), len(after.text)) > 1
        and covered_by(before, columns) == covered_by(after, columns)
        for labels in map(_labels, header)
        for before, after in pairwise(labels)
    )


def _labels(row: Row) -> list[Run]:
    """The labels of a header's line; letters may be spaced, as in 序 号."""
    chars = [char for run in row.runs for char in run.chars]
    return [Run(tuple(label)) for label in parted(chars, _LABEL_GAP)]


def _under(run: Run, columns: Columns) -> list[int]:
    return [at for at, (low, high) in enumerate(columns) if run.x0 < high and low < run.x1]
