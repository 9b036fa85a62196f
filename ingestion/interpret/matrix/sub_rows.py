"""Rows without an ordinal below one that has it: 其中:…, or words behind a complete row. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ingestion.interpret.matrix.model import Token
from ingestion.interpret.matrix.tokens import label_length, token_class
from ingestion.values.lookups import pattern
from ingestion.values.width import squash

MAX_SUB_NAMES = 3


def sub_starts(body: Sequence[Token], width: int) -> list[int]:
    """Where rows without an ordinal begin inside the tokens behind one."""
    starts: list[int] = []
    values, in_name = 0, True
    for index, token in enumerate(body):
        is_words = token_class(token.text) in ("text", "count")
        is_said = index > 0 and is_sub_name(token)  # even where the row above lost its values
        if is_words and (is_said or (not in_name and begins_sub_row(body, index, values, width))):
            starts.append(index)
            values, in_name = 0, True
        elif not (in_name and (is_words or label_length(body[: index + 1]) == index + 1)):
            in_name = False
            values += 1
    return starts


def begins_sub_row(tokens: Sequence[Token], index: int, values: int, width: int) -> bool:
    """Whether words behind values name a row of their own: 其中, or as many values follow."""
    if not 0 < values <= width:
        return False
    if is_sub_name(tokens[index]):
        return True
    names = label_length(tokens[index : index + MAX_SUB_NAMES])
    following = tokens[index + names : index + names + width]
    return (
        values == width
        and len(following) == width
        and all(token_class(token.text) in ("number", "mark") for token in following)
    )


def is_sub_name(name: Token) -> bool:
    """Tell whether a name says that it is part of the one above: 其中, 含."""
    return _says_part(name.text)


@cache
def _says_part(text: str) -> bool:
    return bool(pattern("header_words", "sub_rows").search(squash(text)))
