"""List the ways in which a short row of flattened text can be read, each with its cost. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ingestion.interpret.matrix.habits import Habits
from ingestion.interpret.matrix.model import Slot, Token
from ingestion.interpret.matrix.tokens import token_class

# Costs are in nats, the unit of ``Habits.surprise``: 2 is odds of about 7 to 1.
_ONE_COLUMN_MERGE = 1.5
# A blank cell, in a table that prints a mark for no target and in one that does not.
_BLANK_BESIDE_MARKS, _BLANK, _BLANK_TOTAL = 3.0, 1.0, 4.0
MARKS_ARE_USUAL, _MAX_BLANKS, _MIN_SHARE_FOR_BLANKS = 0.02, 2, 0.5
_LATER_IS_LIKELIER = 0.01
_FEW_NUMBERS_MERGE, _MIN_PLAIN_NUMBERS = 3.0, 4
_INNER_MARK_MERGE, _INNER_NUMBER_MERGE = 3.0, 4.0
_EACH_ALONE = 8.0
_DOWN_AND_ACROSS = 0.7
_MAX_FREE_DOWN, _MAX_BLOCK_DOWN = 2, 4
_MAX_FREE_WIDTH = 16
# Enough for any single column of a wide table; keeps the time per row bounded.
_MAX_READINGS = 48
# What usually stands in a column says nothing about a row that is mostly merged: such rows differ.
_MAX_MISSING_FOR_HABITS = 2

_GAP = Token("", -1, -1)
_EMPTY = Slot("blank")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a short row.

    ``down`` are the columns covered from above. ``cost`` does not count what depends on the row
    above.
    """

    slots: tuple[Slot, ...]
    down: tuple[int, ...]
    cost: float
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to read a row: token ``merged`` covers ``extra`` columns more, ``down`` is from above."""

    basis: tuple[str, ...]
    merged: int | None = None
    extra: int = 0
    down: tuple[int, ...] = ()
    cost: float = 0.0


def list_readings(values: Sequence[Token], habits: Habits, *, has_above: bool) -> list[Reading]:
    """List the ways to read one short row, the most usual ones first.

    Args:
        values: Its tokens; at least one, and fewer than there are columns.
        habits: What the full rows of the table say.
        has_above: There is a row above that cells may be merged with.

    Returns:
        At least one reading, and no more than are worth weighing.
    """
    width = len(habits.costs)
    tokens, gaps = _with_gaps(values, width)
    missing = width - len(tokens)
    basis = ("order", "gap") if gaps else ("order",)
    if missing == 0:
        return [_reading(tokens, _Plan(("cell_count", *basis)), habits)]
    merged = (*basis, "merge")
    plans = []
    for index, cost in _merge_costs(tokens, missing, habits.total):
        plans.append(_Plan(merged, index, missing, (), cost))
        if has_above and missing > 1 and cost == 0.0:
            plans += [
                _Plan(merged, index, missing - 1, (column,), _DOWN_AND_ACROSS)
                for column in range(width)
            ]
    if has_above:
        plans += [_Plan((*merged, "profile"), down=down) for down in _down_sets(width, missing)]
    readings = [_reading(tokens, plan, habits) for plan in plans]
    if not gaps:
        readings += _blank_readings(tokens, habits)
    return sorted(readings, key=lambda reading: reading.cost)[:_MAX_READINGS]


def _blank_readings(tokens: Sequence[Token], habits: Habits) -> list[Reading]:
    """Readings with plain blanks that left no trace, where few of many cells are missing."""
    width = len(habits.costs)
    missing = width - len(tokens)
    kinds = {token_class(token.text) for token in tokens}
    if not kinds <= {"number", "mark"} or missing > _MAX_BLANKS or width > _MAX_FREE_WIDTH:
        return []
    if len(tokens) < _MIN_SHARE_FOR_BLANKS * width:
        return []
    each = _BLANK_BESIDE_MARKS if habits.marks >= MARKS_ARE_USUAL else _BLANK
    alone = _EACH_ALONE * sum(map(covers_several, tokens))
    found: list[tuple[float, Reading]] = []
    for empty in combinations(range(width), missing):
        columns = [column for column in range(width) if column not in empty]
        placed = list(zip(columns, tokens, strict=True))
        kind_cost = sum(habits.surprise(column, token) for column, token in placed)
        cost = alone + each * missing + (_BLANK_TOTAL if habits.total in empty else 0.0)
        at = dict(placed)
        slots = tuple(Slot("anchor", at[c]) if c in at else _EMPTY for c in range(width))
        # Small units, which stand last, are those that have no task.
        size = habits.size_surprise(placed) + sum(width - c for c in empty) * _LATER_IS_LIKELIER
        found.append((size, Reading(slots, (), cost + kind_cost, ("order", "profile"))))
    least = min(size for size, _ in found)
    return [replace(reading, cost=reading.cost + size - least) for size, reading in found]


def _with_gaps(values: Sequence[Token], width: int) -> tuple[list[Token], int]:
    """Put a blank where an empty paragraph stands inside a row, as long as there is room."""
    tokens: list[Token] = []
    room = width - len(values)
    gaps = sum(token.gap for token in values[1:])
    if gaps > room:
        return list(values), 0
    for index, token in enumerate(values):
        tokens += [_GAP] * (token.gap if index else 0)
        tokens.append(token)
    return tokens, gaps


def _merge_costs(
    tokens: Sequence[Token], missing: int, total: int | None
) -> list[tuple[int, float]]:
    """Which token may cover the missing columns, and how unusual that is."""
    if len(tokens) == 1:
        return [(0, 0.0)]
    last = len(tokens) - 1
    if total is not None and total == last + missing:
        last -= 1
    costs = []
    for index, token in enumerate(tokens):
        is_total = (index == 0 and total == 0) or (index > last)
        if token is _GAP or is_total:
            continue
        kind = token_class(token.text)
        if kind in ("each", "instruction", "text"):
            costs.append((index, 0.0))
        elif kind == "number" and missing <= _MAX_BLANKS and len(tokens) >= _MIN_PLAIN_NUMBERS:
            costs.append((index, _FEW_NUMBERS_MERGE if index == last else _INNER_NUMBER_MERGE))
        elif index == last:
            costs.append((index, 0.0 if missing > 1 else _ONE_COLUMN_MERGE))
        else:
            costs.append((index, _INNER_MARK_MERGE if kind == "mark" else _INNER_NUMBER_MERGE))
    return costs


def _down_sets(width: int, missing: int) -> list[tuple[int, ...]]:
    if missing <= _MAX_FREE_DOWN and width <= _MAX_FREE_WIDTH:
        return list(combinations(range(width), missing))
    if missing <= _MAX_BLOCK_DOWN:
        return [tuple(range(start, start + missing)) for start in range(width - missing + 1)]
    return []


def _reading(tokens: Sequence[Token], plan: _Plan, habits: Habits) -> Reading:
    slots: list[Slot] = []
    cost = plan.cost
    uses_habits = len(habits.costs) - len(tokens) <= _MAX_MISSING_FOR_HABITS
    for index, token in enumerate(tokens):
        slots += _down_slots(slots, plan.down)
        if token is _GAP:
            slots.append(Slot("blank"))
            continue
        slots.append(Slot("anchor", token))
        cost += habits.surprise(len(slots) - 1, token) if uses_habits else 0.0
        covers = plan.extra if index == plan.merged else 0
        for _ in range(covers):
            slots += _down_slots(slots, plan.down)
            slots.append(Slot("across", token))
        if covers == 0 and covers_several(token):
            cost += _EACH_ALONE
    slots += _down_slots(slots, plan.down)
    return Reading(tuple(slots), plan.down, cost, plan.basis)


def _down_slots(slots: Sequence[Slot], down: tuple[int, ...]) -> list[Slot]:
    """The columns covered from above that come next."""
    count = 0
    while len(slots) + count in down:
        count += 1
    return [Slot("down")] * count


def covers_several(token: Token) -> bool:
    """Tell whether a value says that it holds for several organisations: 均…, 分别…."""
    return token_class(token.text) == "each" or token.text.startswith(("分别", "均"))
