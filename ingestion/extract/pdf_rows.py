"""The rows of a table without ruling lines: which lines of a column belong to which row. Pure.

Each row has one line that says where it stands, its anchor: its number, or else its figures. The
lines of the other cells stand about their anchor in one of three ways, the same in the whole
table: the first line beside it, the last line, or the middle. What fits no way, or two ways with
different results, is not placed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from ingestion.extract.pdf_columns import Run
from ingestion.extract.pdf_lines import was_broken

Way = Literal["top", "middle", "bottom"]
WAYS: tuple[Way, ...] = ("middle", "top", "bottom")
_ORDINAL = re.compile(r"[（(]?(\d{1,3})[)）.、．]?")
NEAR = 0.25
MAX_PITCH = 2.0
_SAME_PITCH = 0.1
_KEYED = 0.9
_CLOSE = 1.45


@dataclass(frozen=True)
class Stack:
    """The lines of one column, by row; ``head`` are those above the first row."""

    head: tuple[Run, ...]
    rows: tuple[tuple[Run, ...], ...]

    @property
    def filled(self) -> int:
        """How many rows have something."""
        return sum(bool(row) for row in self.rows)

    @property
    def pitch(self) -> float:
        """The widest distance between two lines of one cell. Unit: points."""
        return max((b.base - a.base for row in self.rows for a, b in pairwise(row)), default=0.0)


def key_anchors(lines: Sequence[Run]) -> list[float] | None:
    """The heights of row numbers, if the column counts its rows; labels may stand above."""
    numbers = [(line, match) for line in lines if (match := _ORDINAL.fullmatch(line.text))]
    if len(numbers) < 2:
        return None
    first = lines.index(numbers[0][0])
    if len(numbers) < _KEYED * (len(lines) - first) or len(numbers) != len(lines) - first:
        return None
    counted = [int(match[1]) for _, match in numbers]
    steps = sum(after == before + 1 or after == 1 for before, after in pairwise(counted))
    if steps < _KEYED * (len(counted) - 1):
        return None
    return [line.base for line, _ in numbers]


def figure_anchors(columns: Sequence[Sequence[Run]], em: float) -> list[float]:
    """The heights on which figures stand, from the first row with one on."""
    bases = sorted(line.base for lines in columns for line in lines if line.is_figure)
    groups: list[list[float]] = []
    for base in bases:
        if groups and base - groups[-1][0] <= NEAR * em:
            groups[-1].append(base)
        else:
            groups.append([base])
    return [median(group) for group in groups]


def stack_of(lines: Sequence[Run], anchors: Sequence[float], way: Way, em: float) -> Stack | None:
    """Give each line of a column its row, or None if the lines do not stand that way."""
    near = NEAR * em
    if way == "middle":
        return _centred(lines, anchors, near)
    if way == "top":
        return _hanging(lines, anchors, near, em)
    return _standing(lines, anchors, near, em)


def _standing(
    lines: Sequence[Run], anchors: Sequence[float], near: float, em: float
) -> Stack | None:
    depths = [anchor + near for anchor in anchors]
    rows: list[list[Run]] = [[] for _ in anchors]
    for line in lines:
        at = bisect_left(depths, line.base)
        if at == len(rows):
            return None
        rows[at].append(line)
    head, rows[0] = _off_head(rows[0], anchors[0] - near, em)
    for row, anchor in zip(rows, anchors, strict=True):
        if row and abs(row[-1].base - anchor) > near:
            return None
        if any(b.base - a.base > MAX_PITCH * em for a, b in pairwise(row)):
            return None
    return Stack(tuple(head), tuple(map(tuple, rows)))


def _off_head(lines: list[Run], first: float, em: float) -> tuple[list[Run], list[Run]]:
    """Part the header's lines from those of the first row, which stand close together."""
    if not lines or lines[-1].base < first:
        return lines, []
    at = len(lines) - 1
    while at and lines[at].base - lines[at - 1].base <= _CLOSE * em:
        at -= 1
    return lines[:at], lines[at:]


def _centred(lines: Sequence[Run], anchors: Sequence[float], near: float) -> Stack | None:
    rest = list(lines)
    rows: list[tuple[Run, ...]] = [()] * len(anchors)
    for at in range(len(anchors) - 1, -1, -1):
        if not rest or rest[-1].base < anchors[at] - near:
            continue
        top = 2 * anchors[at] - rest[-1].base
        mine = [line for line in rest if line.base >= min(top, rest[-1].base) - near]
        if abs(mine[0].base - top) > near or (at and mine[0].base <= anchors[at - 1] + near):
            return None
        rows[at] = tuple(mine)
        del rest[-len(mine) :]
    return Stack(tuple(rest), tuple(rows))


def _hanging(
    lines: Sequence[Run], anchors: Sequence[float], near: float, em: float
) -> Stack | None:
    heights = [anchor - near for anchor in anchors]
    rows: list[list[Run]] = [[] for _ in anchors]
    head: list[Run] = []
    for line in lines:
        at = bisect_right(heights, line.base) - 1
        (rows[at] if at >= 0 else head).append(line)
    for row, anchor in zip(rows, anchors, strict=True):
        if row and abs(row[0].base - anchor) > near:
            return None
        if any(b.base - a.base > MAX_PITCH * em for a, b in pairwise(row)):
            return None
    return Stack(tuple(head), tuple(map(tuple, rows)))


@dataclass(frozen=True)
class _Fit:
    """One way in which all columns fit."""

    way: Way
    stacks: tuple[Stack, ...]
    odd: int
    pitch: float


def way_of(columns: Sequence[Sequence[Run]], anchors: Sequence[float], em: float) -> Way | None:
    """How lines stand about their anchors in all of these columns; None if nobody can tell.

    Where several ways fit with different results, lines that were broken for want of room decide,
    and then how close the lines of a cell stand.
    """
    fits: list[_Fit] = []
    for way in WAYS:
        found = [stack_of(lines, anchors, way, em) for lines in columns]
        sure = tuple(stack for stack in found if stack is not None)
        if len(sure) == len(found):
            odd = sum(map(_odd_breaks, sure, columns))
            fits.append(_Fit(way, sure, odd, max((stack.pitch for stack in sure), default=0.0)))
    if not fits:
        return None
    fits.sort(key=lambda fit: (fit.odd, fit.pitch))
    best = fits[0]
    for other in fits[1:]:
        same = [one.rows for one in other.stacks] == [one.rows for one in best.stacks]
        if not same and other.odd == best.odd and other.pitch - best.pitch <= _SAME_PITCH * em:
            return None
    return best.way


def _odd_breaks(stack: Stack, lines: Sequence[Run]) -> int:
    """How many lines end inside a cell though what follows would have fitted."""
    if not lines:
        return 0
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return sum(
        not was_broken(before.line, after.line, width - (before.x1 - before.x0))
        for row in stack.rows
        for before, after in pairwise(row)
    )


def edges_of(stacks: Sequence[Stack], way: Way, em: float) -> list[float] | None:
    """Where lines between the rows would stand, by the white that cells keep from them.

    The smallest white between two rows is the padding of both. A row that is higher than what it
    holds has its white below, above or on both sides, as its cells stand.
    """
    spans: list[tuple[float, float]] = []
    for row in range(len(stacks[0].rows)):
        found = [run.line for stack in stacks for run in stack.rows[row]]
        if not found:
            return None
        spans.append((min(r.top for r in found), max(r.bottom for r in found)))
    if any(after[0] < before[0] or after[1] < before[1] for before, after in pairwise(spans)):
        return None
    gaps = [after[0] - before[1] for before, after in pairwise(spans)]
    least = min(min(gaps) / 2, em)
    if way == "top":
        inner = [top - least for top, _ in spans[1:]]
    elif way == "bottom":
        inner = [bottom + least for _, bottom in spans[:-1]]
    else:
        paddings = _paddings(gaps, least)
        inner = [bottom + padding for (_, bottom), padding in zip(spans, paddings, strict=False)]
        return [spans[0][0] - paddings[0], *inner[: len(gaps)], spans[-1][1] + paddings[-1]]
    return [spans[0][0] - least, *inner, spans[-1][1] + least]


def _paddings(gaps: Sequence[float], least: float) -> list[float]:
    """White above and below what each row holds, from the closest two rows outwards."""
    at = min(range(len(gaps)), key=lambda gap: gaps[gap])
    found = [least] * (len(gaps) + 1)
    for row in range(at + 1, len(gaps)):
        found[row + 1] = max(least, gaps[row] - found[row])
    for row in range(at, 0, -1):
        found[row - 1] = max(least, gaps[row - 1] - found[row])
    return found
