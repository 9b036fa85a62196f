"""Pair the targets of running text with the cells of a table, column by column. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingestion.match.compare import value_difference
from ingestion.match.indicator_model import IndicatorMatch, IndicatorMention, MatchCandidate
from ingestion.match.indicators import match_indicators
from ingestion.match.mentions import cells_of_rows, mentions_of_cells, row_key
from ingestion.match.places import Columns, placed
from ingestion.match.reasons import explain
from ingestion.records import Cell
from ingestion.values.width import fold_width


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
    left: Sequence[tuple[IndicatorMention, str | None]],
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
        left: Targets of running text, each with the place that its reader found.
        cells: The target cells of the table's document.
        year: Year of the plan.
        decisions: What reviewers decided: left key to right key, or to None for no match.

    Returns:
        In the order of ``left``; several where one target names several indicators.
    """
    columns = Columns.of(cells)
    groups: dict[tuple[str | None, int | None], list[IndicatorMention]] = defaultdict(list)
    for mention, org in left:
        one = placed(mention, org, columns)
        groups[one.place, one.year or year].append(one)
    found: dict[str, list[TextPair]] = defaultdict(list)
    for (place, about), mentions in groups.items():
        for pair in _pair_group(mentions, cells, place, about or year, decisions):
            found[pair.left.key].append(pair)
    return tuple(pair for mention, _ in left for pair in found[mention.key])


def _pair_group(
    left: Sequence[IndicatorMention],
    cells: Sequence[Cell],
    place: str | None,
    year: int | None,
    decisions: Mapping[str, str | None] | None,
) -> list[TextPair]:
    """Pair the targets of one place and year with its column."""
    totals = mentions_of_cells(cells, year=year)
    column = mentions_of_cells(cells, year=year, place=place) if place else totals
    own = {mention.key: mention for mention in column}
    rows = tuple(own.get(mention.key, replace(mention, value=None)) for mention in totals)
    by_key = {mention.key: mention for mention in (*column, *rows)}
    printed: dict[str, Cell | None] = dict(cells_of_rows(cells, year, place))
    printed |= {row.key: _nesting(row, cells) for row in column if "#" in row.key}
    by_left = {mention.key: mention for mention in left}
    wanted = {key: right for key, right in (decisions or {}).items() if key in by_left}
    matches = match_indicators(left, tuple(by_key.values()), decisions=wanted)
    return [_pair(by_left[match.left_key], match, by_key, printed) for match in matches]


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
    match = _related(left, match, right, nearest)
    is_compared = match.relation not in (None, "not_comparable")
    return TextPair(
        left=left,
        match=match,
        right=right,
        cell=printed.get(key or ""),
        difference=value_difference(left, right) if right and is_compared else None,
    )


def _related(
    left: IndicatorMention,
    match: IndicatorMatch,
    right: IndicatorMention | None,
    nearest: MatchCandidate | None,
) -> IndicatorMatch:
    """The match with what the two columns say: another year or place is not to be compared."""
    if right is None:
        return match
    relation = match.relation or (nearest.relation if nearest else None)
    if None not in (left.year, right.year) and left.year != right.year:
        return replace(match, relation="not_comparable", why=_and(match, "other_year"))
    if relation is None:
        is_elsewhere = left.place is not None and right.value is None
        why = _and(match, "no_column") if is_elsewhere else match.why
        return replace(match, relation="not_comparable", why=why)
    return replace(match, relation=relation)


def _and(match: IndicatorMatch, code: str) -> str:
    zh, _, en = match.why.rpartition(" (")
    added_zh, _, added_en = explain([code]).rpartition(" (")
    return f"{zh};{added_zh} ({en.removesuffix(')')}; {added_en}"
