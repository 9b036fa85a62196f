"""Read an old workbook (XLS): a table per sheet, merged cells at their anchor. Pure.

Number formats are read too, so that 0.8 shown as 80% is 80%.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlrd
from openpyxl.utils import get_column_letter

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.canonical import CanonicalWriter, CellDraft
from ingestion.extract.limits import Limits
from ingestion.extract.model import ReadDocument
from ingestion.extract.package import corrupt_file, encrypted_file
from ingestion.extract.sheet_tables import hidden_places, split_tables
from ingestion.extract.xlsx import format_number


def read_xls(data: bytes, name: str, document_id: str) -> ReadDocument:
    """Read one XLS workbook.

    Args:
        data: The bytes as landed.
        name: File name, for messages only.
        document_id: sha256 of the bytes.

    Returns:
        Canonical text with one cell per line, and the tables of each sheet. What is hidden is
        read too, and ``hidden_places`` says so.

    Raises:
        UnreadableDocumentError: ``corrupt_file``, ``encrypted_file``, ``over_limit`` or
            ``empty_file``.
    """
    limits = Limits()
    book = open_xls(data, name)
    writer = CanonicalWriter(name)
    hidden: list[str] = []
    seen = 0
    for sheet in book.sheets():
        limits.refuse_more("rows", sheet.nrows, name, sheet.name)
        seen += sum(sheet.row_len(row) for row in range(sheet.nrows))
        limits.refuse_more("cells", seen, name, sheet.name)
        drafts = list(_drafts(book, sheet))
        for table in split_tables(drafts):
            writer.add_table(table)
        hidden += hidden_places(
            sheet.name,
            drafts,
            rows={row for row, one in sheet.rowinfo_map.items() if one.hidden},
            cols={col for col, one in sheet.colinfo_map.items() if one.hidden},
            is_hidden=sheet.visibility != 0,
        )
    if not writer.tables:
        raise UnreadableDocumentError(
            "empty_file",
            f"工作簿“{name}”没有内容。请检查文件后重新报送。",
            f"The workbook '{name}' has no cell with any text. Check the file and send it again.",
            name,
        )
    return ReadDocument(
        document_id=document_id,
        format="xls",
        encoding=None,
        text=writer.text,
        paragraphs=tuple(writer.paragraphs),
        tables=tuple(writer.tables),
        hidden_places=tuple(hidden),
    )


def open_xls(data: bytes, name: str) -> Any:
    """Open an old workbook with its formats, as xlrd gives it.

    Raises:
        UnreadableDocumentError: ``corrupt_file`` or ``encrypted_file``.
    """
    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), on_demand=False
        )
    except Exception as error:  # a damaged file makes xlrd raise whatever its parser met
        if isinstance(error, MemoryError):
            raise
        if "encrypted" in str(error).lower():
            raise encrypted_file(name) from error
        raise corrupt_file(name, error) from error


def _drafts(book: Any, sheet: Any) -> Iterator[CellDraft]:
    spans = {
        (top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells
    }
    for row in range(sheet.nrows):
        for col in range(sheet.row_len(row)):
            text = shown_text(book, sheet.cell(row, col))
            if not text and (row, col) not in spans:
                continue
            row_span, col_span = spans.get((row, col), (1, 1))
            yield CellDraft(
                row,
                col,
                (text,),
                row_span=row_span,
                col_span=col_span,
                sheet=sheet.name,
                cell=f"{get_column_letter(col + 1)}{row + 1}",
            )


def shown_text(book: Any, cell: Any) -> str:
    """A cell as a spreadsheet shows it, before rounding for display; dates as in ISO 8601."""
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return format_number(cell.value, _number_format(book, cell))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return format_number(cell.value)
        is_day = float(cell.value).is_integer()
        return moment.date().isoformat() if is_day else moment.isoformat()
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    return str(cell.value).strip()


def _number_format(book: Any, cell: Any) -> str:
    key = book.xf_list[cell.xf_index].format_key
    found = book.format_map.get(key)
    return str(found.format_str) if found is not None else "General"
