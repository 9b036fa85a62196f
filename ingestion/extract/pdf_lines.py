"""Lines out of the characters of a page, and whether one goes on in the next. Pure.

A line that a program broke is joined again: it was broken if what begins the next line would not
have fitted at its end.
"""

from __future__ import annotations

import itertools
import re
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
_OPENING, _CLOSING = "（(《“‘「『【[〔〈", "，。、；：！？）)》”’」』】]〕〉％%,.;:!?"
_QUOTES = "“”‘’"
SENTENCE_END = tuple("。！？；：!?;:")
NEW_ITEM = re.compile(
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


def lines_of(chars: Iterable[Char], gap: float = _GAP) -> list[Line]:
    """Runs of characters from top to bottom, parted where a gap is wider than ``gap`` em."""
    return [line_of(run) for row in rows_of(chars) for run in parted(row, gap)]


def parted(row: Sequence[Char], gap: float) -> Iterator[list[Char]]:
    """The characters of one line, parted where a gap is wider than ``gap`` em."""
    run: list[Char] = []
    em = _em(row)
    for char in row:
        if run and char.x0 - run[-1].x1 > gap * em:
            yield run
            run = []
        run.append(char)
    yield run


def rows_of(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """The characters of each baseline, from top to bottom and from left to right."""
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


def line_of(run: Sequence[Char]) -> Line:
    """Characters of one baseline as a line."""
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
    return bool(NEW_ITEM.match(following.text)) and line.text.endswith(SENTENCE_END)


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
