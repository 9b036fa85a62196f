"""How likely one change of one cell is the right one. Pure; weights are in the lookup."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ingestion.hypotheses.model import Cell, Witness
from ingestion.hypotheses.repair import Interval, lies_in, nearest
from ingestion.hypotheses.slips import is_digit_error, likely_originals
from ingestion.records import Record
from ingestion.values.lookups import Entry, entries

_LOOKUP = "hypotheses"
_FULL_SIZE = Decimal(50)
_ONE = Decimal(1)
_SAID = {"narrative": "narrative_witness", "earlier_revision": "earlier_revision"}


class Guess(Record):
    """One value that a cell may have had, what names it, and its weight."""

    cell: Cell
    value: Decimal
    code: str
    weight: Decimal
    others: tuple[str, ...] = ()
    witness: Witness | None = None


@cache
def entry_of(section: str, code: str) -> Entry:
    """One entry of the lookup."""
    return next(one for one in entries(_LOOKUP, section) if one["code"] == code)


def weight_of(section: str, code: str, size: Decimal = _FULL_SIZE) -> Decimal:
    """Weight of one entry, for numbers of a size."""
    entry = entry_of(section, code)
    weight = Decimal(str(entry["weight"]))
    if not entry.get("by_size"):
        return weight
    return _ONE + (weight - _ONE) * min(_ONE, abs(size) / _FULL_SIZE)


def guess_values(
    cell: Cell, interval: Interval, exact: Decimal, growth: Decimal | None
) -> list[Guess]:
    """Weigh the values that a cell may have had.

    Args:
        cell: What is doubted.
        interval: Where its value must lie for all sums to hold.
        exact: The value with which they hold to the last digit.
        growth: How the other figures of its sum grew since the period before; None if unknown.

    Returns:
        One guess for each value that something speaks for, and one for ``exact``.
    """
    printed = cell.value or Decimal(0)
    found: dict[Decimal, dict[str, Decimal]] = {}
    witnesses: dict[Decimal, Witness] = {}
    for code, value, weight, witness in _explained(cell, exact):
        if lies_in(interval, value) and value != printed:
            known = found.setdefault(value, {})
            known[code] = max(weight, known.get(code, weight))
            if witness is not None:
                witnesses.setdefault(value, witness)
    if not found and nearest(interval, printed) != printed:
        found[exact] = {}
    return [
        _guess(cell, value, reasons, witnesses.get(value), growth)
        for value, reasons in found.items()
    ]


def _explained(
    cell: Cell, exact: Decimal
) -> Iterator[tuple[str, Decimal, Decimal, Witness | None]]:
    """Values with what speaks for them: code, value, weight, who says so."""
    for witness in cell.witnesses:
        yield _SAID[witness.kind], witness.value, weight_of("slips", _SAID[witness.kind]), witness
    printed = cell.value
    if printed is None:
        return
    for code, value in likely_originals(printed):
        yield code, value, weight_of("slips", code, max(abs(printed), abs(value))), None
    if is_digit_error(printed, exact):
        yield "digit_error", exact, weight_of("slips", "digit_error", exact), None
    if printed == cell.last_year:
        yield "last_year_value", exact, weight_of("slips", "last_year_value", printed), None
    if printed == cell.before and exact > printed:
        yield "last_period_value", exact, weight_of("slips", "last_period_value", printed), None


def _guess(
    cell: Cell,
    value: Decimal,
    reasons: dict[str, Decimal],
    witness: Witness | None,
    growth: Decimal | None,
) -> Guess:
    ranked = sorted(reasons, key=lambda code: (-reasons[code], code))
    weight = _prior(cell)
    for reason in reasons.values():
        weight *= reason
    for sign in _signs(cell, value, growth, is_explained=bool(reasons)):
        weight *= sign
    return Guess(
        cell=cell,
        value=value,
        code=ranked[0] if ranked else _plain_code(cell),
        others=tuple(ranked[1:]),
        weight=weight,
        witness=witness,
    )


def _plain_code(cell: Cell) -> str:
    if cell.is_total:
        return "total_is_wrong"
    return "missing_part" if cell.value is None else "single_cell"


def _prior(cell: Cell) -> Decimal:
    if cell.is_total:
        return weight_of("priors", "total")
    if cell.value is not None:
        return weight_of("priors", "part")
    known = cell.state if cell.state in {"blank", "not_applicable"} else "text"
    return weight_of("priors", known)


def _signs(
    cell: Cell, value: Decimal, growth: Decimal | None, *, is_explained: bool
) -> Iterator[Decimal]:
    printed = cell.value
    for witness in cell.witnesses:
        if witness.value == printed:
            yield weight_of("signs", "corroborated")
    if not value:
        yield weight_of("signs", "becomes_zero")
    if printed is not None and not is_explained:
        yield _size_sign(printed, value)
    if printed is not None:
        yield from _course_signs(cell, printed, value, growth)


def _size_sign(printed: Decimal, value: Decimal) -> Decimal:
    small, large = sorted((abs(printed) + 1, abs(value) + 1))
    ratio = large / small
    for bound, code in ((10, "very_far"), (3, "far"), (Decimal("1.5"), "twice")):
        if ratio > bound:
            return weight_of("signs", code)
    return _ONE


def _course_signs(
    cell: Cell, printed: Decimal, value: Decimal, growth: Decimal | None
) -> Iterator[Decimal]:
    """What the periods around a figure say of it."""
    course = (cell.before, cell.after)
    if not lies_in(course, value):
        yield weight_of("signs", "leaves_its_course")
    elif not lies_in(course, printed):
        yield weight_of("signs", "joins_its_course")
    usual = _usual(cell, growth)
    if usual is not None:
        most = weight_of("signs", "nearer_its_course")
        nearer = (abs(printed - usual) + 1) / (abs(value - usual) + 1)
        yield min(most, max(_ONE / most, nearer))


def _usual(cell: Cell, growth: Decimal | None) -> Decimal | None:
    """What one would expect from the periods around, or from last year if it is no mere copy."""
    if cell.before is not None and cell.after is not None:
        return (cell.before + cell.after) / 2
    if cell.before is not None and growth is not None:
        return cell.before * growth
    return cell.last_year if cell.last_year != cell.value else None
