"""Compare two printed values of one indicator: the one home of agree and contradict. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Literal, Protocol

from ingestion.match.indicator_model import Relation
from ingestion.records import Change, Comparator
from ingestion.values.lookups import entries
from ingestion.values.names import table_units
from ingestion.values.numerals import MAGNITUDES
from ingestion.values.width import squash

Direction = Literal["up", "down"]

_MAGNITUDE = re.compile("^(百万|千万|[十百千万亿])(?=.)")
_ABOUT = Decimal("0.05")
_SOME_MORE = Decimal("1.1")


class Stated(Protocol):
    """Whatever states a value: a mention, a cell, a quantity."""

    @property
    def value(self) -> Decimal | None:
        """The number, in ``unit``."""

    @property
    def comparator(self) -> Comparator | None:
        """The bound."""

    @property
    def unit(self) -> str | None:
        """The unit as printed."""

    @property
    def change(self) -> Change | None:
        """Set where the number is the size of a change."""


def compare_values(
    left: Stated,
    right: Stated,
    *,
    is_one_plan: bool = True,
    direction: Direction | None = None,
) -> Relation | None:
    """Say how the right value stands to the left one.

    Within one plan a bare number is the same promise as the bound with that number (20 and 20以上
    agree), and two numbers contradict each other whichever is harder to reach. Between plans the
    harder number is stricter.

    Args:
        left: Such as what the text says.
        right: Such as what the table says.
        is_one_plan: Both speak of the same target.
        direction: Which way is harder where neither bound tells.

    Returns:
        The relation of the right to the left; None where one of them has no number.
    """
    if left.value is None or right.value is None:
        return None
    sizes = _on_one_scale(left, right)
    if sizes is None or (left.change is None) != (right.change is None):
        return "not_comparable"
    if left.change != right.change or _is_opposite(left, right):
        return "contradict"
    first, second = sizes
    if first == second or _is_within(left, first, second) or _is_within(right, second, first):
        return "agree"
    if is_one_plan:
        return "contradict"
    upward = _direction(left, right, direction) == "up"
    return "stricter" if (second > first) == upward else "looser"


def value_difference(left: Stated, right: Stated) -> Decimal | None:
    """How much more the right value is than the left one, in the unit of the left.

    None where one has no number, or where the two are on no common scale.
    """
    if left.value is None or right.value is None:
        return None
    sizes = _on_one_scale(left, right)
    return None if sizes is None else (sizes[1] - sizes[0]) / base_unit(left.unit)[1]


def base_value(stated: Stated) -> tuple[str, Decimal] | None:
    """The value in its base unit, with that unit's dimension or name; None without a number."""
    if stated.value is None:
        return None
    name, factor = base_unit(stated.unit)
    return _family(name), (stated.value * factor).normalize()


@cache
def base_unit(unit: str | None) -> tuple[str, Decimal]:
    """The unit without magnitude, and what to multiply by: 亿元 is 元 and 10⁸.

    A unit that is not a reviewed one stays as it is.
    """
    word, factor = squash(unit or ""), Decimal(1)
    match = _MAGNITUDE.match(word)
    if match and word not in table_units():
        word, factor = word[match.end() :], Decimal(MAGNITUDES[match[1]])
    for entry in entries("units", "conversions"):
        if word in entry["words"]:
            return str(entry["base"]), factor * Decimal(str(entry["factor"]))
    return word, factor


def _family(name: str) -> str:
    """Counted things are one family whatever their measure word; measures are what they are."""
    return "count" if table_units().get(name) == "count" else name


def _on_one_scale(left: Stated, right: Stated) -> tuple[Decimal, Decimal] | None:
    (left_unit, left_factor), (right_unit, right_factor) = map(base_unit, (left.unit, right.unit))
    assert left.value is not None and right.value is not None
    first, second = left.value * left_factor, right.value * right_factor
    if left_unit == right_unit or not left_unit or not right_unit:
        return first, second
    if _family(left_unit) != _family(right_unit):
        return None
    # 人次 counts visits and 人 heads: equal numbers are one target, others are two quantities.
    if left_unit.endswith("次") != right_unit.endswith("次") and first != second:
        return None
    return first, second


def _is_opposite(left: Stated, right: Stated) -> bool:
    signs = {(left.comparator or "=")[0], (right.comparator or "=")[0]}
    return signs == {"<", ">"}


def _is_within(about: Stated, number: Decimal, other: Decimal) -> bool:
    """Tell whether 近1000 or 1000余 covers the other number."""
    if about.comparator == "~":
        return abs(other - number) <= abs(number) * _ABOUT
    return about.comparator == ">" and number < other < number * _SOME_MORE


def _direction(left: Stated, right: Stated, given: Direction | None) -> Direction:
    if left.change is not None:
        return "up"
    signs = {(stated.comparator or "=")[0] for stated in (left, right)}
    if "<" in signs:
        return "down"
    if ">" in signs:
        return "up"
    return given or "up"
