"""Split what names carry beside the name: a unit in brackets, a declared count. Pure."""

from __future__ import annotations

import re
from functools import cache

from ingestion.values.lookups import entries
from ingestion.values.numerals import parse_han_integer
from ingestion.values.width import fold_width, squash

_LAST_BRACKET = re.compile(r"\s*[(\[](?:单位:)?\s*([^()\[\]]*?)\s*[)\]]?\s*$")
_COUNT = re.compile(r"\s*[(\[]\s*共?\s*(\d+|[一二两三四五六七八九十百]+)\s*[项个条件类][)\]]\s*$")
_UNIT_MAGNITUDE = re.compile(r"^(?:[十百千]?[万亿])(?=.)")
# 微克/立方米, 微克每立方米
_RATE = re.compile(r"([^/每]+)[/每]([^/每]+)")


@cache
def unit_dimensions() -> dict[str, str]:
    """Every reviewed unit word and its dimension."""
    return {
        word: entry["dimension"] for entry in entries("units", "units") for word in entry["words"]
    }


@cache
def table_units() -> dict[str, str]:
    """The reviewed unit words with those that only tables print, and the dimension of each."""
    further = entries("units", "of_tables")
    return {w: entry["dimension"] for entry in further for w in entry["words"]} | unit_dimensions()


@cache
def _denominators() -> frozenset[str]:
    known = {word for entry in entries("units", "denominators") for word in entry["words"]}
    return frozenset(known | table_units().keys())


@cache
def printed_units() -> str:
    """An expression for the units behind a number in a cell, those with a slash included."""
    only_named = {
        word
        for entry in entries("units", "of_tables")
        for word in entry["words"]
        if entry.get("only_named")
    }
    words, under = (
        "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        for known in (table_units().keys() - only_named, _denominators())
    )
    return rf"(?:{words})(?:[/每](?:[十百千]?[万亿]?(?:{under})))?"


@cache
def unit_dimension(text: str) -> str | None:
    """Dimension of a printed unit, also 万人次 or 元/人; None if it is not a reviewed one."""
    word = squash(text)
    known = table_units()
    if word in known:
        return known[word]
    base = _UNIT_MAGNITUDE.sub("", word)
    if base in known:
        return known[base]
    rate = _RATE.fullmatch(base)
    if rate is None or rate[1] not in known:
        return None
    under = rate[2]
    is_known = under in _denominators() or _UNIT_MAGNITUDE.sub("", under) in _denominators()
    return known[rate[1]] if is_known else None


def split_unit(name: str) -> tuple[str, str | None]:
    """Take the unit out of an indicator's last brackets.

    Brackets that hold anything but a reviewed unit stay in the name. Brackets that were cut off
    empty are dropped.

    Args:
        name: Indicator as printed, such as 新建基地（个）.

    Returns:
        The name without unit, and the unit, width folded, or None.
    """
    folded = fold_width(name)
    match = _LAST_BRACKET.search(folded)
    if match is None:
        return name.strip(), None
    inside = match[1]
    if not inside:
        return name[: match.start()].strip(), None
    if unit_dimension(inside) is None:
        return name.strip(), None
    return name[: match.start()].strip(), squash(inside)


def odd_bracket(name: str) -> str | None:
    """Find short brackets at the end of a name that may be a unit nobody has reviewed yet."""
    match = _LAST_BRACKET.search(fold_width(name))
    if match is None or not 0 < len(match[1]) <= 2 or unit_dimension(match[1]):
        return None
    known = {entry["word"] for entry in entries("units", "not_units")}
    return None if match[1] in known else match[1]


def split_declared_count(label: str) -> tuple[str, int | None]:
    """Take the declared number of items out of a label, such as 兴企行动（18项）.

    Args:
        label: Label as printed; may be the count alone.

    Returns:
        The label without the count, and the count or None.
    """
    match = _COUNT.search(fold_width(label))
    if match is None:
        return label.strip(), None
    digits = match[1]
    count = int(digits) if digits.isdecimal() else parse_han_integer(digits)
    return label[: match.start()].strip(), count


def has_open_bracket(text: str) -> bool:
    """Tell whether a bracket or quotation is still open at the end of the text."""
    folded = fold_width(text)
    pairs = (("(", ")"), ("[", "]"), ("“", "”"), ("《", "》"))
    return any(folded.count(left) > folded.count(right) for left, right in pairs)
