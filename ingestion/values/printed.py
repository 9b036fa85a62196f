"""Read one printed table cell: its state, its number with bound, unit and change. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from ingestion.records import Change, Comparator
from ingestion.values.lookups import either, pattern, words
from ingestion.values.names import printed_units, unit_dimension
from ingestion.values.numerals import MAGNITUDE, NUMBER, parse_decimal, parse_han_integer, scaled
from ingestion.values.width import fold_width

Kind = Literal["blank", "not_applicable", "number", "phrase", "delegated", "text"]

_CLAUSE_BREAK = re.compile(r"[,;。、:,;:]")
_SPACES = re.compile(r"\s+")
_DATE = re.compile(r"^(?:年[^均,]|号|月[^,]|日[前起]|/\d+/|-\d{2}-\d{2})")
# 个 in front of a unit that is counted anyway; 个月 is a unit of its own.
_COUNTED = re.compile(r"^个(?=工作日|小时|百分点)")
_HAN_NUMBER = re.compile(r"^(\D{0,6}?)([零〇一二两三四五六七八九十百千]+)(.{0,6})$")
_RANGE = re.compile(rf"^(?:%)?(?:-|–|~|[—―]{{1,2}}|至|到){NUMBER}")
_RANGE_MARK = re.compile(r"%?(?:-|–|~|[—―]{1,2}|至|到)")
_YEAR = re.compile(r"20\d\d")
# 120(扩招): what stands in brackets behind a number explains it.
_REMARK = re.compile(r"\([^()]*\)$")
_NO_LEVEL = r"(?![至到])\D{0,6}$"


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """What one cell says.

    Attributes:
        kind: ``number`` is a number with nothing but its own words around it, ``phrase`` a sentence
            that holds one, ``text`` anything without.
        value: The number; a count's magnitude is expanded, that of money and measures is not.
        unit: Unit beside the number, width folded, with the magnitude that stayed.
        for_each: The text says that it holds for each organisation (均, 各, 每).
        is_rate: A share, a change or a time limit: never summed, so also each organisation's.
        is_range: Two bounds; ``value`` is then None.
        magnitude: The magnitude that ``value`` was multiplied by, such as 万.
        further: Other numbers in the text, which no field holds.
    """

    kind: Kind
    value: Decimal | None = None
    comparator: Comparator | None = None
    unit: str | None = None
    change: Change | None = None
    for_each: bool = False
    is_rate: bool = False
    is_range: bool = False
    magnitude: str = ""
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A number in folded text with what follows it."""

    start: int
    end: int
    number: str
    magnitude: str
    unit: str
    more: bool
    tail: str


@cache
def parse_printed(raw: str) -> PrintedValue:
    """Read one cell.

    Args:
        raw: The cell as printed, any width, any spaces.

    Returns:
        Its value. Never raises: what holds no number is ``text``, and a range has no value.
    """
    text = _SPACES.sub("", fold_width(raw))
    if not text:
        return PrintedValue("blank")
    if pattern("cell_words", "not_applicable").search(text):
        return PrintedValue("not_applicable")
    if pattern("cell_words", "scoring").search(text):
        return PrintedValue("text")
    numbers = _find_numbers(text)
    for_each = bool(pattern("cell_words", "for_each").search(text))
    if not numbers:
        return _read_wordy(text, for_each)
    if pattern("cell_words", "delegated").search(text) and not _is_bare(text, numbers[0]):
        return PrintedValue("delegated", for_each=for_each)
    return _read_number(text, numbers, for_each)


def is_each(value: PrintedValue) -> bool:
    """Tell whether one merged cell with this value holds for every organisation below it."""
    return value.value is not None and (value.for_each or value.is_rate)


def _read_wordy(text: str, for_each: bool) -> PrintedValue:
    if pattern("cell_words", "delegated").search(text):
        return PrintedValue("delegated", for_each=for_each)
    match = _HAN_NUMBER.match(text)
    number = parse_han_integer(match[2]) if match else None
    if match and number is not None:
        in_digits = parse_printed(f"{match[1]}{number}{match[3]}")
        if in_digits.kind == "number":
            return in_digits
    return PrintedValue("text", for_each=for_each)


def _read_number(text: str, numbers: tuple[_Found, ...], for_each: bool) -> PrintedValue:
    first = numbers[0]
    bare = _is_bare(text, first)
    before = text[_clause_start(text, first.start) : first.start]
    comparator = ">" if first.more else _comparator(before, first.tail)
    change = _change(before)
    if _RANGE.match(text[first.end :]):
        return _read_range(text, numbers, for_each)
    if not (bare or first.unit or first.magnitude or comparator or change):
        return PrintedValue("text", for_each=for_each)
    value, unit = _value_and_unit(first)
    others = (
        n.number for n in numbers[1:] if parse_decimal(n.number) != parse_decimal(first.number)
    )
    return PrintedValue(
        kind="number" if bare else "phrase",
        value=value,
        comparator=comparator or "=",
        unit=unit,
        magnitude="" if unit and unit.startswith(first.magnitude) else first.magnitude,
        change=change,
        for_each=for_each,
        is_rate=change is not None or unit_dimension(first.unit) in ("share", "time"),
        further=tuple(others),
    )


def _read_range(text: str, numbers: tuple[_Found, ...], for_each: bool) -> PrintedValue:
    """Two bounds: no single value, but a plain figure of a table where nothing else stands there.

    Years and what counts down are no figures, nor is 5—6月, whose months are no numbers here.
    """
    low, high = numbers[0], numbers[1] if len(numbers) > 1 else numbers[0]
    sign = high.number[:1] if high.number[:1] == "-" else ""  # 4.5%-5%
    between = text[low.end : high.start] + sign
    is_years = _YEAR.fullmatch(low.number) and _YEAR.fullmatch(high.number)
    is_pair = high is not low and _RANGE_MARK.fullmatch(between) is not None and not is_years
    rising = is_pair and parse_decimal(low.number) < parse_decimal(high.number.removeprefix("-"))
    whole = replace(high, start=low.start)
    return PrintedValue(
        "number" if rising and _is_bare(text, whole) else "phrase",
        unit=(high.magnitude + high.unit if is_pair else "") or low.unit or None,
        for_each=for_each,
        is_range=True,
    )


def _find_numbers(text: str) -> tuple[_Found, ...]:
    return tuple(
        _Found(
            start=match.start(),
            end=match.end(),
            number=match["number"],
            magnitude=match["magnitude"],
            unit=match["unit"],
            more=bool(match["more"] or match["still_more"]),
            tail=text[match.end() :],
        )
        for match in _number_expression().finditer(text)
        if not _is_date_or_rank(text, match)
    )


def _is_date_or_rank(text: str, match: re.Match[str]) -> bool:
    """2024年, 3月底, 6月5日 and 第3 are no quantities."""
    before, after = text[: match.start()], text[match.end("number") :]
    if before.endswith(("第", "〔", "[")) or _DATE.match(after):
        return True
    if match["unit"] == "年":
        return len(match["number"]) == 4
    if match["unit"] == "日":
        return before.endswith("月")
    return match["unit"] == "月"


@cache
def _number_expression() -> re.Pattern[str]:
    units = printed_units()
    return re.compile(
        rf"(?P<number>{NUMBER})(?P<more>[余多]?)(?P<magnitude>{MAGNITUDE}?)"
        rf"(?P<still_more>[余多]?)(?P<unit>(?:{units})|)"
    )


def _value_and_unit(found: _Found) -> tuple[Decimal, str | None]:
    number = parse_decimal(found.number)
    unit = _COUNTED.sub("", found.unit)
    if unit and found.magnitude and unit_dimension(found.unit) != "count":
        return number, found.magnitude + unit
    return scaled(number, found.magnitude), unit or None


def _comparator(before: str, tail: str) -> Comparator | None:
    after = words("comparators", "after", "comparator")
    for word, sign in after.items():
        if tail.startswith(word):
            return sign  # type: ignore[return-value]
    floor = words("comparators", "before", "comparator")
    found = either("comparators", "before").findall(before)
    return floor[found[-1]] if found else None  # type: ignore[return-value]


def _change(before: str) -> Change | None:
    for word, change in words("comparators", "change", "change").items():
        if re.search(re.escape(word) + _NO_LEVEL, before):
            return change  # type: ignore[return-value]
    return None


def _clause_start(text: str, position: int) -> int:
    breaks = [match.end() for match in _CLAUSE_BREAK.finditer(text, 0, position)]
    return breaks[-1] if breaks else 0


def _is_bare(text: str, found: _Found) -> bool:
    around = text[: found.start] + _REMARK.sub("", text[found.end :])
    for section in ("before", "after", "change"):
        around = either("comparators", section).sub("", around)
    around = either("cell_words", "fillers").sub("", around)
    return not around.strip("()。.")
