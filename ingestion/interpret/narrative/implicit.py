"""Quantities without a digit: 全覆盖 is 100 %, 零事故 and 无重大事故 are 0. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingestion.interpret.narrative.blocks import BLOT
from ingestion.interpret.narrative.model import Mention
from ingestion.interpret.narrative.words import patterns, starts_with

_APART = re.compile(r"[,;。、:)!?”\"]|和|及|与|$")
_COUNTED = re.compile(r"[一二两三四五六七八九十\d]个$")
_BREAKTHROUGH = re.compile(r"零的?突破")
# What is quoted of 未发生较大事故: the words that say none.
_NONE = re.compile(r"^(?:不|未|无|没有|(?:坚决)?杜绝|防止)(?:再)?(?:发生)?")
_QUOTED_ZERO = re.compile(r"[“\"](?P<zero>零[^“”\"、,]{1,4})[”\"]")


def find_implicit(text: str, masked: str) -> tuple[Mention, ...]:
    """Find statements of all or none.

    Args:
        text: Folded text.
        masked: The same with names blotted out: slogans in quotation marks do not count, except
            where the quotation is the statement itself.

    Returns:
        Mentions, marked implicit; ``indicator`` holds the words that belong to the statement.
    """
    found = [*_all_or_none(masked), *_quoted(text, masked), *_breakthroughs(masked)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _all_or_none(masked: str) -> Iterator[Mention]:
    for entry, expression in patterns("narrative_time", "implicit"):
        for match in expression.finditer(masked):
            if not _ends(masked, match.end()) or _COUNTED.search(masked[: match.start()]):
                continue
            yield _mention(match[0], match.start(), match.end(), entry["value"], str(entry["unit"]))


def _ends(masked: str, place: int) -> bool:
    """Whether the statement ends here; 全覆盖检查 covers everything as well."""
    return bool(_APART.match(masked, place) or starts_with("covering_acts").match(masked, place))


def _quoted(text: str, masked: str) -> Iterator[Mention]:
    for match in _QUOTED_ZERO.finditer(text):
        start, end = match.span("zero")
        if masked[start] != BLOT or not _APART.match(text, match.end()):
            continue
        yield _mention(match["zero"], start, end, 0, "")


def _breakthroughs(masked: str) -> Iterator[Mention]:
    for match in _BREAKTHROUGH.finditer(masked):
        yield Mention(
            match.start(), match.end(), Decimal(0), "", "zero", ">", implicit=True, indicator=""
        )


def _mention(words: str, start: int, end: int, value: int, unit: str) -> Mention:
    none = _NONE.match(words)
    return Mention(
        start=start,
        end=end,
        value=Decimal(value),
        unit=unit,
        form="whole" if value else "zero",
        comparator="=",
        implicit=True,
        indicator=_own_words(words),
        quote_end=start + len(none[0]) if none else None,
    )


def _own_words(words: str) -> str:
    """覆盖 of 全覆盖, 事故 of 零事故, the event of 无重大…事件."""
    return re.sub(rf"^(?:动态)?全(?=覆盖)|^零|{_NONE.pattern}|(?:保持)?为零$", "", words)
