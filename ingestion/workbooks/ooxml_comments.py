"""Comments of one worksheet, added to those that it has. Pure.

A comment has its text in one part and its box in an old drawing (VML), which is spliced and never
parsed: programs write drawings that are no well-formed XML.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from ingestion.workbooks.ooxml_package import OfficePackage
from ingestion.workbooks.ooxml_sheet import Address, WorksheetXml
from ingestion.workbooks.texts import line_count

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
_ID_BLOCK = re.compile(rb"""<o:idmap\b[^>]*\bdata\s*=\s*["']([\d,]+)["']""")
_BLOCK = 1024
_BOX_WIDTH, _LINE_HEIGHT, _CHARACTERS_A_LINE = 300, 17, 44
_LAST_COLUMN = 16_384
_HEAD = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml"'
    b' xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style={style} fillcolor="#ffffe1"'
    ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_NAMESPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)


class SheetComments:
    """Adds comments to one worksheet of a package.

    Args:
        package: The workbook.
        path: Part of the worksheet.
        sheet: Its XML.
        author: Who comments.
    """

    def __init__(self, package: OfficePackage, path: str, sheet: WorksheetXml, author: str) -> None:
        self._package, self._path, self._sheet = package, path, sheet
        self._root = self._open()
        self._author = self._author_id(author)
        self._shapes: list[str] = []
        self._drawing = self._open_drawing()
        self._next_id = self._first_id()

    def add(self, at: Address, text: str) -> None:
        """Comment on a cell; what was said about it before stays and stands first."""
        text = _ILLEGAL.sub("", text)
        known = self._find(at)
        if known is not None:
            self._append(known, text)
            return
        comments = self._root.find(self._tag("commentList"))
        one = etree.SubElement(comments, self._tag("comment"), ref=at.text, authorId=self._author)
        holder = etree.SubElement(one, self._tag("text"))
        holder.append(self._run(text))
        self._shapes.append(self._shape(at, text))

    def finish(self) -> None:
        """Put the boxes of the added comments into the drawing."""
        if not self._shapes:
            return
        data = self._package.read(self._drawing)
        end = data.rindex(b"</xml>")
        has_type = b'"_x0000_t202"' in data or b"'_x0000_t202'" in data
        added = "".join(([] if has_type else [_SHAPE_TYPE]) + self._shapes)
        if b"xmlns:v=" not in data or b"xmlns:x=" not in data or b"xmlns:o=" not in data:
            added = re.sub(r"<v:(shape|shapetype) ", rf"<v:\1{_NAMESPACES} ", added)
        self._package.write(self._drawing, data[:end] + added.encode("utf-8") + data[end:])

    def _open(self) -> Any:
        for relation in self._package.relations(self._path):
            if relation.kind == "comments" and self._package.has(relation.target):
                return self._package.edit(relation.target)
        root = etree.Element(self._tag("comments"), nsmap={None: self._sheet.namespace})
        etree.SubElement(root, self._tag("authors"))
        etree.SubElement(root, self._tag("commentList"))
        path, _ = self._package.unused("xl/comments{}.xml")
        self._package.add_tree(path, root)
        self._package.declare_type(path, _COMMENTS_TYPE)
        self._package.relate(self._path, "comments", path)
        return root

    def _author_id(self, author: str) -> str:
        authors = self._root.find(self._tag("authors"))
        names = [one.text for one in authors]
        if author not in names:
            etree.SubElement(authors, self._tag("author")).text = author
            names.append(author)
        return str(names.index(author))

    def _find(self, at: Address) -> Any:
        for one in self._root.iter(self._tag("comment")):
            if one.get("ref") == at.text:
                return one
        return None

    def _append(self, comment: Any, text: str) -> None:
        holder = comment.find(self._tag("text"))
        if holder is None:
            holder = etree.SubElement(comment, self._tag("text"))
        plain = holder.find(self._tag("t"))
        if plain is not None:  # a plain text becomes the first run
            run = etree.Element(self._tag("r"))
            holder.replace(plain, run)
            run.append(plain)
        runs = holder.findall(self._tag("r"))
        new = self._run(f"\n\n{text}" if runs else text)
        if runs:
            runs[-1].addnext(new)
        else:
            holder.insert(0, new)

    def _run(self, text: str) -> Any:
        run = etree.Element(self._tag("r"))
        look = etree.SubElement(run, self._tag("rPr"))
        etree.SubElement(look, self._tag("sz"), val="9")
        etree.SubElement(look, self._tag("rFont"), val="宋体")
        words = etree.SubElement(run, self._tag("t"))
        words.text = text
        words.set(_XML_SPACE, "preserve")
        return run

    def _open_drawing(self) -> str:
        relation_id = self._sheet.legacy_drawing()
        for relation in self._package.relations(self._path):
            if relation.relation_id == relation_id and self._package.has(relation.target):
                return relation.target
        path, _ = self._package.unused("xl/drawings/vmlDrawing{}.vml")
        self._package.write(path, _HEAD % self._unused_block())
        self._package.declare_extension("vml", _VML_TYPE)
        added = self._package.relate(self._path, "vmlDrawing", path)
        self._sheet.set_legacy_drawing(added, self._package.relation_base)
        return path

    def _unused_block(self) -> int:
        """Ids of shapes are given out in blocks, and no two drawings share one."""
        blocks = [0]
        for path in self._package.paths():
            if path.casefold().endswith(".vml"):
                blocks += _blocks(self._package.read(path))
        return max(blocks) + 1

    def _first_id(self) -> int:
        data = self._package.read(self._drawing)
        taken = [int(one) for one in _SHAPE_ID.findall(data)]
        return max([*taken, _BLOCK * min(_blocks(data) or [1])]) + 1

    def _shape(self, at: Address, text: str) -> str:
        number = self._next_id
        self._next_id += 1
        return _SHAPE.format(
            id=number,
            style=quoteattr(f"position:absolute;z-index:{number % _BLOCK + 1};visibility:hidden"),
            anchor=self._anchor(at, text),
            row=at.row - 1,
            column=at.column - 1,
        )

    def _anchor(self, at: Address, text: str) -> str:
        """Where the box stands: right of the cell, as wide and high as the text asks for."""
        height = _LINE_HEIGHT * (line_count(text, _CHARACTERS_A_LINE) + 1)
        left = min(at.column, _LAST_COLUMN - 4)  # from 0: the column behind the cell's
        top = max(at.row - 2, 0)
        right, right_rest = _reach(left, _BOX_WIDTH + 12, self._sheet.width)
        bottom, bottom_rest = _reach(top, height + 4, self._sheet.height)
        return f"{left}, 12, {top}, 4, {right}, {right_rest}, {bottom}, {bottom_rest}"

    def _tag(self, name: str) -> str:
        return f"{{{self._sheet.namespace}}}{name}"


def _reach(start: int, pixels: int, size_of: Any) -> tuple[int, int]:
    """The column or row (from 0) in which so many pixels end, and how many of them lie in it."""
    at, left = start, pixels
    while (size := size_of(at + 1)) <= left and at < start + 60:
        left -= size
        at += 1
    return at, min(left, max(size - 1, 0))


def _blocks(data: bytes) -> list[int]:
    return [int(one) for found in _ID_BLOCK.findall(data) for one in found.split(b",") if one]
