"""Labels that stand for several rows of a table without ruling lines. Pure.

A label in the middle of its rows tells which they are: the groups follow one another without a
gap, and the middle of each group is the middle of its label. Where that fits in two ways or in
none, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingestion.extract.pdf_columns import Run
from ingestion.extract.pdf_lines import was_broken
from ingestion.extract.pdf_rows import Stack, Way, stack_of

_OFF = 0.6
_CLEARLY = 0.5
_MAX_LINES = 12
_UNLABELLED = 0.6
_INFINITE = float("inf")


@dataclass(frozen=True)
class Group:
    """Rows ``first`` to before ``end`` and the lines of their label, if it stands here."""

    first: int
    end: int
    lines: tuple[Run, ...]


_Tiling = tuple[float, tuple[Group, ...]]


def groups_of(  # noqa: PLR0913
    body: Sequence[Run],
    anchors: Sequence[float],
    edges: Sequence[float],
    way: Way | None,
    em: float,
    *,
    is_continued: bool,
) -> list[Group] | None:
    """Give each label of a column its rows.

    Args:
        body: Lines of the column from top to bottom, without the header's.
        anchors: Heights of the rows.
        edges: Where lines between the rows would stand, the outer ones included.
        way: How the lines of other cells stand.
        em: Width of a wide character.
        is_continued: Whether the first rows may belong to a label of the page before.

    Returns:
        The groups from top to bottom; None if nobody can tell.
    """
    if not body:
        return []
    hung = _hung(body, anchors, em, is_continued=is_continued)
    centred = _centred(body, edges, em, is_continued=is_continued)
    if way == "top" and hung is not None:
        return hung
    if centred is None:
        return hung if way != "middle" else None
    return centred


def _hung(
    body: Sequence[Run],
    anchors: Sequence[float],
    em: float,
    *,
    is_continued: bool,
) -> list[Group] | None:
    """Labels whose first line stands beside their first row."""
    stack: Stack | None = stack_of(body, anchors, "top", em)
    if stack is None or stack.head:
        return None
    firsts = [row for row, found in enumerate(stack.rows) if found]
    if firsts[0] > 0 and not is_continued:
        return None
    ends = [*firsts[1:], len(anchors)]
    groups = [Group(a, b, stack.rows[a]) for a, b in zip(firsts, ends, strict=True)]
    return [Group(0, firsts[0], ()), *groups] if firsts[0] else groups


def _centred(
    body: Sequence[Run], edges: Sequence[float], em: float, *, is_continued: bool
) -> list[Group] | None:
    """Labels in the middle of their rows; the two best ways are compared."""
    count = len(edges) - 1
    left, right = min(line.x0 for line in body), max(line.x1 for line in body)
    off = _OFF * em

    def is_one(at: int, end: int) -> bool:
        return all(
            was_broken(body[k].line, body[k + 1].line, (right - left) - (body[k].x1 - body[k].x0))
            for k in range(at, end - 1)
        )

    @cache
    def best(at: int, row: int) -> tuple[_Tiling, ...]:
        if at == len(body):
            return ((0.0, ()),) if row == count else ()
        found: list[_Tiling] = []
        for end in range(at + 1, min(len(body), at + _MAX_LINES) + 1):
            if not is_one(at, end):
                break
            top, bottom = body[at].line.top, body[end - 1].line.bottom
            for last in range(row + 1, count + 1):
                error = abs(edges[row] + edges[last] - top - bottom) / 2
                fits = edges[row] - off <= top and bottom <= edges[last] + off
                if error <= off and fits:
                    group = Group(row, last, tuple(body[at:end]))
                    found += [(error + cost, (group, *more)) for cost, more in best(end, last)]
        return tuple(sorted(found, key=lambda tiling: tiling[0])[:2])

    starts = range(count) if is_continued else range(1)
    tilings = sorted(
        (
            (cost + _UNLABELLED * em * bool(start), start, groups)
            for start in starts
            for cost, groups in best(0, start)
        ),
        key=lambda one: one[0],
    )
    if not tilings:
        return None
    if len(tilings) > 1 and tilings[1][0] - tilings[0][0] < _CLEARLY * em:
        return None
    _, start, groups = tilings[0]
    return [Group(0, start, ()), *groups] if start else list(groups)
