"""What a reader makes of a file: one canonical text, its paragraphs and its printed tables. Pure.

Every offset counts code points of ``ReadDocument.text``, end exclusive.
"""

from __future__ import annotations

from ingestion.records import DocumentFormat, Record

# Left, top, right, bottom of a box on its page, from the upper left corner. Unit: points.
Box = tuple[float, float, float, float]


class Paragraph(Record):
    """One non-empty line: ``canonical[start:end]``, without surrounding white space.

    ``page`` (from 1) and ``bbox`` name the place where the file has pages.
    """

    start: int
    end: int
    text: str
    page: int | None = None
    bbox: Box | None = None


class GridCell(Record):
    """One cell of a printed table at its anchor. ``row`` and ``col`` count from zero.

    ``sheet`` and ``cell`` name the place in a workbook, ``page`` and ``bbox`` that on a page.
    ``text`` equals ``canonical[start:end]``.
    """

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    text: str
    start: int
    end: int
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    bbox: Box | None = None


class GridTable(Record):
    """A table whose cell positions the file itself prints. The span covers all of its cells."""

    table_no: int
    caption: str = ""
    start: int
    end: int
    cells: tuple[GridCell, ...]


class Unplaced(Record):
    """Text that is plainly of a table, without saying in which row or column it stands.

    It is neither running text nor a cell.
    """

    start: int
    end: int
    page: int
    bbox: Box


class ReadDocument(Record):
    """One file as read. In flattened text ``tables`` is empty and cells are just paragraphs.

    ``unread_pages`` are pictures of pages, without text, among pages of text. ``hidden_places``
    are rows, columns and sheets that a workbook hides and that were read: ``表1!3:5``, ``表1!D:D``.
    ``unplaced`` are tables, or columns of them, whose cells could not be given a place.
    ``misnamed`` is the suffix of the file name where it promises another format than was found.
    """

    document_id: str
    format: DocumentFormat
    encoding: str | None
    text: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[GridTable, ...] = ()
    unread_pages: tuple[int, ...] = ()
    hidden_places: tuple[str, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    misnamed: str = ""
