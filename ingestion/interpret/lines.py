"""Pieces of a document in reading order, and locators back to them. Pure.

A piece is one line of running text or one line of a table cell.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingestion.extract.model import Box, GridCell, ReadDocument
from ingestion.extract.text import split_paragraphs
from ingestion.records import Evidence, Locator

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """One line and where it stands: ``sheet`` and ``cell`` in workbooks, ``page`` in pages."""

    text: str
    start: int
    end: int
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    bbox: Box | None = None

    def cut(self, start: int, end: int | None = None) -> Piece:
        """The piece from ``start`` to ``end`` (offsets inside this piece), stripped."""
        raw = self.text[start:end]
        left = self.start + start + len(raw) - len(raw.lstrip())
        text = raw.strip()
        end = left + len(text)
        return Piece(text, left, end, self.sheet, self.cell, self.page, self.bbox)


def letters_only(text: str) -> str:
    """Compatibility form without white space, punctuation and case; only for comparing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


def document_pieces(read: ReadDocument) -> tuple[Piece, ...]:
    """All lines of a document, table cells included, in reading order and each once."""
    cells = [piece for table in read.tables for c in table.cells for piece in cell_pieces(read, c)]
    covered = _merged((p.start, p.end) for p in cells)
    outside = [
        Piece(p.text, p.start, p.end, page=p.page, bbox=p.bbox)
        for p in read.paragraphs
        if not _touches(covered, p.start, p.end)
    ]
    return tuple(sorted((*outside, *cells), key=lambda piece: piece.start))


def outside_pieces(read: ReadDocument, taken: Iterable[Span]) -> tuple[Piece, ...]:
    """The lines of running text that lie in no printed table and in no taken span."""
    spans = _merged([*taken, *((table.start, table.end) for table in read.tables)])
    return tuple(
        Piece(p.text, p.start, p.end, page=p.page, bbox=p.bbox)
        for p in read.paragraphs
        if not _touches(spans, p.start, p.end)
    )


def cell_pieces(read: ReadDocument, cell: GridCell) -> tuple[Piece, ...]:
    """The non-empty lines of one table cell."""
    lines = split_paragraphs(read.text, cell.start, cell.end)
    place = (cell.sheet, cell.cell, cell.page, cell.bbox)
    return tuple(Piece(p.text, p.start, p.end, *place) for p in lines)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap joined."""
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _touches(merged: Sequence[Span], start: int, end: int) -> bool:
    """``overlaps_any`` for merged spans, in logarithmic time."""
    index = bisect_left(merged, (end, -1))
    return index > 0 and start < merged[index - 1][1]


def overlaps_any(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether a span shares a character with any of the spans."""
    return any(s < end and start < e for s, e in spans)


def locate(read: ReadDocument, pieces: Sequence[Piece]) -> Evidence:
    """One locator over consecutive pieces of one field; none if there are no pieces."""
    if not pieces:
        return ()
    return tuple(
        Locator(
            document_id=read.document_id,
            start=run[0].start,
            end=run[-1].end,
            sheet=run[0].sheet,
            cell=run[0].cell,
            page=run[0].page,
            bbox=_around(run),
            quote=read.text[run[0].start : run[-1].end],
        )
        for run in _runs(read.text, pieces)
    )


def _around(run: Sequence[Piece]) -> Box | None:
    """The box around the pieces that stand on the page of the first one."""
    boxes = [p.bbox for p in run if p.bbox is not None and p.page == run[0].page]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))


def _runs(text: str, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Join pieces that only white space separates within one cell or running text."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not (
            (piece.sheet, piece.cell) == (run[-1].sheet, run[-1].cell)
            and run[-1].end <= piece.start
            and not text[run[-1].end : piece.start].strip("\u200b\u2060\ufeff \t\r\n\u3000\xa0")
        ):
            yield run
            run = []
        run.append(piece)
    yield run
