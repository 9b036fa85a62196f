"""What an indicator's name says apart from its words: kind of number, qualifiers, parts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ingestion.records import Change
from ingestion.values.lookups import Entry, entries
from ingestion.values.names import split_unit
from ingestion.values.width import fold_width, squash

_FILE = "indicator_words"
_QUOTED = re.compile(r"(?<=“)[^“”]{1,20}(?=”)|(?<=\")[^\"]{1,20}(?=\")")
_QUOTES = re.compile(r"[“”\"'《》〈〉「」『』]+")
_YEAR = re.compile(r"(?:19|20)\d{2}年(?:度)?")
_PUNCTUATION = re.compile(r"[^\w%]+")
_PROVINCE = re.compile(r"(?:^|(?<=入选)|(?<=新增))[\u4e00-\u9fff]{2,3}省(?![级内外])")
_NESTED = re.compile(r"(?:^|[,;(、])其中")
_JOIN = re.compile(r"[、和与及]|以及")
_CLOSED = re.compile(r"“[^“”]*”|\"[^\"]*\"|\([^()]*\)")
_SPACES = re.compile(r"\s+")
_SHORTEST_PART = 4
# No indicator's name is longer; what is more is a sentence, and comparing costs its square.
_LONGEST_CORE = 80


@dataclass(frozen=True, slots=True)
class NameFeatures:
    """What one name says.

    Attributes:
        core: The words to compare: folded, lower case, without quotes, unit, year and ending.
        kind: rate, count, money, time, score or change, where the ending says so.
        change: increase or decrease, where the ending says so (增速, 降幅).
        qualifiers: Members of contrast sets, such as (level, provincial).
        quoted: Terms in quotation marks.
        defining: Codes and grades inside the name.
        milestone: How far the thing must have come, or None.
        is_nested: The name says that it is a part of another one (其中).
    """

    core: str
    kind: str | None
    change: Change | None
    qualifiers: frozenset[tuple[str, str]]
    quoted: frozenset[str]
    defining: frozenset[str]
    milestone: int | None
    is_nested: bool


@lru_cache(maxsize=65536)
def same_indicator_features(name: str) -> NameFeatures:
    """Read what tells one indicator's name from another's.

    Args:
        name: As printed, any width.

    Returns:
        Its features; two printings of one name have equal ones.
    """
    bare, _ = split_unit(name)
    quoted = frozenset(_plain(term) for term in _QUOTED.findall(fold_width(bare)))
    squashed = _YEAR.sub("", _PROVINCE.sub("省级", _QUOTES.sub("", squash(bare).lower())))
    words = _canonical(squashed)
    core, ending = _cut_ending(_PUNCTUATION.sub("", words))
    return NameFeatures(
        core=core[:_LONGEST_CORE],
        kind=ending.get("kind"),
        change=ending.get("change"),
        qualifiers=_qualifiers(words),
        quoted=quoted,
        defining=frozenset(found for found in _defining().findall(words)),
        milestone=milestone_of(words),
        is_nested=is_nested(bare),
    )


def parts_of(name: str) -> tuple[str, ...]:
    """Split a name that states several indicators: 维保和检验率 is 维保率 and 检验率.

    What is in quotation marks or brackets is never split. A part that is too short to stand for an
    indicator means that the words are joined, not the indicators: then there are no parts.
    """
    bare, _ = split_unit(name)
    text = _SPACES.sub("", fold_width(bare))
    hidden = _CLOSED.sub(lambda found: "〇" * len(found[0]), text)
    cuts = [(m.start(), m.end()) for m in _JOIN.finditer(hidden)]
    if not cuts:
        return ()
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if any(_content_length(piece) < _SHORTEST_PART for piece in pieces):
        return ()
    return (*(_completed(piece, pieces[-1]) for piece in pieces[:-1]), pieces[-1])


def is_nested(text: str) -> bool:
    """Tell whether a name or clause says that it is a part of what stands before it."""
    return bool(_NESTED.search(fold_width(text)))


def milestone_of(text: str) -> int | None:
    """Rank of the milestone that the words name; None if they name none or several."""
    ranks = {
        int(entry["rank"])
        for entry in entries(_FILE, "milestones")
        if any(word in text for word in entry["words"])
    }
    return ranks.pop() if len(ranks) == 1 else None


def _completed(piece: str, last: str) -> str:
    """Give a part the ending that only the last one prints, parallel words first."""
    for length in range(min(len(piece), 6), 1, -1):
        _, found, tail = last.partition(piece[-length:])
        if found and tail:
            return piece + tail
    ending = _ending().search(last)
    return piece + ending[0] if ending and not _ending().search(piece) else piece


def _content_length(piece: str) -> int:
    return len(light().sub("", _PUNCTUATION.sub("", piece)))


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", squash(text).lower())


def _cut_ending(words: str) -> tuple[str, Entry]:
    match = _ending().search(words)
    if match is None or match.start() < 2:
        return words, {}
    entry = _endings()[match[0]]
    return (words if entry.get("keeps") else words[: match.start()]), entry


def _qualifiers(words: str) -> frozenset[tuple[str, str]]:
    expression, members = _contrasts()
    found: set[tuple[str, str]] = set()
    for match in expression.finditer(words):
        found.update(members[match[0]])
    return frozenset(found)


@cache
def _contrasts() -> tuple[re.Pattern[str], dict[str, list[tuple[str, str]]]]:
    members: dict[str, list[tuple[str, str]]] = {}
    for entry in entries(_FILE, "contrasts"):
        for word in entry["words"]:
            members.setdefault(str(word), []).append((entry["set"], entry["member"]))
    return _any_of(members), members


@cache
def implied_qualifiers() -> frozenset[tuple[str, str]]:
    """Qualifiers that one of two names may leave out."""
    return frozenset(
        (entry["set"], entry["member"])
        for entry in entries(_FILE, "contrasts")
        if entry.get("implied")
    )


@cache
def qualifier_words() -> re.Pattern[str]:
    """Find any word that qualifies an indicator."""
    return _contrasts()[0]


@cache
def light() -> re.Pattern[str]:
    """Find words that are no part of what is measured."""
    return _any_of(
        word
        for entry in entries(_FILE, "light")
        if not entry.get("alone")
        for word in entry["words"]
    )


@cache
def light_alone() -> re.Pattern[str]:
    """Words that are no content where nothing else stands beside them."""
    return _any_of(
        word for entry in entries(_FILE, "light") if entry.get("alone") for word in entry["words"]
    )


@cache
def generic() -> re.Pattern[str]:
    """Find words that most names have."""
    return _any_of(word for entry in entries(_FILE, "generic") for word in entry["words"])


@cache
def _endings() -> dict[str, Entry]:
    return {str(word): entry for entry in entries(_FILE, "measures") for word in entry["words"]}


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{_any_of(_endings()).pattern})$")


@cache
def _defining() -> re.Pattern[str]:
    return re.compile("|".join(entry["anywhere"] for entry in entries(_FILE, "defining")))


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    first = {
        str(word): str(entry["words"][0])
        for entry in entries(_FILE, "synonyms")
        for word in entry["words"]
    }
    return _any_of(first), first


def _canonical(words: str) -> str:
    expression, first = _synonyms()
    return expression.sub(lambda found: first[found[0]], words)


def _any_of(words: Iterable[object]) -> re.Pattern[str]:
    found = sorted({str(word) for word in words}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, found)))
