"""The smallest sets of cells whose change makes all sums hold (Fellegi and Holt, 1976). Pure.

Sets of one and of two cells are enumerated exactly: each sum leaves an interval for a cell in it,
and a cell repairs the system where the intervals of all its sums meet. Every failing sum must hold
one of the changed cells. The sums that hold must go on holding.

Source: I. P. Fellegi, D. Holt, A Systematic Approach to Automatic Edit and Imputation, JASA 71.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from ingestion.hypotheses.model import Sum, System

_MOST_CELLS = 200
"""Of more cells no pairs are tried. Unit: cells."""
Values = Mapping[str, Decimal]
Interval = tuple[Decimal | None, Decimal | None]
"""Lowest and highest value; None is no bound."""


class Repair(dict[str, Interval]):
    """Cell key -> where its value must lie, given that the others of the set are changed too."""


def failing_sums(system: System) -> list[Sum]:
    """The sums that do not hold."""
    values = printed_values(system)
    return [one for one in system.sums if not _holds(one, values)]


def printed_values(system: System) -> dict[str, Decimal]:
    """Cell key -> number; a cell without one counts nothing."""
    return {cell.key: cell.value or Decimal(0) for cell in system.cells}


def smallest_repairs(system: System) -> list[Repair]:
    """Find every smallest set of cells whose change repairs all sums of a system.

    Returns:
        Sets of one cell; where there is none, of two; empty where three or more are wrong, or where
        every sum holds.
    """
    failing = failing_sums(system)
    if not failing:
        return []
    values = printed_values(system)
    negative = any(value < 0 for value in values.values())
    order = {cell.key: at for at, cell in enumerate(system.cells)}
    common = set(failing[0].cells).intersection(*(one.cells for one in failing[1:]))
    single = (
        _repair_one(key, system.sums, values) for key in sorted(common, key=order.__getitem__)
    )
    found = [one for one in single if one and (negative or _may_be_positive(one))]
    return found or _pairs(system, failing, values, order)


def _pairs(
    system: System, failing: Sequence[Sum], values: Values, order: Mapping[str, int]
) -> list[Repair]:
    involved = sorted({key for one in failing for key in one.cells}, key=order.__getitem__)
    if len(involved) > _MOST_CELLS:
        return []
    found = []
    for pair in combinations(involved, 2):
        if all(set(pair) & set(one.cells) for one in failing):
            repair = _repair_two(pair, system.sums, values)
            if repair and all(
                value >= 0 for bounds in repair.values() for value in bounds if value
            ):
                found.append(repair)
    return found


def _repair_one(key: str, sums: Iterable[Sum], values: Values) -> Repair | None:
    interval = _common(_required(one, key, values) for one in sums if key in one.cells)
    return None if interval is None else Repair({key: interval})


def _repair_two(pair: tuple[str, str], sums: Sequence[Sum], values: Values) -> Repair | None:
    """Fix the cell that is bound without the other one, then ask what the other must be."""
    for first, second in (pair, pair[::-1]):
        alone = [one for one in sums if first in one.cells and second not in one.cells]
        if not alone:
            continue
        interval = _common(_required(one, first, values) for one in alone)
        if interval is None:
            return None
        chosen = nearest(interval, values[first])
        if chosen == values[first]:
            return None  # the other one alone would do
        changed = {**values, first: chosen}
        rest = _common(_required(one, second, changed) for one in sums if second in one.cells)
        if rest is not None and nearest(rest, values[second]) != values[second]:
            return Repair({first: (chosen, chosen), second: rest})
        return None
    return None


def nearest(interval: Interval, value: Decimal) -> Decimal:
    """The point of an interval that is nearest to a value."""
    low, high = interval
    if low is not None and value < low:
        return low
    return high if high is not None and value > high else value


def lies_in(interval: Interval, value: Decimal) -> bool:
    """Whether an interval holds a value."""
    return nearest(interval, value) == value


def _required(one: Sum, key: str, values: Values) -> Interval:
    """Where the value of a cell must lie for a sum to hold, all others being as they are."""
    parts = sum((values[part] for part in one.parts if part != key), Decimal(0))
    if key == one.total:
        highest = parts + one.tolerance
        return (None if one.is_lower_bound else parts - one.tolerance), highest
    missing = values[one.total] - parts
    lowest = missing - one.tolerance
    return lowest, (None if one.is_lower_bound else missing + one.tolerance)


def _common(intervals: Iterable[Interval]) -> Interval | None:
    lows, highs = [], []
    for low, high in intervals:
        lows += [low] if low is not None else []
        highs += [high] if high is not None else []
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def _may_be_positive(repair: Repair) -> bool:
    return all(high is None or high >= 0 for _, high in repair.values())


def _holds(one: Sum, values: Values) -> bool:
    difference = sum((values[part] for part in one.parts), -values[one.total])
    if one.is_lower_bound:
        return difference >= -one.tolerance
    return abs(difference) <= one.tolerance
