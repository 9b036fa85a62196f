"""Cut flattened table text into rows: by ordinals that fit best as a whole, or by names. Pure.

Numbers of a table are ordinals of no row, and a value may equal the next ordinal. So the row
starts are chosen together: the cheapest path through all integers, where a row costs by how badly
it fits the columns and a step by how badly the ordinals follow one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingestion.interpret.matrix.model import Token
from ingestion.interpret.matrix.row_path import Edge, cheapest_path
from ingestion.interpret.matrix.sub_rows import sub_starts
from ingestion.interpret.matrix.tokens import label_length, ordinal_of, token_class

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
    for edge, margin in cheapest_path(tokens, numbers, width, sub_rows):
        body = tokens[edge.start + 1 : edge.end]
        is_doubtful = margin < _CLEAR_CUT or _may_end_earlier(tokens, edge, numbers)
        cuts = [0, *(sub_starts(body, width) if sub_rows else ()), len(body)]
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


def _may_end_earlier(tokens: Sequence[Token], edge: Edge, numbers: Sequence[int | None]) -> bool:
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


def usual_width(rows: Sequence[RawRow]) -> int | None:
    """The number of values that most rows with at least two have; None if there is no such row."""
    widths = Counter(len(row.values) for row in rows if len(row.values) > 1)
    return max(widths, key=lambda width: (widths[width], width)) if widths else None


def _raw_row(
    ordinal: Token | None, number: int, body: Sequence[Token], *, is_doubtful: bool = False
) -> RawRow:
    split = label_length(body)
    return RawRow(ordinal, number, tuple(body[:split]), tuple(body[split:]), is_doubtful)
