"""Read matrices in flattened text: every cell is a paragraph, merged cells are gone. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingestion.extract.model import ReadDocument
from ingestion.interpret.matrix import issues
from ingestion.interpret.matrix.habits import Habits, learn_habits
from ingestion.interpret.matrix.header import header_role, read_header, refuse_duplicates
from ingestion.interpret.matrix.labels import Action, RowName, read_row_name
from ingestion.interpret.matrix.model import Header, PlacedRow, PlacedTable, Token
from ingestion.interpret.matrix.placement import Placement, place_bare, place_full, place_run
from ingestion.interpret.matrix.rows import RawRow, cut_by_names, cut_by_ordinals, usual_width
from ingestion.interpret.matrix.tokens import (
    ends_table,
    ordinal_of,
    token_class,
    tokens_of,
)
from ingestion.records import Issue
from ingestion.values.names import split_declared_count
from ingestion.values.width import squash

_MAX_LABEL_CHARS = 20
_MAX_COLUMNS = 80
_MAX_CAPTION_CHARS = 80
# Share of tokens behind the names that are numbers or marks; below it the table is another kind.
_MIN_VALUE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Found:
    """A header in running text and the rows below it."""

    header: Header
    start: int
    end: int
    rows: tuple[RawRow, ...]


def find_flattened(read: ReadDocument) -> Iterator[PlacedTable]:
    """Find and place the matrices of a text, in printed order.

    Args:
        read: A document as read; paragraphs inside printed tables must not be among them.

    Yields:
        One placed table per header that has rows of values below it.

    Raises:
        SourceChangedError: ``duplicate_header``.
    """
    tokens = tokens_of(read.paragraphs, read.text)
    position = 0
    while position < len(tokens):
        found = _table_at(tokens, position)
        if found is None:
            position += 1
            continue
        place = f"字符 {tokens[position].start}–{tokens[found.start].start}"
        refuse_duplicates(found.header, place)
        yield _place(found, _caption(tokens, position), tokens[position].start, read.document_id)
        position = found.end


def _table_at(tokens: Sequence[Token], position: int) -> _Found | None:
    if header_role(squash(tokens[position].text)) not in ("ordinal", "action", "indicator"):
        return None
    run = _header_run(tokens, position)
    if len(run) < 3:
        return None
    roles = [header_role(squash(token.text)) for token in run]
    body_start = position + len(run)
    if "ordinal" in roles:
        return _with_ordinals(tokens, run, body_start)
    return _without_ordinals(tokens, run, position)


def _header_run(tokens: Sequence[Token], position: int) -> list[Token]:
    run: list[Token] = []
    for token in tokens[position : position + _MAX_COLUMNS]:
        if token_class(token.text) not in ("text", "phrase") or len(token.text) > _MAX_LABEL_CHARS:
            break
        if ordinal_of(token.text) is not None or ends_table(token):
            break
        run.append(token)
    return run


def _with_ordinals(tokens: Sequence[Token], run: list[Token], body_start: int) -> _Found | None:
    labels = [token.text for token in run]
    body, end = _body(tokens, body_start, labels)
    header = read_header(labels)
    if header is None or not body:
        return None
    rows = cut_by_ordinals(body, _width(header))
    bare = read_header(labels, with_headings=True)
    if bare is not None and _width(bare) < _width(header):
        # A heading over the organisations has no cells: the rows tell whether it is one.
        narrow = cut_by_ordinals(body, _width(bare))
        if usual_width(narrow) == _width(bare):
            header, rows = bare, narrow
    return _accepted(header, rows, body_start, end)


def _without_ordinals(tokens: Sequence[Token], run: list[Token], position: int) -> _Found | None:
    """The header ends where the first row's name begins; the rows' usual width tells where."""
    after = position + len(run)
    body, end = _body(tokens, after, [token.text for token in run])
    for split in range(len(run) - 1, 2, -1):
        header = read_header([token.text for token in run[:split]])
        if header is None:
            continue
        rows = cut_by_names([*run[split:], *body])
        if usual_width(rows) == _width(header):
            return _accepted(header, rows, position + split, end)
    return None


def _accepted(header: Header, rows: tuple[RawRow, ...], start: int, end: int) -> _Found | None:
    values = [token for row in rows for token in row.values]
    good = sum(token_class(t.text) in ("number", "mark", "each", "instruction") for t in values)
    if not values or good < _MIN_VALUE_SHARE * len(values):
        return None
    return _Found(header, start, end, rows)


def _body(tokens: Sequence[Token], start: int, labels: Sequence[str]) -> tuple[list[Token], int]:
    """The tokens below a header, without headers that are repeated on new pages."""
    wanted = [squash(label) for label in labels]
    body: list[Token] = []
    index = start
    while index < len(tokens) and not ends_table(tokens[index]):
        if squash(tokens[index].text) == wanted[0]:
            following = [squash(t.text) for t in tokens[index : index + len(wanted)]]
            next_no = (
                ordinal_of(tokens[index + len(wanted)].text)
                if (index + len(wanted) < len(tokens))
                else None
            )
            if following != wanted or next_no == 1:
                break
            index += len(wanted)
            continue
        if header_role(squash(tokens[index].text)) == "ordinal":
            break
        body.append(tokens[index])
        index += 1
    return body, index


def _width(header: Header) -> int:
    """Columns from the first value column on; those behind the organisations count too."""
    first = header.values[0].position
    return sum(column.position >= first for column in header.columns)


def _caption(tokens: Sequence[Token], position: int) -> str:
    before = tokens[position - 1].text if position else ""
    return before if len(before) <= _MAX_CAPTION_CHARS else ""


def _place(found: _Found, caption: str, start: int, document_id: str) -> PlacedTable:
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
    full = [row.values for row in kept if len(row.values) == width]
    placements = _place_rows(kept, width, learn_habits(full, header.values))
    rows = _name_rows(kept, placements, header)
    for raw, placed, placement in zip(kept, rows, placements, strict=True):
        doubt = issues.doubtful_placement(
            document_id, placed, raw.values, width, lost=placement.lost
        )
        problems += [doubt] if doubt else []
    last = found.rows[-1].tokens[-1]
    return PlacedTable(
        header=header,
        caption=caption,
        start=start,
        end=last.end,
        rows=tuple(rows),
        row_starts=len(found.rows),
        rejected_rows=len(fitted) - len(kept),
        issues=tuple(problems),
    )


def _fit(row: RawRow, header: Header) -> RawRow:
    """Give back to the name what only looks like a value; drop what stands behind the values."""
    width = len(header.values)
    behind = _width(header) - width
    labels, values = list(row.labels), list(row.values)
    if behind and len(values) > width:
        cut = min(behind, len(values) - width)
        tail = values[len(values) - cut :]
        if all(token_class(token.text) in ("text", "phrase", "instruction") for token in tail):
            values = values[: len(values) - cut]
    if len(values) == width + 1 and token_class(values[0].text) == "phrase":
        labels.append(values.pop(0))
    return replace(row, labels=tuple(labels), values=tuple(values))


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
    return [
        replace(placement, alignment="ambiguous") if row.is_doubtful else placement
        for row, placement in zip(rows, placed, strict=True)
    ]


def _name_rows(
    rows: Sequence[RawRow], placements: Sequence[Placement], header: Header
) -> list[PlacedRow]:
    counts = any(
        split_declared_count(token.text)[1] is not None for row in rows for token in row.labels
    )
    named: list[PlacedRow] = []
    action = Action()
    name = RowName("", None, (), action)
    for row, placement in zip(rows, placements, strict=True):
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
