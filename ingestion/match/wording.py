"""How the words around two equal or unequal numbers change what is promised. Pure."""

from __future__ import annotations

import re
from functools import cache

from ingestion.match.compare import compare_values
from ingestion.match.features import milestone_of
from ingestion.match.indicator_model import Relation
from ingestion.match.named import Named
from ingestion.values.lookups import entries

_FILE = "indicator_words"


def milestone(side: Named) -> int | None:
    """How far the things must have come, by the name or the words around the number."""
    return side.features.milestone or milestone_of(side.mention.text)


def is_for_one(side: Named) -> bool:
    """Tell whether a count is asked of each place, body or month, not of all together.

    A rate or a time limit for each is one for all.
    """
    is_amount = side.kind in (None, "count", "money", "size")
    return is_amount and any(
        expression.search(f"{side.name},{side.mention.text}") for expression in _each()
    )


def reworded(left: Named, right: Named, relation: Relation | None) -> Relation | None:
    """Equal numbers are not one promise where the words around them are weaker on one side."""
    if relation != "agree":
        return relation
    ranks = milestone(left), milestone(right)
    if None not in ranks and ranks[0] != ranks[1]:
        return "stricter" if (ranks[1] or 0) > (ranks[0] or 0) else "looser"
    for expression in _wordings():
        found = [bool(expression.search(f"{s.name} {s.mention.text}")) for s in (left, right)]
        if found[0] != found[1]:
            return "looser" if found[1] else "stricter"
    return "agree"


def stretched(left: Named, right: Named, relation: Relation | None) -> Relation | None:
    """A harder number that one side only strives for leaves the promise of the other standing."""
    if relation != "contradict":
        return relation
    strives = [bool(_stretch().search(side.mention.text)) for side in (left, right)]
    harder = compare_values(left.mention, right.mention, is_one_plan=False)
    if strives == [True, False] and harder == "looser":
        return "looser"
    return "stricter" if strives == [False, True] and harder == "stricter" else relation


def has_other_verb(left: Named, right: Named) -> bool:
    """Tell whether both say what is done to the things, and not the same: 培育 and 认定."""
    first, second = _verbs(left), _verbs(right)
    return bool(first and second) and not first & second


def _verbs(side: Named) -> set[str]:
    return {
        str(entry["kind"])
        for entry in entries(_FILE, "verbs")
        if any(word in side.name for word in entry["words"])
    }


@cache
def _stretch() -> re.Pattern[str]:
    return re.compile("|".join(e["anywhere"] for e in entries(_FILE, "stretch")))


@cache
def _each() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry["anywhere"]) for entry in entries(_FILE, "each"))


@cache
def _wordings() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry["anywhere"]) for entry in entries(_FILE, "wording"))
