"""Lines, columns and paragraphs out of the characters of a page. Pure.

A line that a program broke is joined again: it was broken if what begins the next line would not
have fitted at its end. Columns are found by the white gutter between them, and only where both
sides are running text; elsewhere wide gaps in a line part the cells of a table without rules.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingestion.extract.model import Box
from ingestion.extract.pdf_page import Char

_GAP = 0.9
_LATIN_GAP = 0.18
_SAME_LINE = 0.35
_OVERLAP = 0.3
_TABLE_GAP = 1.6
_TABLE_PIECES = 3
_MIN_COLUMN_LINES = 4
_MIN_FILLED = 0.6
_MAX_GUTTER_SEARCH = 600
_OPENING, _CLOSING = "（(《“‘「『【[〔〈", "，。、；：！？）)》”’」』】]〕〉％%,.;:!?"
_QUOTES = "“”‘’"
_SENTENCE_END = tuple("。！？；：!?;:")
_NEW_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十\d]+[章条节]|[①-⑳]|附件|附表)"
)


@dataclass(frozen=True)
class Line:
    """A run of characters on one baseline."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float

    @property
    def box(self) -> Box:
        """Its box on the page."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True)
class Block:
    """One paragraph. ``is_open`` if its last line is full and ends no sentence."""

    text: str
    box: Box
    is_open: bool = False
    is_continued: bool = False


def lines_of(chars: Iterable[Char], gap: float = _GAP) -> list[Line]:
    """Runs of characters from top to bottom, parted where a gap is wider than ``gap`` em."""
    lines: list[Line] = []
    for row in _rows(chars):
        run: list[Char] = []
        em = _em(row)
        for char in row:
            if run and char.x0 - run[-1].x1 > gap * em:
                lines.append(_line(run))
                run = []
            run.append(char)
        lines.append(_line(run))
    return lines


def _rows(chars: Iterable[Char]) -> Iterator[list[Char]]:
    row: list[Char] = []
    for char in sorted(chars, key=lambda c: c.base):
        if row and char.base - row[0].base > _SAME_LINE * min(char.size, row[0].size):
            yield _left_to_right(row)
            row = []
        row.append(char)
    if row:
        yield _left_to_right(row)


def _left_to_right(row: list[Char]) -> list[Char]:
    """By place; characters that were pushed into one another keep their stored order."""
    row = sorted(row, key=lambda c: c.x0)
    for at in range(1, len(row)):
        before, char = row[at - 1], row[at]
        overlap = before.x1 - char.x0
        if before.order > char.order and overlap > _OVERLAP * (char.x1 - char.x0):
            row[at - 1], row[at] = char, before
    return row


def _em(row: Sequence[Char]) -> float:
    wide = [c.x1 - c.x0 for c in row if ord(c.text[0]) > 0x2E80]
    return max(1.0, median(wide) if wide else median(c.size for c in row) * 0.8)


def _line(run: Sequence[Char]) -> Line:
    em = _em(run)
    text = run[0].text
    for before, char in itertools.pairwise(run):
        apart = char.x0 - before.x1 > _LATIN_GAP * em and (
            _is_latin(before.text) and _is_latin(char.text)
        )
        text += (" " if char.spaced or apart else "") + char.text
    return Line(
        text,
        run[0].x0,
        min(c.top for c in run),
        max(c.x1 for c in run),
        max(c.bottom for c in run),
        em,
    )


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalnum()


def join_texts(before: str, after: str) -> str:
    """Join two lines of one paragraph: Chinese needs no blank, Latin words keep one."""
    needs_blank = before[-1:].isascii() and before[-1:].isalpha() and _is_latin(after[:1])
    return f"{before} {after}" if needs_blank else before + after


def first_chunk(text: str) -> int:
    """Number of characters at the start of a line that could not stand apart, at least one."""
    end = 0
    while end < len(text) - 1 and text[end] in _OPENING:
        end += 1
    if text[end : end + 1].isascii():
        while end < len(text) and text[end].isascii() and text[end] not in " ()（":
            end += 1
    else:
        end += 1
    while end < len(text) and text[end] in _CLOSING + _QUOTES:
        # Between a quotation mark and either neighbour no program breaks a line.
        end += 2 if text[end] in _QUOTES else 1
    return max(1, min(end, len(text)))


def was_broken(line: Line, following: Line, room: float) -> bool:
    """Whether a program broke a line here: what follows would not have fitted.

    Args:
        line: The line that ends here.
        following: The next line.
        room: Free space at the end of the line. Unit: points.
    """
    chunk = following.text[: first_chunk(following.text)]
    width = sum(1.0 if ord(char) > 0x2E80 or char in _QUOTES else 0.55 for char in chunk)
    return room < (width + 0.6) * line.em


def begins_item(line: Line, following: Line) -> bool:
    """Whether a numbered item begins after the end of a sentence, however full the line is."""
    return bool(_NEW_ITEM.match(following.text)) and line.text.endswith(_SENTENCE_END)


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


def same_height(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines on one height together, from left to right."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda one: (one.top + one.bottom, one.x0)):
        if row and abs(line.top + line.bottom - row[0].top - row[0].bottom) > line.em:
            yield sorted(row, key=lambda one: one.x0)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda one: one.x0)


def pieces_of(row: Sequence[Line]) -> list[Line]:
    """The lines of one height, parted only where a gap is as wide as between cells."""
    pieces = [row[0]]
    for line in row[1:]:
        if line.x0 - pieces[-1].x1 > _TABLE_GAP * line.em:
            pieces.append(line)
        else:
            pieces[-1] = merged([pieces[-1], line])
    return pieces


def merged(pieces: Sequence[Line]) -> Line:
    """Several lines on one height as one, with blanks between them."""
    first, last = pieces[0], pieces[-1]
    top, bottom = min(p.top for p in pieces), max(p.bottom for p in pieces)
    text = " ".join(piece.text for piece in pieces)
    return Line(text, first.x0, top, last.x1, bottom, first.em)


def _goes_on(group: Sequence[Line], line: Line, left: float, right: float) -> bool:
    last = group[-1]
    if abs(line.em - last.em) > 0.15 * last.em or line.top - last.bottom > 1.5 * last.em:
        return False
    if not was_broken(last, line, right - last.x1):
        return (
            _is_centred(last, left, right)
            and _is_centred(line, left, right)
            and (last.x1 - last.x0 > 0.6 * (right - left) and not _NEW_ITEM.match(line.text))
        )
    indent = line.x0 - left
    if indent > 1.2 * line.em:  # the first line of a paragraph stands in
        return _is_centred(line, left, right) and not _NEW_ITEM.match(line.text)
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
        is_open=full and not text.endswith(_SENTENCE_END),
        is_continued=lines[0].x0 - left < 1.2 * lines[0].em and not _NEW_ITEM.match(text),
    )
