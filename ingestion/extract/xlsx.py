"""Read a workbook: a table per sheet, merged cells at their anchor, numbers as people see them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.canonical import CanonicalWriter, CellDraft
from ingestion.extract.limits import Limits
from ingestion.extract.model import ReadDocument
from ingestion.extract.package import Package, refuse_declarations
from ingestion.extract.sheet_tables import hidden_places, split_tables

# A workbook keeps 15 significant digits: 0.8 is stored as 0.8000000000000000444 and means 0.8.
_SIGNIFICANT_DIGITS = 15
# What a number format prints as it stands, or only colours: 0"%" shows 55 as 55%, not as 5500%.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_STORED_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_STORED_ROW = re.compile(rb"<(?:\w+:)?row[ >/]")
_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Za-z]{1,3}\d{1,7}:[A-Za-z]{1,3}\d{1,7})\""
)


def read_xlsx(data: bytes, name: str, document_id: str) -> ReadDocument:
    """Read one workbook.

    A formula gives the value that was saved with it; one that was never calculated gives its own
    text, so that it is not mistaken for a blank.

    Args:
        data: The bytes as landed.
        name: File name, for messages only.
        document_id: sha256 of the bytes.

    Returns:
        Canonical text with one cell per line, sheets in order, and the tables of each sheet. Cells
        carry sheet and cell name. What is hidden is read too, and ``hidden_places`` says so.

    Raises:
        UnreadableDocumentError: ``corrupt_file``, ``encrypted_file``, ``unsafe_xml``,
            ``over_limit``, or ``empty_file`` if no sheet has any text.
    """
    _refuse_oversized(data, name)
    sheets = _load(data, name, data_only=True)
    formulas = _load(data, name, data_only=False) if _has_formulas(data) else None
    writer = CanonicalWriter(name)
    hidden: list[str] = []
    for sheet in sheets.worksheets:
        twin = formulas[sheet.title] if formulas is not None else None
        drafts = _drafts(sheet, twin)
        for table in split_tables(drafts):
            writer.add_table(table)
        hidden += hidden_places(
            sheet.title,
            drafts,
            rows={row - 1 for row, one in sheet.row_dimensions.items() if one.hidden},
            cols=_hidden_columns(sheet),
            is_hidden=sheet.sheet_state != "visible",
        )
    if not writer.tables:
        raise _refusal("empty_file", name, "没有内容", "has no cell with any text")
    return ReadDocument(
        document_id=document_id,
        format="xlsx",
        encoding=None,
        text=writer.text,
        paragraphs=tuple(writer.paragraphs),
        tables=tuple(writer.tables),
        hidden_places=tuple(hidden),
    )


def format_number(value: float, number_format: str = "General") -> str:
    """Write a stored number as a person reads it in the sheet, without rounding it.

    Args:
        value: Number as stored, binary.
        number_format: The cell's format; only a percentage changes the text.

    Returns:
        Plain digits: ``0.8``, ``1200``, ``80%``; never an exponent.
    """
    number = Decimal(format(value, f".{_SIGNIFICANT_DIGITS}g"))
    if is_percentage(number_format):
        return _plain(number * 100) + "%"
    return _plain(number) + ("%" if "%" in number_format else "")


def is_percentage(number_format: str) -> bool:
    """Tell whether a number format multiplies by 100; a percent sign in quotes is only text."""
    return "%" in _LITERAL.sub("", number_format)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _load(data: bytes, name: str, *, data_only: bool) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=data_only)
    except Exception as error:  # openpyxl, zip and XML each raise their own kinds
        raise _refusal("corrupt_file", name, "已损坏，无法打开", f"is damaged: {error}") from error


def _refuse_oversized(data: bytes, name: str) -> None:
    """Count what is stored before it is loaded: a loaded cell takes fifty times its bytes."""
    limits = Limits()
    package = Package(data, name, limits)
    cells = 0
    for entry in package.entries():
        if not entry.filename.endswith((".xml", ".rels")):
            continue
        xml = package.read(entry)
        refuse_declarations(xml, name, entry.filename)
        if not entry.filename.startswith("xl/worksheets/"):
            continue
        rows = sum(1 for _ in _STORED_ROW.finditer(xml))
        limits.refuse_more("rows", rows, name, entry.filename)
        cells += sum(1 for _ in _STORED_CELL.finditer(xml))
        cells += sum(_area(found[1].decode()) for found in _MERGE.finditer(xml))
        limits.refuse_more("cells", cells, name, entry.filename)


def _area(reference: str) -> int:
    left, top, right, bottom = range_boundaries(reference)
    return (int(right or 0) - int(left or 0) + 1) * (int(bottom or 0) - int(top or 0) + 1)


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [
            n for n in archive.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")
        ]
        return any(b"<f>" in (xml := archive.read(n)) or b"<f " in xml for n in names)


def _drafts(sheet: Any, twin: Any) -> list[CellDraft]:
    spans = {
        (area.min_row, area.min_col): (
            area.max_row - area.min_row + 1,
            area.max_col - area.min_col + 1,
        )
        for area in sheet.merged_cells.ranges
    }
    drafts = []
    # Only stored cells: a formatted cell in the last row would make iter_rows invent millions.
    for place in sorted(sheet._cells):
        cell = sheet._cells[place]
        text = _cell_text(cell, twin)
        if not text and place not in spans:
            continue
        row_span, col_span = spans.get(place, (1, 1))
        drafts.append(
            CellDraft(
                row=cell.row - 1,
                col=cell.column - 1,
                lines=(text,),
                row_span=row_span,
                col_span=col_span,
                sheet=sheet.title,
                cell=f"{get_column_letter(cell.column)}{cell.row}",
            )
        )
    return drafts


def _hidden_columns(sheet: Any) -> set[int]:
    """Columns from zero; the file may name a run of them by its first."""
    runs = (one for one in sheet.column_dimensions.values() if one.hidden)
    return {col - 1 for one in runs for col in range(one.min, min(one.max, sheet.max_column) + 1)}


def _cell_text(cell: Any, twin: Any) -> str:
    value = cell.value
    if value is None and twin is not None:
        value = twin[cell.coordinate].value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return format_number(value, cell.number_format or "General")
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value).strip()


def _refusal(code: str, name: str, zh: str, en: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        code,
        f"工作簿“{name}”{zh}。请检查文件后重新报送。",
        f"The workbook '{name}' {en}. Check the file and send it again.",
        name,
    )
