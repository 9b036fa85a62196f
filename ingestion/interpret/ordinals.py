"""Running numbers: of table rows, and the labels of items in running text. Pure.

The trap is a number that is no label: 「2.3月26日」 is item 2 that begins with a date, 「2.3万家」
begins with a decimal number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingestion.interpret.lines import Piece
from ingestion.values.width import fold_width

_CHINESE_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_CHINESE_NUMBER = r"[〇一二三四五六七八九十]{1,4}"
_WHOLE = re.compile(rf"\(?(?P<digits>\d{{1,3}}|{_CHINESE_NUMBER})\)?[.、.]?")
# Numbers that are one character with their mark: ①, ⑴, ⒈ and what follows them, to 20.
_SIGNS = {
    chr(first + index): (style, index + 1)
    for style, first in (("circled", 0x2460), ("bracket_sign", 0x2474), ("point_sign", 0x2488))
    for index in range(20)
}
_STYLES = {
    "point": re.compile(r"(?P<n>\d{1,2})(?P<mark>\s?[.、.]{1,2})"),
    "brackets": re.compile(r"\((?P<n>\d{1,2})\)(?P<mark>[.、]?)"),
    "half_bracket": re.compile(r"(?P<n>\d{1,2})(?P<mark>\)[.、]?)"),
    "chinese": re.compile(rf"(?P<n>{_CHINESE_NUMBER})(?P<mark>、)"),
    "chinese_brackets": re.compile(rf"\((?P<n>{_CHINESE_NUMBER})\)(?P<mark>、?)"),
}
# After a label's point a digit may follow only as the start of a date or a year.
_DATE_AHEAD = re.compile(r"\d{1,2}\s*月|(?:19|20)\d{2}\s*年")
_SENTENCE_ENDS = "。;!?…"


@dataclass(frozen=True, slots=True)
class ItemLabel:
    """The label at the start of a text: its style, number and length in characters."""

    style: str
    number: int
    length: int


def parse_ordinal(text: str) -> int | None:
    """The number of a row if the text is nothing else: ``12``, ``12.``, ``(12)``, ``十二``."""
    match = _WHOLE.fullmatch(fold_width(text).strip())
    return _number(match["digits"]) if match else None


def read_label(text: str, expected: int | None = None) -> ItemLabel | None:
    """Read the label that a text begins with.

    Args:
        text: One line, or its rest after a sentence.
        expected: The number that would continue the list; it settles 「3.5家」 where both readings
            are possible.

    Returns:
        The label, or None if the text begins with none.
    """
    if text[:1] in _SIGNS:
        style, number = _SIGNS[text[:1]]
        return ItemLabel(style, number, 1)
    return _written_label(fold_width(text), expected)


def split_labelled(piece: Piece) -> tuple[tuple[ItemLabel | None, Piece], ...]:
    """Split one line into its items where the next labels stand inside it.

    A label inside a line counts only behind the end of a sentence, in the style of the line's own
    label, and with the next number. A line without a label is never split.

    Args:
        piece: One line.

    Returns:
        Pairs of label and the piece that it begins, label included.
    """
    label = read_label(piece.text)
    if label is None:
        return ((None, piece),)
    items: list[tuple[ItemLabel | None, Piece]] = []
    begin = 0
    for place in _places_after_sentences(piece.text):
        following = read_label(piece.text[place:], expected=None)
        if following and (following.style, following.number) == (label.style, label.number + 1):
            items.append((label, piece.cut(begin, place)))
            label, begin = following, place
    return (*items, (label, piece.cut(begin)))


def _written_label(folded: str, expected: int | None) -> ItemLabel | None:
    for style, pattern in _STYLES.items():
        match = pattern.match(folded)
        if match is None:
            continue
        number = _number(match["n"])
        if number is None or (style == "point" and _is_decimal(folded, match, number, expected)):
            continue
        return ItemLabel(style, number, match.end())
    return None


def _places_after_sentences(text: str) -> list[int]:
    places = []
    for index, char in enumerate(fold_width(text)):
        if char in _SENTENCE_ENDS:
            place = index + 1
            while place < len(text) and (text[place].isspace() or text[place] in "”\"'’"):
                place += 1
            places.append(place)
    return places


def _is_decimal(text: str, match: re.Match[str], number: int, expected: int | None) -> bool:
    rest = text[match.end() :]
    if not rest[:1].isdigit() or "、" in match["mark"]:
        return False
    return number != expected and not _DATE_AHEAD.match(rest)


def _number(text: str) -> int | None:
    if text.isdigit() and text.isascii():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return _CHINESE_DIGITS.get(text)
    if (tens and tens not in _CHINESE_DIGITS) or (ones and ones not in _CHINESE_DIGITS):
        return None
    return _CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(ones, 0)
