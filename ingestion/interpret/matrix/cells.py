"""Write the cell records of a placed table, the same for printed grids and flattened text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from ingestion.interpret.matrix import issues
from ingestion.interpret.matrix.model import Column, PlacedRow, PlacedTable, Slot, Token
from ingestion.records import Cell, CellState, Change, Comparator, Evidence, Issue, Measure
from ingestion.values.lookups import pattern
from ingestion.values.names import odd_bracket, unit_dimension
from ingestion.values.numerals import magnitude
from ingestion.values.printed import PrintedValue, is_each, parse_printed
from ingestion.values.width import squash

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one cell says. ``is_each``: its value holds for every cell merged with it."""

    state: CellState
    raw: str = ""
    comparator: Comparator | None = None
    value: Decimal | None = None
    unit: str | None = None
    change: Change | None = None
    evidence: Evidence = ()
    is_each: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table stands."""

    document_id: str
    part_no: int
    table_no: int


def write_cells(
    table: PlacedTable, document_id: str, part_no: int, table_no: int
) -> tuple[tuple[Cell, ...], tuple[Issue, ...]]:
    """Write one cell record per row and value column.

    A merge across gives every organisation its value where the text or a rate says that it holds
    for each, and else the first one alone. A merge down repeats a value only where the rows share
    the whole indicator or the value holds for each.

    Args:
        table: Rows with a slot per value column.
        document_id: sha256 of the document.
        part_no: Part that the table stands in.
        table_no: Number of the table in the document.

    Returns:
        The cells, and issues about values.
    """
    cells: list[Cell] = []
    found: list[Issue] = []
    above: list[_Facts] = []
    columns = table.header.values
    unit: str | None = None
    for row in table.rows:
        if not (row.inherits_name and row.unit is None):
            unit = row.unit or _unit_of_values(row, columns) or table.unit
        units = [_unit_here(row, column, unit) for column in columns]
        facts = _row_facts(row, columns, above, units, document_id)
        place = _Place(document_id, part_no, table_no)
        cells += (
            _cell(place, row, index, column, replace(fact, unit=fact.unit or own_unit))
            for index, (column, fact, own_unit) in enumerate(
                zip(columns, facts, units, strict=True)
            )
        )
        found += _value_issues(row, columns, document_id)
        above = facts
    return tuple(cells), tuple(found)


def _unit_here(row: PlacedRow, column: Column, unit: str | None) -> str | None:
    """The unit of a column: its own, else the row's; a share of a target is never in that one."""
    measure = row.measure or column.measure
    if column.unit or measure == "weight":
        return column.unit
    return row.unit or "%" if row.measure == "rate" else "%" if measure == "rate" else unit


def _cell(place: _Place, row: PlacedRow, index: int, column: Column, fact: _Facts) -> Cell:
    slot = row.slots[index]
    return Cell(
        document_id=place.document_id,
        part_no=place.part_no,
        table_no=place.table_no,
        row_no=row.row_no,
        col_no=column.position + 1,
        action=row.action,
        action_declared_items=row.action_declared_items,
        indicator=row.indicator,
        unit=fact.unit,
        org=column.org,
        is_total=column.role == "total",
        period=row.period or column.period,
        measure=_measure(row, column, fact),
        raw=fact.raw,
        state=fact.state,
        comparator=fact.comparator,
        value=fact.value,
        change=fact.change,
        alignment=slot.alignment or row.alignment,
        alignment_basis=slot.basis or row.basis,
        evidence=fact.evidence,
    )


def _measure(row: PlacedRow, column: Column, fact: _Facts) -> Measure:
    """What a cell measures: 50% below 进度 in a row of 个 is a share of the target."""
    measure = row.measure or column.measure
    is_share = fact.unit == "%" and row.unit is not None and unit_dimension(row.unit) != "share"
    return "rate" if measure == "actual" and is_share else measure


def _row_facts(
    row: PlacedRow,
    columns: Sequence[Column],
    above: Sequence[_Facts],
    units: Sequence[str | None],
    document_id: str,
) -> list[_Facts]:
    facts: list[_Facts] = []
    for index, slot in enumerate(row.slots):
        unit = units[index]
        if slot.kind == "down" and above:
            facts.append(_inherited(above[index], whole_row=row.inherits_name))
        elif slot.kind == "across" and facts:
            facts.append(_covered(facts[-1]))
        elif slot.kind == "anchor" and slot.token is not None:
            covers = index + 1 < len(row.slots) and row.slots[index + 1].kind == "across"
            over_orgs = covers and columns[index].role != "total"
            facts.append(_printed(slot.token, unit, document_id, over_orgs=over_orgs))
        else:
            facts.append(_Facts("blank", evidence=_neighbours(row, index, document_id)))
    return facts


def _printed(token: Token, unit: str | None, document_id: str, *, over_orgs: bool) -> _Facts:
    value = parse_printed(token.text)
    number, own_unit = _in_unit(value, unit)
    return _Facts(
        state=_state(value, over_orgs=over_orgs),
        raw=token.text,
        comparator=value.comparator if number is not None else None,
        value=number,
        unit=own_unit,
        change=value.change,
        evidence=(token.locate(document_id),),
        is_each=is_each(value),
    )


def _state(value: PrintedValue, *, over_orgs: bool) -> CellState:
    if value.kind in ("blank", "not_applicable", "delegated"):
        return cast("CellState", value.kind)
    if value.value is None:
        return "text"
    return "all_orgs" if value.for_each or (over_orgs and is_each(value)) else "value"


def _covered(left: _Facts) -> _Facts:
    if left.state == "all_orgs":
        return left
    return _Facts("merged_inherit", evidence=left.evidence)


def _inherited(over: _Facts, *, whole_row: bool) -> _Facts:
    same = replace(over, state="merged_inherit", raw="")
    if whole_row or over.is_each:
        return same
    return replace(same, comparator=None, value=None, unit=None, change=None)


def _neighbours(row: PlacedRow, index: int, document_id: str) -> Evidence:
    """The printed cells on both sides of a blank; the row's own names if it has none."""
    before = [slot.token for slot in row.slots[:index] if slot.token]
    after = [slot.token for slot in row.slots[index + 1 :] if slot.kind == "anchor" and slot.token]
    tokens = [*before[-1:], *after[:1]] or [*((row.ordinal,) if row.ordinal else ()), *row.names]
    return tuple(token.locate(document_id) for token in tokens if token)


def _in_unit(value: PrintedValue, unit: str | None) -> tuple[Decimal | None, str | None]:
    """The value in the row's unit, or with its own unit where that is another."""
    scale = value.magnitude
    if value.value is not None and scale and not value.unit and unit and unit.startswith(scale):
        return value.value / magnitude(scale), None  # 1.2万 in a row of 万人次 is 1.2
    return value.value, value.unit if value.unit and value.unit != unit else None


def _unit_of_values(row: PlacedRow, columns: Sequence[Column]) -> str | None:
    """Unit that stands beside the values where the indicator prints none."""
    for slot, column in zip(row.slots, columns, strict=True):
        if column.measure in ("rate", "weight") or column.unit:
            continue
        if slot.kind == "anchor" and slot.token:
            unit = parse_printed(slot.token.text).unit
            if unit and unit_dimension(unit):
                return unit
    return None


def _value_issues(row: PlacedRow, columns: Sequence[Column], document_id: str) -> list[Issue]:
    found = []
    word = (
        odd_bracket(row.names[-1].text)
        if row.names and row.unit is None and not row.measure
        else None
    )
    if word is not None:
        found.append(issues.odd_unit(document_id, row.row_no, row.names, word))
    for column, slot in zip(columns, row.slots, strict=True):
        why = _doubt(slot)
        if why and slot.token:
            found.append(issues.unread_value(document_id, row.row_no, column, slot.token, why))
    return found


def _doubt(slot: Slot) -> str | None:
    if slot.kind != "anchor" or slot.token is None:
        return None
    value = parse_printed(slot.token.text)
    if value.is_range:
        return "range"
    if value.further:
        return "further"
    wordy = value.kind == "text" and _DIGIT.search(slot.token.text)
    return "digits" if wordy and not _is_instruction(slot.token.text) else None


def _is_instruction(text: str) -> bool:
    return bool(pattern("cell_words", "instruction").search(squash(text)))
