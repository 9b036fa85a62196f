"""The reporter's own file with the cells in question marked and commented, ready to be put right.

Pure. A workbook comes back as the same package: only the marked cells have another fill, only
comments are added, and every part that holds neither has the bytes that it came with. What is no
XLSX comes back as an XLSX copy of its cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

from lxml import etree

from ingestion.extract.package import corrupt_file
from ingestion.extract.registry import sniff_format
from ingestion.workbooks.header_cells import first_header_cells
from ingestion.workbooks.marked_copy import copy_with_marks
from ingestion.workbooks.ooxml_comments import SheetComments
from ingestion.workbooks.ooxml_package import OfficePackage
from ingestion.workbooks.ooxml_sheet import Address, WorksheetXml, parse_address
from ingestion.workbooks.ooxml_styles import FillStyles
from ingestion.workbooks.remarks import AUTHOR, CellRemark, make_mark

_MACRO_SUFFIXES = (".xlsm", ".xltm")


class CorrectionFile(NamedTuple):
    """A file to send back: what to call it, and its bytes."""

    name: str
    data: bytes


def write_correction(data: bytes, name: str, remarks: Sequence[CellRemark]) -> CorrectionFile:
    """Mark the cells of a submission that something is wrong with.

    Args:
        data: The file as it came.
        name: Its name.
        remarks: What is wrong, in any order. One without a cell, or with a cell that the file does
            not have, goes to the first header cell.

    Returns:
        The file to send back; an XLSX or XLSM is the same package. The same input gives the same
        bytes.

    Raises:
        UnreadableDocumentError: The file cannot be opened: there is nothing to mark.
    """
    if sniff_format(data, name) != "xlsx":
        return CorrectionFile(_marked_name(name, ".xlsx"), copy_with_marks(data, name, remarks))
    suffix = PurePath(name).suffix.lower()
    kept = suffix if suffix in _MACRO_SUFFIXES else ".xlsx"
    return CorrectionFile(_marked_name(name, kept), _mark_package(data, name, remarks))


def _marked_name(name: str, suffix: str) -> str:
    return f"{PurePath(name).stem}_需更正{suffix}"


class _SheetPart(NamedTuple):
    title: str
    path: str
    is_visible: bool


def _mark_package(data: bytes, name: str, remarks: Sequence[CellRemark]) -> bytes:
    package = OfficePackage(data, name)
    workbook_path = _workbook_path(package)
    sheets = _worksheets(package, workbook_path)
    headers = _Headers(data, name)
    by_sheet: dict[str, list[CellRemark]] = {}
    for remark in remarks:
        by_sheet.setdefault(_sheet_of(remark, sheets).path, []).append(remark)
    namespace = etree.QName(package.tree(workbook_path)).namespace or ""
    styles = FillStyles(package, workbook_path, namespace) if by_sheet else None
    for sheet in sheets:
        if styles is not None and sheet.path in by_sheet:
            _mark_sheet(package, sheet, by_sheet[sheet.path], styles, headers)
    return package.save()


def _mark_sheet(
    package: OfficePackage,
    sheet: _SheetPart,
    remarks: Sequence[CellRemark],
    styles: FillStyles,
    headers: _Headers,
) -> None:
    xml = WorksheetXml(package.edit(sheet.path))
    comments = SheetComments(package, sheet.path, xml, AUTHOR)
    by_cell: dict[Address, list[CellRemark]] = {}
    for remark in remarks:
        named = parse_address(remark.cell or "") if remark.sheet in (None, sheet.title) else None
        at = xml.anchor(named or headers.of(sheet.title, xml))
        by_cell.setdefault(at, []).append(remark if named else _placed(remark))
    for at in sorted(by_cell):
        mark = make_mark(by_cell[at])
        xml.restyle(at, lambda base, colour=mark.colour: styles.filled(base, colour))  # type: ignore[misc]
        comments.add(at, mark.comment)
    comments.finish()


def _placed(remark: CellRemark) -> CellRemark:
    """A remark whose own cell is not there says where it belongs."""
    if remark.cell is None:
        return remark
    place = "!".join(filter(None, (remark.sheet, remark.cell)))
    return remark.model_copy(update={"place": place})


class _Headers:
    """First header cells of the sheets; the file is read for them only if somebody asks."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data, self._name = data, name
        self._found: Mapping[str, Sequence[Address]] | None = None

    def of(self, title: str, xml: WorksheetXml) -> Address:
        """The first header cell that can be seen."""
        if self._found is None:
            self._found = first_header_cells(self._data, self._name)
        cells = self._found.get(title, ())
        seen = (at for at in cells if not xml.has_hidden_column(at.column))
        return next(seen, Address(1, 1))


def _sheet_of(remark: CellRemark, sheets: Sequence[_SheetPart]) -> _SheetPart:
    for sheet in sheets:
        if sheet.title == remark.sheet:
            return sheet
    return next((sheet for sheet in sheets if sheet.is_visible), sheets[0])


def _workbook_path(package: OfficePackage) -> str:
    for relation in package.relations(""):
        if relation.kind == "officeDocument":
            return relation.target
    raise corrupt_file(package.name, "no workbook part")


def _worksheets(package: OfficePackage, workbook_path: str) -> list[_SheetPart]:
    targets = {
        relation.relation_id: relation.target
        for relation in package.relations(workbook_path)
        if relation.kind == "worksheet" and package.has(relation.target)
    }
    found = []
    for one in package.tree(workbook_path).iter("{*}sheet"):
        path = targets.get(_relation_id(one))
        if path is not None:
            found.append(_SheetPart(one.get("name"), path, one.get("state") in (None, "visible")))
    if not found:
        raise corrupt_file(package.name, "no worksheet")
    return found


def _relation_id(element: Any) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}id")), "")
