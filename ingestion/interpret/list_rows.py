"""Find list tables in flattened text and cut them into rows. Pure.

Ordinals and months are both bare numbers. Which of them begin rows is decided for the whole table
at once: the chain of row beginnings that counts best and whose rows fit the columns best wins, so
that gaps, repeats and restarts of the numbering survive as printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ingestion.interpret.lines import Piece
from ingestion.interpret.list_fit import Fit, fit_row, is_end_of_table
from ingestion.interpret.list_table import (
    ListRow,
    ListTable,
    header_role,
    is_list_header,
    repeated_headers,
    settle_roles,
    without_split_headers,
)
from ingestion.interpret.ordinals import parse_ordinal
from ingestion.interpret.vocabulary import Role
from ingestion.records import Part
from ingestion.values.width import squash

_MAX_HEADER = 14
_MAX_HEADER_CELL = 20
_WINDOW = 16
_ENOUGH = 3
_MAX_ROW_LINES = 120


@dataclass(frozen=True, slots=True)
class _Header:
    begin: int
    end: int
    roles: tuple[Role, ...]
    words: tuple[str, ...]


def find_flattened_lists(
    lines: Sequence[Piece], parts: Sequence[Part], first_table_no: int = 1
) -> Iterator[ListTable]:
    """Find every list table in running text.

    Args:
        lines: Lines of running text, without those of other tables.
        parts: The parts of the document; a table ends where its part ends.
        first_table_no: Number of the first table found.

    Yields:
        One table per printed header. A header that is repeated on a new page is dropped.
    """
    table_no = first_table_no
    for part in parts:
        inside = [line for line in lines if part.start <= line.start < part.end]
        for header, body in _tables(inside):
            yield _table(part.part_no, table_no, header, inside[header.begin : header.end], body)
            table_no += 1


def _tables(lines: Sequence[Piece]) -> Iterator[tuple[_Header, list[Piece]]]:
    headers = list(_headers(lines))
    current: tuple[_Header, list[Piece]] | None = None
    for header, following in zip_longest(headers, headers[1:]):
        body = list(lines[header.end : following.begin if following else len(lines)])
        if current and header.words == current[0].words and not _starts_anew(body):
            current[1].extend(body)
            continue
        if current:
            yield current
        current = (header, body)
    if current:
        yield current


def _starts_anew(body: Sequence[Piece]) -> bool:
    return bool(body) and parse_ordinal(body[0].text) == 1


def _headers(lines: Sequence[Piece]) -> Iterator[_Header]:
    index = 0
    while index < len(lines):
        header = _header_at(lines, index)
        if header is None:
            index += 1
            continue
        yield header
        index = header.end


def _header_at(lines: Sequence[Piece], begin: int) -> _Header | None:
    """Read the header that begins with the ordinal's column; it ends before the first number."""
    if header_role(lines[begin].text) != "ordinal":
        return None
    words: list[str] = []
    end = begin
    while end < len(lines) and end - begin < _MAX_HEADER and parse_ordinal(lines[end].text) is None:
        if len(lines[end].text) > _MAX_HEADER_CELL:
            break
        words.append(lines[end].text)
        end += 1
    words = _mended(words)
    roles = [header_role(word) for word in words]
    if end >= len(lines) or parse_ordinal(lines[end].text) is None or not is_list_header(roles):
        return None
    order = without_split_headers(roles)
    settled = settle_roles([roles[i] for i in order])
    return _Header(begin, end, settled, tuple(squash(word) for word in words))


def _mended(words: Sequence[str]) -> list[str]:
    """Join a header that a narrow column broke in two: 完成 / 时间."""
    mended: list[str] = []
    for word in words:
        if mended and header_role(mended[-1]) is None and header_role(mended[-1] + word):
            mended[-1] += word
        else:
            mended.append(word)
    return mended


def _table(
    part_no: int, table_no: int, header: _Header, printed: Sequence[Piece], body: Sequence[Piece]
) -> ListTable:
    roles = header.roles[1:]
    rows = []
    end = printed[-1].end
    for number, lines, fit in _chain(body, roles):
        pieces = _by_role(number, lines, fit, roles)
        rows.append(ListRow(parse_ordinal(number.text), pieces, fit.doubts))
        inside = [line.end for line, c in zip(lines, fit.columns, strict=True) if c is not None]
        end = max([number.end, *inside])
    twice = repeated_headers(header.words)
    return ListTable(
        part_no=part_no,
        table_no=table_no,
        roles=header.roles,
        span=(printed[0].start, end),
        rows=() if twice else tuple(rows),
        header=tuple(printed),
        twice=twice,
    )


def _by_role(
    number: Piece, lines: Sequence[Piece], fit: Fit, roles: Sequence[Role]
) -> dict[Role, tuple[Piece, ...]]:
    pieces: dict[Role, tuple[Piece, ...]] = {"ordinal": (number,)}
    for line, column in zip(lines, fit.columns, strict=True):
        if column is not None:
            role = roles[column]
            pieces[role] = (*pieces.get(role, ()), line)
    return pieces


def _chain(
    body: Sequence[Piece], roles: Sequence[Role]
) -> list[tuple[Piece, Sequence[Piece], Fit]]:
    """The row beginnings that count and fit best, each with its lines and their placement."""
    numbers = [(i, n) for i, line in enumerate(body) if (n := parse_ordinal(line.text)) is not None]
    if not numbers:
        return []
    best: list[tuple[float, int | None, Fit]] = []  # from row k to the end: points, next row, fit
    for k in range(len(numbers) - 1, -1, -1):
        best.insert(0, _best_from(body, roles, numbers, k, best))
    start = max(
        range(min(_WINDOW, len(numbers))),
        key=lambda k: best[k][0] + _first_points(numbers[k][1]) - 2.0 * numbers[k][0],
    )
    rows, at = [], start
    while True:
        _, following, fit = best[at]
        until = len(body) if following is None else numbers[following][0]
        rows.append((body[numbers[at][0]], body[numbers[at][0] + 1 : until], fit))
        if following is None:
            return rows
        at = following


def _best_from(
    body: Sequence[Piece],
    roles: Sequence[Role],
    numbers: Sequence[tuple[int, int]],
    k: int,
    later: Sequence[tuple[float, int | None, Fit]],
) -> tuple[float, int | None, Fit]:
    at, number = numbers[k]
    last = _last_lines(body, at + 1)
    fit = fit_row(last, roles, is_last=True)
    padded = Fit((*fit.columns, *[None] * (len(body) - at - 1 - len(last))), fit.points, fit.doubts)
    # Numbers that stand behind the end of the table are not its rows, but leaving them costs.
    best: tuple[float, int | None, Fit] = (fit.points - 4.0 * (len(numbers) - k - 1), None, padded)
    counted = number
    for m in range(k + 1, min(k + 1 + _WINDOW, len(numbers))):
        until, following = numbers[m]
        if until - at - 1 > _MAX_ROW_LINES:
            break
        fit = fit_row(body[at + 1 : until], roles, is_last=False)
        points = fit.points + _step_points(number, following) + later[m - k - 1][0]
        if points > best[0]:
            best = (points, m, fit)
        counted += following == counted + 1
        if counted >= number + _ENOUGH:
            break  # the rows behind that count on; none of them begins right behind this one
    return best


def _last_lines(body: Sequence[Piece], begin: int) -> Sequence[Piece]:
    """The lines that the last row can hold: up to the first that heads a section or ends a page."""
    for index in range(begin, min(len(body), begin + _MAX_ROW_LINES)):
        if index > begin and is_end_of_table(body[index].text):
            return body[begin:index]
    return body[begin : begin + _MAX_ROW_LINES]


def _first_points(number: int) -> float:
    return 3.0 if number == 1 else -3.0


def _step_points(number: int, following: int) -> float:
    if following == number + 1:
        return 4.0
    if following > number:
        return -3.0 - 0.5 * min(following - number, 10)
    return -4.0 if following == 1 else -7.0
