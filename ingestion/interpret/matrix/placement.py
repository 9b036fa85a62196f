"""Place the values of short rows into columns, and say how sure that is. Pure.

In flattened text a merged or blank cell leaves no trace, so a row with fewer values than columns
has several readings. A full row has exactly one and is ``proven``. For a run of short rows every
order-preserving reading is listed: one cell merged across the missing columns, some columns merged
down from the row above, empty paragraphs as blanks. Readings that break a constraint are out:

* 均…, 各… and 分别… cover at least two organisations;
* the total is no part of a merge of organisations, unless it is the only cell of its row;
* where the table's rows add up, so does this one - which can rule a reading out, never prove
  which organisation a lost value belonged to.

What is left is ranked by cost: what a merge of that kind usually looks like, whether the row above
reads the same way, and - where few cells are missing - what usually stands in each column. The
cheapest is ``inferred`` if every other reading of the row costs clearly more, else ``ambiguous``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

from ingestion.interpret.matrix.habits import Habits, adds_up
from ingestion.interpret.matrix.model import Slot, Token
from ingestion.interpret.matrix.readings import (
    MARKS_ARE_USUAL,
    Reading,
    covers_several,
    list_readings,
)
from ingestion.interpret.matrix.tokens import token_class
from ingestion.records import Alignment
from ingestion.values.printed import is_each, parse_printed

# Costs are in nats, the unit of ``Habits.surprise``: 2 is odds of about 7 to 1.
_CLEAR_MARGIN = 2.0
_DOWN_PER_COLUMN = 1.5
_DOWN_ENDS_EARLY = 1.5
_DOWN_FROM = {"mark": 0.0, "each": 0.0, "instruction": 1.0, "number": 2.0}
_DOWN_FROM_TOTAL = 4.0
_MAX_BLANK_READINGS = 500


@dataclass(frozen=True, slots=True)
class Placement:
    """The chosen reading of one row. ``lost`` says that no reading adds up: a number is missing."""

    slots: tuple[Slot, ...]
    alignment: Alignment
    basis: tuple[str, ...]
    lost: bool = False


def place_full(values: Sequence[Token]) -> Placement:
    """Place a row that has a value for every column."""
    return Placement(tuple(Slot("anchor", t) for t in values), "proven", ("cell_count", "order"))


def place_alone(values: Sequence[Token], habits: Habits) -> Placement:
    """Place the values of one organisation's row, whose missing cells are blanks and not merged.

    Args:
        values: Its tokens; at most as many as there are columns.
        habits: What usually stands in each column.

    Returns:
        ``proven`` for a full row; a short one by what usually stands in the columns.
    """
    width = len(habits.costs)
    if len(values) == width:
        return place_full(values)
    if not values:
        return Placement((Slot("blank"),) * width, "inferred", ("order",))
    missing = width - len(values)
    if comb(width, missing) > _MAX_BLANK_READINGS:
        slots = (*(Slot("anchor", t) for t in values), *[Slot("blank")] * missing)
        return Placement(slots, "ambiguous", ("order",))
    costs = []
    for columns in combinations(range(width), len(values)):
        placed = list(zip(columns, values, strict=True))
        cost = sum(habits.surprise(column, token) for column, token in placed)
        costs.append((cost + habits.size_surprise(placed), columns))
    (best, columns), *others = sorted(costs)
    at = dict(zip(columns, values, strict=True))
    slots = tuple(Slot("anchor", at[c]) if c in at else Slot("blank") for c in range(width))
    sure = others[0][0] - best >= _CLEAR_MARGIN
    return Placement(slots, "inferred" if sure else "ambiguous", ("order", "profile"))


def place_bare(width: int, above: Sequence[Slot] | None, *, has_name: bool) -> Placement:
    """Place a row without values: wholly merged with the row above.

    Args:
        width: Number of columns.
        above: The row above, or None if there is none.
        has_name: The row prints a name of its own, so that its values may as well be lost.

    Returns:
        ``inferred`` only below a row that is merged itself: nobody merges every single cell down.
    """
    if above is None:
        return Placement((Slot("blank"),) * width, "ambiguous", ("order",))
    merged = any(slot.kind != "anchor" for slot in above)
    alignment: Alignment = "inferred" if merged and not has_name else "ambiguous"
    return Placement((Slot("down"),) * width, alignment, ("order", "merge"))


def place_run(
    rows: Sequence[Sequence[Token]], above: Sequence[Slot] | None, habits: Habits
) -> list[Placement]:
    """Place consecutive rows that each have at least one value and fewer than there are columns.

    Args:
        rows: The values of each row, in printed order.
        above: The slots of the row above the run, or None if it starts the table.
        habits: What the full rows say.

    Returns:
        One placement per row.
    """
    free = [
        list_readings(values, habits, has_above=i > 0 or above is not None)
        for i, values in enumerate(rows)
    ]
    chosen, margins = _cheapest(free, above, habits.total)
    if not habits.sums_up or all(_fits(r, habits) for r in chosen):
        return [
            _placement(r, margin, (), habits) for r, margin in zip(chosen, margins, strict=True)
        ]
    summing = [[r for r in readings if _fits(r, habits)] or readings for readings in free]
    decided, margins = _cheapest(summing, above, habits.total)
    return [
        _placement(
            new,
            margin,
            () if new.slots == old.slots else ("sum",),
            habits,
            lost=not _fits(new, habits),
        )
        for new, old, margin in zip(decided, chosen, margins, strict=True)
    ]


def _placement(
    reading: Reading, margin: float, more: tuple[str, ...], habits: Habits, *, lost: bool = False
) -> Placement:
    is_odd = _spreads_a_count(reading, habits) or _leaves_each_alone(reading)
    sure = margin >= _CLEAR_MARGIN and not lost and not is_odd
    return Placement(reading.slots, "inferred" if sure else "ambiguous", reading.basis + more, lost)


def _spreads_a_count(reading: Reading, habits: Habits) -> bool:
    """Whether a plain number beside others would be merged: its neighbours may as well be lost.

    Only the whole total, shared by all in a table that leaves no cell empty, can be told.
    """
    anchors = [slot.token for slot in reading.slots if slot.kind == "anchor" and slot.token]
    merged = [slot.token for slot in reading.slots if slot.kind == "across" and slot.token]
    if len(anchors) < 2 or not any(map(_is_count, merged)):
        return False
    is_whole = len(anchors) == 2 and habits.total is not None and _fits(reading, habits)
    return not (is_whole and habits.marks >= MARKS_ARE_USUAL)


def _leaves_each_alone(reading: Reading) -> bool:
    """Whether 均… stands at one column and something else is merged."""
    kinds = [(slot, after.kind) for slot, after in pairwise((*reading.slots, Slot("blank")))]
    alone = [s.token for s, after in kinds if s.kind == "anchor" and s.token and after != "across"]
    return any(map(covers_several, alone))


def _is_count(token: Token) -> bool:
    value = parse_printed(token.text)
    is_plain = value.comparator in (None, "=") and not value.is_rate
    return token_class(token.text) == "number" and is_plain and not is_each(value)


def _fits(reading: Reading, habits: Habits) -> bool:
    printed = [slot.token if slot.kind == "anchor" else None for slot in reading.slots]
    return adds_up(printed, habits.total) is not False


def _cheapest(
    free: Sequence[Sequence[Reading]], above: Sequence[Slot] | None, total: int | None
) -> tuple[list[Reading], list[float]]:
    """Choose one reading per row at least total cost; the margin is what any other would cost more.

    Min-sum forward and backward: a reading's score is the cost of the cheapest run through it.
    """
    steps = [
        [[_step(before, after, total) for after in now] for before in previous]
        for previous, now in pairwise(free)
    ]
    start = above or (Slot("blank"),) * len(free[0][0].slots)
    forward = [[r.cost + _enter(r.down, start, total) for r in free[0]]]
    for row, step in zip(free[1:], steps, strict=True):
        last = forward[-1]
        forward.append(
            [
                r.cost + min(last[i] + step[i][j] for i in range(len(last)))
                for j, r in enumerate(row)
            ]
        )
    backward = [[0.0] * len(free[-1])]
    for row, step in zip(reversed(free[1:]), reversed(steps), strict=True):
        following = backward[0]
        backward.insert(
            0,
            [
                min(step[i][j] + r.cost + following[j] for j, r in enumerate(row))
                for i in range(len(step))
            ],
        )
    chosen, margins = [], []
    for row, ahead, behind in zip(free, forward, backward, strict=True):
        scores = [a + b for a, b in zip(ahead, behind, strict=True)]
        best = min(range(len(row)), key=scores.__getitem__)
        others = [s for r, s in zip(row, scores, strict=True) if r.slots != row[best].slots]
        chosen.append(row[best])
        margins.append(min(others, default=float("inf")) - scores[best])
    return chosen, margins


def _enter(columns: Sequence[int], above: Sequence[Slot], total: int | None) -> float:
    """Cost of columns that begin to be covered from the row above."""
    cost = 0.0
    for column in columns:
        token = above[column].token
        kind = token_class(token.text) if token else "number"
        cost += _DOWN_PER_COLUMN + _DOWN_FROM.get(kind, 1.0)
        cost += _DOWN_FROM_TOTAL if column == total else 0.0
    return cost


def _step(before: Reading, after: Reading, total: int | None) -> float:
    """Cost of two readings of neighbouring rows.

    A merge down that goes on is free; one that ends while cells are still missing is unlikely.
    """
    if before.down == after.down:
        return 0.0
    ended = sum(column not in after.down for column in before.down)
    new = tuple(column for column in after.down if column not in before.down)
    return _DOWN_ENDS_EARLY * ended + _enter(new, before.slots, total)
