"""What a workbook's package says beside its values: formulas, percentages, macros, links. Pure.

The values come from calamine, which tells neither how a number is shown nor whether a formula was
ever calculated. The parts are searched and not parsed: a form of a hundred rows takes milliseconds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS

from ingestion.extract.limits import Limits
from ingestion.extract.package import Package
from ingestion.submissions.outside import reaches_outside

Place = tuple[int, int]

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*?)/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*?)/?>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_FORMATS = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*?)/?>")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
_STYLE = re.compile(rb"<(?:\w+:)?xf\s([^>]*?)/?>")
_TOKEN = re.compile(rb"<(?:\w+:)?(?:row\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.S)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.S)
_CACHED = re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]|\bt=\"str\"|<(?:\w+:)?is\b")
_REFERENCE = re.compile(rb"\br=[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_STYLE_OF = re.compile(rb"\bs=[\"'](\d+)[\"']")
# Parts that fetch or run something when an office program opens the file.
_OUTSIDE_PARTS = ("xl/externalLinks/", "xl/connections.xml", "xl/queryTables/")
_MACRO_PARTS = ("vbaProject.bin", "xl/macrosheets/")


class SheetFacts(NamedTuple):
    """What one sheet's part says of its cells, by (row, column) from zero.

    ``uncalculated`` are formulas without a stored value, ``outside`` formulas that reach beyond the
    workbook, ``percents`` formats of the numbers that are shown as percentages.
    """

    uncalculated: frozenset[Place] = frozenset()
    outside: Mapping[Place, str] = MappingProxyType({})
    percents: Mapping[Place, str] = MappingProxyType({})


class PackageFacts(NamedTuple):
    """What a workbook holds beside its sheets, and the facts of each sheet by name."""

    sheets: dict[str, SheetFacts]
    has_macros: bool
    outside_parts: tuple[str, ...]


def read_facts(data: bytes, name: str, limits: Limits) -> PackageFacts:
    """Search a workbook's parts.

    Raises:
        UnreadableDocumentError: ``corrupt_file``, ``encrypted_file`` or ``over_limit``.
    """
    package = Package(data, name, limits)
    members = package.names()
    formats = _percent_styles(package) if "xl/styles.xml" in members else {}
    sheets = {
        title: _sheet_facts(package.read(part), formats)
        for title, part in _sheet_parts(package, members)
    }
    return PackageFacts(
        sheets=sheets,
        has_macros=any(mark in member for member in members for mark in _MACRO_PARTS),
        outside_parts=tuple(one for one in members if one.startswith(_OUTSIDE_PARTS)),
    )


def _sheet_parts(package: Package, members: list[str]) -> Iterator[tuple[str, str]]:
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(members):
        return
    targets = {}
    for match in _RELATION.finditer(package.read("xl/_rels/workbook.xml.rels")):
        said = _attributes(match[1])
        targets[said.get("Id", "")] = said.get("Target", "")
    for match in _SHEET.finditer(package.read("xl/workbook.xml")):
        said = _attributes(match[1])
        target = next((targets.get(v, "") for k, v in said.items() if k.endswith(":id")), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in members:
            yield said.get("name", ""), part


def _attributes(text: bytes) -> dict[str, str]:
    return {
        match[1].decode(): html.unescape((match[2] or match[3] or b"").decode("utf-8", "replace"))
        for match in _ATTRIBUTE.finditer(text)
    }


def _percent_styles(package: Package) -> dict[int, str]:
    """Style number -> number format, of the styles with a percent sign."""
    styles = package.read("xl/styles.xml")
    formats = dict(BUILTIN_FORMATS)
    for match in _FORMATS.finditer(styles):
        said = _attributes(match[1])
        formats[int(said.get("numFmtId", "0"))] = said.get("formatCode", "")
    found = _CELL_STYLES.search(styles)
    numbered = enumerate(_STYLE.finditer(found[0])) if found else ()
    shown = {
        number: formats.get(int(_attributes(match[1]).get("numFmtId", "0")), "")
        for number, match in numbered
    }
    return {number: code for number, code in shown.items() if "%" in code}


def _sheet_facts(part: bytes, percent_styles: dict[int, str]) -> SheetFacts:
    has_formulas = b"<f" in part or b":f" in part
    if not percent_styles and not has_formulas:
        return SheetFacts()
    uncalculated: set[Place] = set()
    outside: dict[Place, str] = {}
    percents: dict[Place, str] = {}
    for place, head, body in _cells(part):
        style = _STYLE_OF.search(head)
        if style and (shown := percent_styles.get(int(style[1]))):
            percents[place] = shown
        formula = _FORMULA.search(body) if has_formulas else None
        if formula is None:
            continue
        if not _CACHED.search(body) and b't="str"' not in head:
            uncalculated.add(place)
        text = html.unescape((formula[1] or b"").decode("utf-8", "replace"))
        if reaches_outside(f"={text}"):
            outside[place] = f"={text}"
    return SheetFacts(frozenset(uncalculated), outside, percents)


def _cells(part: bytes) -> Iterator[tuple[Place, bytes, bytes]]:
    """Stored cells with their attributes and content; a writer may leave the addresses out."""
    row, col = -1, -1
    for match in _TOKEN.finditer(part):
        if match[1] is not None:
            number = _ROW_NUMBER.search(match[1])
            row, col = int(number[1]) - 1 if number else row + 1, -1
            continue
        said = _REFERENCE.search(match[2])
        if said:
            row, col = int(said[2]) - 1, _column(said[1])
        else:
            col += 1
        yield (row, col), match[2], match[3] or b""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
