"""An XLSX copy of the cells of a CSV, XLS or JSON file, with remarks. Pure."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import xlsxwriter

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.package import corrupt_file
from ingestion.extract.registry import sniff_format
from ingestion.extract.text import decode_text
from ingestion.submissions.json_form import is_json
from ingestion.submissions.old_workbook import read_old_workbook
from ingestion.workbooks.header_cells import header_cells, sheets_of
from ingestion.workbooks.ooxml_sheet import Address, parse_address
from ingestion.workbooks.remarks import AUTHOR, CellRemark, Mark, make_mark
from ingestion.workbooks.texts import line_count, text_width

_COPY = "报送内容"
_NO_DATE = datetime(2000, 1, 1)
_JSON_PLACE = re.compile(r"(?:\$\.)?/?values[\[/](\d+)\]?(?:[./](\w+))?")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,13})(?:\.\d{1,6})?")
_JSON_FIELDS = (
    "indicator_key", "indicator", "unit", "value", "basis", "explanation", "attachments",
)  # fmt: skip
_MOST_WIDTH = 48


class _Grid(NamedTuple):
    """One sheet of texts; ``header`` is where remarks without a cell go."""

    title: str
    cells: Mapping[Address, str]
    header: Address


def copy_with_marks(data: bytes, name: str, remarks: Sequence[CellRemark]) -> bytes:
    """Copy the cells of a file into a workbook and mark those that remarks are about.

    Raises:
        UnreadableDocumentError: The file is none that has cells, or is damaged.
    """
    grids = _grids(data, name)
    places = {grid.title: grid for grid in grids}
    marked: dict[tuple[str, Address], list[CellRemark]] = {}
    for remark in remarks:
        grid = places.get(remark.sheet or "", grids[0])
        at = _place(remark.cell) or grid.header
        marked.setdefault((grid.title, at), []).append(remark)
    marks = {place: make_mark(found) for place, found in marked.items()}
    return _write(grids, marks)


def _grids(data: bytes, name: str) -> list[_Grid]:
    kind = sniff_format(data, name)
    sheets = read_old_workbook(data, name).sheets if kind == "xls" else None
    if kind in ("text", "csv") and is_json(decode_text(data, name)[0]):
        return [_json_grid(data, name)]
    return [
        _grid(
            sheet.name or _COPY,
            {Address(row + 1, col + 1): cell.text for (row, col), cell in sheet.cells.items()},
        )
        for sheet in sheets or sheets_of(data, name)
    ]


def _grid(title: str, cells: Mapping[Address, str]) -> _Grid:
    return _Grid(title, cells, next(iter(header_cells(cells)), Address(1, 1)))


def _json_grid(data: bytes, name: str) -> _Grid:
    """One row a value: value n of the file is row n + 2 of the copy."""
    try:
        content = json.loads(decode_text(data, name)[0])
        values = content["values"]
        rows = [dict(value) for value in values]
    except (ValueError, TypeError, KeyError, UnreadableDocumentError) as error:
        raise corrupt_file(name, error) from error
    cells = {Address(1, column): field for column, field in enumerate(_JSON_FIELDS, 1)}
    for number, row in enumerate(rows, 2):
        for column, field in enumerate(_JSON_FIELDS, 1):
            found = row.get(field)
            text = "；".join(map(str, found)) if isinstance(found, list) else found
            if text not in (None, ""):
                cells[Address(number, column)] = str(text)
    return _Grid(_COPY, cells, Address(1, 1))


def _place(cell: str | None) -> Address | None:
    if cell is None:
        return None
    match = _JSON_PLACE.fullmatch(cell)
    if match is None:
        return parse_address(cell)
    field = match[2] if match[2] in _JSON_FIELDS else "value"
    return Address(int(match[1]) + 2, _JSON_FIELDS.index(field) + 1)


def _write(grids: Sequence[_Grid], marks: Mapping[tuple[str, Address], Mark]) -> bytes:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"author": AUTHOR, "created": _NO_DATE})
    for grid in grids:
        sheet = workbook.add_worksheet(grid.title[:31])
        here = {at: mark for (title, at), mark in marks.items() if title == grid.title}
        for at in sorted({*grid.cells, *here}):
            _write_cell(workbook, sheet, at, grid.cells.get(at, ""), here.get(at))
        for column, width in _widths(grid).items():
            sheet.set_column(column - 1, column - 1, width)
        sheet.freeze_panes(grid.header.row, 0)
    workbook.close()
    return buffer.getvalue()


def _write_cell(workbook: Any, sheet: Any, at: Address, text: str, mark: Mark | None) -> None:
    look = {"valign": "top", "text_wrap": True} | ({"bg_color": f"#{mark.colour}"} if mark else {})
    form = workbook.add_format(look) if mark else None
    row, column = at.row - 1, at.column - 1
    if _PLAIN_NUMBER.fullmatch(text):
        sheet.write_number(row, column, float(text), form)
    elif text:
        sheet.write_string(row, column, text, form)
    else:
        sheet.write_blank(row, column, None, form)
    if mark:
        height = 17 * (line_count(mark.comment, 44) + 1)
        options = {"author": AUTHOR, "width": 310, "height": height, "font_size": 9}
        sheet.write_comment(row, column, mark.comment, options)


def _widths(grid: _Grid) -> dict[int, int]:
    widths: dict[int, int] = {}
    for at, text in grid.cells.items():
        widths[at.column] = max(widths.get(at.column, 8), min(text_width(text) + 2, _MOST_WIDTH))
    return widths
