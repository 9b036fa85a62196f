"""Where a flattened table ends: words behind its last row, and figures that fit no row. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingestion.interpret.matrix.captions import is_table_title
from ingestion.interpret.matrix.found import value_width
from ingestion.interpret.matrix.model import Header, Token
from ingestion.interpret.matrix.tokens import token_class
from ingestion.interpret.matrix.turned import axis_position
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.width import squash

_MIN_LEFT_FIGURES = 2
_BEGINS = ("ordinal", "action", "indicator")


def words_behind(header: Header, tokens: Sequence[Token]) -> int:
    """How many words behind the last row's values stand in its columns of words."""
    most = value_width(header) - len(header.values)
    count = 0
    while count < min(most, len(tokens)):
        text = tokens[count].text
        if token_class(text) != "text" or header_role(squash(text)) or is_table_title(text):
            break
        count += 1
    return count


def left_over(tokens: Sequence[Token]) -> list[Token]:
    """What stands below the last row up to another header, if it holds figures like a row."""
    left: list[Token] = []
    for token in tokens:
        if axis_position([token.text]) == 0 or header_role(squash(token.text)) in _BEGINS:
            break
        left.append(token)
    kinds = [token_class(token.text) for token in left]
    figures = sum(kind in ("number", "mark", "instruction", "each") for kind in kinds)
    return left if figures >= _MIN_LEFT_FIGURES else []
