"""The row starts that fit a whole table best, as the cheapest path over its integers. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ingestion.interpret.matrix.model import Token
from ingestion.interpret.matrix.sub_rows import (
    MAX_SUB_NAMES,
    begins_sub_row,
    is_sub_name,
    sub_starts,
)
from ingestion.interpret.matrix.tokens import label_length, token_class

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


class Edge(NamedTuple):
    """A row that may be cut: tokens ``start`` to ``end``; ``goal`` is where the path goes on."""

    start: int
    end: int
    goal: int
    cost: float


def cheapest_path(
    tokens: Sequence[Token], numbers: Sequence[int | None], width: int, sub_rows: bool
) -> list[tuple[Edge, float]]:
    """Find the rows of least total cost, each with what any other cut there would cost more."""
    edges = _edges(tokens, numbers, width, sub_rows)
    goal = len(tokens) + 1  # one past the end, so that the last row may end before the tokens do
    ahead = {0: 0.0}
    arrived: dict[int, Edge] = {}
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
    edges: Sequence[Edge],
    path: Sequence[Edge],
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
) -> list[Edge]:
    """Every row that may be cut, reachable from the first ordinal, by start."""
    reachable = {0}
    edges: list[Edge] = []
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
                edges.append(Edge(start, end, end, row_cost + _step_cost(number, following)))
                reachable.add(end)
        last = _last_end(tokens, start, width, sub_rows)
        row_cost = costs.get(last, _TOO_MANY + last - start)
        if last == start + 1 and _stands_behind_full_row(tokens, start, width):
            row_cost += _BARE_END
        edges.append(Edge(start, last, goal, row_cost + _LEFT_OVER * values_after[last]))
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
    begins = set(sub_starts(body, width)) if sub_rows else set()
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
    return _SUB_ROW if is_sub_name(name) else _UNSAID_SUB_ROW


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
            if not (sub_rows and begins_sub_row(tokens, index, values, width)):
                return index
            index += max(1, label_length(tokens[index : index + MAX_SUB_NAMES])) - 1
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
