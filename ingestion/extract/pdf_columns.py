"""The columns of a table without ruling lines: where (nearly) all of its rows are white. Pure.

A gutter may be crossed by few rows (a cell over several columns, a heading) if far more rows have
something on both sides of it; everything else that crosses makes two columns one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from statistics import median

from ingestion.extract.model import Box
from ingestion.extract.pdf_lines import Line, line_of, parted, rows_of
from ingestion.extract.pdf_page import Char

FIGURE = re.compile(r"[^\w]*\d[\d.,]*\D{0,4}$|[/／—–-]+$|[≥≤><＞＜±+-]")
MIN_COLUMNS = 3
NARROW = 0.3
_OPENING, _CLOSING = "（《“‘「『【［〔", "，。、；：！？）》”’」』】］〕"
_YEAR = re.compile(r"(19|20)\d\d")
_MIN_GUTTER = 0.08
_MIN_PEAK, _PEAK_TIMES = 3, 4
_CROWDED_SHARE = 0.1
_APART, _APART_SHARE = 1.0, 0.25
_EDGE, _MIN_EDGE_RUNS = 0.3, 4
_GLUED = 0.04

Columns = list[tuple[float, float]]
"""Left and right edge of each column."""


@dataclass(frozen=True)
class Run:
    """Characters of one baseline without a wide gap between them."""

    chars: tuple[Char, ...]

    @cached_property
    def line(self) -> Line:
        """The run as a line."""
        return line_of(self.chars)

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text

    @cached_property
    def x0(self) -> float:
        """Left edge; of a bracket that opens only the right half is ink."""
        first = self.chars[0]
        return (first.x0 + first.x1) / 2 if first.text in _OPENING else self.line.x0

    @cached_property
    def x1(self) -> float:
        """Right edge; of what closes only the left half is ink, and it may hang over the border."""
        last = self.chars[-1]
        return (last.x0 + last.x1) / 2 if last.text in _CLOSING else self.line.x1

    @property
    def middle(self) -> float:
        """Half-way between its edges."""
        return (self.x0 + self.x1) / 2

    @cached_property
    def base(self) -> float:
        """Height of the line it stands on."""
        return median(char.base for char in self.chars)

    @property
    def box(self) -> Box:
        """Its box on the page."""
        return self.line.box

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure or what stands for none."""
        return bool(FIGURE.match(self.text))


@dataclass(frozen=True)
class Row:
    """What stands on one baseline, from left to right."""

    runs: tuple[Run, ...]

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(run.line.top for run in self.runs)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(run.line.bottom for run in self.runs)

    @cached_property
    def em(self) -> float:
        """Width of a wide character."""
        return max(run.line.em for run in self.runs)

    @property
    def is_full(self) -> bool:
        """Whether it has as many runs as a row of a table."""
        return len(self.runs) >= MIN_COLUMNS

    @cached_property
    def has_value(self) -> bool:
        """Whether it has a figure that is no year."""
        return any(run.is_figure and not _YEAR.match(run.text) for run in self.runs)

    def gaps(self) -> Iterator[float]:
        """White between its runs. Unit: points."""
        return (after.x0 - before.x1 for before, after in pairwise(self.runs))


def rows_in(chars: Iterable[Char]) -> list[Row]:
    """The baselines of a stretch of a page."""
    return [Row(tuple(Run(tuple(run)) for run in parted(row, NARROW))) for row in rows_of(chars)]


def without_glue(rows: Sequence[Row], header: int) -> list[Row]:
    """Rows whose runs are parted where a cell begins that nearly touches the one before.

    Where many runs begin at the same place, a column begins there. In the first ``header`` rows no
    single letter is parted from its label: some are drawn narrow.
    """
    starts = sorted(run.x0 for row in rows for run in row.runs)
    edges = [
        start
        for at, start in enumerate(starts[: 1 - _MIN_EDGE_RUNS])
        if starts[at + _MIN_EDGE_RUNS - 1] - start <= _EDGE
    ]
    return [
        Row(
            tuple(
                part
                for run in row.runs
                for part in _at_edges(run, edges, is_header=number < header)
            )
        )
        for number, row in enumerate(rows)
    ]


def _at_edges(run: Run, edges: Sequence[float], *, is_header: bool) -> list[Run]:
    parts: list[Run] = []
    part: list[Char] = []
    for char in run.chars:
        is_apart = bool(part) and char.x0 - part[-1].x1 >= _GLUED * run.line.em
        if is_apart and _is_near(char.x0, edges):
            parts.append(Run(tuple(part)))
            part = []
        part.append(char)
    parts.append(Run(tuple(part)))
    return [run] if is_header and any(len(one.chars) == 1 for one in parts) else parts


def _is_near(at: float, edges: Sequence[float]) -> bool:
    place = bisect_left(edges, at - _EDGE)
    return place < len(edges) and edges[place] <= at + _EDGE


def columns_of(rows: Sequence[Row]) -> Columns:
    """Left and right edge of each column that these rows stand in."""
    em = median(row.em for row in rows)
    cuts = sorted(_cuts(_coverage(rows), _MIN_GUTTER * em))
    edges: dict[int, tuple[float, float]] = {}
    for run in (run for row in rows for run in row.runs):
        first = bisect_right(cuts, run.x0 + 0.1)
        last = bisect_left(cuts, run.x1 - 0.1)
        if first == last:
            low, high = edges.get(first, (run.x0, run.x1))
            edges[first] = (min(low, run.x0), max(high, run.x1))
    return [edges[at] for at in sorted(edges)]


_Stretch = tuple[float, float, int]


def _coverage(rows: Sequence[Row]) -> list[_Stretch]:
    """From left to right: how many rows have something there."""
    ends = sorted(
        [(run.x0, 1) for row in rows for run in row.runs]
        + [(run.x1, -1) for row in rows for run in row.runs]
    )
    found: list[_Stretch] = []
    depth = 0
    for (at, step), (following, _) in pairwise(ends):
        depth += step
        if following > at:
            found.append((at, following, depth))
    return found


def _cuts(stretches: Sequence[_Stretch], least: float) -> Iterator[float]:
    """The middle of each gutter: those that no row crosses, and between them those that few do."""
    part: list[_Stretch] = []
    for at, (low, high, depth) in enumerate(stretches):
        if depth == 0 and high - low >= least and 0 < at < len(stretches) - 1:
            yield (low + high) / 2
            yield from _crossed(part, least)
            part = []
        else:
            part.append((low, high, depth))
    yield from _crossed(part, least)


def _crossed(part: Sequence[_Stretch], least: float) -> Iterator[float]:
    """Gutters that far fewer rows cross than stand on either side."""
    before = list(accumulate((depth for _, _, depth in part), max))
    after = list(accumulate((depth for _, _, depth in reversed(part)), max))[::-1]
    found = [
        (depth, low - high, at)
        for at, (low, high, depth) in enumerate(part)
        if 0 < at < len(part) - 1
        and high - low >= least
        and min(before[at - 1], after[at + 1]) >= max(_MIN_PEAK, _PEAK_TIMES * depth)
    ]
    if not found:
        return
    _, _, at = min(found)
    yield (part[at][0] + part[at][1]) / 2
    yield from _crossed(part[:at], least)
    yield from _crossed(part[at + 1 :], least)


def borders_of(columns: Columns) -> list[float]:
    """Where lines between the columns would stand."""
    middles = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    return [columns[0][0], *middles, columns[-1][1]]


def covered_by(run: Run | Line, columns: Columns) -> tuple[int, int]:
    """First and last column under a run; the nearest where it stands between two."""
    edge = 0.1 * (run.line.em if isinstance(run, Run) else run.em)
    under = [
        at for at, (low, high) in enumerate(columns) if run.x0 < high - edge and low + edge < run.x1
    ] or [at for at, (low, high) in enumerate(columns) if run.x0 < high and low < run.x1]
    if under:
        return under[0], under[-1]
    middle = (run.x0 + run.x1) / 2
    nearest = min(range(len(columns)), key=lambda at: distance_to(middle, columns[at]))
    return nearest, nearest


def distance_to(at: float, column: tuple[float, float]) -> float:
    """How far a place lies outside of a column. Unit: points."""
    return max(column[0] - at, at - column[1], 0.0)


def crosses(row: Row, columns: Columns) -> bool:
    """Whether a run of the row stands over several columns."""
    return any(first < last for first, last in (covered_by(run, columns) for run in row.runs))


def are_crowded(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether two figures of a row, or texts far apart, often fall into one column: it is two."""
    pairs = [
        [
            (before, after)
            for before, after in pairwise(row.runs)
            if covered_by(before, columns) == covered_by(after, columns)
        ]
        for row in rows
    ]
    figures = sum(any(a.is_figure and b.is_figure for a, b in found) for found in pairs)
    apart = sum(
        any(b.x0 - a.x1 > _APART * row.em for a, b in found)
        for row, found in zip(rows, pairs, strict=True)
    )
    return figures > _CROWDED_SHARE * len(rows) or apart > _APART_SHARE * len(rows)
