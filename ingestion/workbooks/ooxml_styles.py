"""Styles of a workbook that look like another one but for the fill. Pure."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from ingestion.workbooks.ooxml_package import OfficePackage

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MINIMAL = (
    "<styleSheet xmlns='{0}'><fonts count='1'><font/></fonts>"
    "<fills count='2'><fill><patternFill patternType='none'/></fill>"
    "<fill><patternFill patternType='gray125'/></fill></fills>"
    "<borders count='1'><border/></borders><cellStyleXfs count='1'><xf/></cellStyleXfs>"
    "<cellXfs count='1'><xf/></cellXfs></styleSheet>"
)


class FillStyles:
    """Adds fills and formats to the style part of a workbook, each only once."""

    def __init__(self, package: OfficePackage, workbook_path: str, namespace: str) -> None:
        self._package = package
        self._namespace = namespace
        self._root = self._open(workbook_path)
        self._formats: dict[tuple[int, str], int] = {}
        self._fills: dict[str, int] = {}

    def filled(self, base: int, colour: str) -> int:
        """The number of a format that is the base with another fill.

        Args:
            base: Number of the format that the cell has.
            colour: Six hexadecimal digits.
        """
        key = (base, colour)
        if key not in self._formats:
            formats = self._child("cellXfs")
            known = formats.findall(self._tag("xf"))
            copy = deepcopy(known[base]) if base < len(known) else etree.Element(self._tag("xf"))
            copy.set("fillId", str(self._fill(colour)))
            copy.set("applyFill", "1")
            formats.append(copy)
            formats.set("count", str(len(known) + 1))
            self._formats[key] = len(known)
        return self._formats[key]

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            fills = self._child("fills")
            number = len(fills.findall(self._tag("fill")))
            fill = etree.SubElement(fills, self._tag("fill"))
            pattern = etree.SubElement(fill, self._tag("patternFill"), patternType="solid")
            etree.SubElement(pattern, self._tag("fgColor"), rgb=f"FF{colour}")
            etree.SubElement(pattern, self._tag("bgColor"), indexed="64")
            fills.set("count", str(number + 1))
            self._fills[colour] = number
        return self._fills[colour]

    def _child(self, name: str) -> Any:
        """A list of the style sheet; one that is missing is made where its schema wants it."""
        found = self._root.find(self._tag(name))
        if found is None:
            minimal = etree.fromstring(_MINIMAL.format(self._namespace))
            order = [etree.QName(one).localname for one in minimal]
            found = minimal.find(self._tag(name))
            earlier = ["numFmts", *order[: order.index(name)]]
            before = [one for one in self._root if etree.QName(one).localname in earlier]
            self._root.insert(self._root.index(before[-1]) + 1 if before else 0, found)
        return found

    def _open(self, workbook_path: str) -> Any:
        relations = self._package.relations(workbook_path)
        path = next((one.target for one in relations if one.kind == "styles"), None)
        if path is not None and self._package.has(path):
            return self._package.edit(path)
        root = etree.fromstring(_MINIMAL.format(self._namespace))
        path, _ = self._package.unused("xl/styles{}.xml")
        self._package.add_tree(path, root)
        self._package.relate(workbook_path, "styles", path)
        self._package.declare_type(path, _CONTENT_TYPE)
        return root

    def _tag(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"
