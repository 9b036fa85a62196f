"""Read a submission file into cells with their places, XLSX by pandas over calamine, or CSV. Pure.

The canonical text of a workbook is one non-empty cell a line, sheet by sheet, row by row; that of a
CSV file is its decoded text. Every cell's ``quote`` equals ``text[start:end]``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.limits import Limits
from ingestion.extract.registry import sniff_format
from ingestion.extract.text import decode_text, trimmed
from ingestion.extract.xlsx import format_number
from ingestion.records import DocumentFormat

_DELIMITERS = (",", "\t", ";")
_PERCENT_FORMAT = re.compile(rb'formatCode="[^"]*%|numFmtId="(?:9|10)"')


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

    ``name`` is ``None`` in a CSV file. ``shape`` is (rows, columns) in use.
    """

    name: str | None
    cells: dict[tuple[int, int], SheetCell]
    anchors: dict[tuple[int, int], tuple[int, int]]
    shape: tuple[int, int]
    is_hidden: bool = False


class SheetFile(NamedTuple):
    """A file as read: its format, its canonical text and its sheets."""

    format: DocumentFormat
    text: str
    sheets: tuple[Sheet, ...]


def read_sheets(data: bytes, name: str, rate: Callable[[Sheet], int]) -> SheetFile:
    """Read all sheets of a submission file.

    Args:
        data: The bytes as landed.
        name: File name, for messages and where the bytes do not tell the format.
        rate: How well a sheet looks like a submission; decides how a CSV file separates cells.

    Returns:
        The sheets, exact: integer cells without ``.0``, other numbers with the 15 digits that a
        spreadsheet keeps, percentages as they are shown.

    Raises:
        UnreadableDocumentError: ``empty_file``, ``binary_file``, ``unknown_encoding``,
            ``unknown_format``, ``damaged_workbook`` or ``over_limit``.
    """
    kind = sniff_format(data, name)
    if kind == "xlsx":
        return _read_workbook(data, name)
    if kind in ("text", "csv"):
        return _read_csv(decode_text(data, name)[0], rate)
    raise UnreadableDocumentError(
        "unknown_format",
        f"“{name}”不是 XLSX 或 CSV，请另存为 XLSX 后重新报送",
        f"'{name}' is neither XLSX nor CSV; save it as XLSX and send it again",
        name,
    )


def cell_address(row: int, col: int) -> str:
    """Name of a cell as a spreadsheet shows it: row 0, column 1 is ``B1``."""
    return f"{get_column_letter(col + 1)}{row + 1}"


def _read_workbook(data: bytes, name: str) -> SheetFile:
    try:
        with pd.ExcelFile(io.BytesIO(data), engine="calamine") as workbook:
            _refuse_oversized(workbook.book, name)
            frames = pd.read_excel(
                workbook,
                sheet_name=None,
                header=None,
                dtype=object,
                na_filter=False,
                keep_default_na=False,
            )
            book: Any = workbook.book
            merges = {
                title: book.get_sheet_by_name(title).merged_cell_ranges or [] for title in frames
            }
            hidden = {
                meta.name
                for meta in book.sheets_metadata
                if str(meta.visible).rpartition(".")[2] != "Visible"
            }
        percents = _percent_cells(data)
    except UnreadableDocumentError:
        raise
    except Exception as error:  # calamine, zip and XML each raise their own kinds
        raise UnreadableDocumentError(
            "damaged_workbook",
            f"工作簿“{name}”已损坏或加密，无法打开，请检查后重新报送",
            f"the workbook '{name}' is damaged or encrypted and cannot be opened ({error})",
            name,
        ) from error
    return _join_sheets(frames, merges, hidden, percents)


def _refuse_oversized(book: Any, name: str) -> None:
    """Refuse before the sheets are spread out: one stray cell in the last row makes millions."""
    limits, used = Limits(), 0
    for title in book.sheet_names:
        sheet = book.get_sheet_by_name(title)
        used += sheet.total_height * sheet.total_width
        limits.refuse_more("places", used, name, str(title))


def _join_sheets(
    frames: dict[str, pd.DataFrame],
    merges: dict[str, list[Any]],
    hidden: set[str],
    percents: dict[tuple[str, int, int], str],
) -> SheetFile:
    lines: list[str] = []
    offset = 0
    sheets = []
    for title, frame in frames.items():
        cells = {}
        for row, col, found in _found_values(frame):
            text = _shown(found, percents.get((title, row, col), ""))
            if not text:
                continue
            day = found.date() if isinstance(found, datetime) else None
            end = offset + len(text)
            cells[row, col] = SheetCell(row, col, text, text, offset, end, day)
            lines.append(text + "\n")
            offset = end + 1
        anchors = _anchors(merges[title], frame.shape)
        sheets.append(Sheet(title, cells, anchors, frame.shape, title in hidden))
    return SheetFile("xlsx", "".join(lines), tuple(sheets))


def _found_values(frame: pd.DataFrame) -> Iterator[tuple[int, int, Any]]:
    for row, values in enumerate(frame.itertuples(index=False, name=None)):
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
        return format_number(found, number_format)
    if isinstance(found, datetime):
        is_day = found.time() == datetime.min.time()
        return found.date().isoformat() if is_day else found.isoformat(sep=" ")
    return "" if pd.isna(found) else str(found)


def _anchors(merges: list[Any], shape: tuple[int, int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Covered cell -> the cell that prints; a merge may claim more than the sheet uses."""
    return {
        (row, col): (first[0], first[1])
        for first, last in merges
        for row in range(first[0], min(last[0] + 1, shape[0]))
        for col in range(first[1], min(last[1] + 1, shape[1]))
        if (row, col) != (first[0], first[1])
    }


def _percent_cells(data: bytes) -> dict[tuple[str, int, int], str]:
    """Formats of cells that show 12% and hold 0.12: calamine does not tell, the styles do."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/styles.xml" not in archive.namelist():
            return {}
        if not _PERCENT_FORMAT.search(archive.read("xl/styles.xml")):
            return {}
    workbook: Any = load_workbook(io.BytesIO(data), data_only=True)
    return {
        (sheet.title, row - 1, col - 1): cell.number_format
        for sheet in workbook.worksheets
        # Only stored cells: iter_rows would invent all that lie between them.
        for (row, col), cell in sheet._cells.items()
        if "%" in (cell.number_format or "")
    }


def _read_csv(text: str, rate: Callable[[Sheet], int]) -> SheetFile:
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
