"""Read the facts and figures that the samples are made of: ``samples/sources/*.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent
SOURCES = SAMPLES / "sources"
TEMPLATES = SAMPLES / "templates"


@dataclass(frozen=True)
class PlanCell:
    """One cell of a plan's table; ``row_span`` is 0 where a merge covers it."""

    row_no: int
    action: str
    action_declared_items: int
    indicator: str
    indicator_printed: str
    unit: str
    org: str
    raw: str
    state: str
    comparator: str
    value: Decimal | None
    row_span: int
    col_span: int


def read_rows(name: str) -> list[dict[str, str]]:
    """Read one source table. Shape: one dict a line, all values as text."""
    with (SOURCES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_plan(name: str) -> list[list[PlanCell]]:
    """Read a plan's table. Shape: one list of cells a row, the total first."""
    cells = [_plan_cell(row) for row in read_rows(name)]
    return [list(row) for _, row in groupby(cells, key=lambda cell: cell.row_no)]


def _plan_cell(row: dict[str, str]) -> PlanCell:
    return PlanCell(
        row_no=int(row["row_no"]),
        action=row["action"],
        action_declared_items=int(row["action_declared_items"]),
        indicator=row["indicator"],
        indicator_printed=row["indicator_printed"],
        unit=row["unit"],
        org=row["org"],
        raw=row["raw"],
        state=row["state"],
        comparator=row["comparator"],
        value=Decimal(row["value"]) if row["value"] else None,
        row_span=int(row["row_span"]),
        col_span=int(row["col_span"]),
    )
