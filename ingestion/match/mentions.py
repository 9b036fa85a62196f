"""Make mentions of what a document's records say. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ingestion.match.candidates import phrase_of
from ingestion.match.indicator_model import IndicatorMention
from ingestion.records import Cell, Document, Quantity
from ingestion.values.printed import parse_printed
from ingestion.values.width import fold_width

_CLAUSE_START = re.compile(r"[,。;:!?\n]")
_CLAUSE_END = re.compile(r"[,。;:!?、\n]|\(?其中")
_NESTED = re.compile(r"其中([^,。;、()]{4,40})")


def mentions_of_quantities(
    document: Document, text: str, quantities: Sequence[Quantity]
) -> tuple[IndicatorMention, ...]:
    """The targets of running text; the part's title stands for the action.

    Keys are ``start:end`` in the text.
    """
    targets = [q for q in quantities if q.kind == "target"]
    folded = fold_width(text)
    titles = {part.part_no: part.title for part in document.parts}
    return tuple(
        IndicatorMention(
            key=f"{q.start}:{q.end}",
            name=q.indicator,
            unit=q.unit,
            value=q.value,
            comparator=q.comparator,
            change=q.change,
            action=titles.get(q.part_no),
            year=q.year or document.year,
            text=clause_around(folded, q.start, q.end, [other.end for other in quantities]),
        )
        for q in targets
    )


def mentions_of_cells(
    cells: Sequence[Cell], *, year: int | None = None, place: str | None = None
) -> tuple[IndicatorMention, ...]:
    """The totals of indicator tables, or one other column, one a row, and what their cells nest.

    Keys are ``part:table:row``; a second indicator that a cell's words nest (其中…不少于50%) has
    ``#1`` and so on behind the key of its row. A row whose total is inherited has its value and no
    words.

    Args:
        cells: Of one document.
        year: That of the plan, or the one whose column is wanted.
        place: A column's heading; None for the total.
    """
    rows = {key: _mention(cell, year) for key, cell in cells_of_rows(cells, place).items()}
    nested = _nested_in(cells, rows)
    return (*rows.values(), *nested)


def cells_of_rows(cells: Sequence[Cell], place: str | None) -> dict[str, Cell]:
    """The first cell of every row that speaks for a place, by the key of its row."""
    chosen: dict[str, Cell] = {}
    for cell in cells:
        is_asked = cell.is_total if place is None else cell.org == place and not cell.is_total
        if is_asked and cell.measure == "target":
            chosen.setdefault(row_key(cell), cell)
    return chosen


def cells_about(cells: Sequence[Cell], year: int | None, due: date | None = None) -> list[Cell]:
    """The cells of a table that has columns for several years or parts of a year.

    Of each row and organisation those that are about what is asked for: the part of the year that
    ends on a day, else the whole year, else another one. A table without such columns stays whole.
    """
    nearest: dict[tuple[object, ...], int] = {}
    for cell in cells:
        key = _line_of(cell)
        far = _distance(cell, year, due)
        nearest[key] = min(far, nearest.get(key, far))
    return [cell for cell in cells if _distance(cell, year, due) == nearest[_line_of(cell)]]


def _line_of(cell: Cell) -> tuple[object, ...]:
    return cell.part_no, cell.row_no, cell.indicator, cell.org, cell.is_total, cell.measure


def _distance(cell: Cell, year: int | None, due: date | None) -> int:
    if not cell.period or (due and _ends_on(cell.period) == due):
        return 0
    is_whole = len(cell.period) == len("2024")
    return 1 if is_whole and cell.period == str(year) else 2 if is_whole else 3


def _ends_on(period: str) -> date | None:
    """Last day of 2024-H1, 2024-Q1 or 2024-06."""
    year, _, part = period.partition("-")
    months = {"H1": 6, "H2": 12, **{f"Q{n}": 3 * n for n in range(1, 5)}}
    month = months.get(part) or (int(part) if part.isdigit() else 12)
    return date(int(year), month, monthrange(int(year), month)[1]) if 1 <= month <= 12 else None


def row_key(cell: Cell) -> str:
    """Part, table and row: what tells a row of a document."""
    return f"{cell.part_no}:{cell.table_no}:{cell.row_no}"


def _mention(cell: Cell, year: int | None) -> IndicatorMention:
    return IndicatorMention(
        key=row_key(cell),
        name=cell.indicator,
        unit=cell.unit,
        value=cell.value,
        comparator=cell.comparator,
        change=cell.change,
        action=cell.action,
        year=int(cell.period[:4]) if cell.period else year,
        text=cell.raw,
    )


def _nested_in(
    cells: Iterable[Cell], rows: Mapping[str, IndicatorMention]
) -> Iterable[IndicatorMention]:
    seen: dict[str, list[str]] = {}
    for cell in cells:
        row = rows.get(row_key(cell))
        for found in _NESTED.finditer(fold_width(cell.raw)) if row else ():
            known = seen.setdefault(row_key(cell), [])
            printed, name = parse_printed(found[1]), phrase_of(found[1])
            if row is None or printed.value is None or name is None or found[1] in known:
                continue
            known.append(found[1])
            yield replace(
                row,
                key=f"{row.key}#{len(known)}",
                name=name,
                unit=printed.unit,
                value=printed.value,
                comparator=printed.comparator,
                change=printed.change,
                text=found[0],
            )


def clause_around(folded: str, start: int, end: int, ends: Sequence[int]) -> str:
    """The clause that holds a quantity, from the quantity before it on.

    Args:
        folded: Width-folded text.
        start: Where the quantity starts.
        end: Where it ends.
        ends: Where all quantities of the text end, in any order.
    """
    known = sorted(ends)
    before = bisect_right(known, start)
    floor = known[before - 1] if before else 0
    breaks = [m.end() for m in _CLAUSE_START.finditer(folded, floor, start)]
    stop = _CLAUSE_END.search(folded, end)
    return folded[breaks[-1] if breaks else floor : stop.start() if stop else len(folded)]
