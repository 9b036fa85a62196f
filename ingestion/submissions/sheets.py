"""Read a submission file into cells with their places, XLSX by calamine, or CSV. Pure.

The canonical text of a workbook is one non-empty cell a line, sheet by sheet, row by row; that of a
CSV file is its decoded text. Every cell's ``quote`` equals ``text[start:end]``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.limits import Limits
from ingestion.extract.registry import sniff_format
from ingestion.extract.text import decode_text, trimmed
from ingestion.extract.xlsx import format_number
from ingestion.records import DocumentFormat
from ingestion.submissions.package_facts import PackageFacts, SheetFacts, read_facts

_DELIMITERS = (",", "\t", ";")
_EXACT_INTEGERS = 10**15
_NO_FACTS = SheetFacts()


class SheetCell(NamedTuple):
    """One non-empty cell. ``row`` and ``col`` count from zero; ``day`` is set for a date cell."""

    row: int
    col: int
    text: str
    quote: str
    start: int
    end: int
    day: date | None = None


class Sheet(NamedTuple):
    """One sheet. ``anchors`` leads from a cell that a merge covers to the cell that prints it.

    ``name`` is ``None`` in a CSV file. ``shape`` is (rows, columns) in use. ``facts`` tells what is
    known of formulas. ``addresses`` names the cells where a file has its own way to.
    """

    name: str | None
    cells: dict[tuple[int, int], SheetCell]
    anchors: dict[tuple[int, int], tuple[int, int]]
    shape: tuple[int, int]
    is_hidden: bool = False
    facts: SheetFacts = _NO_FACTS
    addresses: Mapping[tuple[int, int], str] | None = None

    def address(self, row: int, col: int) -> str:
        """Name of a cell, as the one who made the file would find it."""
        named = self.addresses.get((row, col)) if self.addresses is not None else None
        return named or cell_address(row, col)


class SheetFile(NamedTuple):
    """A file as read: its format, its canonical text and its sheets.

    ``has_macros`` tells of programs in the file, ``outside_parts`` of parts that fetch something.
    """

    format: DocumentFormat
    text: str
    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    outside_parts: tuple[str, ...] = ()


def read_workbook(data: bytes, name: str) -> SheetFile:
    """Read all sheets of a workbook.

    Returns:
        The sheets, exact: integer cells without ``.0``, other numbers with the 15 digits that a
        spreadsheet keeps, percentages as they are shown.

    Raises:
        UnreadableDocumentError: ``damaged_workbook``, ``encrypted_file`` or ``over_limit``.
    """
    limits = Limits()
    try:
        facts = read_facts(data, name, limits)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _join_sheets(book, facts, name, limits)
    except UnreadableDocumentError as error:
        if error.code == "corrupt_file":
            raise damaged_workbook(name, error) from error
        raise
    except Exception as error:  # calamine, zip and XML each raise their own kinds
        raise damaged_workbook(name, error) from error


def read_sheets(data: bytes, name: str, rate: Callable[[Sheet], int]) -> SheetFile:
    """Read all sheets of a workbook or a CSV file.

    Args:
        data: The bytes as landed.
        name: File name, for messages and where the bytes do not tell the format.
        rate: How well a sheet looks like a submission; decides how a CSV file separates cells.

    Raises:
        UnreadableDocumentError: ``empty_file``, ``binary_file``, ``unknown_encoding``,
            ``unknown_format``, ``damaged_workbook`` or ``over_limit``.
    """
    kind = sniff_format(data, name)
    if kind == "xlsx":
        return read_workbook(data, name)
    if kind in ("text", "csv"):
        return read_csv(decode_text(data, name)[0], rate)
    raise unknown_format(name)


def unknown_format(name: str) -> UnreadableDocumentError:
    """The refusal of a file that no reader of submissions knows."""
    return UnreadableDocumentError(
        "unknown_format",
        f"“{name}”的格式不能作为报送读取，请另存为 XLSX 后重新报送",
        f"'{name}' is of a format that no report is read from; save it as XLSX and send it again",
        name,
    )


def cell_address(row: int, col: int) -> str:
    """Name of a cell as a spreadsheet shows it: row 0, column 1 is ``B1``."""
    return f"{get_column_letter(col + 1)}{row + 1}"


def damaged_workbook(name: str, error: Exception) -> UnreadableDocumentError:
    """The refusal of a workbook that cannot be opened."""
    return UnreadableDocumentError(
        "damaged_workbook",
        f"工作簿“{name}”已损坏或加密，无法打开，请检查后重新报送",
        f"the workbook '{name}' is damaged or encrypted and cannot be opened ({error})",
        name,
    )


def _join_sheets(book: Any, facts: PackageFacts, name: str, limits: Limits) -> SheetFile:
    lines: list[str] = []
    offset = used = 0
    sheets = []
    for meta in book.sheets_metadata:
        if str(meta.typ).rpartition(".")[2] != "WorkSheet":
            continue
        stored = book.get_sheet_by_name(meta.name)
        # Before it is spread out: one stray cell in the last row makes millions.
        used += stored.total_height * stored.total_width
        limits.refuse_more("places", used, name, meta.name)
        known = facts.sheets.get(meta.name, _NO_FACTS)
        cells = {}
        rows = stored.to_python(skip_empty_area=False)
        for row, col, found in _found_values(rows):
            text = _shown(found, known.percents.get((row, col), ""))
            if not text:
                continue
            day = found if isinstance(found, date) else None
            day = found.date() if isinstance(found, datetime) else day
            end = offset + len(text)
            cells[row, col] = SheetCell(row, col, text, text, offset, end, day)
            lines.append(text)
            offset = end + 1
        shape = (len(rows), max(map(len, rows), default=0))
        anchors = merged_anchors(stored.merged_cell_ranges or [], shape)
        is_hidden = str(meta.visible).rpartition(".")[2] != "Visible"
        sheets.append(Sheet(meta.name, cells, anchors, shape, is_hidden, known))
    text = "".join(f"{line}\n" for line in lines)
    return SheetFile("xlsx", text, tuple(sheets), facts.has_macros, facts.outside_parts)


def _found_values(rows: list[list[Any]]) -> Iterator[tuple[int, int, Any]]:
    for row, values in enumerate(rows):
        for col, found in enumerate(values):
            if found is not None and found != "":
                yield row, col, found


def _shown(found: Any, number_format: str) -> str:
    """A cell as a spreadsheet shows it, before rounding for display."""
    if isinstance(found, str):
        return found.strip()
    if isinstance(found, bool):
        return str(found).upper()
    if isinstance(found, int | float):
        if not number_format and abs(found) < _EXACT_INTEGERS and found == int(found):
            return str(int(found))
        return format_number(found, number_format)
    if isinstance(found, datetime):
        is_day = found.time() == datetime.min.time()
        return found.date().isoformat() if is_day else found.isoformat(sep=" ")
    return str(found)


def merged_anchors(
    merges: list[Any], shape: tuple[int, int]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Covered cell -> the cell that prints; a merge may claim more than the sheet uses.

    Args:
        merges: First and last cell of each, as (row, column) from zero.
        shape: Rows and columns in use.
    """
    return {
        (row, col): (first[0], first[1])
        for first, last in merges
        for row in range(first[0], min(last[0] + 1, shape[0]))
        for col in range(first[1], min(last[1] + 1, shape[1]))
        if (row, col) != (first[0], first[1])
    }


def read_csv(text: str, rate: Callable[[Sheet], int]) -> SheetFile:
    """Read a CSV text, with the separator that makes it look most like a submission."""
    sheets = [_csv_sheet(_scan_csv(text, delimiter)) for delimiter in _DELIMITERS]
    return SheetFile("csv", text, (max(sheets, key=rate),))


def _csv_sheet(scanned: list[SheetCell]) -> Sheet:
    cells = {(cell.row, cell.col): cell for cell in scanned if cell.text}
    rows = 1 + max((cell.row for cell in scanned), default=-1)
    columns = 1 + max((cell.col for cell in scanned), default=-1)
    return Sheet(None, cells, {}, (rows, columns))


def _scan_csv(text: str, delimiter: str) -> list[SheetCell]:
    """All cells of a CSV text, empty ones too, each with the span of what stands in it."""
    mark = re.escape(delimiter)
    token = re.compile(
        rf'(?:[ ]*"(?P<quoted>(?:[^"]|"")*)"[ ]*(?=[\r\n{mark}]|\Z)|(?P<plain>[^\r\n{mark}]*))'
        rf"(?P<end>{mark}|\r\n|\r|\n|\Z)"
    )
    cells: list[SheetCell] = []
    row = col = position = 0
    while position < len(text):
        match = token.match(text, position)
        assert match is not None, "the second branch matches anything up to a line end"
        group = "quoted" if match["quoted"] is not None else "plain"
        start, end = trimmed(text, *match.span(group))
        quote = text[start:end]
        shown = quote.replace('""', '"') if group == "quoted" else quote
        cells.append(SheetCell(row, col, shown, quote, start, end))
        row, col = (row, col + 1) if match["end"] == delimiter else (row + 1, 0)
        position = match.end()
    return cells
