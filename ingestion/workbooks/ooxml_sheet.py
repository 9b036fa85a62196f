"""Cells of one worksheet: find or add one, and give it another format. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 8.43, 15.0
# What stands behind <legacyDrawing> in a worksheet, as its schema orders it.
_BEHIND_LEGACY = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
     "tableParts", "extLst", "AlternateContent"}
)  # fmt: skip


class Address(NamedTuple):
    """A cell, both numbers from 1."""

    row: int
    column: int

    @property
    def text(self) -> str:
        """As a spreadsheet shows it."""
        return f"{get_column_letter(self.column)}{self.row}"


def parse_address(text: str) -> Address | None:
    """Read ``B4`` or ``$B$4``; of a range its first cell; None for anything else."""
    match = _ADDRESS.fullmatch(text.partition(":")[0].strip())
    if match is None:
        return None
    address = Address(int(match[2]), column_index_from_string(match[1].upper()))
    is_inside = 1 <= address.row <= _LAST_ROW and address.column <= _LAST_COLUMN
    return address if is_inside else None


class WorksheetXml:
    """The XML of one worksheet while its cells get other formats."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self.namespace = etree.QName(root).namespace or ""
        self._data = root.find(self._tag("sheetData"))
        self._rows: dict[int, Any] = {}
        self._number_rows()

    def restyle(self, at: Address, style_of: Callable[[int], int]) -> None:
        """Give a cell the format that ``style_of`` makes of the one it has."""
        cell = self._cell(at)
        cell.set("s", str(style_of(int(cell.get("s") or 0))))

    def anchor(self, at: Address) -> Address:
        """The cell that is shown at an address: of a merged area its first one."""
        for one in self._root.iter(self._tag("mergeCell")):
            first, _, last = (one.get("ref") or "").partition(":")
            start, end = parse_address(first), parse_address(last or first)
            if start and end and _lies_in(at, start, end):
                return start
        return at

    def has_hidden_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        found = self._column(column)
        return found is not None and found.get("hidden") in ("1", "true")

    def width(self, column: int) -> int:
        """Width of a column. Unit: pixels."""
        found = self._column(column)
        if found is not None and found.get("hidden") in ("1", "true"):
            return 0
        shown = float(found.get("width") or _DEFAULT_WIDTH) if found is not None else _DEFAULT_WIDTH
        return max(1, round(shown * 7 + 5))

    def height(self, row: int) -> int:
        """Height of a row. Unit: pixels."""
        found = self._rows.get(row)
        shown = found.get("ht") if found is not None else None
        return max(1, round(float(shown or _DEFAULT_HEIGHT) * 4 / 3))

    def legacy_drawing(self) -> str | None:
        """Id of the relationship to the drawing that holds the boxes of comments."""
        found = self._root.find(self._tag("legacyDrawing"))
        if found is None:
            return None
        return next((value for name, value in found.attrib.items() if name.endswith("}id")), None)

    def set_legacy_drawing(self, relation_id: str, relation_base: str) -> None:
        """Name that drawing, where the schema wants it."""
        one = etree.Element(self._tag("legacyDrawing"), nsmap={"r": relation_base})
        one.set(f"{{{relation_base}}}id", relation_id)
        past_data = False
        for child in self._root:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            past_data |= name == "sheetData"
            if past_data and name in _BEHIND_LEGACY:
                child.addprevious(one)
                return
        self._root.append(one)

    def _number_rows(self) -> None:
        last = 0
        for row in self._data if self._data is not None else ():
            if row.tag == self._tag("row"):
                last = int(row.get("r") or last + 1)
                self._rows[last] = row

    def _cell(self, at: Address) -> Any:
        row = self._row(at.row)
        cells = self._cells(row)
        if at.column in cells:
            return cells[at.column]
        for column, cell in cells.items():  # places that are only counted must not move
            cell.set("r", Address(at.row, column).text)
        new = etree.Element(self._tag("c"), r=at.text)
        base = self._style_of_blank(row, at.column)
        if base:
            new.set("s", base)
        behind = next((cell for column, cell in cells.items() if column > at.column), None)
        if behind is not None:
            behind.addprevious(new)
        elif cells:
            list(cells.values())[-1].addnext(new)
        else:
            row.insert(0, new)
        row.attrib.pop("spans", None)  # only a hint, and no longer true
        return new

    def _row(self, number: int) -> Any:
        if number in self._rows:
            return self._rows[number]
        for known, row in self._rows.items():
            row.set("r", str(known))
        new = etree.Element(self._tag("row"), r=str(number))
        behind = [known for known in self._rows if known > number]
        if behind:
            self._rows[min(behind)].addprevious(new)
        else:
            self._data.append(new)
        self._rows = dict(sorted((self._rows | {number: new}).items()))
        return new

    def _cells(self, row: Any) -> dict[int, Any]:
        found: dict[int, Any] = {}
        last = 0
        for cell in row:
            if cell.tag == self._tag("c"):
                at = parse_address(cell.get("r") or "")
                last = at.column if at else last + 1
                found[last] = cell
        return found

    def _style_of_blank(self, row: Any, column: int) -> str | None:
        """A blank cell looks like its row, else like its column."""
        if row.get("customFormat") in ("1", "true"):
            return str(row.get("s") or 0)
        found = self._column(column)
        return found.get("style") if found is not None else None

    def _column(self, column: int) -> Any:
        columns = self._root.find(self._tag("cols"))
        for one in columns if columns is not None else ():
            if one.tag == self._tag("col") and int(one.get("min")) <= column <= int(one.get("max")):
                return one
        return None

    def _tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"


def _lies_in(at: Address, start: Address, end: Address) -> bool:
    return start.row <= at.row <= end.row and start.column <= at.column <= end.column
