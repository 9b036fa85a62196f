"""What a document says about its own make-up: numbering, counts of items, years. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingestion.extract.model import ReadDocument
from ingestion.interpret.declared.counts import find_counts
from ingestion.interpret.declared.labels import Series, find_series, shown_style
from ingestion.interpret.declared.years import find_years
from ingestion.interpret.lines import Span
from ingestion.interpret.narrative.model import Prose
from ingestion.interpret.narrative.sections import prose_blocks
from ingestion.records import Cell, DeclaredCount, Document, Locator, NumberedLabel, PrintedYear

_LONG_TITLE = 40


@dataclass(frozen=True, slots=True)
class Declared:
    """The records of one document."""

    counts: tuple[DeclaredCount, ...]
    labels: tuple[NumberedLabel, ...]
    years: tuple[PrintedYear, ...]


def find_declared(
    read: ReadDocument,
    document: Document,
    covered: Iterable[Span],
    prose: Sequence[Prose],
    cells: Sequence[Cell],
) -> Declared:
    """Read how a document numbers its headings and items, and how many it says there are.

    Args:
        read: The document as read.
        document: Its record, for title, parts and annexes.
        covered: Spans of indicator tables and lists; their numbering is read with their rows.
        prose: Running text inside those lists: it counts things too.
        cells: Cells of its indicator tables, for the groups that a title counts.

    Returns:
        Records in reading order. Whether numbers and counts are right is not judged here.
    """
    blocks = tuple(prose_blocks(read, document, covered, ()))
    series = find_series(read, document, blocks)
    in_lists = tuple(prose_blocks(read, document, [(0, len(read.text))], prose))
    return Declared(
        counts=find_counts(read, document, (*blocks, *in_lists), series, cells),
        labels=tuple(_records(read, series)),
        years=find_years(read, document, blocks),
    )


def _records(read: ReadDocument, series: Sequence[Series]) -> Iterable[NumberedLabel]:
    for series_no, one in enumerate(series, start=1):
        for label_no, label in enumerate(one.labels, start=1):
            quote = read.text[label.start : label.end]
            place = Locator(
                document_id=read.document_id, start=label.start, end=label.end, quote=quote
            )
            yield NumberedLabel(
                document_id=read.document_id,
                part_no=one.part_no,
                series_no=series_no,
                label_no=label_no,
                style=shown_style(one.style),
                number=label.number,
                label=label.printed,
                title=label.title[:_LONG_TITLE],
                below=one.below,
                evidence=(place,),
            )
