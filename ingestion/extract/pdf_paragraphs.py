"""Paragraphs and columns of running text out of the lines of a page. Pure.

Columns are found by the white gutter between them, and only where both sides are running text;
elsewhere wide gaps in a line part the cells of a table without rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingestion.extract.model import Box
from ingestion.extract.pdf_lines import (
    NEW_ITEM,
    SENTENCE_END,
    Line,
    begins_item,
    join_texts,
    lines_of,
    merged,
    pieces_of,
    same_height,
    was_broken,
)
from ingestion.extract.pdf_page import Char

_TABLE_PIECES = 3
_MIN_COLUMN_LINES = 4
_MIN_FILLED = 0.6
_MAX_GUTTER_SEARCH = 600


@dataclass(frozen=True)
class Block:
    """One paragraph. ``is_open`` if its last line is full and ends no sentence."""

    text: str
    box: Box
    is_open: bool = False
    is_continued: bool = False


def blocks_of(chars: Sequence[Char], frame: tuple[float, float]) -> list[Block]:
    """The paragraphs of a stretch of a page, in reading order, column by column.

    Args:
        chars: The stretch.
        frame: Left and right edge of text on such pages, for a stretch of short lines only.

    Returns:
        Paragraphs, and the cells of tables without rules.
    """
    blocks: list[Block] = []
    for column, is_parted in _columns(lines_of(chars)):
        left, right = min(line.x0 for line in column), max(line.x1 for line in column)
        if not is_parted:
            left, right = min(left, frame[0]), max(right, frame[1])
        blocks.extend(_paragraphs(column, left, right))
    return blocks


def _columns(lines: list[Line]) -> Iterator[tuple[list[Line], bool]]:
    """Stretches of lines to be read one after the other, and whether each is a column."""
    lines = sorted(lines, key=lambda line: (line.top, line.x0))
    if len(lines) > _MAX_GUTTER_SEARCH:
        yield lines, False
        return
    start = at = 0
    while at < len(lines):
        end, gutters = _gutters(lines, at)
        columns = _parted(lines[at:end], gutters) if gutters else []
        if len(columns) > 1:
            if start < at:
                yield lines[start:at], False
            yield from ((column, True) for column in columns)
            start = at = end
        else:
            at += 1
    if start < len(lines):
        yield lines[start:], False


def _gutters(lines: Sequence[Line], at: int) -> tuple[int, list[float]]:
    """How far down from a line some gutter stays white, and where its middles are."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    margin = 0.15 * (right - left)
    free = [(left + margin, right - margin)]
    end = at
    for line in lines[at:]:
        narrowed = [
            piece
            for low, high in free
            for piece in ((low, min(high, line.x0)), (max(low, line.x1), high))
            if piece[1] - piece[0] >= 0.8 * line.em
        ]
        if not narrowed:
            break
        free = narrowed
        end += 1
    return end, [(low + high) / 2 for low, high in free]


def _parted(lines: Sequence[Line], gutters: Sequence[float]) -> list[list[Line]]:
    """The lines by column; nothing unless each column is filled with running text."""
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        columns[bisect_left(gutters, (line.x0 + line.x1) / 2)].append(line)
    columns = [column for column in columns if column]
    for column in columns:
        width = max(line.x1 for line in column) - min(line.x0 for line in column)
        filled = median(line.x1 - line.x0 for line in column)
        long = median(len(line.text) for line in column)
        if len(column) < _MIN_COLUMN_LINES or filled < _MIN_FILLED * width or long < 8:
            return []
    return columns


def _paragraphs(lines: Sequence[Line], left: float, right: float) -> Iterator[Block]:
    group: list[Line] = []
    for row in same_height(lines):
        pieces = pieces_of(row)
        if len(pieces) >= _TABLE_PIECES:
            if group:
                yield _block(group, left, right)
            group = []
            for piece in pieces:
                yield Block(piece.text, piece.box)
            continue
        line = merged(pieces)
        if group and not _goes_on(group, line, left, right):
            yield _block(group, left, right)
            group = []
        group.append(line)
    if group:
        yield _block(group, left, right)


def _goes_on(group: Sequence[Line], line: Line, left: float, right: float) -> bool:
    last = group[-1]
    if abs(line.em - last.em) > 0.15 * last.em or line.top - last.bottom > 1.5 * last.em:
        return False
    if not was_broken(last, line, right - last.x1):
        return (
            _is_centred(last, left, right)
            and _is_centred(line, left, right)
            and (last.x1 - last.x0 > 0.6 * (right - left) and not NEW_ITEM.match(line.text))
        )
    indent = line.x0 - left
    if indent > 1.2 * line.em:  # the first line of a paragraph stands in
        return _is_centred(line, left, right) and not NEW_ITEM.match(line.text)
    return not begins_item(last, line)


def _is_centred(line: Line, left: float, right: float) -> bool:
    before, after = line.x0 - left, right - line.x1
    return before > 2.5 * line.em and abs(before - after) < line.em


def _block(lines: Sequence[Line], left: float, right: float) -> Block:
    text = lines[0].text
    for line in lines[1:]:
        text = join_texts(text, line.text)
    last = lines[-1]
    box = (
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
    full = right - last.x1 < 1.6 * last.em and right - left > 12 * last.em
    return Block(
        text,
        box,
        is_open=full and not text.endswith(SENTENCE_END),
        is_continued=lines[0].x0 - left < 1.2 * lines[0].em and not NEW_ITEM.match(text),
    )
