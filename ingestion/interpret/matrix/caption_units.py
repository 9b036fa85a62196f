"""A caption with several units, 单位:万亩、万吨: which figures are in which. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ingestion.interpret.matrix import issues
from ingestion.interpret.matrix.attributes import several_units
from ingestion.interpret.matrix.model import PlacedTable, Token
from ingestion.values.lookups import entries
from ingestion.values.width import squash


def with_caption_units(
    table: PlacedTable, lines: Sequence[str], document_id: str, first: Token
) -> PlacedTable:
    """Give the indicators without a unit the one of the caption that fits their name.

    Args:
        table: A placed table, not yet turned.
        lines: Lines over the table, the nearest first.
        document_id: sha256 of the document.
        first: The first cell of the header, for the issue.

    Returns:
        The table. Where the name does not say which unit it is, the figures stay without one; in
        both cases an issue tells.
    """
    units = several_units(lines)
    if not units:
        return table
    given: dict[str, str] = {}
    left: list[str] = []

    def unit_of(name: str, own: str | None) -> str | None:
        if own or not name:
            return own
        unit = _fitting(name, units)
        if unit is None:
            left.append(name)
        else:
            given[name] = unit
        return unit

    if table.header.by_org:
        columns = tuple(
            replace(column, unit=unit_of(column.org, column.unit)) if column.has_values else column
            for column in table.header.columns
        )
        table = replace(table, header=replace(table.header, columns=columns))
    else:
        rows = tuple(replace(row, unit=unit_of(row.indicator, row.unit)) for row in table.rows)
        table = replace(table, rows=rows)
    if not given and not left:
        return table
    said = issues.several_units(document_id, units, given, left, first)
    return replace(table, issues=(*table.issues, said))


def _fitting(name: str, units: Sequence[str]) -> str | None:
    """The only unit of the caption in which such a thing is measured."""
    folded = squash(name)
    for names, measured in _kinds():
        if names.search(folded):
            fitting = [unit for unit in units if measured.search(unit)]
            return fitting[0] if len(fitting) == 1 else None
    return None


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(rf"{entry['names']}$"), re.compile(entry["units"]))
        for entry in entries("units", "by_name")
    )
