"""Find flattened lists without a column of numbers: rows end at who does it or when. Pure.

The header ends at the first line that is no header word, so every word of it must be known. A row
may begin behind each line that names departments or a due time; the cut whose rows fit the columns
best as a whole wins. A row without a name of its own belongs to the name above, which was merged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingestion.interpret.lines import Piece
from ingestion.interpret.list_fit import (
    Fit,
    fit_row,
    is_department_line,
    is_due_line,
    is_end_of_table,
)
from ingestion.interpret.list_table import (
    ListRow,
    ListTable,
    header_role,
    is_list_header,
    settle_roles,
    without_split_headers,
)
from ingestion.interpret.ordinals import parse_ordinal
from ingestion.interpret.vocabulary import Role
from ingestion.records import Part
from ingestion.values.width import squash

_MAX_HEADER = 10
_MAX_HEADER_CELL = 12
_MAX_ROWS_AHEAD = 6
_MAX_ROW_LINES = 40
_MIN_ROWS = 2
_MIN_POINTS = 3.0
_NAME_ABOVE = -2.0
_BEGINS = ("task", "category", "goal")
_Row = tuple[int, int, Fit, bool]  # first line, line behind the last, placement, has its own name


def find_unnumbered_lists(
    lines: Sequence[Piece], parts: Sequence[Part], first_table_no: int
) -> Iterator[ListTable]:
    """Find lists whose header has no column of numbers.

    Args:
        lines: Lines of running text, without those of other tables.
        parts: The parts of the document.
        first_table_no: Number of the first table found.

    Yields:
        One table per header with at least two rows that fit it.
    """
    number = first_table_no
    for part in parts:
        inside = [line for line in lines if part.start <= line.start < part.end]
        begin = 0
        while begin < len(inside):
            end = _header_end(inside, begin)
            table = _table(inside, begin, end, part.part_no, number) if end else None
            if table is None:
                begin += 1
                continue
            yield table
            number += 1
            begin = max(end, next(i for i, p in enumerate(inside) if p.end >= table.span[1]) + 1)


def _header_end(lines: Sequence[Piece], begin: int) -> int:
    """Where the header that begins here ends; 0 if none does."""
    if header_role(lines[begin].text) not in _BEGINS:
        return 0
    end = begin
    while end < min(len(lines), begin + _MAX_HEADER):
        text = lines[end].text
        if len(text) > _MAX_HEADER_CELL or header_role(text) is None:
            break
        end += 1
    roles = [header_role(line.text) for line in lines[begin:end]]
    words = {squash(line.text) for line in lines[begin:end]}
    can_end = any(role in ("department", "lead", "support", "due") for role in roles)
    is_header = "ordinal" not in roles and is_list_header(roles) and can_end
    return end if is_header and len(words) == end - begin and end < len(lines) else 0


def _table(
    lines: Sequence[Piece], begin: int, end: int, part_no: int, table_no: int
) -> ListTable | None:
    printed = [header_role(line.text) for line in lines[begin:end]]
    roles = settle_roles([printed[i] for i in without_split_headers(printed)])
    body = _body(lines, end, {squash(line.text) for line in lines[begin:end]})
    cut = _cut(body, roles)
    if len(cut) < _MIN_ROWS or sum(row[2].points for row in cut) < _MIN_POINTS * len(cut):
        return None
    rows: list[ListRow] = []
    name: tuple[Piece, ...] = ()
    for first, last, fit, named in cut:
        pieces = _by_role(body[first:last], fit, roles if named else _without_name(roles))
        name = pieces.get("task", name)
        rows.append(ListRow(None, {**pieces, "task": name}, fit.doubts))
    while len(rows) > 1 and {r for r, pieces in rows[-1].pieces.items() if pieces} == {"task"}:
        rows.pop()  # a line behind the table
    last_end = max(piece.end for row in rows for piece in row.all_pieces())
    span = (lines[begin].start, last_end)
    return ListTable(part_no, table_no, roles, span, tuple(rows), tuple(lines[begin:end]))


def _body(lines: Sequence[Piece], start: int, header: set[str]) -> list[Piece]:
    """What stands below a header, without its words repeated on new pages."""
    body: list[Piece] = []
    for line in lines[start:]:
        if is_end_of_table(line.text) or parse_ordinal(line.text) is not None:
            break
        if squash(line.text) not in header:
            body.append(line)
    return body


def _by_role(
    lines: Sequence[Piece], fit: Fit, roles: Sequence[Role]
) -> dict[Role, tuple[Piece, ...]]:
    pieces: dict[Role, tuple[Piece, ...]] = {}
    for line, column in zip(lines, fit.columns, strict=True):
        if column is not None:
            pieces[roles[column]] = (*pieces.get(roles[column], ()), line)
    return pieces


def _without_name(roles: Sequence[Role]) -> tuple[Role, ...]:
    return tuple(role for role in roles if role != "task")


def _cut(body: Sequence[Piece], roles: Sequence[Role]) -> list[_Row]:
    starts = [i for i in range(len(body)) if i == 0 or _may_begin(body, i)]
    best: list[tuple[float, int | None, _Row]] = []
    for k in range(len(starts) - 1, -1, -1):
        best.insert(0, _best_from(body, roles, starts, k, best))
    rows: list[_Row] = []
    at: int | None = 0 if best else None
    while at is not None:
        _, following, row = best[at]
        rows.append(row)
        at = following
    return rows


def _best_from(
    body: Sequence[Piece],
    roles: Sequence[Role],
    starts: Sequence[int],
    k: int,
    later: Sequence[tuple[float, int | None, _Row]],
) -> tuple[float, int | None, _Row]:
    first = starts[k]
    stop = min(len(body), first + _MAX_ROW_LINES)
    row = _fitted(body, roles, first, stop, is_last=True)
    best: tuple[float, int | None, _Row] = (row[2].points, None, row)
    for m in range(k + 1, min(k + 1 + _MAX_ROWS_AHEAD, len(starts))):
        if starts[m] - first > _MAX_ROW_LINES:
            break
        row = _fitted(body, roles, first, starts[m], is_last=False)
        points = row[2].points + later[m - k - 1][0]
        if points > best[0]:
            best = (points, m, row)
    return best


def _fitted(
    body: Sequence[Piece], roles: Sequence[Role], first: int, last: int, *, is_last: bool
) -> _Row:
    fit = fit_row(body[first:last], roles, is_last=is_last)
    if first and "goal" in roles:
        nameless = fit_row(body[first:last], _without_name(roles), is_last=is_last)
        if nameless.points + _NAME_ABOVE > fit.points:
            return first, last, nameless, False
    return first, last, fit, True


def _may_begin(body: Sequence[Piece], index: int) -> bool:
    """Whether a row may begin here: behind who or when, or behind a remark that follows these."""
    return not _is_anchor(body[index].text) and any(
        _is_anchor(line.text) for line in body[max(0, index - 2) : index]
    )


def _is_anchor(text: str) -> bool:
    return is_due_line(text) or is_department_line(text)
