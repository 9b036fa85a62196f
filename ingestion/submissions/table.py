"""Find the header of a submission's table and list its rows. Pure.

The header may stand under title rows and in any order. The words come from the reviewed lookup
``submission_words``; a column that nobody has reviewed stops the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from ingestion.errors import SourceChangedError
from ingestion.records import Locator
from ingestion.submissions.sheets import Sheet, SheetCell, cell_address
from ingestion.values.lookups import Entry, entries, words
from ingestion.values.width import squash

# A row is taken for the header if it has this many known words; a title or a data row has none.
_HEADER_WORDS = 3
# A header with this many of the required columns means to be the flat form, and lacks the others.
_FLAT_WORDS = 5
# Columns that are printed for whoever fills in a form; that there are two of one harms nothing.
_UNREAD = frozenset({"personal", "rate", "target", "previous", "release_id", "ordinal"})


class Header(NamedTuple):
    """The header row and the column of each role.

    ``personal`` are the headers of columns about people, ``unknown`` those that mean nothing here,
    both by column.
    """

    row: int
    columns: dict[str, int]
    personal: Mapping[int, SheetCell] = MappingProxyType({})
    unknown: Mapping[int, SheetCell] = MappingProxyType({})


class TableRow(NamedTuple):
    """One data row: its cells by role, as printed or inherited from a merge, and what is beside."""

    row: int
    cells: dict[str, SheetCell]
    own: frozenset[str]
    outside: tuple[SheetCell, ...]


def known(section: str, field: str, text: str) -> str | None:
    """The category that a printed word means, from ``submission_words``; ``None`` if unknown."""
    return _folded_words(section, field).get(squash(text).casefold())


def count_header_words(sheet: Sheet) -> int:
    """The largest number of known headers in one row of a sheet."""
    return max((len(roles) for _, roles in _roles_by_row(sheet)), default=0)


def find_header(sheet: Sheet) -> Header | None:
    """Find the header row of the flat form: the first of those with the most known headers.

    Returns:
        The header; ``None`` where no row has three known headers, or too few of the flat form's.

    Raises:
        SourceChangedError: ``duplicate_header``, ``unknown_column`` or ``missing_column``.
    """
    row, roles = _best_row(sheet)
    found = set(roles.values())
    missing = [entry for entry in _required() if not _has_role(str(entry["role"]), found)]
    if len(roles) < _HEADER_WORDS or len(_required()) - len(missing) < _FLAT_WORDS:
        return None
    header = _header(sheet, row, roles)
    for cell in header.unknown.values():
        raise _refused("unknown_column", sheet, cell, "不认识的列", "unknown column")
    if missing:
        names_zh = "、".join(str(entry["words"][0]) for entry in missing)
        names_en = ", ".join(str(entry["role"]) for entry in missing)
        raise SourceChangedError(
            "missing_column",
            f"缺少列：{names_zh}",
            f"missing columns: {names_en}",
            row_place(sheet, row),
        )
    return header


def find_form_header(sheet: Sheet) -> Header | None:
    """Find the header row of our own form; columns that somebody inserted do no harm.

    Raises:
        SourceChangedError: ``duplicate_header``.
    """
    row, roles = _best_row(sheet)
    found = set(roles.values())
    if "value" not in found or not found & {"indicator", "indicator_key"}:
        return None
    return _header(sheet, row, roles)


def _best_row(sheet: Sheet) -> tuple[int, dict[int, str]]:
    return max(_roles_by_row(sheet), key=lambda item: len(item[1]), default=(0, {}))


def _has_role(role: str, found: Collection[str]) -> bool:
    return role in found or (role == "org" and "org_code" in found)


def _header(sheet: Sheet, row: int, roles: dict[int, str]) -> Header:
    columns: dict[str, int] = {}
    personal: dict[int, SheetCell] = {}
    unknown: dict[int, SheetCell] = {}
    for (_, col), cell in sorted(_cells_of_row(sheet, row)):
        role = roles.get(col)
        if role is None:
            unknown[col] = cell
        elif role == "personal":
            personal[col] = cell
        elif role in columns and role not in _UNREAD:
            raise _refused("duplicate_header", sheet, cell, "重复的列", "column given twice")
        else:
            columns.setdefault(role, col)
    return Header(row, columns, personal, unknown)


def list_rows(sheet: Sheet, header: Header) -> Iterator[TableRow]:
    """List the rows below the header that have any cell of their own."""
    by_row: dict[int, list[SheetCell]] = {}
    for (row, _), cell in sheet.cells.items():
        if row > header.row:
            by_row.setdefault(row, []).append(cell)
    named = {col for (row, col) in sheet.cells if row == header.row}
    in_table = named | set(header.columns.values())
    for row in sorted(by_row):
        cells = {}
        own = set()
        for role, col in header.columns.items():
            place = sheet.anchors.get((row, col), (row, col))
            if place in sheet.cells and place[0] > header.row:
                cells[role] = sheet.cells[place]
                own |= {role} if place == (row, col) else set()
        outside = tuple(cell for cell in by_row[row] if cell.col not in in_table)
        yield TableRow(row, cells, frozenset(own), outside)


def row_place(sheet: Sheet, row: int) -> str:
    """A row in words: ``Sheet1 第3行``."""
    return f"{sheet.name or ''} 第{row + 1}行".strip()


def cell_place(sheet: Sheet, row: int, col: int) -> str:
    """A cell in words: ``Sheet1!B4``, or ``第4行第2列`` in a CSV file."""
    if sheet.addresses is not None:
        return sheet.address(row, col)
    if sheet.name is None:
        return f"第{row + 1}行第{col + 1}列"
    return f"{sheet.name}!{cell_address(row, col)}"


def locate(sheet: Sheet, document_id: str, row: int, col: int) -> Locator:
    """Where a cell stands; a blank one has no characters but still its address."""
    cell = sheet.cells.get((row, col))
    return Locator(
        document_id=document_id,
        start=cell.start if cell else None,
        end=cell.end if cell else None,
        sheet=sheet.name,
        cell=sheet.address(row, col),
        quote=cell.quote if cell else "",
    )


@cache
def _folded_words(section: str, field: str) -> dict[str, str]:
    found = words("submission_words", section, field)
    return {squash(word).casefold(): value for word, value in found.items()}


def _required() -> list[Entry]:
    return [entry for entry in entries("submission_words", "columns") if entry["required"]]


def _cells_of_row(sheet: Sheet, row: int) -> list[tuple[tuple[int, int], SheetCell]]:
    return [(place, cell) for place, cell in sheet.cells.items() if place[0] == row]


def _roles_by_row(sheet: Sheet) -> Iterator[tuple[int, dict[int, str]]]:
    found: dict[int, dict[int, str]] = {}
    for (row, col), cell in sheet.cells.items():
        role = known("columns", "role", cell.text)
        if role:
            found.setdefault(row, {})[col] = role
    yield from sorted(found.items())


def _refused(code: str, sheet: Sheet, cell: SheetCell, zh: str, en: str) -> SourceChangedError:
    return SourceChangedError(
        code,
        f"表头中有{zh}“{cell.text}”",
        f"{en} '{cell.text}' in the header",
        cell_place(sheet, cell.row, cell.col),
    )
