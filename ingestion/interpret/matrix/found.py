"""A header in flattened text and the tokens below it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.interpret.matrix.model import Header, Token
from ingestion.interpret.matrix.rows import RawRow
from ingestion.interpret.matrix.tokens import ends_table, ordinal_of, token_class
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.lookups import pattern
from ingestion.values.width import squash

_MAX_LABEL_CHARS = 20
_MAX_COLUMNS = 80
# Share of tokens behind the names that are numbers or marks; below it the table is another kind.
_MIN_VALUE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A header in running text and the rows below it."""

    header: Header
    start: int
    end: int
    rows: tuple[RawRow, ...]
    headings: tuple[Token, ...] = ()


def header_run(tokens: Sequence[Token], position: int) -> list[Token]:
    """The tokens from a place on that may be labels of a header, or names behind it."""
    run: list[Token] = []
    for token in tokens[position : position + _MAX_COLUMNS]:
        if token_class(token.text) not in ("text", "phrase") or len(token.text) > _MAX_LABEL_CHARS:
            break
        if ordinal_of(token.text) is not None or ends_table(token) or is_heading(token):
            break
        run.append(token)
    return run if len(run) < _MAX_COLUMNS else []  # so many words without a figure are a text


def is_heading(token: Token) -> bool:
    """Tell whether a token begins like a heading between rows: 一、惠企行动."""
    return bool(pattern("header_words", "row_headings").search(squash(token.text)))


def without_headings(body: Sequence[Token]) -> tuple[list[Token], tuple[Token, ...]]:
    """Take the headings out of a body; one that values follow is a row's name."""
    kept: list[Token] = []
    headings: list[Token] = []
    for index, token in enumerate(body):
        following = [token_class(after.text) for after in body[index + 1 : index + 3]]
        if following[:1] == ["number"] and ordinal_of(body[index + 1].text) is not None:
            following = following[1:]  # the next row's ordinal
        is_over = bool(following) and following[0] in ("text", "phrase")
        if is_over and is_heading(token):
            headings.append(token)
        else:
            kept.append(token)
    return kept, tuple(headings)


def accepted(header: Header, rows: tuple[RawRow, ...], start: int, end: int) -> Found | None:
    """Header and rows, if most of what stands in the rows is values."""
    width = len(header.values)
    values = [token for row in rows for token in row.values[:width]]
    good = sum(token_class(t.text) in ("number", "mark", "each", "instruction") for t in values)
    if not values or good < _MIN_VALUE_SHARE * len(values):
        return None
    return Found(header, start, end, rows)


def body_below(
    tokens: Sequence[Token], start: int, labels: Sequence[str]
) -> tuple[list[Token], int]:
    """The tokens below a header, without headers that are repeated on new pages."""
    wanted = [squash(label) for label in labels]
    body: list[Token] = []
    index = start
    while index < len(tokens) and not ends_table(tokens[index]):
        if squash(tokens[index].text) == wanted[0]:
            following = [squash(t.text) for t in tokens[index : index + len(wanted)]]
            next_no = (
                ordinal_of(tokens[index + len(wanted)].text)
                if (index + len(wanted) < len(tokens))
                else None
            )
            if following != wanted or next_no == 1:
                break
            index += len(wanted)
            continue
        if header_role(squash(tokens[index].text)) == "ordinal":
            break
        body.append(tokens[index])
        index += 1
    return body, index


def value_width(header: Header) -> int:
    """Columns from the first value column on; those behind the organisations count too."""
    first = header.values[0].position
    return sum(column.position >= first for column in header.columns)
