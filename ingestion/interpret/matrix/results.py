"""Columns that say what an appraisal made of the figures: rank and points. Pure.

They help to place what stands beside them and are left out of the records, each with an issue: a
rank is neither what was to be reached nor what was.
"""

from __future__ import annotations

from dataclasses import replace

from ingestion.interpret.matrix import issues
from ingestion.interpret.matrix.model import Column, Header, PlacedTable, Slot
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.width import squash


def with_results_of_others(header: Header) -> Header:
    """Tell columns that rank another one: 招商引资排名 beside 招商引资."""
    named = {c.org for c in header.values if c.role != "result" and c.org}
    columns = tuple(
        replace(column, role="result") if _ranks_one(column, named) else column
        for column in header.columns
    )
    return replace(header, columns=columns)


def without_results(table: PlacedTable, document_id: str) -> PlacedTable:
    """Leave the results out of a placed table.

    Args:
        table: As placed, before it is turned.
        document_id: sha256 of the document.

    Returns:
        The table without these columns; their cells are counted as ignored, and every column is
        named in an issue. Without anything but results, the table keeps no row.
    """
    values = table.header.values
    results = [i for i, column in enumerate(values) if column.role == "result"]
    if not results:
        return table
    columns = tuple(c for c in table.header.columns if c.role != "result")
    rows = tuple(replace(row, slots=_others(row.slots, results)) for row in table.rows)
    doubts = (
        issues.result_not_read(
            document_id,
            table.caption,
            values[i],
            [t for row in table.rows if (t := row.slots[i].token) is not None],
        )
        for i in results
    )
    return replace(
        table,
        header=replace(table.header, columns=columns),
        rows=rows,
        ignored=table.ignored + len(table.rows) * len(results),
        issues=(*table.issues, *doubts),
    )


def _others(slots: tuple[Slot, ...], results: list[int]) -> tuple[Slot, ...]:
    """The slots of the other columns; what a left-out cell covered begins at the next one."""
    kept: list[Slot] = []
    begins = False
    for index, slot in enumerate(slots):
        if index in results:
            begins = slot.kind == "anchor"
            continue
        kept.append(replace(slot, kind="anchor") if begins and slot.kind == "across" else slot)
        begins = False
    return tuple(kept)


def _ranks_one(column: Column, named: set[str]) -> bool:
    """Whether a column's name is that of another with 排名 or 得分 behind it."""
    if not column.has_values or column.role == "result":
        return False
    folded = squash(column.org)
    heads = [name for name in named if name != column.org and folded.startswith(squash(name))]
    return any(header_role(folded[len(squash(name)) :]) == "result" for name in heads)
