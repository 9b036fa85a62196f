"""How names are folded and shortened before they are compared. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from ingestion.values.lookups import entries
from ingestion.values.width import squash

_BRACKET = re.compile(r"\([^()]*\)")
_SHORTEST = 2
"""A name of fewer characters keeps its ending: 沙县 is never printed 沙. Unit: characters."""


@cache
def fold_name(printed: str) -> str:
    """Fold width and case and drop white space and punctuation, as the warehouse's macro does."""
    folded = squash(printed).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] not in "PZ")


def without_brackets(printed: str) -> str:
    """The name without additions in brackets; the name itself where nothing else is left."""
    bare = _BRACKET.sub("", squash(printed))
    return bare or printed


def bracketed(printed: str) -> list[str]:
    """What stands in the brackets of a name, folded."""
    return [fold_name(inside) for inside in _BRACKET.findall(squash(printed))]


@cache
def listed(section: str) -> tuple[str, ...]:
    """All words of a section of ``match_words``, the longest first."""
    found = {fold_name(str(w)) for entry in entries("match_words", section) for w in entry["words"]}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def short_name(official: str) -> str:
    """An official name without its ending and nationalities: 长阳土家族自治县 is 长阳."""
    folded = fold_name(official)
    ending = next((end for end in listed("division_endings") if folded.endswith(end)), "")
    bare = folded.removesuffix(ending)
    if ending.startswith("自治"):
        bare = _without_nationalities(bare)
    return bare if len(bare) >= _SHORTEST else folded


def _without_nationalities(bare: str) -> str:
    while True:
        word = next((word for word in listed("nationalities") if bare.endswith(word)), "")
        if not word or len(bare) - len(word) < _SHORTEST:
            return bare
        bare = bare.removesuffix(word)


def without_ending(folded: str, section: str) -> str:
    """A folded name without the longest ending of a section, if something is left."""
    for ending in listed(section):
        if folded.endswith(ending) and len(folded) > len(ending):
            return folded.removesuffix(ending)
    return folded
