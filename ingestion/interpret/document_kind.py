"""Kind of a document and the year that it is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingestion.interpret.vocabulary import document_words
from ingestion.records import DocumentKind
from ingestion.values.width import squash

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年|[-—–~至]\s?(?:20)?\d{2}年|(?=年度))")
_SPAN = re.compile(r"(?<!\d)(20\d{2})年?[-—–~至]{1,2}(20\d{2}|\d{2})年")
_VISION = re.compile(r"20\d{2}年(?=远景|中长期|展望)")
_CHINESE_YEAR = re.compile(r"二[〇○零0][〇○零一二三四五六七八九]{2}(?=年)")
_BAD_YEAR = re.compile(
    r"(?<!\d)(?:\d{5,}|[3-9]\d{3}|1[0-8]\d{2})年(?=工作|度|重点|全|第|上半|下半)"
)
_ADDED = re.compile(r"(?<=.{4})[(【][^()【】]{1,12}[)】]$")  # 工作报告(摘编)
_CHINESE_DIGITS = {char: str(digit) for digit, char in enumerate("〇一二三四五六七八九")}
_CHINESE_DIGITS |= {"○": "0", "零": "0", "0": "0"}


def kind_by_words(texts: Iterable[str]) -> DocumentKind | None:
    """The kind that the first telling text names.

    Args:
        texts: Title first, then the lines under it, then headings.

    Returns:
        The kind, or None if no text tells.
    """
    for text in texts:
        folded = squash(text)
        plain = _ADDED.sub("", folded)
        for entry in document_words().kinds:
            if entry.pattern.search(folded) or entry.pattern.search(plain):
                return entry.kind
    return None


def years_about(title: str) -> tuple[int, int] | None:
    """First and last year that a title is about.

    A printed range or year counts before the name of a five-year period; a year of a long-term
    vision (2035年远景目标) does not count.
    """
    folded = squash(title)
    span = _SPAN.search(folded)
    if span:
        last = int(span[2]) if len(span[2]) == 4 else int(span[1][:2] + span[2])
        return (int(span[1]), last) if last >= int(span[1]) else (int(span[1]), int(span[1]))
    years = years_in(_VISION.sub("", folded))
    if years:
        return years[0], years[0]
    named = (p for p in document_words().periods if p.word in folded)
    period = next(named, None)
    return (period.first, period.last) if period else None


def first_year(texts: Iterable[str]) -> int | None:
    """The first plausible year printed in some texts (a range counts with its first year)."""
    for text in texts:
        years = years_in(text)
        if years:
            return years[0]
    return None


def years_in(text: str) -> Sequence[int]:
    """Every year of this century that a text prints, in order."""
    folded = squash(text)
    found = [(match.start(), int(match[1])) for match in _YEAR.finditer(folded)]
    for match in _CHINESE_YEAR.finditer(folded):
        digits = "".join(_CHINESE_DIGITS.get(char, "2") for char in match[0])
        found.append((match.start(), int(digits)))
    return [year for _, year in sorted(found)]


def implausible_year(text: str) -> str | None:
    """A year that cannot be one, as printed: 20221年."""
    match = _BAD_YEAR.search(squash(text))
    return match[0] if match else None
