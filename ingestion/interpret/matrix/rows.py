"""Cut flattened table text into rows: by ordinals that fit best as a whole, or by names. Pure.

Numbers of a table are ordinals of no row, and a value may equal the next ordinal. So the row
starts are chosen together: the cheapest path through all integers, where a row costs by how badly
it fits the columns and a step by how badly the ordinals follow one another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ingestion.interpret.matrix.model import Token
from ingestion.interpret.matrix.tokens import label_length, ordinal_of, token_class
from ingestion.values.lookups import pattern
from ingestion.values.width import squash

_BARE_ROW = 1.9
# A lone number behind a complete last row is rather one cell too many than one more row.
_BARE_END = 8.0
_SHORT_ROW = 0.5
_STRAY_TEXT = 0.5
_LEFT_OVER = 1.5
_NO_NAME = 9.0
_TOO_MANY = 6.0
_REPEATED, _RESTARTED, _GAP, _BACKWARDS = 3.0, 3.0, 2.5, 5.0
_SUB_ROW, _UNSAID_SUB_ROW = 0.5, 4.5
_MAX_LABELS = 10
_MAX_SUB_NAMES = 3
# Another cut that costs less than this more is a doubt worth telling.
_CLEAR_CUT = 1.5


@dataclass(frozen=True, slots=True)
class RawRow:
    """The tokens of one row. ``is_doubtful``: another way to cut the rows is nearly as good."""

    ordinal: Token | None
    number: int
    labels: tuple[Token, ...]
    values: tuple[Token, ...]
    is_doubtful: bool = False

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens in printed order."""
        return (*((self.ordinal,) if self.ordinal else ()), *self.labels, *self.values)


class _Edge(NamedTuple):
    """A row that may be cut: tokens ``start`` to ``end``; ``goal`` is where the path goes on."""

    start: int
    end: int
    goal: int
    cost: float


def cut_by_ordinals(
    tokens: Sequence[Token], width: int, *, sub_rows: bool = False
) -> tuple[RawRow, ...]:
    """Cut at the ordinals.

    Args:
        tokens: The body, from the first row's ordinal on; what follows the table may be in it.
        width: Number of columns after the names.
        sub_rows: Words behind a complete row begin a row without an ordinal (其中:…), because no
            column of words stands there.

    Returns:
        The rows in printed order; the last one ends before the first words that fit no cell.
    """
    numbers = [ordinal_of(token.text) for token in tokens]
    if not tokens or numbers[0] is None:
        return ()
    rows: list[RawRow] = []
    for edge, margin in _cheapest_path(tokens, numbers, width, sub_rows):
        body = tokens[edge.start + 1 : edge.end]
        is_doubtful = margin < _CLEAR_CUT or _may_end_earlier(tokens, edge, numbers)
        cuts = [0, *(_sub_starts(body, width) if sub_rows else ()), len(body)]
        for first, last in pairwise(cuts):
            rows.append(
                _raw_row(
                    None if first else tokens[edge.start],
                    0 if first else numbers[edge.start] or 0,
                    body[first:last],
                    is_doubtful=is_doubtful,
                )
            )
    if any(row.ordinal is None for row in rows):
        return tuple(replace(row, number=number) for number, row in enumerate(rows, 1))
    return tuple(rows)


def _may_end_earlier(
    tokens: Sequence[Token], edge: _Edge, numbers: Sequence[int | None]
) -> bool:
    """Whether the last value is the number of the next row, whose name stands right behind it."""
    last = edge.end - 1
    return (
        edge.start < last
        and edge.end < len(tokens)
        and numbers[last] == (numbers[edge.start] or 0) + 1
        and token_class(tokens[edge.end].text) == "text"
    )


def cut_by_names(tokens: Sequence[Token], behind: int = 0) -> tuple[RawRow, ...]:
    """Cut a table without ordinals: a row starts at words that follow a value.

    Args:
        tokens: The body.
        behind: Number of columns of words behind the values; so many words before a name are the
            row's above.

    Returns:
        The rows, numbered in order of appearance.
    """
    starts = [
        index
        for index, token in enumerate(tokens)
        if token_class(token.text) == "text"
        and (index == 0 or token_class(tokens[index - 1].text) not in ("text", "count"))
    ]
    if not starts or starts[0] != 0:
        return ()
    rows: list[RawRow] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(tokens)], strict=True), 1):
        row = _raw_row(None, number, tokens[start:end])
        if number > 1 and behind:
            row = replace(
                row,
                labels=row.labels[behind:],
                is_doubtful=len(row.labels) != behind + len(rows[0].labels),
            )
        if not row.values or not row.labels:
            break
        rows.append(row)
    return tuple(rows)


def _sub_starts(body: Sequence[Token], width: int) -> list[int]:
    """Where rows without an ordinal begin inside the tokens behind one."""
    starts: list[int] = []
    values, in_name = 0, True
    for index, token in enumerate(body):
        is_words = token_class(token.text) in ("text", "count")
        is_said = index > 0 and _is_sub_name(token)  # even where the row above lost its values
        if is_words and (is_said or (not in_name and _begins_sub_row(body, index, values, width))):
            starts.append(index)
            values, in_name = 0, True
        elif not (in_name and (is_words or label_length(body[: index + 1]) == index + 1)):
            in_name = False
            values += 1
    return starts


def _begins_sub_row(tokens: Sequence[Token], index: int, values: int, width: int) -> bool:
    """Whether words behind values name a row of their own: 其中, or as many values follow."""
    if not 0 < values <= width:
        return False
    if _is_sub_name(tokens[index]):
        return True
    names = label_length(tokens[index : index + _MAX_SUB_NAMES])
    following = tokens[index + names : index + names + width]
    return (
        values == width
        and len(following) == width
        and all(token_class(token.text) in ("number", "mark") for token in following)
    )


def usual_width(rows: Sequence[RawRow]) -> int | None:
    """The number of values that most rows with at least two have; None if there is no such row."""
    widths = Counter(len(row.values) for row in rows if len(row.values) > 1)
    return max(widths, key=lambda width: (widths[width], width)) if widths else None


def _raw_row(
    ordinal: Token | None, number: int, body: Sequence[Token], *, is_doubtful: bool = False
) -> RawRow:
    split = label_length(body)
    return RawRow(ordinal, number, tuple(body[:split]), tuple(body[split:]), is_doubtful)


def _cheapest_path(
    tokens: Sequence[Token], numbers: Sequence[int | None], width: int, sub_rows: bool
) -> list[tuple[_Edge, float]]:
    """Find the rows of least total cost, each with what any other cut there would cost more."""
    edges = _edges(tokens, numbers, width, sub_rows)
    goal = len(tokens) + 1  # one past the end, so that the last row may end before the tokens do
    ahead = {0: 0.0}
    arrived: dict[int, _Edge] = {}
    for edge in edges:
        cost = ahead[edge.start] + edge.cost
        if cost < ahead.get(edge.goal, float("inf")):
            ahead[edge.goal] = cost
            arrived[edge.goal] = edge
    behind = {goal: 0.0}
    for edge in reversed(edges):
        if edge.goal in behind:
            cost = edge.cost + behind[edge.goal]
            behind[edge.start] = min(cost, behind.get(edge.start, float("inf")))
    path = [arrived[goal]]
    while path[-1].start:
        path.append(arrived[path[-1].start])
    path.reverse()
    return list(zip(path, _margins(edges, path, ahead, behind, goal), strict=True))


def _margins(
    edges: Sequence[_Edge],
    path: Sequence[_Edge],
    ahead: dict[int, float],
    behind: dict[int, float],
    goal: int,
) -> list[float]:
    """For each row of the path, the extra cost of the best path that cuts its start otherwise.

    Every path has exactly one edge over each token, so another edge over a row's first token stands
    for every other way to read it.
    """
    starts = [edge.start for edge in path]
    chosen = set(path)
    others = [float("inf")] * len(path)
    for edge in edges:
        if edge in chosen or edge.goal not in behind:
            continue
        cost = ahead[edge.start] + edge.cost + behind[edge.goal] - ahead[goal]
        for index in range(bisect_left(starts, edge.start), bisect_left(starts, edge.goal)):
            others[index] = min(others[index], cost)
    return others


def _edges(
    tokens: Sequence[Token], numbers: Sequence[int | None], width: int, sub_rows: bool
) -> list[_Edge]:
    """Every row that may be cut, reachable from the first ordinal, by start."""
    reachable = {0}
    edges: list[_Edge] = []
    reach = 2 * width + 2 * _MAX_LABELS
    values_after = _values_after(tokens)
    goal = len(tokens) + 1
    for start, number in enumerate(numbers):
        if start not in reachable or number is None:
            continue
        costs = _row_costs(tokens, start, width, reach, sub_rows)
        for end, row_cost in costs.items():
            following = numbers[end] if end < len(tokens) else None
            if following is not None:
                edges.append(_Edge(start, end, end, row_cost + _step_cost(number, following)))
                reachable.add(end)
        last = _last_end(tokens, start, width, sub_rows)
        row_cost = costs.get(last, _TOO_MANY + last - start)
        if last == start + 1 and _stands_behind_full_row(tokens, start, width):
            row_cost += _BARE_END
        edges.append(_Edge(start, last, goal, row_cost + _LEFT_OVER * values_after[last]))
    return edges


def _stands_behind_full_row(tokens: Sequence[Token], position: int, width: int) -> bool:
    """Whether the values right before a position are as many as the columns."""
    before = tokens[max(0, position - width - 1) : position]
    names = [i for i, token in enumerate(before) if token_class(token.text) in ("text", "count")]
    return len(before) - 1 - (names[-1] if names else -1) == width


def _row_costs(
    tokens: Sequence[Token], start: int, width: int, reach: int, sub_rows: bool
) -> dict[int, float]:
    """Cost of the row that begins at ``start``, for every end that it may have."""
    stop = min(len(tokens), start + 1 + reach)
    body = tokens[start + 1 : stop]
    labels = label_length(body[:_MAX_LABELS])
    begins = set(_sub_starts(body, width)) if sub_rows else set()
    costs = {start + 1: _BARE_ROW}
    stray = values = 0
    above = 0.0 if labels else _NO_NAME
    in_name = True
    for length in range(1, len(body) + 1):
        is_words = token_class(body[length - 1].text) == "text"
        if length - 1 in begins:
            above += _width_cost(values, width) + _sub_cost(body[length - 1])
            values, in_name = 0, True
        elif length > labels and not (in_name and begins and is_words):
            in_name = False
            stray += is_words
            values += 1
        costs[start + 1 + length] = above + stray * _STRAY_TEXT + _width_cost(values, width)
    return costs


def _sub_cost(name: Token) -> float:
    """Cost of a row without an ordinal; without a word like 其中 rather the ordinal is a value."""
    return _SUB_ROW if _is_sub_name(name) else _UNSAID_SUB_ROW


def _is_sub_name(name: Token) -> bool:
    return _says_part(name.text)


@cache
def _says_part(text: str) -> bool:
    return bool(pattern("header_words", "sub_rows").search(squash(text)))


def _width_cost(values: int, width: int) -> float:
    if values > width:
        return _TOO_MANY + 0.5 * (values - width)
    return _SHORT_ROW if values < width else 0.0


def _step_cost(number: int, following: int) -> float:
    step = following - number
    if step == 1:
        return 0.0
    if step == 0:
        return _REPEATED
    if step > 1:
        return _GAP + 0.5 * step
    return _RESTARTED if following == 1 else _BACKWARDS


def _last_end(tokens: Sequence[Token], start: int, width: int, sub_rows: bool) -> int:
    """End of the last row: before words that stand behind its values."""
    labels = label_length(tokens[start + 1 : start + 1 + _MAX_LABELS])
    values = 0
    index = start + 1 + labels
    while index < len(tokens):
        if token_class(tokens[index].text) in ("text", "count"):
            if not (sub_rows and _begins_sub_row(tokens, index, values, width)):
                return index
            index += max(1, label_length(tokens[index : index + _MAX_SUB_NAMES])) - 1
            values = -1
        values += 1
        index += 1
    return len(tokens)


def _values_after(tokens: Sequence[Token]) -> list[int]:
    """For each position, how many value tokens stand from there on."""
    counts = [0] * (len(tokens) + 1)
    for index in range(len(tokens) - 1, -1, -1):
        is_value = token_class(tokens[index].text) in ("number", "mark")
        counts[index] = counts[index + 1] + is_value
    return counts
