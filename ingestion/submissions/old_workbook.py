"""Read an old workbook (XLS), as some offices still save their reports. Pure.

It tells neither macros nor what its formulas reach: the values that it stores are read, nothing is
run.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import xlrd

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.limits import Limits
from ingestion.extract.xls import open_xls, shown_text
from ingestion.submissions.sheets import (
    Sheet,
    SheetCell,
    SheetFile,
    damaged_workbook,
    merged_anchors,
)


def read_old_workbook(data: bytes, name: str) -> SheetFile:
    """Read all sheets of an XLS workbook.

    Returns:
        The sheets, with the same canonical text as a new workbook of the same cells.

    Raises:
        UnreadableDocumentError: ``damaged_workbook``, ``encrypted_file`` or ``over_limit``.
    """
    limits = Limits()
    try:
        book = open_xls(data, name)
    except UnreadableDocumentError as error:
        if error.code == "corrupt_file":
            raise damaged_workbook(name, error) from error
        raise
    lines: list[str] = []
    sheets = []
    offset = used = 0
    for stored in book.sheets():
        used += stored.nrows * stored.ncols
        limits.refuse_more("places", used, name, stored.name)
        cells = {}
        for row, col, text, day in _found(book, stored):
            end = offset + len(text)
            cells[row, col] = SheetCell(row, col, text, text, offset, end, day)
            lines.append(text)
            offset = end + 1
        shape = (stored.nrows, stored.ncols)
        merges = [
            ((top, left), (bottom - 1, right - 1))
            for top, bottom, left, right in stored.merged_cells
        ]
        is_hidden = stored.visibility != 0
        sheets.append(Sheet(stored.name, cells, merged_anchors(merges, shape), shape, is_hidden))
    return SheetFile("xls", "".join(f"{line}\n" for line in lines), tuple(sheets))


def _found(book: Any, sheet: Any) -> Iterator[tuple[int, int, str, date | None]]:
    """Every cell that shows something; the day of a date cell."""
    for row in range(sheet.nrows):
        for col in range(sheet.row_len(row)):
            cell = sheet.cell(row, col)
            if text := shown_text(book, cell):
                yield row, col, text, _day(book, cell)


def _day(book: Any, cell: Any) -> date | None:
    if cell.ctype != xlrd.XL_CELL_DATE:
        return None
    try:
        return xlrd.xldate_as_datetime(cell.value, book.datemode).date()
    except (ValueError, OverflowError):
        return None
