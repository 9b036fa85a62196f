"""Tokens of flattened text and what each can be: label, value, mark, ordinal. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from ingestion.extract.model import Paragraph
from ingestion.interpret.matrix.model import Token
from ingestion.values.lookups import pattern
from ingestion.values.names import split_declared_count, split_unit, unit_dimension
from ingestion.values.printed import parse_printed
from ingestion.values.width import squash

TokenClass = Literal["number", "mark", "instruction", "each", "phrase", "count", "text"]

_ORDINAL = re.compile(r"\(?0*([1-9]\d{0,3})\)?[.、．]?")
_PROSE = re.compile(r"[。;;]|^(?:附件|附表|附\d|注[::]|备注[::]|说明[::])")
_MAX_CELL_CHARS = 120
_DIGITS = re.compile(r"\d")
# 经济发展(30分): a group with its weight is a name, however many points stand behind it.
_WEIGHED_GROUP = re.compile(
    r"[^\d()]*[一-龥]{2}[^\d()]*"
    r"(?:\((?:权重|分值|满分|占|共|计)*:?\d+(?:\.\d+)?[分%]?\)|(?:权重|分值|满分)?:?\d+(?:\.\d+)?分)"
)


def tokens_of(paragraphs: Sequence[Paragraph], text: str) -> tuple[Token, ...]:
    """Turn paragraphs into tokens.

    A gap counts the empty paragraphs that stand before a token, beyond the line ends that
    commonly separate two paragraphs here: an empty cell may have left one.

    Args:
        paragraphs: Consecutive paragraphs.
        text: The canonical text that they point into.

    Returns:
        One token per paragraph.
    """
    if not paragraphs:
        return ()
    breaks = [0]
    breaks += [text.count("\n", before.end, after.start) for before, after in pairwise(paragraphs)]
    usual = Counter(breaks[1:] or [1]).most_common(1)[0][0]
    usual = max(usual, 1)
    return tuple(
        Token(
            p.text,
            p.start,
            p.end,
            gap=max(0, -(-(lines - usual) // usual)),
            page=p.page,
            bbox=p.bbox,
        )
        for p, lines in zip(paragraphs, breaks, strict=True)
    )


@cache
def token_class(text: str) -> TokenClass:
    """Tell what a token can be.

    ``number`` and ``mark`` are values; ``instruction`` (按照…落实) and ``each`` (均达到…)
    are values in words; ``count`` is a declared count alone; ``phrase`` is a sentence with a
    number and may be either; ``text`` is a label unless a value stands before it.
    """
    name, declared = split_declared_count(text)
    if declared is not None:
        return "text" if name else "count"
    if unit_dimension(text) is not None and not _DIGITS.search(text):
        return "text"  # 千米 is a unit and not a thousand
    kind = _class_of_value(text)
    is_group = kind in ("number", "phrase") and _is_weighed_group(squash(text))
    return "text" if is_group else kind


def _is_weighed_group(folded: str) -> bool:
    head = re.split(r"[\d(]", folded, maxsplit=1)[0]
    is_bound = parse_printed(f"{head}1").comparator is not None  # 不低于30分, 达到(90%)
    return bool(_WEIGHED_GROUP.fullmatch(folded)) and not is_bound


def _class_of_value(text: str) -> TokenClass:
    value = parse_printed(text)
    if value.kind in ("not_applicable", "number"):
        return "mark" if value.kind == "not_applicable" else "number"
    if value.kind == "delegated" or pattern("cell_words", "instruction").search(squash(text)):
        return "instruction"
    if value.kind == "phrase":
        return "each" if value.for_each else "phrase"
    return "text"


@cache
def ordinal_of(text: str) -> int | None:
    """Row number that a token may be: 7, 07, 7. or (7); None for anything else."""
    match = _ORDINAL.fullmatch(squash(text))
    return int(match[1]) if match else None


def label_length(tokens: Sequence[Token]) -> int:
    """Count the labels at the start of a row's tokens.

    The first token is a label if it has any words. After it, words without a number are labels
    too, and a phrase that ends in a unit in brackets is the end of a name.
    """
    for index, token in enumerate(tokens):
        kind = token_class(token.text)
        if kind in ("text", "count") or (kind == "phrase" and (index == 0 or _ends_name(token))):
            continue
        if kind == "phrase" and split_declared_count(tokens[index - 1].text)[1] is not None:
            continue  # the name follows the declared count, whatever numbers are in it
        return index
    return len(tokens)


def ends_table(token: Token) -> bool:
    """Tell whether a token is running text that no cell of a matrix would hold."""
    return len(token.text) > _MAX_CELL_CHARS or bool(_PROSE.search(squash(token.text)))


def _ends_name(token: Token) -> bool:
    return split_unit(token.text)[1] is not None
