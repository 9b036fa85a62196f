"""Organisations with one figure each and no header over them: 甲县 20, 乙县 15. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingestion.extract.model import GridTable, ReadDocument
from ingestion.interpret.lines import Covered
from ingestion.interpret.matrix import issues
from ingestion.interpret.matrix.attributes import common_unit, is_unit_note
from ingestion.interpret.matrix.captions import caption_name
from ingestion.interpret.matrix.grids import resolve, token_of
from ingestion.interpret.matrix.model import (
    Column,
    Header,
    PlacedRow,
    PlacedTable,
    Slot,
    Token,
)
from ingestion.interpret.matrix.tokens import token_class, tokens_of
from ingestion.interpret.matrix.turned import looks_like_org, turn
from ingestion.records import Issue
from ingestion.values.width import squash

_MIN_PAIRS, _MAX_NAME_CHARS, _MAX_LINES, _MAX_LINE_CHARS = 3, 14, 3, 80
_LINE = re.compile(r"\s*(?P<name>[^\s:：]+)(?:\s*[:：]\s*|\s+)(?P<value>\S+?)[;；,，。]?\s*$")


@dataclass(frozen=True, slots=True)
class _Pair:
    name: Token
    value: Token


def find_pairs(
    read: ReadDocument, taken: Sequence[tuple[int, int]]
) -> tuple[list[PlacedTable], list[Issue]]:
    """Find runs of at least three organisations with a figure each.

    Args:
        read: The document as read.
        taken: What other readers of tables cover, code points.

    Returns:
        One table a run over which a line names the indicator; of other runs an issue says that
        nothing does.
    """
    covered = Covered(taken)
    tables: list[PlacedTable] = []
    problems: list[Issue] = []
    for run in _runs(read, covered):
        placed = _placed(read, run)
        if placed is None:
            labels = [token for pair in run[:2] for token in (pair.name, pair.value)]
            problems.append(issues.indicator_not_named(read.document_id, labels))
        else:
            tables.append(placed)
    return tables, problems


def _runs(read: ReadDocument, covered: Covered) -> Iterator[list[_Pair]]:
    for table in read.tables:
        if not covered.overlaps(table.start, table.end):
            yield from _whole([_row_pair(table, row) for row in range(_height(table))])
    printed = Covered((table.start, table.end) for table in read.tables)
    outside = [
        p
        for p in read.paragraphs
        if not covered.overlaps(p.start, p.start + 1) and not printed.overlaps(p.start, p.start + 1)
    ]
    tokens = tokens_of(outside, read.text)
    yield from _whole([_line_pair(token) for token in tokens])
    index = 0
    while index + 1 < len(tokens):
        run = []
        while index + 1 < len(tokens) and (pair := _checked(*tokens[index : index + 2])):
            run.append(pair)
            index += 2
        yield from _whole([*run])
        index += 1


def _whole(pairs: Sequence[_Pair | None]) -> Iterator[list[_Pair]]:
    """The unbroken runs of pairs in which every name stands once."""
    run: list[_Pair] = []
    for pair in [*pairs, None]:
        if pair is not None:
            run.append(pair)
            continue
        names = {squash(one.name.text) for one in run}
        if len(run) >= _MIN_PAIRS and len(names) == len(run):
            yield run
        run = []


def _height(table: GridTable) -> int:
    return max((cell.row for cell in table.cells), default=-1) + 1


def _row_pair(table: GridTable, row: int) -> _Pair | None:
    cells = [cell for cell in resolve(table).in_row(row) if cell.text]
    return _checked(*map(token_of, cells)) if len(cells) == 2 else None


def _line_pair(token: Token) -> _Pair | None:
    match = _LINE.match(token.text)
    if match is None:
        return None
    name, value = (
        replace(
            token,
            text=match[group],
            start=token.start + match.start(group),
            end=token.start + match.end(group),
        )
        for group in ("name", "value")
    )
    return _checked(name, value)


def _checked(name: Token, value: Token) -> _Pair | None:
    """The pair, if it is an organisation and a figure."""
    is_name = token_class(name.text) == "text" and len(name.text) <= _MAX_NAME_CHARS
    if not is_name or token_class(value.text) not in ("number", "mark"):
        return None
    return _Pair(name, value) if looks_like_org(name.text) else None


def _placed(read: ReadDocument, run: Sequence[_Pair]) -> PlacedTable | None:
    lines = _lines_above(read, run[0].name.start)
    caption = caption_name(lines)
    if not caption.name:
        return None
    value = Column(1, "org", caption.name, caption.name, unit=caption.unit, token=run[0].name)
    rows = tuple(
        PlacedRow(
            row_no=number,
            ordinal=None,
            action=None,
            action_declared_items=None,
            indicator=pair.name.text,
            unit=None,
            names=(pair.name,),
            slots=(Slot("anchor", pair.value),),
            alignment="inferred",
            basis=("order",),
        )
        for number, pair in enumerate(run, 1)
    )
    return turn(
        PlacedTable(
            header=Header((Column(0, "indicator", ""), value), by_org=True),
            caption=next((line for line in lines if not is_unit_note(line)), ""),
            start=run[0].name.start,
            end=run[-1].value.end,
            rows=rows,
            seen=len(rows),
            rejected=0,
            issues=(issues.indicator_from_heading(read.document_id, caption.name, run[0].name),),
            unit=common_unit(lines),
        )
    )


def _lines_above(read: ReadDocument, start: int) -> list[str]:
    before = [p.text for p in read.paragraphs if p.end <= start][-_MAX_LINES:]
    return [line for line in reversed(before) if len(line) <= _MAX_LINE_CHARS]
