"""Years of headings, and digits that stand where a year should and are none. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingestion.extract.model import ReadDocument
from ingestion.interpret.narrative.blocks import source_span
from ingestion.interpret.narrative.model import Block
from ingestion.interpret.narrative.sections import part_no_of
from ingestion.records import Document, Locator, PrintedYear, YearPlace
from ingestion.values.width import fold_width

_YEAR = re.compile(r"(?<![\d.,])(?P<digits>(?:19|20)\d{2})年(?!度?以[来上])")
# Four digits with a letter or one digit too many or too few: 20221年, 202年度, 2O24年.
_MISPRINT = re.compile(
    r"(?<![\dA-Za-z.,,〇])(?:20\d{3}|202(?=年(?:度|\d{1,2}月|工作|全[省市县]))|2[Oo]\d{2}|20[Oo]\d)年"
)
_LONG_HEADING = 60


def find_years(
    read: ReadDocument, document: Document, blocks: Sequence[Block]
) -> tuple[PrintedYear, ...]:
    """Years of headings, and misprinted years anywhere outside tables.

    Args:
        read: The document as read.
        document: Its record, for title and parts.
        blocks: Its paragraphs.
    """
    found: list[PrintedYear] = []
    for block in blocks:
        for place, match, year in _years(block, document):
            start, end = source_span(block, match.start(), match.end())
            quote = read.text[start:end]
            locator = Locator(document_id=read.document_id, start=start, end=end, quote=quote)
            found.append(
                PrintedYear(
                    document_id=read.document_id,
                    part_no=part_no_of(document, start),
                    year_no=len(found) + 1,
                    place=place,
                    raw=match[0],
                    year=year,
                    context=block.text[:_LONG_HEADING],
                    evidence=(locator,),
                )
            )
    return tuple(found)


def _years(
    block: Block, document: Document
) -> Iterator[tuple[YearPlace, re.Match[str], int | None]]:
    is_title = bool(block.text) and block.text in fold_width("".join(document.title.split()))
    is_heading = block.is_heading and len(block.text) <= _LONG_HEADING
    place: YearPlace = "title" if is_title else "heading" if is_heading else "text"
    for match in _MISPRINT.finditer(block.text):
        yield place, match, None
    if place == "heading":
        for match in _YEAR.finditer(block.text):
            yield place, match, int(match["digits"])
