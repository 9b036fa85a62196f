"""Pair the targets of running text with the cells of a table, column by column. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ingestion.match.compare import value_difference
from ingestion.match.indicator_model import IndicatorMatch, IndicatorMention, MatchCandidate
from ingestion.match.indicators import match_indicators
from ingestion.match.mentions import cells_about, cells_of_rows, mentions_of_cells, row_key
from ingestion.match.places import Columns, placed
from ingestion.match.reasons import explain
from ingestion.records import Cell, Quantity
from ingestion.values.width import fold_width

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE_END = re.compile("[。；;！!\n]")
_FACTORS = (1, 10_000, 100_000_000)


class TextTarget(NamedTuple):
    """One target of running text, as its reader found it.

    Attributes:
        mention: What it says.
        org: The place that the reader found, as printed; None for the whole.
        due: The last day of the part of the year that it is for; None for the whole year.
        is_behind_due: Its sentence names such a part before another number, and may mean this one.
    """

    mention: IndicatorMention
    org: str | None = None
    due: date | None = None
    is_behind_due: bool = False


def text_targets(
    mentions: Sequence[IndicatorMention], quantities: Sequence[Quantity], text: str
) -> tuple[TextTarget, ...]:
    """Put beside each target of running text what its reader found about place and time."""
    by_key = {f"{one.start}:{one.end}": one for one in quantities if one.kind == "target"}
    dated = sorted((one.end, one.due_date) for one in by_key.values() if one.due_date)
    targets = []
    for mention in mentions:
        one = by_key[mention.key]
        before = [end for end, _ in dated if end <= one.start]
        is_behind = bool(before) and not _SENTENCE_END.search(text, before[-1], one.start)
        targets.append(TextTarget(mention, one.org, one.due_date, is_behind))
    return tuple(targets)


class _About(NamedTuple):
    """Which column a target is about."""

    place: str | None
    year: int | None
    due: date | None


@dataclass(frozen=True, slots=True)
class TextPair:
    """One target of running text, and the row of the table that is it or comes nearest.

    Attributes:
        left: The target, with the column that it is about.
        match: What became of it. Its relation is that of the nearest row where none is matched.
        right: That row in the column of the target's place; None where nothing is near.
        cell: The cell that prints it; None where the column has none.
        difference: Right minus left in the unit of the left; None where they cannot be compared.
    """

    left: IndicatorMention
    match: IndicatorMatch
    right: IndicatorMention | None
    cell: Cell | None
    difference: Decimal | None


def pair_targets(
    left: Sequence[TextTarget],
    cells: Sequence[Cell],
    *,
    year: int | None,
    decisions: Mapping[str, str | None] | None = None,
) -> tuple[TextPair, ...]:
    """Find the cell that states the same as each target of running text.

    What names a place is compared with the column of that place, what names a year with the columns
    of that year, everything else with the total. A number for a place or a year that the table does
    not have is paired by its name and never compared.

    Args:
        left: Targets of running text.
        cells: The target cells of the table's document.
        year: Year of the plan.
        decisions: What reviewers decided: left key to right key, or to None for no match.

    Returns:
        In the order of ``left``; several where one target names several indicators.
    """
    columns = Columns.of(cells)
    has_parts = any(len(cell.period or "2024") > len("2024") for cell in cells)
    groups: dict[_About, list[IndicatorMention]] = defaultdict(list)
    for target in left:
        one = placed(target.mention, target.org, columns)
        groups[_About(one.place, one.year or year, target.due if has_parts else None)].append(one)
    unsure = {target.mention.key for target in left if target.is_behind_due and not target.due}
    found: dict[str, list[TextPair]] = defaultdict(list)
    for about, mentions in groups.items():
        for pair in _pair_group(mentions, cells, about, year, decisions):
            found[pair.left.key].append(_doubted(pair) if pair.left.key in unsure else pair)
    return tuple(pair for target in left for pair in found[target.mention.key])


def _pair_group(
    left: Sequence[IndicatorMention],
    cells: Sequence[Cell],
    about: _About,
    year: int | None,
    decisions: Mapping[str, str | None] | None,
) -> list[TextPair]:
    """Pair the targets of one place and time with its column."""
    place = about.place
    cells = cells_about(cells, about.year, about.due)
    totals = mentions_of_cells(cells, year=year)
    column = mentions_of_cells(cells, year=year, place=place) if place else totals
    own = {mention.key: mention for mention in column}
    rows = tuple(own.get(mention.key, replace(mention, value=None)) for mention in totals)
    by_key = {mention.key: mention for mention in (*column, *rows)}
    printed: dict[str, Cell | None] = dict(cells_of_rows(cells, place))
    printed |= {row.key: _nesting(row, cells) for row in column if "#" in row.key}
    by_left = {mention.key: mention for mention in left}
    wanted = {key: right for key, right in (decisions or {}).items() if key in by_left}
    matches = match_indicators(left, tuple(by_key.values()), decisions=wanted)
    return [_pair(by_left[match.left_key], match, by_key, printed) for match in matches]


def _doubted(pair: TextPair) -> TextPair:
    """上半年甲达到3家,乙达到4家: the 4 may be for half of the year too."""
    if pair.match.relation != "contradict":
        return pair
    match = replace(pair.match, relation="not_comparable", why=_and(pair.match, "may_be_due"))
    return replace(pair, match=match, difference=None)


def _nesting(row: IndicatorMention, cells: Sequence[Cell]) -> Cell | None:
    """The first cell of a row whose words nest a second number."""
    here = row.key.partition("#")[0]
    return next((c for c in cells if row_key(c) == here and row.text in fold_width(c.raw)), None)


def _pair(
    left: IndicatorMention,
    match: IndicatorMatch,
    rows: Mapping[str, IndicatorMention],
    printed: Mapping[str, Cell | None],
) -> TextPair:
    nearest = match.candidates[0] if match.candidates and match.right_key is None else None
    is_refused = match.method == "reviewed" and match.right_key is None
    key = match.right_key or (nearest.right_key if nearest and not is_refused else None)
    right = rows.get(key or "")
    cell = printed.get(key or "")
    match = _related(left, match, right, nearest, cell)
    is_compared = match.relation not in (None, "not_comparable")
    return TextPair(
        left=left,
        match=match,
        right=right,
        cell=cell,
        difference=value_difference(left, right) if right and is_compared else None,
    )


def _related(
    left: IndicatorMention,
    match: IndicatorMatch,
    right: IndicatorMention | None,
    nearest: MatchCandidate | None,
    cell: Cell | None,
) -> IndicatorMatch:
    """The match with what the two columns say: another year or place is not to be compared."""
    if right is None:
        return match
    relation = match.relation or (nearest.relation if nearest else None)
    if None not in (left.year, right.year) and left.year != right.year:
        return replace(match, relation="not_comparable", why=_and(match, "other_year"))
    if relation == "contradict" and _also_prints(cell, left):
        return replace(match, relation="not_comparable", why=_and(match, "several_numbers"))
    if relation is None:
        is_elsewhere = left.place is not None and right.value is None
        why = _and(match, "no_column") if is_elsewhere else match.why
        return replace(match, relation="not_comparable", why=why)
    return replace(match, relation=relation)


def _also_prints(cell: Cell | None, left: IndicatorMention) -> bool:
    """Tell whether a cell of several numbers (新建5家、改造3家) prints the text's one too."""
    printed = _NUMBER.findall(fold_width(cell.raw)) if cell else []
    values = {Decimal(one) * factor for one in printed for factor in _FACTORS}
    return len(printed) > 1 and left.value in values


def _and(match: IndicatorMatch, code: str) -> str:
    zh, _, en = match.why.rpartition(" (")
    added_zh, _, added_en = explain([code]).rpartition(" (")
    return f"{zh};{added_zh} ({en.removesuffix(')')}; {added_en}"
