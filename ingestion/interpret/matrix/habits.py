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


@dataclass(frozen=True, slots=True)
class Habits:
    """Habits of one table.

    Attributes:
        costs: Per column, how surprising a number, a mark or words are there: -ln of the share.
        total: Index of the total among the value columns, or None.
        sums_up: Whether the organisations' numbers add up to the total in this table.
    """

    costs: tuple[dict[str, float], ...]
    total: int | None
    sums_up: bool

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
    return Habits(tuple(costs), total, sums_up)


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
    if value.is_rate or value.for_each or value.kind in ("phrase", "text"):
        return False
    return value.comparator in (None, "=")


def _kind(token: Token) -> str:
    kind = token_class(token.text)
    return kind if kind in ("number", "mark") else "words"
