"""Write a canonical text while reading, and know where each paragraph and each cell lands. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingestion.extract.limits import Limits
from ingestion.extract.model import Box, GridCell, GridTable, Paragraph, Unplaced
from ingestion.extract.text import split_paragraphs


@dataclass(frozen=True)
class CellDraft:
    """A cell before its text has a place. ``lines`` are its paragraphs."""

    row: int
    col: int
    lines: tuple[str, ...]
    row_span: int = 1
    col_span: int = 1
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    bbox: Box | None = None


@dataclass
class CanonicalWriter:
    """Collects paragraphs and tables in reading order; one line a paragraph.

    Raises:
        UnreadableDocumentError: ``over_limit``, as soon as there are too many.
    """

    name: str = ""
    limits: Limits = field(default_factory=Limits)
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[GridTable] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    _chunks: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._chunks)

    def add_paragraph(self, text: str, page: int | None = None, bbox: Box | None = None) -> None:
        """Write one paragraph; one with line breaks inside becomes several."""
        self._write(text, page, bbox)

    def add_table(self, drafts: Iterable[CellDraft], caption: str = "") -> None:
        """Write the cells of a table in the order given, each on lines of its own."""
        cells = [self._cell(draft) for draft in drafts]
        if not any(cell.text for cell in cells):
            return
        self.tables.append(
            GridTable(
                table_no=len(self.tables) + 1,
                caption=caption,
                start=min(cell.start for cell in cells),
                end=max(cell.end for cell in cells),
                cells=tuple(cells),
            )
        )
        self._append("\n")

    def add_unplaced(self, lines: Iterable[tuple[str, int, Box]]) -> None:
        """Write what belongs to a table and has no place in it, one line each."""
        start = self._length
        found = list(lines)
        for text, page, bbox in found:
            self._write(text, page, bbox)
        if found:
            self.unplaced.append(
                Unplaced(start=start, end=self._length, page=found[0][1], bbox=_around(found))
            )
            self._append("\n")

    def _cell(self, draft: CellDraft) -> GridCell:
        start = self._length
        text = "\n".join(filter(None, (line.strip() for line in draft.lines)))
        if text:
            self._write(text, draft.page, draft.bbox)
        return GridCell(
            row=draft.row,
            col=draft.col,
            row_span=draft.row_span,
            col_span=draft.col_span,
            text=text,
            start=start,
            end=start + len(text),
            sheet=draft.sheet,
            cell=draft.cell,
            page=draft.page,
            bbox=draft.bbox,
        )

    def _write(self, text: str, page: int | None, bbox: Box | None) -> None:
        for found in split_paragraphs(text):
            place = {"start": found.start + self._length, "end": found.end + self._length}
            self.paragraphs.append(found.model_copy(update={**place, "page": page, "bbox": bbox}))
        self._append(text + "\n")
        self.limits.refuse_more("characters", self._length, self.name)
        self.limits.refuse_more("paragraphs", len(self.paragraphs), self.name)

    def _append(self, text: str) -> None:
        self._chunks.append(text)
        self._length += len(text)


def _around(lines: list[tuple[str, int, Box]]) -> Box:
    """The box around the lines that stand on the first one's page."""
    left, top, right, bottom = zip(*(b for _, p, b in lines if p == lines[0][1]), strict=True)
    return (min(left), min(top), max(right), max(bottom))
