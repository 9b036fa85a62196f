"""Cells of the header of each sheet: where a remark about a whole file is put. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingestion.errors import UnreadableDocumentError
from ingestion.submissions.sheets import Sheet, read_sheets
from ingestion.submissions.table import count_header_words, known
from ingestion.workbooks.ooxml_sheet import Address

_LEAST_WORDS = 3
"""A row with fewer known headers is no header row."""


def sheets_of(data: bytes, name: str) -> Sequence[Sheet]:
    """The sheets of an XLSX or CSV file with the addresses that remarks name.

    Raises:
        UnreadableDocumentError: It cannot be read.
    """
    return read_sheets(data, name, count_header_words).sheets


def first_header_cells(data: bytes, name: str) -> Mapping[str, Sequence[Address]]:
    """Find the cells of each sheet's header row, from the left.

    Returns:
        By name of the sheet (empty for a file without sheets). Where no row looks like a header,
        the cells of the first row that says something; nothing for a sheet that says nothing, and
        for a file that cannot be read.
    """
    try:
        sheets = sheets_of(data, name)
    except UnreadableDocumentError:
        return {}
    return {
        sheet.name or "": header_cells(
            {Address(row + 1, col + 1): cell.text for (row, col), cell in sheet.cells.items()}
        )
        for sheet in sheets
    }


def header_cells(cells: Mapping[Address, str]) -> tuple[Address, ...]:
    """Cells of the header row of one sheet, from the left."""
    words: dict[int, int] = {}
    for at, text in sorted(cells.items()):
        words[at.row] = words.get(at.row, 0) + bool(known("columns", "role", text))
    if not words:
        return ()
    best = max(words, key=lambda row: words[row])
    chosen = best if words[best] >= _LEAST_WORDS else min(words)
    return tuple(at for at in sorted(cells) if at.row == chosen)
