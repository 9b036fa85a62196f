"""Tables that add up, made of a seed, and one error of a known kind planted in them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ingestion.hypotheses.model import Cell, Sum, System, Witness

ZERO = Decimal(0)


@dataclass(frozen=True)
class Planted:
    """A table with an error: the cells that are wrong, with their right values."""

    system: System
    right: dict[str, Decimal]


def one_row(random_: random.Random, *, is_flow: bool) -> dict[str, Cell]:
    """A total and its parts; with the periods around if it is what adds up since January."""
    count = random_.randint(4, 12)
    size = random_.choice([30, 300, 3000])
    now = [Decimal(random_.randint(1, size)) for _ in range(count)]
    before = [_grown(random_, value, 60, 90) for value in now]
    after = [_grown(random_, value, 110, 140) for value in now]
    last_year = [_grown(random_, value, 70, 130) for value in now]
    numbers = zip(now, before, after, last_year, strict=True)
    cells = [
        _cell(f"p{at}", value, was if is_flow else None, later if is_flow else None, year)
        for at, (value, was, later, year) in enumerate(numbers)
    ]
    return {
        "total": _cell(
            "total",
            sum(now, ZERO),
            sum(before, ZERO) if is_flow else None,
            sum(after, ZERO) if is_flow else None,
            sum(last_year, ZERO),
        ).model_copy(update={"is_total": True}),
        **{cell.key: cell for cell in cells},
    }


def _grown(random_: random.Random, value: Decimal, low: int, high: int) -> Decimal:
    return (value * random_.randint(low, high) / 100).to_integral_value()


def _cell(
    key: str,
    value: Decimal,
    before: Decimal | None,
    after: Decimal | None,
    last_year: Decimal,
) -> Cell:
    return Cell(
        key=key, place=key, org=key, value=value, before=before, after=after, last_year=last_year
    )


def row_system(cells: dict[str, Cell]) -> System:
    parts = tuple(key for key in cells if key != "total")
    return System(cells=tuple(cells.values()), sums=(Sum(total="total", parts=parts),))


def grid(random_: random.Random) -> tuple[dict[str, Cell], tuple[Sum, ...]]:
    """Rows and columns that add up both ways."""
    rows, columns = random_.randint(3, 7), random_.randint(3, 10)
    size = random_.choice([30, 300, 3000])
    values = {
        (r, c): Decimal(random_.randint(1, size)) for r in range(rows) for c in range(columns)
    }
    for r in range(rows):
        values[r, -1] = sum((values[r, c] for c in range(columns)), ZERO)
    for c in range(-1, columns):
        values[-1, c] = sum((values[r, c] for r in range(rows)), ZERO)
    cells = {
        f"{r},{c}": _cell(
            f"{r},{c}", value, None, None, _grown(random_, value, 70, 130)
        ).model_copy(update={"is_total": -1 in (r, c)})
        for (r, c), value in values.items()
    }
    across = [
        Sum(total=f"{r},-1", parts=tuple(f"{r},{c}" for c in range(columns)))
        for r in range(-1, rows)
    ]
    down = [
        Sum(total=f"-1,{c}", parts=tuple(f"{r},{c}" for r in range(rows)))
        for c in range(-1, columns)
    ]
    return cells, (*across, *down)


def _shift(random_: random.Random, cell: Cell) -> Decimal:
    return cell.value * 10 ** random_.choice([1, 2, 3])


def _transpose(random_: random.Random, cell: Cell) -> Decimal:
    text = str(cell.value)
    at = random_.randrange(max(1, len(text) - 1))
    return Decimal(text[:at] + text[at : at + 2][::-1] + text[at + 2 :])


def _one_digit(random_: random.Random, cell: Cell) -> Decimal:
    text = str(cell.value)
    at = random_.randrange(len(text))
    return Decimal(text[:at] + random_.choice("123456789") + text[at + 1 :])


SLIPS: dict[str, Callable[[random.Random, Cell], Decimal | None]] = {
    "digit_shift": _shift,
    "unit_slip": lambda _, cell: cell.value * 10_000,
    "digit_transposition": _transpose,
    "digit_error": _one_digit,
    "last_year_value": lambda _, cell: cell.last_year,
    "last_period_value": lambda _, cell: cell.before,
    "missing_part": lambda *_: None,
    "any_other_number": lambda random_, cell: Decimal(random_.randint(1, 2 * int(cell.value) + 9)),
}
"""Kind of error -> what is printed instead."""


def plant(
    random_: random.Random, cells: dict[str, Cell], sums: tuple[Sum, ...], kind: str
) -> Planted | None:
    """Plant one error; None where it changes nothing or hits no cell that may have it."""
    if kind == "swapped_columns":
        return _swap(random_, cells, sums)
    is_part = kind in {"missing_part", "narrative_witness"}
    keys = [key for key, cell in cells.items() if not is_part or not cell.is_total]
    if kind in {"narrative_witness", "total_is_wrong"}:
        keys = [key for key, cell in cells.items() if cell.is_total]
    cell = cells[random_.choice(keys)]
    slip = SLIPS.get(kind, SLIPS["any_other_number"])
    printed = slip(random_, cell)
    if printed == cell.value or (printed is None and kind != "missing_part"):
        return None
    wrong = cell.model_copy(
        update={"value": printed, "state": "value" if printed is not None else "blank"}
    )
    if kind == "narrative_witness":
        said = Witness(kind="narrative", value=cell.value, quote=f"{cell.value}家")
        wrong = wrong.model_copy(update={"witnesses": (said,)})
    changed = {**cells, cell.key: wrong}
    system = System(cells=tuple(changed.values()), sums=sums)
    return Planted(system=system, right={cell.key: cell.value})


def _swap(random_: random.Random, cells: dict[str, Cell], sums: tuple[Sum, ...]) -> Planted | None:
    row = random_.choice([one for one in sums if len(one.parts) > 1 and "," in one.total])
    one, other = random_.sample(row.parts, 2)
    if cells[one].value == cells[other].value:
        return None
    changed = {
        **cells,
        one: cells[one].model_copy(update={"value": cells[other].value}),
        other: cells[other].model_copy(update={"value": cells[one].value}),
    }
    return Planted(
        system=System(cells=tuple(changed.values()), sums=sums),
        right={one: cells[one].value, other: cells[other].value},
    )
