"""Whose number running text prints: the whole's, or that of one column of the table. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingestion.match.indicator_model import IndicatorMention
from ingestion.match.names import fold_name, listed, short_name, without_ending
from ingestion.records import Cell
from ingestion.values.width import squash

_SHORTEST = 2
"""A column's name of fewer characters is never looked for inside a name. Unit: characters."""
_NESTED = re.compile(r"\(?其中[:,]?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The organisations that a table has a column for, by every way to print them.

    Attributes:
        printed: Folded name, short name or name without office -> the name in the header.
        rows: Folded names of all indicators: a place that one of them names is part of what is
            measured.
    """

    printed: dict[str, str]
    rows: str

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Columns:
        """Read the headers of the parts of a table."""
        printed: dict[str, str] = {}
        for org in dict.fromkeys(cell.org for cell in cells if not cell.is_total):
            for name in _ways(org):
                printed.setdefault(name, org)
        return cls(printed, "\n".join({fold_name(cell.indicator) for cell in cells}))

    def named(self, place: str) -> str | None:
        """The header that means a place, or None."""
        return next((self.printed[name] for name in _ways(place) if name in self.printed), None)


def placed(mention: IndicatorMention, org: str | None, columns: Columns) -> IndicatorMention:
    """Say which column a mention is about: its own ``place``, taken out of its name.

    A place that the table has no column for stays as printed: its number is nobody's in the table.
    Without a place the number is the whole's.

    Args:
        mention: One target of running text.
        org: The place that the reader of the text found, as printed.
        columns: Those of the table.
    """
    if org:
        return _without_nesting(replace(mention, place=columns.named(org) or org))
    name = squash(mention.name)
    bare = without_start(name, listed("wholes"))
    for printed in sorted(columns.printed, key=len, reverse=True):
        if len(printed) < _SHORTEST or printed in columns.rows:
            continue
        for rest in (bare.removeprefix(printed), bare.removesuffix(printed)):
            if len(rest) < len(bare) and len(rest) > _SHORTEST and not _goes_on(bare, printed):
                place = columns.printed[printed]
                return _without_nesting(replace(mention, place=place, name=rest))
    return mention


def without_start(name: str, words: Iterable[str]) -> str:
    """A name without the first of some words that it starts with."""
    return next((name.removeprefix(word) for word in words if name.startswith(word)), name)


def _goes_on(name: str, place: str) -> bool:
    """Tell whether the place is the front of a longer word: 新城 of 新城镇, 县 of 县级."""
    return name.startswith(place) and name.removeprefix(place)[:1] in "级域内委政属镇乡路"


def _without_nesting(mention: IndicatorMention) -> IndicatorMention:
    """其中东山区5个 is what the column of that place says, not a part that the table lacks."""
    return replace(mention, text=_NESTED.sub("", mention.text))


def _ways(org: str) -> tuple[str, ...]:
    folded = fold_name(org)
    bare = without_ending(folded, "office_endings")
    return tuple(dict.fromkeys((folded, bare, short_name(bare))))
