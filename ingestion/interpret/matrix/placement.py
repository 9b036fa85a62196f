"""Place the values of short rows into columns, and say how sure that is. Pure.

In flattened text a merged or blank cell leaves no trace, so a row with fewer values than columns has
several readings. A full row has exactly one and is ``proven``. For a run of short rows every
order-preserving reading is listed: one cell merged across the missing columns, some columns merged
down from the row above, empty paragraphs as blanks. Readings that break a constraint are out:

* 均…, 各… and 分别… cover at least two organisations;
* the total is no part of a merge of organisations, unless it is the only cell of its row;
* where the table's rows add up, so does this one - which can rule a reading out, never prove
  which organisation a lost value belonged to.

What is left is ranked by cost: what a merge of that kind usually looks like, whether the row above
reads the same way, and - where few cells are missing - what usually stands in each column. The cheapest is ``inferred`` if every
other reading of the row costs clearly more, else ``ambiguous``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ingestion.interpret.matrix.habits import Habits, adds_up
from ingestion.interpret.matrix.model import Slot, Token
from ingestion.interpret.matrix.tokens import token_class
from ingestion.records import Alignment

# Costs are in nats, the unit of ``Habits.surprise``: 2 is odds of about 7 to 1.
_CLEAR_MARGIN = 2.0
_ONE_COLUMN_MERGE = 1.5
_INNER_MARK_MERGE, _INNER_NUMBER_MERGE = 3.0, 4.0
_EACH_ALONE = 8.0
_DOWN_PER_COLUMN = 1.5
_DOWN_ENDS_EARLY = 1.5
_DOWN_FROM = {"mark": 0.0, "each": 0.0, "instruction": 1.0, "number": 2.0}
_DOWN_FROM_TOTAL = 4.0
_DOWN_AND_ACROSS = 0.7
_MAX_FREE_DOWN, _MAX_BLOCK_DOWN = 2, 4
# What usually stands in a column says nothing about a row that is mostly merged: such rows differ.
_MAX_MISSING_FOR_HABITS = 2

_BLANK = Token("", -1, -1)


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
class Placement:
    """The chosen reading of one row. ``lost`` says that no reading adds up: a number is missing."""

    slots: tuple[Slot, ...]
    alignment: Alignment
    basis: tuple[str, ...]
    lost: bool = False


def place_full(values: Sequence[Token]) -> Placement:
    """Place a row that has a value for every column."""
    return Placement(tuple(Slot("anchor", t) for t in values), "proven", ("cell_count", "order"))


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
        _readings(values, habits, has_above=i > 0 or above is not None)
        for i, values in enumerate(rows)
    ]
    chosen, margins = _cheapest(free, above, habits.total)
    if not habits.sums_up or all(_fits(r, habits) for r in chosen):
        return [_placement(r, margin, ()) for r, margin in zip(chosen, margins, strict=True)]
    summing = [[r for r in readings if _fits(r, habits)] or readings for readings in free]
    decided, margins = _cheapest(summing, above, habits.total)
    return [
        _placement(
            new, margin, () if new.slots == old.slots else ("sum",), lost=not _fits(new, habits)
        )
        for new, old, margin in zip(decided, chosen, margins, strict=True)
    ]


def _placement(
    reading: Reading, margin: float, more: tuple[str, ...], *, lost: bool = False
) -> Placement:
    sure = margin >= _CLEAR_MARGIN and not lost
    return Placement(reading.slots, "inferred" if sure else "ambiguous", reading.basis + more, lost)


def _fits(reading: Reading, habits: Habits) -> bool:
    printed = [slot.token if slot.kind == "anchor" else None for slot in reading.slots]
    return adds_up(printed, habits.total) is not False


def _readings(values: Sequence[Token], habits: Habits, *, has_above: bool) -> list[Reading]:
    width = len(habits.costs)
    tokens, gaps = _with_gaps(values, width)
    missing = width - len(tokens)
    basis = ("order", "gap") if gaps else ("order",)
    if missing == 0:
        return [_reading(tokens, (), None, 0, 0.0, habits, ("cell_count", *basis))]
    readings = []
    for index, cost in _merge_costs(tokens, missing, habits.total):
        readings.append(_reading(tokens, (), index, missing, cost, habits, (*basis, "merge")))
        if has_above and missing > 1:
            readings += [
                _reading(
                    tokens,
                    (column,),
                    index,
                    missing - 1,
                    cost + _DOWN_AND_ACROSS,
                    habits,
                    (*basis, "merge"),
                )  # fmt: skip
                for column in range(width)
            ]
    if has_above:
        readings += [
            _reading(tokens, down, None, 0, 0.0, habits, (*basis, "merge", "profile"))
            for down in _down_sets(width, missing)
        ]
    return readings


def _with_gaps(values: Sequence[Token], width: int) -> tuple[list[Token], int]:
    """Put a blank where an empty paragraph stands inside a row, as long as there is room."""
    tokens: list[Token] = []
    room = width - len(values)
    gaps = sum(token.gap for token in values[1:])
    if gaps > room:
        return list(values), 0
    for index, token in enumerate(values):
        tokens += [_BLANK] * (token.gap if index else 0)
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
        if token is _BLANK or is_total:
            continue
        kind = token_class(token.text)
        if kind in ("each", "instruction", "text"):
            costs.append((index, 0.0))
        elif index == last:
            costs.append((index, 0.0 if missing > 1 else _ONE_COLUMN_MERGE))
        else:
            costs.append((index, _INNER_MARK_MERGE if kind == "mark" else _INNER_NUMBER_MERGE))
    return costs


def _down_sets(width: int, missing: int) -> list[tuple[int, ...]]:
    if missing <= _MAX_FREE_DOWN:
        return list(combinations(range(width), missing))
    if missing <= _MAX_BLOCK_DOWN:
        return [tuple(range(start, start + missing)) for start in range(width - missing + 1)]
    return []


def _reading(
    tokens: Sequence[Token],
    down: tuple[int, ...],
    merged: int | None,
    extra: int,
    cost: float,
    habits: Habits,
    basis: tuple[str, ...],
) -> Reading:
    slots: list[Slot] = []
    uses_habits = len(habits.costs) - len(tokens) <= _MAX_MISSING_FOR_HABITS
    for index, token in enumerate(tokens):
        slots += _down_slots(slots, down)
        slots.append(Slot("blank") if token is _BLANK else Slot("anchor", token))
        if token is not _BLANK and uses_habits:
            cost += habits.surprise(len(slots) - 1, token)
        covers = 0
        while index == merged and covers < extra:
            slots += _down_slots(slots, down)
            slots.append(Slot("across", token))
            covers += 1
        if token is not _BLANK and covers == 0 and _covers_several(token):
            cost += _EACH_ALONE
    slots += _down_slots(slots, down)
    return Reading(tuple(slots), down, cost, basis)


def _down_slots(slots: Sequence[Slot], down: tuple[int, ...]) -> list[Slot]:
    """The columns covered from above that come next."""
    count = 0
    while len(slots) + count in down:
        count += 1
    return [Slot("down")] * count


def _covers_several(token: Token) -> bool:
    return token_class(token.text) == "each" or token.text.startswith("分别")


def _cheapest(
    free: Sequence[Sequence[Reading]], above: Sequence[Slot] | None, total: int | None
) -> tuple[list[Reading], list[float]]:
    """Choose one reading per row at least total cost; the margin is what any other would cost more.

    Min-sum forward and backward: a reading's score is the cost of the cheapest run through it.
    """
    steps = [
        [[_step(before, after, total) for after in now] for before in previous]
        for previous, now in zip(free, free[1:], strict=False)
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
