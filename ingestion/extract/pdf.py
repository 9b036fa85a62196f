"""Read a PDF with text: paragraphs made whole again, ruled tables, pages and boxes. Pure.

pdfium (through pypdfium2) gives characters and lines; what they form is found here. A PDF that
holds only pictures of pages is refused: guessing at characters is worse than asking for the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.canonical import CanonicalWriter, CellDraft
from ingestion.extract.limits import Deadline, Limits
from ingestion.extract.model import Box, ReadDocument
from ingestion.extract.package import corrupt_file, encrypted_file
from ingestion.extract.pdf_aligned import find_aligned, outside_of
from ingestion.extract.pdf_furniture import furniture_of, in_margin, margin_lines
from ingestion.extract.pdf_joining import joined_over_pages
from ingestion.extract.pdf_lines import join_texts
from ingestion.extract.pdf_page import Char, Page, read_page
from ingestion.extract.pdf_paragraphs import Block, blocks_of
from ingestion.extract.pdf_tables import Leftover, Table, find_tables

# What offices print above the rest of a table on the next page.
_CONTINUED = re.compile(
    r"[（(\[]?\s*(?:续(?:上|前)?\s*表|(?:附)?表\s*\d*\s*[（(]?\s*续)\s*[\d一二三四五六七八九十]*\s*[）)\]]?"
)
_MIN_CHARS_A_PAGE = 10
_MAX_UNNAMED = 0.2


@dataclass(frozen=True)
class _Paragraph:
    page: int
    last_page: int
    block: Block


_Item = _Paragraph | Table


def read_pdf(data: bytes, name: str, document_id: str) -> ReadDocument:
    """Read one PDF.

    Page numbers, and lines that are repeated at the same place of most pages, are left out. A table
    that goes on over pages is one table.

    Args:
        data: The bytes as landed.
        name: File name, for messages only.
        document_id: sha256 of the bytes.

    Returns:
        Canonical text, and paragraphs and cells with their page and box.

    Raises:
        UnreadableDocumentError: ``corrupt_file``, ``encrypted_file``, ``no_text_layer``,
            ``unnamed_characters`` or ``over_limit``.
    """
    limits = Limits()
    pages = _read_pages(data, name, limits)
    unread = _unread_pages(pages, name)
    _refuse_unnamed(pages, name)
    # Where nothing but repeated lines stands on the pages, they are what the file says.
    items = _items(pages, furniture_of(pages), name, limits) or _items(
        pages, frozenset(), name, limits
    )
    writer = CanonicalWriter(name)
    for item in items:
        _write(writer, item)
    return ReadDocument(
        document_id=document_id,
        format="pdf",
        encoding=None,
        text=writer.text,
        paragraphs=tuple(writer.paragraphs),
        tables=tuple(writer.tables),
        unread_pages=unread,
        unplaced=tuple(writer.unplaced),
    )


def _items(
    pages: list[Page], furniture: frozenset[tuple[int, str]], name: str, limits: Limits
) -> list[_Item]:
    """Paragraphs and tables of all pages in reading order, those over page breaks made whole."""
    frames = _frames(pages)
    deadline = Deadline(limits, name)
    items: list[_Item] = []
    cells = 0
    for page in pages:
        deadline.check(f"第{page.number}页")
        found = list(_page_items(page, furniture, frames[page.width, page.height]))
        cells += sum(len(item.cells) for item in found if isinstance(item, Table))
        limits.refuse_more("cells", cells, name, f"第{page.number}页")
        for item in found:
            _append(items, item)
    return items


def _read_pages(data: bytes, name: str, limits: Limits) -> list[Page]:
    deadline = Deadline(limits, name)
    document = _open(data, name)
    try:
        limits.refuse_more("pages", len(document), name)
        pages: list[Page] = []
        characters = 0
        for number in range(1, len(document) + 1):
            deadline.check(f"第{number}页")
            pages.append(_read_one(document, number, limits, name))
            characters += len(pages[-1].chars)
            limits.refuse_more("characters", characters, name, f"第{number}页")
        return pages
    finally:
        document.close()


def _open(data: bytes, name: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error):
            raise encrypted_file(name) from error
        raise corrupt_file(name, error) from error


def _read_one(document: Any, number: int, limits: Limits, name: str) -> Page:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise corrupt_file(name, error, f"第{number}页") from error
    try:
        return read_page(page, number, limits, name)
    finally:
        page.close()


def _unread_pages(pages: list[Page], name: str) -> tuple[int, ...]:
    """Pages that are pictures of text; a file in which they are most is refused as a scan."""
    scanned = tuple(
        page.number for page in pages if page.has_picture and len(page.chars) < _MIN_CHARS_A_PAGE
    )
    if any(page.chars for page in pages) and len(scanned) * 2 <= len(pages):
        return scanned
    raise UnreadableDocumentError(
        "no_text_layer",
        f"PDF“{name}”是扫描件或没有文字层，无法读取文字。请提供可复制文字的 PDF，或 DOCX、网页版。",
        f"The PDF '{name}' is a scan or has no text layer. Send a PDF whose text can be copied, or "
        "the DOCX or the web page.",
        "、".join(f"第{number}页" for number in scanned[:5]) or name,
    )


def _refuse_unnamed(pages: list[Page], name: str) -> None:
    """Refuse a file whose fonts do not say what their characters are: what is seen is not there."""
    unnamed = sum(page.unnamed for page in pages)
    if unnamed <= _MAX_UNNAMED * sum(len(page.chars) for page in pages):
        return
    raise UnreadableDocumentError(
        "unnamed_characters",
        f"PDF“{name}”的字体没有字符对照表，复制出来是乱码，无法读取。"
        "请重新导出（嵌入字符对照），或提供 DOCX、网页版。",
        f"The fonts of the PDF '{name}' do not say which characters they draw, so copying gives "
        "nonsense. Export it anew, or send the DOCX or the web page.",
        "、".join([f"第{page.number}页" for page in pages if page.unnamed][:5]),
    )


def _frames(pages: list[Page]) -> dict[tuple[float, float], tuple[float, float]]:
    """Left and right edge of the text on all pages of one size."""
    frames: dict[tuple[float, float], tuple[float, float]] = {}
    for page in pages:
        size = (page.width, page.height)
        left, right = frames.get(size, (page.width, 0.0))
        body = [c for c in page.chars if not in_margin(page, c.top, c.bottom)]
        left = min([left, *(c.x0 for c in body if c.x0 >= 0)])
        right = max([right, *(c.x1 for c in body if c.x1 <= page.width)])
        frames[size] = (left, right)
    return frames


def _page_items(
    page: Page, furniture: frozenset[tuple[int, str]], frame: tuple[float, float]
) -> Iterator[_Item]:
    """The paragraphs and tables of one page in reading order."""
    tables, rest = find_tables(page)
    aligned = [
        table
        for stretch in _stretches(rest, tables)
        for table in find_aligned(stretch, page.number, page.height)
    ]
    rest = outside_of(rest, aligned)  # a header that pages repeat is no running head
    outside = set(rest)
    dropped: set[Char] = set()
    for text, _, chars in margin_lines(page):
        if (page.number, text) in furniture and outside.issuperset(chars):
            dropped.update(chars)
    kept = [char for char in rest if char not in dropped]
    tables = sorted((*tables, *aligned), key=lambda table: table.box[1])
    above = 0.0
    for table in (*tables, None):
        below = table.box[1] if table is not None else page.height * 2
        stretch = [c for c in kept if above <= (c.top + c.bottom) / 2 < below]
        if stretch:
            for block in blocks_of(stretch, frame):
                yield _Paragraph(page.number, page.number, block)
        if table is not None:
            yield table
            above = table.box[1]


def _stretches(chars: Sequence[Char], tables: Sequence[Table]) -> Iterator[list[Char]]:
    """The characters above, between and below the tables."""
    tops = [table.box[1] for table in tables]
    parts: dict[int, list[Char]] = {}
    for char in chars:
        parts.setdefault(bisect_right(tops, (char.top + char.bottom) / 2), []).append(char)
    yield from (parts[at] for at in sorted(parts))


def _append(items: list[_Item], item: _Item) -> None:
    """Add an item; what goes on from the page before is joined to it."""
    if isinstance(item, Table) and len(items) > 1 and _says_continued(items[-1]):
        whole = items[-2]
        joined = joined_over_pages(whole, item) if isinstance(whole, Table) else None
        if joined is not None:
            items[-2:] = [joined]
            return
    last = items[-1] if items else None
    if isinstance(last, Table) and isinstance(item, Table):
        joined = joined_over_pages(last, item)
        if joined is not None:
            items[-1] = joined
            return
    if isinstance(item, Table) and not item.has_header:
        left = tuple(Leftover(cell.text, item.page, cell.box) for cell in item.cells if cell.text)
        items.append(replace(item, cells=(), unplaced=left + item.unplaced))
        return
    if isinstance(last, _Paragraph) and isinstance(item, _Paragraph):
        # Over a page break or from one column to the next, never back.
        moved = item.page > last.last_page or item.block.box[1] < last.block.box[1]
        if moved and last.block.is_open and item.block.is_continued:
            text = join_texts(last.block.text, item.block.text)
            block = replace(last.block, text=text, is_open=item.block.is_open)
            items[-1] = replace(last, last_page=item.page, block=block)
            return
    items.append(item)


def _says_continued(item: _Item) -> bool:
    return isinstance(item, _Paragraph) and bool(_CONTINUED.fullmatch(item.block.text))


def _write(writer: CanonicalWriter, item: _Item) -> None:
    if isinstance(item, _Paragraph):
        writer.add_paragraph(item.block.text, item.page, _rounded(item.block.box))
        return
    writer.add_table(_drafts(item))
    writer.add_unplaced((left.text, left.page, _rounded(left.box)) for left in item.unplaced)


def _drafts(table: Table) -> Iterable[CellDraft]:
    for cell in table.cells:
        yield CellDraft(
            cell.row,
            cell.col,
            cell.lines,
            row_span=cell.row_span,
            col_span=cell.col_span,
            page=cell.page,
            bbox=_rounded(cell.box),
        )


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(value, 1) for value in box)
    return (left, top, right, bottom)
