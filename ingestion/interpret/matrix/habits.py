"""What full rows say about a table: what usually stands in a column, do rows add up. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.interpret.matrix.model import Column, Token
from ingestion.interpret.matrix.tokens import token_class
from ingestion.values.printed import PrintedValue, parse_printed

_SMOOTHING = 0.5
_KINDS = 3
# A table adds up if nearly all rows that can be summed do; a few wrong sums are findings.
_MIN_SUMMING_SHARE = 0.8
_MIN_SUMMING_ROWS = 3
_MIN_SIZED_ROWS, _MIN_SIZES, _MIN_SPREAD, _MAX_SIZE_COST = 4, 3, 0.25, 3.0


@dataclass(frozen=True, slots=True)
class Habits:
    """Habits of one table.

    Attributes:
        costs: Per column, how surprising a number, a mark or words are there: -ln of the share.
        total: Index of the total among the value columns, or None.
        sums_up: Whether the organisations' numbers add up to the total in this table.
        marks: Share of marks such as ``/`` among the cells of full rows. A table that prints them
            leaves no cell empty.
        sizes: Per column, mean and spread of a number's logarithm against its row's mean; None
            where too few rows say.
    """

    costs: tuple[dict[str, float], ...]
    total: int | None
    sums_up: bool
    marks: float = 0.0
    sizes: tuple[tuple[float, float] | None, ...] = ()

    def size_surprise(self, placed: Sequence[tuple[int, Token]]) -> float:
        """How unlike the sizes of its columns a row's numbers are; 0 where nothing is known."""
        found: list[tuple[float, float]] = []
        for column, token in placed:
            usual = self.sizes[column] if self.sizes else None
            value = parse_printed(token.text).value
            if usual is not None and value is not None and value > 0:
                found.append((math.log(value) - usual[0], usual[1]))
        if len(found) < _MIN_SIZES:
            return 0.0
        row = sum(size for size, _ in found) / len(
            found
        )  # this row is larger or smaller as a whole
        distances = [(size - row) / spread for size, spread in found]
        return sum(min(d * d / 2, _MAX_SIZE_COST) for d in distances)

    def surprise(self, column: int, token: Token) -> float:
        """How unusual a token is in a column; 0 is what always stands there."""
        return self.costs[column][_kind(token)]


def learn_habits(
    full_rows: Sequence[Sequence[Token]],
    columns: Sequence[Column],
    counted: Sequence[Sequence[Token]] | None = None,
) -> Habits:
    """Learn from rows in which every column is printed.

    Args:
        full_rows: One token per value column and row.
        columns: The value columns.
        counted: Those of the rows that are no rates; all if not given.
    """
    totals = [i for i, column in enumerate(columns) if column.role == "total"]
    total = totals[0] if len(totals) == 1 else None
    costs = []
    for index in range(len(columns)):
        counts = Counter(_kind(row[index]) for row in full_rows)
        whole = len(full_rows) + _KINDS * _SMOOTHING
        costs.append(
            {
                kind: -math.log((counts[kind] + _SMOOTHING) / whole)
                for kind in ("number", "mark", "words")
            }
        )
    verdicts = (
        [adds_up(row, total) for row in (full_rows if counted is None else counted)]
        if total is not None
        else []
    )
    known = [verdict for verdict in verdicts if verdict is not None]
    sums_up = len(known) >= _MIN_SUMMING_ROWS and sum(known) >= _MIN_SUMMING_SHARE * len(known)
    cells = [token_class(token.text) for row in full_rows for token in row]
    marks = cells.count("mark") / len(cells) if cells else 0.0
    return Habits(tuple(costs), total, sums_up, marks, _usual_sizes(full_rows, len(columns)))


def _usual_sizes(
    rows: Sequence[Sequence[Token]], width: int
) -> tuple[tuple[float, float] | None, ...]:
    relative = [_relative_sizes(row) for row in rows]
    usual: list[tuple[float, float] | None] = []
    for column in range(width):
        sizes = [size for row in relative if (size := row[column]) is not None]
        if len(sizes) < _MIN_SIZED_ROWS:
            usual.append(None)
            continue
        mean = sum(sizes) / len(sizes)
        spread = math.sqrt(sum((size - mean) ** 2 for size in sizes) / len(sizes))
        usual.append((mean, max(spread, _MIN_SPREAD)))
    return tuple(usual)


def _relative_sizes(row: Sequence[Token]) -> list[float | None]:
    """Logarithm of each positive number, less the mean of its row."""
    values = [parse_printed(token.text).value for token in row]
    logs = [math.log(value) if value is not None and value > 0 else None for value in values]
    known = [size for size in logs if size is not None]
    mean = sum(known) / len(known) if known else 0.0
    return [None if size is None else size - mean for size in logs]


def adds_up(row: Sequence[Token | None], total: int | None) -> bool | None:
    """Tell whether the organisations' numbers add up to the total.

    Args:
        row: The printed token per value column; None where nothing is printed.
        total: Index of the total.

    Returns:
        None where a sum means nothing: rates, words, no total column, no organisation with a
        number. False also where the total's own cell prints nothing.
    """
    values = {i: parse_printed(token.text) for i, token in enumerate(row) if token is not None}
    if total is None or not all(map(_is_summable, values.values())):
        return None
    parts = [v.value for i, v in values.items() if i != total and v.value is not None]
    if not parts:
        return None
    return total in values and sum(parts) == values[total].value


def _is_summable(value: PrintedValue) -> bool:
    """Counts and marks can be summed; rates, bounds and words cannot."""
    if value.is_range or value.is_rate or value.for_each or value.kind in ("phrase", "text"):
        return False
    return value.comparator in (None, "=")


def _kind(token: Token) -> str:
    kind = token_class(token.text)
    return kind if kind in ("number", "mark") else "words"
