"""The reviewed words by which a text counts its own items (``lookups/declared_words.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from ingestion.interpret.vocabulary import WordFile, load_words

HAN_NUMBER = r"[一二两三四五六七八九十]{1,3}"
NUMBER = rf"(?<![\d.第])\d{{1,2}}(?![\d.%])|(?<![一二两三四五六七八九十百千第每]){HAN_NUMBER}"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str


class _Words(_Entry):
    words: tuple[str, ...]


class _Expression(_Entry):
    pattern: re.Pattern[str]


class _Ordinal(_Entry):
    before: str
    after: str


class _File(WordFile):
    classifiers: tuple[_Words, ...]
    nouns: tuple[_Words, ...]
    announcing: tuple[_Expression, ...]
    introducing: tuple[_Expression, ...]
    open_ends: tuple[_Expression, ...]
    ordinals: tuple[_Ordinal, ...]


@dataclass(frozen=True, slots=True)
class DeclaredWords:
    """The words, ready to be searched.

    Attributes:
        count: A number of items: groups ``n`` and ``noun``.
        ordinals: One expression for each way to number inside a sentence: group ``n``.
        ordinal_styles: How the first of each prints, such as 一是.
    """

    count: re.Pattern[str]
    announcing: re.Pattern[str]
    introducing: re.Pattern[str]
    open_end: re.Pattern[str]
    ordinals: tuple[re.Pattern[str], ...]
    ordinal_styles: tuple[str, ...]


@lru_cache(maxsize=1)
def declared_words() -> DeclaredWords:
    """The words of the lookup file, read once."""
    file = load_words("declared_words", _File)
    return DeclaredWords(
        count=_count(_listed(file.classifiers), _listed(file.nouns)),
        announcing=_either(file.announcing),
        introducing=_either(file.introducing),
        open_end=_either(file.open_ends),
        ordinals=tuple(_ordinal(one) for one in file.ordinals),
        ordinal_styles=tuple(f"{one.before}一{one.after}" for one in file.ordinals),
    )


def _count(classifiers: str, nouns: str) -> re.Pattern[str]:
    adjectives = r"[^\d,。;:!?、()“”《》的和与及在为是]{0,8}?"
    return re.compile(
        rf"(?P<n>{NUMBER})(?:(?:{classifiers})(?:“?(?P<noun>{adjectives}(?:{nouns}))|(?=[::,。;]))"
        rf"|(?P<bare>{nouns}))"
    )


def _ordinal(one: _Ordinal) -> re.Pattern[str]:
    before, after = re.escape(one.before), re.escape(one.after)
    return re.compile(rf"(?:^|(?<=[。;,::!?)”]))[-—]*{before}(?P<n>{HAN_NUMBER}){after}")


def _listed(entries: tuple[_Words, ...]) -> str:
    words = {word for entry in entries for word in entry.words}
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _either(entries: tuple[_Expression, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry.pattern.pattern})" for entry in entries))
