"""The paragraphs that are running text, each with the headings above it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingestion.extract.limits import check_time
from ingestion.extract.model import ReadDocument
from ingestion.interpret.lines import Piece, Span, cell_pieces, outside_pieces, overlaps_any
from ingestion.interpret.narrative.blocks import bounded, compact
from ingestion.interpret.narrative.context import is_furniture
from ingestion.interpret.narrative.model import Block, Prose
from ingestion.records import Document
from ingestion.values.width import fold_width

_LEVELS = (
    re.compile(r"第[一二三四五六七八九十]{1,3}(?:部分|章|篇)"),
    re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}节"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"\d{1,2}[.、](?!\d)"),
    re.compile(r"\(\d{1,2}\)"),
)
_ATTACHMENT = re.compile(r"^(附件|附表|附录)\s*(\d{0,2})")
_TELLING = re.compile(r"回顾|总结|安排|计划|目标|成效|打算|任务")
_ENDS = re.compile(r"[。;!?…:;.”)\]]$")
# A line that ends here was cut inside a sentence, however short it is: 总产值23 / 亿元.
_CUT = re.compile(
    r"(?<=..)(?:[,、]|[^\d.]\s?\d[\d.,]*|[^\d]\d[\d.]*[万亿]|达|达到|增长|下降|不少于|不低于|超过)$"
)
# (二)河道治理。疏浚河道: the heading stands in front of its own text.
_LABELLED = re.compile(r"[((一二三四五六七八九十)、]{2,6}[^。,;]{2,20}。.")
_LONG_LINE = 24
_LONG_HEADING = 60
_SHORT_HEADING = 30
_MIN_CELL_PROSE = 40


def prose_blocks(
    read: ReadDocument, document: Document, covered: Iterable[Span], prose: Sequence[Prose]
) -> Iterator[Block]:
    """Every paragraph of running text, in reading order.

    Args:
        read: The document as read.
        document: Its record, for the parts.
        covered: Spans of indicator tables and lists: nothing inside them is running text.
        prose: Running text inside task lists and progress tables, which is.

    Yields:
        Folded paragraphs; lines that break inside a sentence are joined.
    """
    taken = tuple(covered)
    lines = [*outside_pieces(read, taken), *_prose_cells(read, taken)]
    yield from _with_headings(read, document, sorted(lines, key=lambda line: line.start))
    for item in prose:
        block = compact(read.text, item.start, item.end)
        yield from bounded(replace(block, section=item.section, headings=()))


def _prose_cells(read: ReadDocument, taken: Sequence[Span]) -> Iterator[Piece]:
    """Lines of long cells of layout tables: pages put their article into a table."""
    for table in read.tables:
        if overlaps_any(taken, table.start, table.end):
            continue
        for cell in table.cells:
            if len(cell.text) >= _MIN_CELL_PROSE and "。" in cell.text:
                yield from cell_pieces(read, cell)


def _with_headings(
    read: ReadDocument, document: Document, lines: Sequence[Piece]
) -> Iterator[Block]:
    stack: list[tuple[int, str]] = []
    part_no = 0
    for first, last in _paragraphs(lines):
        check_time()
        block = compact(read.text, lines[first].start, lines[last].end)
        if not block.text or is_furniture(block.text):
            continue
        part = part_no_of(document, lines[first].start)
        if part != part_no:
            part_no, stack = part, []
        level = _level(block.text)
        if level is not None:
            stack = [entry for entry in stack if entry[0] < level]
            stack.append((level, _heading(block.text)))
        headings = tuple(text for _, text in stack)
        above = replace(
            block,
            headings=headings,
            section="/".join(headings) or None,
            is_heading=level is not None and not _ENDS.search(block.text),
        )
        yield from bounded(above)


def _paragraphs(lines: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Indices of the first and last line of each paragraph."""
    first = 0
    for index in range(len(lines)):
        if index + 1 < len(lines) and _runs_on(lines[index].text, lines[index + 1].text):
            continue
        yield first, index
        first = index + 1


def _runs_on(line: str, following: str) -> bool:
    folded, next_folded = fold_width(line).rstrip(), fold_width(following)
    if is_furniture(folded):
        return False
    if _CUT.search(folded) and _level(folded) in (None, 2, 3, 4) and _level(next_folded) is None:
        return True
    return (
        len(folded) >= _LONG_LINE
        and not _ENDS.search(folded)
        and (_level(folded) in (None, 3, 4) or bool(_LABELLED.match(folded)))
        and _level(next_folded) is None
        and not next_folded.startswith(("—", "-", "·", "※", "【"))
        and len(next_folded) > 6
        and any(mark in folded for mark in ",。;、")
    )


def _level(text: str) -> int | None:
    if _ATTACHMENT.match(text) and len(text) <= _SHORT_HEADING:
        return -1
    for level, expression in enumerate(_LEVELS):
        if expression.match(text):
            return level
    is_short = len(text) <= _SHORT_HEADING and not re.search(r"[。;,]", text)
    return 0 if is_short and _TELLING.search(text) else None


def _heading(text: str) -> str:
    attachment = _ATTACHMENT.match(text)
    if attachment and len(text) <= _SHORT_HEADING:
        return attachment[1] + attachment[2]
    return text.split("。", 1)[0][:_LONG_HEADING]


def part_no_of(document: Document, place: int) -> int:
    """The part that a place lies in."""
    return next((p.part_no for p in document.parts if p.start <= place < p.end), 1)
