"""The reviewed words of running text, compiled once. Reads the lookups once, then pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ingestion.records import Comparator
from ingestion.values.lookups import Entry, entries
from ingestion.values.names import unit_dimensions

_WORDS = "narrative_words"
_UNITS = "narrative_units"


def alternatives(words: Iterable[str]) -> str:
    """One expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def section_words(name: str, section: str) -> tuple[str, ...]:
    """All words of a section, in its order."""
    return tuple(str(word) for entry in entries(name, section) for word in entry["words"])


@cache
def unit_expression() -> str:
    """Any unit, the longest first, not where it is the beginning of a longer word."""
    return "|".join(map(_guarded, _longest_first(_units())))


@cache
def worded_unit_expression() -> str:
    """Units that may follow a numeral in characters."""
    return "|".join(map(_guarded, _longest_first(section_words(_UNITS, "in_words"))))


@cache
def per_expression() -> str:
    """What may stand under the slash of a unit."""
    return alternatives(section_words(_UNITS, "per"))


@cache
def money_units() -> frozenset[str]:
    """Units of money; 元 and 人民币 are the same."""
    further = [e for e in entries(_UNITS, "further") if e["dimension"] == "money"]
    known = {word for word, dimension in unit_dimensions().items() if dimension == "money"}
    return frozenset(known | {str(word) for entry in further for word in entry["words"]})


@cache
def count_units() -> frozenset[str]:
    """Units that count things and events."""
    further = [e for e in entries(_UNITS, "further") if e["dimension"] == "count"]
    known = {word for word, dimension in unit_dimensions().items() if dimension == "count"}
    return frozenset(known | {str(word) for entry in further for word in entry["words"]})


@cache
def time_units() -> frozenset[str]:
    """Units of time."""
    return frozenset(word for word, dim in unit_dimensions().items() if dim == "time")


@cache
def before_expression() -> re.Pattern[str]:
    """Any word that may stand right before a number; ``r<i>`` names its entry."""
    return re.compile(
        "(?:" + "|".join(_ending(i, entry) for i, entry in enumerate(before_entries())) + ")$"
    )


@cache
def before_entries() -> tuple[Entry, ...]:
    """The entries that ``before_expression`` refers to."""
    return entries(_WORDS, "before")


@cache
def after_signs() -> dict[str, Comparator]:
    """Words right behind a number and the comparator they make, longest first."""
    found: dict[str, Comparator] = {
        str(w): e["sign"] for e in entries(_WORDS, "after") for w in e["words"]
    }
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def front_expression() -> re.Pattern[str]:
    """A word at the front of an indicator that does not belong to it."""
    kept = alternatives(section_words(_WORDS, "front_kept_before"))
    ending = alternatives(section_words(_WORDS, "front_kept_at_end"))
    words = alternatives(section_words(_WORDS, "front"))
    for entry in entries(_WORDS, "front_single"):
        guard = f"(?![{entry['not_before']}])" if entry["not_before"] else ""
        words += f"|{entry['word']}{guard}"
    always = alternatives(section_words(_WORDS, "front_always"))
    return re.compile(rf"(?:{always})|(?:{words})(?!{kept}|(?:{ending})$)")


@cache
def starts_with(section: str) -> re.Pattern[str]:
    """Any word of a section of the word list; use ``match``."""
    return re.compile(alternatives(section_words(_WORDS, section)))


@cache
def ends_with(section: str) -> re.Pattern[str]:
    """Any word of a section of the word list at the end of a text; use ``search``."""
    return re.compile(f"(?:{alternatives(section_words(_WORDS, section))})$")


@cache
def patterns(name: str, section: str) -> tuple[tuple[Entry, re.Pattern[str]], ...]:
    """The entries of a section that are regular expressions, compiled."""
    return tuple((entry, re.compile(str(entry["pattern"]))) for entry in entries(name, section))


@cache
def any_pattern(name: str, section: str) -> re.Pattern[str]:
    """One expression for all patterns of a section."""
    return re.compile("|".join(f"(?:{entry['pattern']})" for entry in entries(name, section)))


def _ending(number: int, entry: Entry) -> str:
    guard = f"(?<![{entry['not_after']}])" if entry.get("not_after") else ""
    guard += f"(?<=[{entry['only_after']}])" if entry.get("only_after") else ""
    return f"(?P<r{number}>{guard}(?:{alternatives(map(str, entry['words']))}))"


@cache
def _units() -> frozenset[str]:
    left_out = set(section_words(_UNITS, "not_here"))
    return frozenset((unit_dimensions().keys() | set(section_words(_UNITS, "further"))) - left_out)


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _guarded(unit: str) -> str:
    guards = {str(e["unit"]): str(e["chars"]) for e in entries(_UNITS, "not_before")}
    chars = guards.get(unit, "")
    tail = f"(?![{chars}])" if chars else ""
    if unit.isascii() and unit.isalpha():
        tail += "(?![A-Za-z])"
    return re.escape(unit) + tail
