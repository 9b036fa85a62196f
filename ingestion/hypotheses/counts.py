"""Rank what may be wrong where a list has another number of rows than declared. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from ingestion.hypotheses.model import Cell, Change, Hypothesis
from ingestion.hypotheses.weigh import entry_of, weight_of
from ingestion.records import Record

_PLACES = Decimal("0.0001")


class ListRow(Record):
    """One numbered row. ``evidence`` is a JSON list of locators."""

    row_no: int
    name: str
    evidence: str = "[]"


def explain_count(
    declared: int, rows: Sequence[ListRow], *, label: str, evidence: str
) -> list[Hypothesis]:
    """Rank why a list has another number of rows than its heading says.

    Args:
        declared: The number in the heading.
        rows: The rows found, in their order.
        label: The heading's count as printed.
        evidence: JSON list of locators of the heading.
    """
    heading = Cell(
        key="declared", place=label, org="", value=Decimal(declared), raw=label, evidence=evidence
    )
    found = [("declared_is_wrong", [Change(cell=heading, value=Decimal(len(rows)))], "")]
    same, missing = _same_names(rows), _missing_numbers(rows)
    if same and sum(len(group) - 1 for group in same) == len(rows) - declared:
        doubled = [row for group in same for row in group]
        found.append(("row_counted_twice", [_change(row) for row in doubled], _numbers(doubled)))
    if missing and len(missing) == declared - len(rows):
        found.append(("row_missing", [], "、".join(map(str, missing))))
    return _ranked(found, len(rows))


def _ranked(found: Sequence[tuple[str, list[Change], str]], row_count: int) -> list[Hypothesis]:
    total = sum(weight_of("counts", code) for code, _, _ in found)
    in_order = sorted(found, key=lambda one: -weight_of("counts", one[0]))
    return [
        Hypothesis(
            code=code,
            changes=tuple(changes),
            text_zh=str(entry_of("counts", code)["zh"]).format(found=row_count, rows=rows),
            text_en=str(entry_of("counts", code)["en"]).format(found=row_count, rows=rows),
            score=(weight_of("counts", code) / total).quantize(_PLACES, ROUND_HALF_EVEN),
        )
        for code, changes, rows in in_order
    ]


def _same_names(rows: Sequence[ListRow]) -> list[list[ListRow]]:
    by_name: dict[str, list[ListRow]] = defaultdict(list)
    for row in rows:
        by_name[row.name].append(row)
    return [group for group in by_name.values() if len(group) > 1]


def _missing_numbers(rows: Sequence[ListRow]) -> list[int]:
    numbers = {row.row_no for row in rows}
    return sorted(set(range(min(numbers), max(numbers) + 1)) - numbers) if numbers else []


def _change(row: ListRow) -> Change:
    cell = Cell(
        key=str(row.row_no),
        place=f"第{row.row_no}项 {row.name}",
        org="",
        value=Decimal(row.row_no),
        raw=str(row.row_no),
        evidence=row.evidence,
    )
    return Change(cell=cell, value=Decimal(row.row_no))


def _numbers(rows: Sequence[ListRow]) -> str:
    return "、".join(str(row.row_no) for row in rows)
