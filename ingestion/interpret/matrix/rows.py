"""Cut flattened table text into rows: by ordinals that fit best as a whole, or by names. Pure.

Numbers of a table are ordinals of no row, and a value may equal the next ordinal. So the row
starts are chosen together: the cheapest path through all integers, where a row costs by how badly
it fits the columns and a step by how badly the ordinals follow one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.interpret.matrix.model import Token
from ingestion.interpret.matrix.tokens import label_length, ordinal_of, token_class

_BARE_ROW = 0.6
_SHORT_ROW = 0.5
_STRAY_TEXT = 0.5
_LEFT_OVER = 0.5
_NO_NAME = 6.0
_TOO_MANY = 6.0
_REPEATED, _RESTARTED, _GAP, _BACKWARDS = 3.0, 3.0, 2.0, 5.0
_MAX_LABELS = 10


@dataclass(frozen=True, slots=True)
class RawRow:
    """The tokens of one row: its ordinal, its labels, its values."""

    ordinal: Token | None
    number: int
    labels: tuple[Token, ...]
    values: tuple[Token, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens in printed order."""
        return (*((self.ordinal,) if self.ordinal else ()), *self.labels, *self.values)


def cut_by_ordinals(tokens: Sequence[Token], width: int) -> tuple[RawRow, ...]:
    """Cut at the ordinals.

    Args:
        tokens: The body, from the first row's ordinal on; what follows the table may be in it.
        width: Number of columns after the names.

    Returns:
        The rows in printed order; the last one ends before the first words that fit no cell.
    """
    numbers = [ordinal_of(token.text) for token in tokens]
    if not tokens or numbers[0] is None:
        return ()
    starts = _cheapest_starts(tokens, numbers, width)
    ends = [*starts[1:], _last_end(tokens, starts[-1])]
    return tuple(
        _raw_row(tokens[start], numbers[start] or 0, tokens[start + 1 : end])
        for start, end in zip(starts, ends, strict=True)
    )


def cut_by_names(tokens: Sequence[Token]) -> tuple[RawRow, ...]:
    """Cut a table without ordinals: a row starts at words that follow a value.

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
    rows = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(tokens)], strict=True), 1):
        row = _raw_row(None, number, tokens[start:end])
        if not row.values:
            break
        rows.append(row)
    return tuple(rows)


def usual_width(rows: Sequence[RawRow]) -> int | None:
    """The number of values that most rows with at least two have; None if there is no such row."""
    widths = Counter(len(row.values) for row in rows if len(row.values) > 1)
    return max(widths, key=lambda width: (widths[width], width)) if widths else None


def _raw_row(ordinal: Token | None, number: int, body: Sequence[Token]) -> RawRow:
    split = label_length(body)
    return RawRow(ordinal, number, tuple(body[:split]), tuple(body[split:]))


def _cheapest_starts(
    tokens: Sequence[Token], numbers: Sequence[int | None], width: int
) -> list[int]:
    """Find the row starts of least total cost, by dynamic programming from left to right."""
    best: dict[int, tuple[float, int | None]] = {0: (0.0, None)}
    reach = 2 * width + 2 * _MAX_LABELS
    finish, final = float("inf"), 0
    values_after = _values_after(tokens)
    for start in range(len(tokens)):
        if start not in best:
            continue
        cost_here = best[start][0]
        costs = _row_costs(tokens, start, width, reach)
        for end, row_cost in costs.items():
            if end == len(tokens) or numbers[end] is None:
                continue
            cost = cost_here + row_cost + _step_cost(numbers[start] or 0, numbers[end] or 0)
            if end not in best or cost < best[end][0]:
                best[end] = (cost, start)
        last = _last_end(tokens, start)
        total = (
            cost_here + costs.get(last, _TOO_MANY + last - start) + _LEFT_OVER * values_after[last]
        )
        if total < finish:
            finish, final = total, start
    starts = [final]
    while (before := best[starts[-1]][1]) is not None:
        starts.append(before)
    return starts[::-1]


def _row_costs(tokens: Sequence[Token], start: int, width: int, reach: int) -> dict[int, float]:
    """Cost of the row that begins at ``start``, for every end that it may have."""
    stop = min(len(tokens), start + 1 + reach)
    body = tokens[start + 1 : stop]
    labels = label_length(body[:_MAX_LABELS])
    costs = {start + 1: _BARE_ROW}
    stray = 0
    for length in range(1, len(body) + 1):
        stray += length > labels and token_class(body[length - 1].text) == "text"
        values = max(0, length - labels)
        cost = stray * _STRAY_TEXT + (0.0 if labels else _NO_NAME)
        if values > width:
            cost += _TOO_MANY + 0.5 * (values - width)
        elif values < width:
            cost += _SHORT_ROW
        costs[start + 1 + length] = cost
    return costs


def _step_cost(number: int, following: int) -> float:
    step = following - number
    if step == 1:
        return 0.0
    if step == 0:
        return _REPEATED
    if step > 1:
        return _GAP + 0.5 * step
    return _RESTARTED if following == 1 else _BACKWARDS


def _last_end(tokens: Sequence[Token], start: int) -> int:
    """End of the last row: before words that stand behind its values."""
    labels = label_length(tokens[start + 1 : start + 1 + _MAX_LABELS])
    for index in range(start + 1 + labels, len(tokens)):
        if token_class(tokens[index].text) in ("text", "count"):
            return index
    return len(tokens)


def _values_after(tokens: Sequence[Token]) -> list[int]:
    """For each position, how many value tokens stand from there on."""
    counts = [0] * (len(tokens) + 1)
    for index in range(len(tokens) - 1, -1, -1):
        is_value = token_class(tokens[index].text) in ("number", "mark")
        counts[index] = counts[index + 1] + is_value
    return counts
