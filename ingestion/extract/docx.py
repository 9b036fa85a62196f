"""Read a word processor file: paragraphs with their automatic numbers, tables with spans. Pure.

The XML is read with lxml: accepted insertions count and deletions do not, as in a print of the
final version. Footnotes and endnotes follow the text, so that none stands inside a sentence. Macros
are never run; headers, footers and comments are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.canonical import CanonicalWriter, CellDraft
from ingestion.extract.limits import Deadline, Limits
from ingestion.extract.model import ReadDocument
from ingestion.extract.numbering import Numbering
from ingestion.extract.package import Package, corrupt_file
from ingestion.extract.wordml import attribute, child, children, is_on, tag_of

_MAIN_PART = "/officeDocument"
# Wrappers whose content is the document's: content controls, insertions, links, tags.
_TRANSPARENT = frozenset(
    ["sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple",
     "dir", "bdo", "body", "Choice"]
)  # fmt: skip
_REMOVED = frozenset({"del", "moveFrom", "Fallback"})
_MAX_SPAN = 1000
# A table nests others as an arrangement of the page if so many of its cells hold one.
_LAYOUT_SHARE = 0.25


def read_docx(data: bytes, name: str, document_id: str) -> ReadDocument:
    """Read one DOCX or DOCM file.

    Args:
        data: The bytes as landed.
        name: File name, for messages only.
        document_id: sha256 of the bytes.

    Returns:
        Canonical text with one paragraph per line, automatic numbers written out, and the tables.
        A table inside a cell is a table of its own if the outer one only arranges the page; in a
        table of data it is part of the cell's text.

    Raises:
        UnreadableDocumentError: ``corrupt_file``, ``encrypted_file``, ``unsafe_xml``,
            ``over_limit``, or ``empty_file`` if it has no text.
    """
    limits = Limits()
    package = Package(data, name, limits)
    main = _main_part(package)
    document = package.xml(main)
    body = child(document, "body")
    if body is None:
        raise corrupt_file(name, "no body", main)
    numbering = Numbering(_sibling(package, main, "numbering"), _sibling(package, main, "styles"))
    reader = _Reader(name, limits, numbering)
    reader.write_blocks(body)
    for kind in ("footnote", "endnote"):
        for note in _notes(_sibling(package, main, f"{kind}s"), body, kind):
            reader.write_blocks(note)
    if not reader.writer.paragraphs:
        raise UnreadableDocumentError(
            "empty_file",
            f"文档“{name}”没有文字（可能只有图片）。请提供文字版后重新报送。",
            f"The document '{name}' holds no text (perhaps only pictures). Send one with text.",
            name,
        )
    return ReadDocument(
        document_id=document_id,
        format="docx",
        encoding=None,
        text=reader.writer.text,
        paragraphs=tuple(reader.writer.paragraphs),
        tables=tuple(reader.writer.tables),
    )


def _main_part(package: Package) -> str:
    for relation in package.xml("_rels/.rels"):
        if (relation.get("Type") or "").endswith(_MAIN_PART):
            return (relation.get("Target") or "").lstrip("/")
    raise corrupt_file(package.name, "no main part", "_rels/.rels")


def _sibling(package: Package, main: str, stem: str) -> Any:
    path = str(PurePosixPath(main).with_name(f"{stem}.xml"))
    return package.xml(path) if path in package.names() else None


def _notes(notes: Any, body: Any, kind: str) -> Iterator[Any]:
    """The notes that the text refers to, in that order; rules between text and notes are none."""
    by_id = {attribute(note, "id"): note for note in children(notes, kind)}
    for mark in body.iter(f"{{*}}{kind}Reference"):
        if not any(tag_of(above) in _REMOVED for above in mark.iterancestors()):
            note = by_id.pop(attribute(mark, "id"), None)
            if note is not None:
                yield note


@dataclass
class _Reader:
    name: str
    limits: Limits
    numbering: Numbering
    writer: CanonicalWriter = field(init=False)
    cells: int = 0

    def __post_init__(self) -> None:
        self.writer = CanonicalWriter(self.name, self.limits)
        self.deadline = Deadline(self.limits, self.name)

    def write_blocks(self, parent: Any) -> None:
        """Write the paragraphs and tables of one container in order."""
        for block in _blocks(parent):
            if tag_of(block) == "p":
                self.writer.add_paragraph(self._paragraph(block))
                continue
            self.deadline.check()
            if _arranges_page(block):
                for _, cell in _row_cells(block):
                    self.write_blocks(cell)
            else:
                self.writer.add_table(self._drafts(block))

    def _paragraph(self, paragraph: Any) -> str:
        label = self.numbering.label(paragraph)
        return (label + "".join(_texts(paragraph)).strip()).strip()

    def _cell_lines(self, cell: Any) -> list[str]:
        lines: list[str] = []
        for block in _blocks(cell):
            if tag_of(block) == "p":
                lines.extend(self._paragraph(block).splitlines())
            else:
                for _, inner in _row_cells(block):
                    lines.extend(self._cell_lines(inner))
        return lines

    def _drafts(self, table: Any) -> list[CellDraft]:
        drafts: list[CellDraft] = []
        open_merges: dict[int, int] = {}  # grid column -> index of the draft that reaches down
        for row_no, row in enumerate(_rows(table)):
            col = _count(child(row, "trPr"), "gridBefore")
            for cell in _inner(row, "tc"):
                self.cells += 1
                self.limits.refuse_more("cells", self.cells, self.name)
                properties = child(cell, "tcPr")
                span = min(max(1, _count(properties, "gridSpan", 1)), _MAX_SPAN)
                merge = child(properties, "vMerge")
                continues = merge is not None and attribute(merge, "val") != "restart"
                lines = self._cell_lines(cell)
                above = open_merges.get(col)
                if continues and above is not None and _reaches(drafts[above], row_no):
                    drafts[above] = _extended(drafts[above], row_no, lines)
                elif child(properties, "hMerge") is not None and _continues(properties) and drafts:
                    drafts[-1] = _widened(drafts[-1], span, lines)
                else:
                    drafts.append(CellDraft(row_no, col, tuple(lines), col_span=span))
                    open_merges[col] = len(drafts) - 1
                if merge is None:
                    open_merges.pop(col, None)
                col += span
        return drafts


def _reaches(draft: CellDraft, row_no: int) -> bool:
    return draft.row + draft.row_span == row_no


def _extended(draft: CellDraft, row_no: int, lines: list[str]) -> CellDraft:
    span = row_no - draft.row + 1
    more = (*draft.lines, *filter(None, lines))
    return CellDraft(draft.row, draft.col, more, row_span=span, col_span=draft.col_span)


def _widened(draft: CellDraft, span: int, lines: list[str]) -> CellDraft:
    more = (*draft.lines, *filter(None, lines))
    width = draft.col_span + span
    return CellDraft(draft.row, draft.col, more, row_span=draft.row_span, col_span=width)


def _continues(properties: Any) -> bool:
    return attribute(child(properties, "hMerge"), "val") != "restart"


def _count(properties: Any, name: str, default: int = 0) -> int:
    value = attribute(child(properties, name), "val")
    return min(int(value), _MAX_SPAN) if value.isdigit() else default


def _arranges_page(table: Any) -> bool:
    cells = [cell for _, cell in _row_cells(table)]
    nesting = sum(any(tag_of(block) == "tbl" for block in _blocks(cell)) for cell in cells)
    return nesting > 0 and (len(cells) < 6 or nesting >= len(cells) * _LAYOUT_SHARE)


def _rows(table: Any) -> list[Any]:
    return [row for row in _inner(table, "tr") if child(child(row, "trPr"), "del") is None]


def _row_cells(table: Any) -> Iterator[tuple[int, Any]]:
    for row_no, row in enumerate(_rows(table)):
        for cell in _inner(row, "tc"):
            yield row_no, cell


def _inner(parent: Any, name: str) -> Iterator[Any]:
    """Children of a name, also inside content controls and insertions."""
    for one in parent:
        if tag_of(one) == name:
            yield one
        elif tag_of(one) in _TRANSPARENT:
            yield from _inner(one, name)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables of a container in order; a text box follows its paragraph."""
    for one in parent:
        tag = tag_of(one)
        if tag == "tbl":
            yield one
        elif tag == "p":
            yield one
            for box in _text_boxes(one):
                yield from _blocks(box)
        elif tag in _TRANSPARENT:
            yield from _blocks(one)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter("{*}txbxContent"):
        inside = [tag_of(one) for one in box.iterancestors()]
        if "Fallback" in inside[: inside.index("p")] and "AlternateContent" in inside:
            continue  # the same text box once more, for old programs
        if inside.count("txbxContent") == 0:
            yield box


def _texts(parent: Any) -> Iterator[str]:
    """The characters of a paragraph in order, without deleted, hidden and field code text."""
    for one in parent:
        tag = tag_of(one)
        if tag == "r":
            if not is_on(child(one, "rPr"), "vanish"):
                yield from _run_texts(one)
        elif tag in _TRANSPARENT:
            yield from _texts(one)


def _run_texts(run: Any) -> Iterator[str]:
    for one in run:
        tag = tag_of(one)
        if tag == "t":
            yield one.text or ""
        elif tag in ("tab", "ptab"):
            yield "\t"
        elif tag in ("br", "cr"):
            yield "\n"
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag == "ruby":
            for base in children(one, "rubyBase"):
                yield from _texts(base)
