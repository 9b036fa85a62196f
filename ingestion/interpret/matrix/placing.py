"""Place the rows that were cut from flattened text and name them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingestion.interpret.matrix import issues
from ingestion.interpret.matrix.attributes import common_unit, is_unit_note
from ingestion.interpret.matrix.found import Found, is_rate_row, value_width
from ingestion.interpret.matrix.habits import Habits, learn_habits
from ingestion.interpret.matrix.labels import (
    Action,
    RowName,
    ends_in_unit,
    name_is_doubtful,
    read_action,
    read_row_name,
)
from ingestion.interpret.matrix.model import Header, PlacedRow, PlacedTable, Token
from ingestion.interpret.matrix.placement import (
    Placement,
    place_alone,
    place_bare,
    place_full,
    place_run,
)
from ingestion.interpret.matrix.rows import RawRow
from ingestion.interpret.matrix.tokens import token_class
from ingestion.records import Issue
from ingestion.values.names import split_declared_count


def place_table(found: Found, lines: Sequence[str], start: int, document_id: str) -> PlacedTable:
    """Place every row of a table that was found; rows that fit no columns are rejected.

    Args:
        found: Header and rows.
        lines: Lines over the header, the nearest first.
        start: Where the table starts, code points.
        document_id: sha256 of the document.
    """
    header = found.header
    fitted = [_fit(row, header) for row in found.rows]
    width = len(header.values)
    problems: list[Issue] = []
    kept: list[RawRow] = []
    for row in fitted:
        if len(row.values) > width:
            problems.append(
                issues.too_many_cells(document_id, row.number, row.tokens, len(row.values), width)
            )
        elif row.values and not row.labels:
            problems.append(issues.no_name(document_id, row.number, row.tokens))
        else:
            kept.append(row)
    full = [row for row in kept if len(row.values) == width]
    counted = [row.values for row in full if not is_rate_row(row)]
    habits = learn_habits([row.values for row in full], header.values, counted)
    if header.by_org:
        placements = [place_alone(row.values, habits) for row in kept]
    else:
        placements = _place_rows(kept, width, habits)
    placements = [
        replace(placement, alignment="ambiguous") if row.is_doubtful else placement
        for row, placement in zip(kept, placements, strict=True)
    ]
    if header.is_guess:
        placements = [_at_most_inferred(placement) for placement in placements]
    rows = _name_rows(kept, placements, header, found.headings)
    for raw, placed, placement in zip(kept, rows, placements, strict=True):
        doubt = issues.doubtful_placement(
            document_id, placed, raw.values, width, lost=placement.lost
        )
        problems += [doubt] if doubt else []
    last = found.rows[-1].tokens[-1]
    return PlacedTable(
        header=header,
        caption=next((line for line in lines if not is_unit_note(line)), ""),
        start=start,
        end=last.end,
        rows=tuple(rows),
        seen=len(found.rows) * width,
        rejected=(len(fitted) - len(kept)) * width,
        issues=tuple(problems),
        unit=common_unit(lines),
    )


def _fit(row: RawRow, header: Header) -> RawRow:
    """Give back to the name what only looks like a value; drop what stands behind the values."""
    width = len(header.values)
    behind = value_width(header) - width
    labels, values = list(row.labels), list(row.values)
    for _ in range(behind):
        spare = ("text", "phrase", "instruction") if len(values) > width else ("text",)
        if not values or token_class(values[-1].text) not in spare:
            break
        values.pop()
    if len(values) == width + 1 and token_class(values[0].text) == "phrase":
        labels.append(values.pop(0))
    is_doubtful = (
        row.is_doubtful
        or ends_in_unit(labels, header)  # 站 may also end a name
        or name_is_doubtful(labels, header)
    )
    return replace(row, labels=tuple(labels), values=tuple(values), is_doubtful=is_doubtful)


def _place_rows(rows: Sequence[RawRow], width: int, habits: Habits) -> list[Placement]:
    placed: list[Placement] = []
    index = 0
    while index < len(rows):
        count = len(rows[index].values)
        if count == width:
            placed.append(place_full(rows[index].values))
        elif count == 0:
            above = placed[-1].slots if placed else None
            placed.append(place_bare(width, above, has_name=bool(rows[index].labels)))
        else:
            end = index
            while end < len(rows) and 0 < len(rows[end].values) < width:
                end += 1
            above = placed[-1].slots if placed else None
            placed += place_run([row.values for row in rows[index:end]], above, habits)
        index = len(placed)
    return placed


def _at_most_inferred(placement: Placement) -> Placement:
    if placement.alignment != "proven":
        return placement
    return replace(placement, alignment="inferred")


def _name_rows(
    rows: Sequence[RawRow],
    placements: Sequence[Placement],
    header: Header,
    headings: Sequence[Token],
) -> list[PlacedRow]:
    counts = any(
        split_declared_count(token.text)[1] is not None for row in rows for token in row.labels
    )
    named: list[PlacedRow] = []
    action = Action()
    name = RowName("", None, (), action)
    over = list(headings)
    for row, placement in zip(rows, placements, strict=True):
        while over and row.tokens and over[0].start < row.tokens[0].start:
            action = read_action(over.pop(0).text)
        if row.labels:
            name = read_row_name(row.labels, header, action, counts_are_printed=counts)
            action = name.action
        named.append(
            PlacedRow(
                row_no=row.number,
                ordinal=row.ordinal,
                action=action.name,
                action_declared_items=action.declared,
                indicator=name.indicator,
                unit=name.unit,
                names=name.tokens,
                slots=placement.slots,
                alignment=placement.alignment,
                basis=placement.basis,
                inherits_name=not row.labels,
            )
        )
    return named
