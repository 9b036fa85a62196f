"""The labels that a word processor prints before automatically numbered paragraphs. Pure.

Reads ``numbering.xml`` and ``styles.xml`` of a DOCX file. Bullets print no label.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ingestion.extract.wordml import attribute, child, children

_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CLOSING = tuple("、，。．.）)]】：:")
_MAX_LEVELS = 9


def _han(number: int) -> str:
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + unit
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    text = ""
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
    for value, letters in pairs:
        text += letters * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "bullet": lambda _: "",
    "none": lambda _: "",
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda n: str(n).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "japaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "taiwaneseCounting": _han,
    "ideographDigital": lambda n: "".join(_DIGITS[int(digit)] for digit in str(n)),
    "japaneseDigitalTenThousand": lambda n: "".join(_DIGITS[int(digit)] for digit in str(n)),
    "chineseLegalSimplified": lambda n: _han(n).translate(_LEGAL),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % len(_STEMS)],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % len(_BRANCHES)],
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
}


@dataclass(frozen=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    is_legal: bool = False
    space: str = "tab"


@dataclass
class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    numbering: Any = None
    styles: Any = None
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._abstract = {
            attribute(one, "abstractNumId"): one for one in children(self.numbering, "abstractNum")
        }
        self._nums = {attribute(one, "numId"): one for one in children(self.numbering, "num")}
        self._styles = {attribute(one, "styleId"): one for one in children(self.styles, "style")}

    def label(self, paragraph: Any) -> str:
        """The label of the next paragraph, such as ``一、`` or ``1.2 ``; empty if it has none."""
        number_id, level = self._numbered(child(paragraph, "pPr"))
        num = self._nums.get(number_id)
        if num is None or not 0 <= level < _MAX_LEVELS:
            return ""
        abstract_id = attribute(child(num, "abstractNumId"), "val")
        counters = self._counters.setdefault(abstract_id, [None] * _MAX_LEVELS)
        self._count(num, number_id, abstract_id, level, counters)
        shown = self._level(num, abstract_id, level)
        if shown.number_format in ("bullet", "none"):
            return ""

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            ruled = self._level(num, abstract_id, at)
            value = counters[at] if counters[at] is not None else ruled.start
            as_decimal = shown.is_legal and at != level
            write = str if as_decimal else _FORMATS.get(ruled.number_format, str)
            return write(value or 0)

        text = _PLACE.sub(printed, shown.text)
        tight = not text or text.endswith(_CLOSING) or shown.space == "nothing"
        return text if tight else text + " "

    def _count(
        self, num: Any, number_id: str, abstract_id: str, level: int, counters: list[int | None]
    ) -> None:
        start = self._level(num, abstract_id, level).start
        restarts = any(
            attribute(one, "ilvl") == str(level) and child(one, "startOverride") is not None
            for one in children(num, "lvlOverride")
        )
        if restarts and (number_id, level) not in self._begun:
            counters[level] = None
        self._begun.add((number_id, level))
        before = counters[level]
        counters[level] = start if before is None else before + 1
        counters[level + 1 :] = [None] * (_MAX_LEVELS - level - 1)

    def _numbered(self, properties: Any, depth: int = 0) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else its style's or an ancestor style's."""
        own = child(properties, "numPr")
        number_id = attribute(child(own, "numId"), "val")
        level = attribute(child(own, "ilvl"), "val")
        if number_id or properties is None or depth > 10:
            return number_id, int(level) if level.isdigit() else 0
        name = attribute(child(properties, "pStyle" if depth == 0 else "basedOn"), "val")
        style = self._styles.get(name)
        if style is None:
            return "", 0
        inner = child(style, "pPr")
        found = attribute(child(child(inner, "numPr"), "numId"), "val")
        if found:
            printed = attribute(child(child(inner, "numPr"), "ilvl"), "val")
            at = level or printed
            return found, int(at) if at.isdigit() else self._level_of_style(found, name)
        return self._numbered(style, depth + 1)

    def _level_of_style(self, number_id: str, style: str) -> int:
        abstract = self._abstract.get(
            attribute(child(self._nums.get(number_id), "abstractNumId"), "val")
        )
        for one in children(abstract, "lvl"):
            if attribute(child(one, "pStyle"), "val") == style:
                return int(attribute(one, "ilvl") or 0)
        return 0

    def _level(self, num: Any, abstract_id: str, level: int) -> _Level:
        found = None
        start = ""
        for override in children(num, "lvlOverride"):
            if attribute(override, "ilvl") == str(level):
                found = child(override, "lvl")
                start = attribute(child(override, "startOverride"), "val")
        if found is None:
            levels = children(self._abstract.get(abstract_id), "lvl")
            found = next((one for one in levels if attribute(one, "ilvl") == str(level)), None)
        if found is None:
            return _Level()
        first = start or attribute(child(found, "start"), "val")
        return _Level(
            start=int(first) if first.isdigit() else 1,
            number_format=attribute(child(found, "numFmt"), "val") or "decimal",
            text=attribute(child(found, "lvlText"), "val"),
            is_legal=child(found, "isLgl") is not None,
            space=attribute(child(found, "suff"), "val") or "tab",
        )
