"""Rank what may be wrong where a sum does not hold. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from ingestion.hypotheses.model import Cell, Change, Hypothesis, Sum, System
from ingestion.hypotheses.repair import (
    Interval,
    Repair,
    failing_sums,
    nearest,
    printed_values,
    smallest_repairs,
)
from ingestion.hypotheses.slips import plain
from ingestion.hypotheses.weigh import Guess, entry_of, guess_values, weight_of

MOST = 12
"""Hypotheses kept of one finding."""
_PLACES = Decimal("0.0001")


def explain_sum(system: System) -> list[Hypothesis]:
    """Rank the smallest sets of changes that make every sum of a system hold.

    Args:
        system: Sums that share cells, at least one of which fails.

    Returns:
        At most ``MOST``, the likeliest first; empty where three or more cells are wrong. Where no
        set repairs everything, each failing sum is explained alone.
    """
    cells = {cell.key: cell for cell in system.cells}
    failing = failing_sums(system)
    repairs = smallest_repairs(system)
    if not repairs and len(failing) > 1:
        alone = System(cells=system.cells, sums=failing[:1], unit=system.unit)
        return explain_sum(alone)
    guesses = [guess for repair in repairs for guess in _guesses(repair, cells, failing, system)]
    return _ranked(guesses, system)


def _guesses(
    repair: Repair, cells: Mapping[str, Cell], failing: Sequence[Sum], system: System
) -> list[tuple[Guess, ...]]:
    """What a repair may mean: one set of guesses for each way to choose its values."""
    if len(repair) == 1:
        ((key, interval),) = repair.items()
        exact = _exact(key, interval, failing, system)
        growth = _growth(key, failing[0], cells)
        return [(one,) for one in guess_values(cells[key], interval, exact, growth)]
    changes = [
        Change(cell=cells[key], value=nearest(interval, cells[key].value or Decimal(0)))
        for key, interval in repair.items()
    ]
    return [_pair(changes)]


def _pair(changes: Sequence[Change]) -> tuple[Guess, ...]:
    one, other = changes
    if (one.value, other.value) == (other.cell.value, one.cell.value):
        weights = (weight_of("slips", "swapped_columns"), Decimal(1))
        return tuple(
            Guess(cell=change.cell, value=change.value, code="swapped_columns", weight=weight)
            for change, weight in zip(changes, weights, strict=True)
        )
    return tuple(
        max(
            guess_values(change.cell, (change.value, change.value), change.value, None),
            key=lambda guess: guess.weight,
        )
        for change in changes
    )


def _exact(key: str, interval: Interval, failing: Sequence[Sum], system: System) -> Decimal:
    """The value with which the first failing sum holds without any tolerance, if all allow it."""
    values, one = printed_values(system), failing[0]
    parts = sum((values[part] for part in one.parts if part != key), Decimal(0))
    return nearest(interval, parts if key == one.total else values[one.total] - parts)


def _growth(key: str, one: Sum, cells: Mapping[str, Cell]) -> Decimal | None:
    """How the other parts of a sum grew since the period before."""
    others = [
        (cell.value, cell.before)
        for part in one.parts
        if part != key and (cell := cells[part]).value is not None and cell.before is not None
    ]
    before = sum((was for _, was in others if was is not None), Decimal(0))
    now = sum((value for value, _ in others if value is not None), Decimal(0))
    return now / before if before else None


def _ranked(guesses: Iterable[tuple[Guess, ...]], system: System) -> list[Hypothesis]:
    weighed = []
    for number, together in enumerate(guesses):
        weight = Decimal(1)
        for guess in together:
            weight *= guess.weight
        weighed.append((-weight, number, together))
    total = -sum((weight for weight, _, _ in weighed), Decimal(0))
    return [
        _hypothesis(together, -weight / total if total else Decimal(0), system)
        for weight, _, together in sorted(weighed, key=lambda one: one[:2])[:MOST]
    ]


def _hypothesis(together: tuple[Guess, ...], share: Decimal, system: System) -> Hypothesis:
    first = together[0]
    vouched = _vouched_totals(together, system)
    said = [guess.witness for guess in together if guess.witness is not None]
    said += [one for cell in vouched for one in cell.witnesses if one.value == cell.value]
    witnesses = [locator for one in said for locator in json.loads(one.evidence)]
    zh, en = _support(together, vouched)
    return Hypothesis(
        code=first.code,
        changes=tuple(Change(cell=guess.cell, value=guess.value) for guess in together),
        text_zh="、".join(_change_zh(guess, system.unit) for guess in together) + f"：{zh}",
        text_en=" and ".join(_change_en(guess) for guess in together) + f": {en}",
        witness_evidence=json.dumps(witnesses, ensure_ascii=False, separators=(",", ":")),
        score=share.quantize(_PLACES, ROUND_HALF_EVEN),
    )


def _change_zh(guess: Guess, unit: str) -> str:
    wanted = f"{plain(guess.value)} {unit}".rstrip()
    return f"{guess.cell.place}由 {_printed(guess.cell)} 改为 {wanted}即相符"


def _change_en(guess: Guess) -> str:
    return f"{guess.cell.place} {_printed(guess.cell)} → {plain(guess.value)} would do"


def _printed(cell: Cell) -> str:
    if cell.value is None:
        return cell.raw or "—"
    return plain(cell.value)


def _support(together: tuple[Guess, ...], vouched: Sequence[Cell]) -> tuple[str, str]:
    """Say what speaks for it, and whose total is vouched for."""
    codes = dict.fromkeys(code for guess in together for code in (guess.code, *guess.others))
    first = together[0]
    told = {
        "raw": first.cell.raw or "—",
        "quote": first.witness.quote if first.witness else "",
        "other": plain(first.value),
    }
    entries = [entry_of("slips", code) for code in codes]
    zh = [str(one["zh"]).format_map(told) for one in entries]
    en = [str(one["en"]).format_map(told) for one in entries]
    zh += [f"{cell.org} {_printed(cell)} 另有出处相同" for cell in vouched]
    en += [f"{cell.org} {_printed(cell)} is said elsewhere too" for cell in vouched]
    return "；".join(zh), "; ".join(en)


def _vouched_totals(together: tuple[Guess, ...], system: System) -> list[Cell]:
    """Totals that stay as they are and that are said elsewhere too."""
    changed = {guess.cell.key for guess in together}
    return [
        cell
        for cell in system.cells
        if cell.is_total
        and cell.key not in changed
        and any(witness.value == cell.value for witness in cell.witnesses)
    ]
