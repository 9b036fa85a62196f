"""Find records that print one field a line: 任务名称:…, 责任单位:…, 完成时限:…. Pure.

A label stands before a colon, or alone over its value. A record begins at the label of its name;
one field may go on over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingestion.extract.model import GridCell, GridTable, ReadDocument
from ingestion.interpret.lines import Piece, Span, cell_pieces, overlaps_any
from ingestion.interpret.list_fit import is_end_of_table
from ingestion.interpret.list_table import ListRow, ListTable, header_role
from ingestion.interpret.ordinals import parse_ordinal
from ingestion.interpret.vocabulary import Role
from ingestion.records import Part
from ingestion.values.lookups import pattern
from ingestion.values.width import fold_width, squash

_LABEL = re.compile(r"^[【\[]?(?P<label>[\u4e00-\u9fff()/]{2,12}?)[】\]]?\s*[::]\s*")
_HEAD = re.compile(r"^(?:第?[一二三四五六七八九十\d]{1,3}[、.)项]?\s*)")
_MAX_ALONE = 10
_MIN_FIELDS = 3
_MIN_LABEL, _MIN_LABEL_SHARE = 3, 0.6
_MIN_ALONE_RECORDS = 2
_MAX_OPEN_LINES = 12
_FIRST: tuple[Role, ...] = ("task", "ordinal")
_WHO_OR_WHEN: frozenset[Role] = frozenset({"department", "lead", "due", "goal"})


@dataclass(slots=True)
class _Open:
    """A record while its lines are read."""

    pieces: dict[Role, tuple[Piece, ...]] = field(default_factory=dict)
    labels: list[Piece] = field(default_factory=list)
    role: Role | None = None
    lines: int = 0

    def begin(self, role: Role, label: Piece) -> None:
        """Open a field at its label."""
        self.role, self.lines = role, 0
        self.labels.append(label)
        self.pieces.setdefault(role, ())

    def take(self, role: Role | None, piece: Piece) -> None:
        """Give a piece to a field."""
        if role is not None:
            self.pieces[role] = (*self.pieces.get(role, ()), piece)

    def is_whole(self) -> bool:
        """Whether a task stands here with two other fields, one of who, when and what."""
        roles = {role for role, pieces in self.pieces.items() if pieces}
        return "task" in roles and len(roles) >= _MIN_FIELDS and bool(roles & _WHO_OR_WHEN)


def find_records(
    lines: Sequence[Piece], parts: Sequence[Part], first_table_no: int
) -> Iterator[ListTable]:
    """Find the records of running text, those of one part as one table.

    Args:
        lines: Lines of running text, without those of tables.
        parts: The parts of the document.
        first_table_no: Number of the first table found.

    Yields:
        One table per part that holds records; labels alone on a line count only where at least two
        records are printed so.
    """
    number = first_table_no
    for part in parts:
        inside = [line for line in lines if part.start <= line.start < part.end]
        for alone in (False, True):
            found = [r for r in _records(inside, alone=alone) if r.is_whole()]
            if len(found) >= (_MIN_ALONE_RECORDS if alone else 1):
                yield _table(part.part_no, number, found)
                number += 1
                break


def find_grid_records(
    read: ReadDocument, parts: Sequence[Part], taken: Sequence[Span]
) -> Iterator[ListTable]:
    """Find printed tables whose rows begin with a field's label and go on with its value.

    Args:
        read: The document.
        parts: Its parts.
        taken: Spans that another interpreter has read, those of other lists among them.

    Yields:
        One table per printed table that holds at least one whole record.
    """
    for table in read.tables:
        if overlaps_any(taken, table.start, table.end) or not _begins_with_labels(table):
            continue
        found = [r for r in _grid_records(read, table) if r.is_whole()]
        if found:
            part_no = next((p.part_no for p in parts if p.start <= table.start < p.end), 1)
            placed = _table(part_no, table.table_no, found)
            yield replace(placed, span=(table.start, table.end), is_printed=True)


def _begins_with_labels(table: GridTable) -> bool:
    leads: dict[int, GridCell] = {}
    for cell in table.cells:
        if cell.text.strip() and (cell.row not in leads or cell.col < leads[cell.row].col):
            leads[cell.row] = cell
    known = sum(map(_begins_with_label, (cell.text for cell in leads.values())))
    return len(leads) >= _MIN_FIELDS and known >= _MIN_LABEL_SHARE * len(leads)


def _begins_with_label(text: str) -> bool:
    return _role(_without_colon(text)) is not None or _label_in(text) is not None


def _grid_records(read: ReadDocument, table: GridTable) -> Iterator[_Open]:
    record = _Open()
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        pieces = cell_pieces(read, cell)
        label = _label_alone(pieces[0]) or _label_before(pieces[0]) if len(pieces) == 1 else None
        if label is None:
            for piece in pieces if record.role else ():
                record.take(record.role, piece)
            continue
        role, length = label
        if role in _FIRST and (role in record.pieces or record.is_whole()):
            yield record
            record = _Open()
        record.begin(role, pieces[0])
        if length < len(pieces[0].text):
            record.take(role, pieces[0].cut(length))
    yield record


def _records(lines: Sequence[Piece], *, alone: bool) -> Iterator[_Open]:
    record = _Open()
    for line in lines:
        label = _label_alone(line) if alone else _label_before(line)
        if label is None:
            _go_on(record, line)
            continue
        role, length = label
        if role in _FIRST and (role in record.pieces or record.is_whole()):
            yield record
            record = _Open()
        record.begin(role, line)
        rest = line.cut(length) if length < len(line.text) else None
        if rest is not None and rest.text:
            record.take(role, rest)
    yield record


def _go_on(record: _Open, line: Piece) -> None:
    """Give a line without a label to the field above it, unless that field is over."""
    is_open = record.role is not None and record.lines < _MAX_OPEN_LINES
    taken = record.pieces.get(record.role, ()) if record.role else ()
    is_long = record.role in ("goal", "progress", "remark", "other", "problem", "next_step")
    if is_end_of_table(line.text) or not is_open or (taken and not is_long):
        record.role = None
        return
    record.take(record.role, line)
    record.lines += 1


def _label_before(line: Piece) -> tuple[Role, int] | None:
    return _label_in(line.text)


def _label_in(text: str) -> tuple[Role, int] | None:
    head = _HEAD.match(text)
    begin = head.end() if head else 0
    match = _LABEL.match(fold_width(text[begin:]))
    role = _role(match["label"]) if match else None
    return (role, begin + match.end()) if match and role else None


def _label_alone(line: Piece) -> tuple[Role, int] | None:
    text = _without_colon(line.text)
    if len(text) > _MAX_ALONE or parse_ordinal(text) is not None:
        return None
    role = _role(text)
    return (role, len(line.text)) if role else None


def _without_colon(text: str) -> str:
    return fold_width(text).strip().rstrip(":")


def _role(label: str) -> Role | None:
    """Role of a field's label; 名称 and 时间 alone are also labels of a metadata box."""
    role = header_role(label)
    is_short = len(squash(label)) < _MIN_LABEL
    return None if is_short and pattern("list_headers", "vague_labels").search(label) else role


def _table(part_no: int, table_no: int, found: Sequence[_Open]) -> ListTable:
    rows = tuple(_row(record) for record in found)
    roles = tuple(dict.fromkeys(role for record in found for role in record.pieces))
    pieces = [p for row in rows for p in row.all_pieces()]
    pieces += [label for record in found for label in record.labels]
    span = (min(p.start for p in pieces), max(p.end for p in pieces))
    return ListTable(part_no, table_no, roles, span, rows, tuple(found[0].labels))


def _row(record: _Open) -> ListRow:
    numbers = record.pieces.get("ordinal", ())
    ordinal = parse_ordinal(numbers[0].text) if numbers else None
    return ListRow(ordinal, {role: pieces for role, pieces in record.pieces.items() if pieces})
