"""Labels that stand for several rows of a table without ruling lines. Pure.

A label in the middle of its rows tells which they are: the groups follow one another without a
gap, and the middle of each group is the middle of its label. Where that fits in two ways or in
none, nothing is claimed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ingestion.extract.pdf_columns import Run
from ingestion.extract.pdf_lines import was_broken
from ingestion.extract.pdf_rows import MAX_PITCH, NEAR, Stack, Way, stack_of

_OFF = 0.6
_CLEARLY = 0.5
_MAX_LINES = 12
_MAX_LABEL_LINES = 150
_UNLABELLED = 0.6


@dataclass(frozen=True)
class Group:
    """Rows ``first`` to before ``end`` and the lines of their label, if it stands here."""

    first: int
    end: int
    lines: tuple[Run, ...]


class Ends(NamedTuple):
    """Whether a table may have begun on the page before, and may go on over the next."""

    before: bool
    after: bool


_Tiling = tuple[float, tuple[Group, ...]]


def groups_of(  # noqa: PLR0913, PLR0917
    body: Sequence[Run],
    anchors: Sequence[float],
    edges: Sequence[float],
    way: Way | None,
    em: float,
    ends: Ends,
) -> list[Group] | None:
    """Give each label of a column its rows.

    Args:
        body: Lines of the column from top to bottom, without the header's.
        anchors: Heights of the rows.
        edges: Where lines between the rows would stand, the outer ones included.
        way: How the lines of other cells stand.
        em: Width of a wide character.
        ends: Whether a label may stand for rows of the pages before and after too.

    Returns:
        The groups from top to bottom; None if nobody can tell.
    """
    if not body:
        return []
    if len(body) > _MAX_LABEL_LINES:
        return None
    hung = _hung(body, anchors, em, ends)
    centred = _Tiler(body, anchors, edges, em, ends).groups()
    if way == "top" and hung is not None:
        return hung
    if centred is None:
        return hung if way != "middle" else None
    return centred


def _hung(
    body: Sequence[Run], anchors: Sequence[float], em: float, ends: Ends
) -> list[Group] | None:
    """Labels whose first line stands beside their first row."""
    stack: Stack | None = stack_of(body, anchors, "top", em)
    if stack is None or stack.head:
        return None
    firsts = [row for row, found in enumerate(stack.rows) if found]
    if firsts[0] > 0 and not ends.before:
        return None
    lasts = [*firsts[1:], len(anchors)]
    groups = [Group(a, b, stack.rows[a]) for a, b in zip(firsts, lasts, strict=True)]
    return [Group(0, firsts[0], ()), *groups] if firsts[0] else groups


class _Tiler:
    """Finds the groups whose middles are those of their labels; the two best ways are compared."""

    def __init__(
        self,
        body: Sequence[Run],
        anchors: Sequence[float],
        edges: Sequence[float],
        em: float,
        ends: Ends,
    ) -> None:
        self._body, self._anchors, self._edges, self._ends = body, anchors, edges, ends
        self._em, self._off = em, _OFF * em
        self._width = max(line.x1 for line in body) - min(line.x0 for line in body)
        self._tilings = lru_cache(maxsize=None)(self._from)

    def groups(self) -> list[Group] | None:
        """The best way, if none is nearly as good."""
        count = len(self._edges) - 1
        starts = range(count) if self._ends.before else range(1)
        found = [
            (cost + _UNLABELLED * self._em * bool(start), start, groups)
            for start in starts
            for cost, groups in self._tilings(0, start)
            if not start or groups[0].end - groups[0].first > 1
        ]
        found.sort(key=lambda one: one[0])
        if not found or (len(found) > 1 and found[1][0] - found[0][0] < _CLEARLY * self._em):
            return None
        _, start, groups = found[0]
        return [Group(0, start, ()), *groups] if start else list(groups)

    def _from(self, at: int, row: int) -> tuple[_Tiling, ...]:
        """The two best ways to give the lines from ``at`` on the rows from ``row`` on."""
        count = len(self._edges) - 1
        if at == len(self._body):
            return ((0.0, ()),) if row == count else ()
        found: list[_Tiling] = []
        for end in range(at + 1, min(len(self._body), at + _MAX_LINES) + 1):
            if end - at > 1 and not self._goes_on(end - 2):
                break
            for last in self._ends_near(at, end, row):
                error = self._error(at, end, row, last)
                if error is not None:
                    group = Group(row, last, tuple(self._body[at:end]))
                    more = self._tilings(end, last)
                    found += [(error + cost, (group, *others)) for cost, others in more]
        return tuple(sorted(found, key=lambda tiling: tiling[0])[:2])

    def _ends_near(self, at: int, end: int, row: int) -> list[int]:
        """Where the rows of a label may end, for its middle to be theirs."""
        top, bottom = self._body[at].line.top, self._body[end - 1].line.bottom
        low = top + bottom - self._edges[row]
        first = bisect_left(self._edges, low - 2 * self._off, row + 1)
        last = bisect_right(self._edges, low + 2 * self._off, row + 1)
        more = {row + 1, len(self._edges) - 1} if row + 1 < len(self._edges) else set()
        if at == 0 and self._ends.before:
            more = set(range(row + 1, len(self._edges)))
        return sorted(more.union(range(first, last)))

    def _goes_on(self, at: int) -> bool:
        """Whether a line of a label was broken for want of room."""
        line, following = self._body[at], self._body[at + 1]
        if following.base - line.base > MAX_PITCH * self._em:
            return False
        return was_broken(line.line, following.line, self._width - (line.x1 - line.x0))

    def _error(self, at: int, end: int, row: int, last: int) -> float | None:
        """How far the middle of a label is from that of its rows; None if it cannot be theirs."""
        top, bottom = self._body[at].line.top, self._body[end - 1].line.bottom
        high, low = self._edges[row], self._edges[last]
        if high - self._off > top or bottom > low + self._off:
            return None
        beside = (self._body[at].base, self._body[end - 1].base)
        if last == row + 1 and min(abs(b - self._anchors[row]) for b in beside) <= NEAR * self._em:
            return 0.0
        error = (top + bottom - high - low) / 2
        if abs(error) <= self._off:
            return abs(error)
        is_cut_below = self._ends.after and end == len(self._body) and last == len(self._edges) - 1
        is_cut_above = self._ends.before and at == 0 and row == 0
        if (is_cut_below and error > 0) or (is_cut_above and error < 0):
            return _UNLABELLED * self._em
        return None
