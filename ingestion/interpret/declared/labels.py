"""Numbered headings, items and annexes of running text, put into series. Pure.

The trap is a list that begins anew: （一） below each 一、, 1. below each （一） or on from the one
before. A number is put into the series that it continues; only where it continues none and cannot
begin one is its series broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingestion.extract.model import ReadDocument
from ingestion.interpret.declared.words import declared_words
from ingestion.interpret.narrative.blocks import source_span
from ingestion.interpret.narrative.model import Block
from ingestion.interpret.narrative.sections import part_no_of
from ingestion.interpret.ordinals import read_label
from ingestion.records import Document
from ingestion.values.numerals import parse_han_integer
from ingestion.values.width import fold_width

_ANNEX = re.compile(r"(?P<word>附件|附表)(?P<n>\d{1,2})(?=$|[:、.]|[一-鿿])")
_CHAPTER = re.compile(r"第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})(?P<word>编|篇|章|节|条|部分)")
_SHOWN = {
    "point": "1.",
    "brackets": "（1）",
    "half_bracket": "1）",
    "chinese": "一、",
    "chinese_brackets": "（一）",
    "circled": "①",
    "bracket_sign": "⑴",
    "point_sign": "⒈",
}
_PRINTED = {
    "point": r"{n}\s?[.、．]",
    "brackets": r"\({n}\)",
    "half_bracket": r"{n}\)",
    "chinese": r"{h}、",
    "chinese_brackets": r"\({h}\)",
}
_HAN = "〇一二三四五六七八九"
_FAR = 3
"""A number further on than this is no lost item but another list. Unit: items."""
_NEAR = 2
"""一是 and 二是 may stand so far apart. Unit: paragraphs."""
_SURE = frozenset({"chinese", "chinese_brackets"})
"""Styles that only headings have; digits may be anything."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label: its number, as printed, what it heads, its place, and the block it begins."""

    number: int
    printed: str
    title: str
    start: int
    end: int
    block: int


@dataclass(slots=True)
class Series:
    """Labels of one style that count up below one heading; grows while a document is read."""

    style: str
    part_no: int
    below: str | None
    parent: Label | None
    labels: list[Label] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The number that was printed last."""
        return self.labels[-1].number

    @property
    def is_whole(self) -> bool:
        """Whether it counts from 1 without gap or repeat."""
        return [label.number for label in self.labels] == list(range(1, len(self.labels) + 1))


def find_series(
    read: ReadDocument, document: Document, blocks: Sequence[Block]
) -> tuple[Series, ...]:
    """Every series of labels of running text, in order of its first label.

    Args:
        read: The document, to look for labels inside lines.
        document: Its record, for the parts: numbering begins anew in each.
        blocks: Its paragraphs.
    """
    found: list[Series] = []
    annexes = Series("附件1", 1, None, None)
    reader = _Reader(read, found)
    listed = _first_listed(document)
    inline = _InlineReader(read, found)
    for index, block in enumerate(blocks):
        part_no = part_no_of(document, block.places[0])
        annex = _annex(block, index)
        if annex and document.parts and any(p.start == annex.start for p in document.parts):
            annexes.labels.append(annex)
            continue
        if listed and listed.start <= block.places[0]:
            reader.take(part_no_of(document, listed.start), "point", listed)
            listed = None
        read_one = _label(read, block, index, reader.expected(part_no))
        if read_one is not None:
            reader.take(part_no, *read_one)
        inline.take(part_no, block, index)
    held = [annexes] if annexes.labels else []
    return tuple(sorted([*found, *held], key=lambda one: one.labels[0].start))


class _Reader:
    """Puts one label after the other into its series; holds what is open."""

    def __init__(self, read: ReadDocument, found: list[Series]) -> None:
        self._read = read
        self._found = found
        self._open: list[Series] = []
        self._closed: dict[str, Series] = {}
        self._part_no = 0

    def expected(self, part_no: int) -> int | None:
        """The number that goes on with the innermost list of digits, if one is open."""
        if part_no != self._part_no or not self._open:
            return None
        last = next((one for one in reversed(self._open) if one.style == "point"), None)
        last = last or self._closed.get("point")
        return last.last + 1 if last else None

    def take(self, part_no: int, style: str, label: Label) -> None:
        """Put a label where it belongs."""
        if part_no != self._part_no:
            # A look ahead goes on with the numbers of the look back; an annex begins with its own.
            self._closed |= {one.style: one for one in self._open}
            self._part_no, self._open = part_no, []
        self._close_below(style)
        current = self._open[-1] if self._open and self._open[-1].style == style else None
        if current is not None and self._belongs(current, label):
            self._add(current, label)
            return
        if current is not None:
            self._closed[style] = self._open.pop()
        before = self._closed.get(style)
        if label.number != 1 and before is not None and self._goes_on(before, label):
            self._add(before, label)
            self._open.append(before)
            return
        parent = self._open[-1].labels[-1] if self._open else None
        begun = Series(style, part_no, parent.title if parent else None, parent)
        begun.labels.append(label)
        self._found.append(begun)
        self._open.append(begun)

    def _close_below(self, style: str) -> None:
        styles = [one.style for one in self._open]
        if style in styles:
            for one in self._open[styles.index(style) + 1 :]:
                self._closed[one.style] = one
            del self._open[styles.index(style) + 1 :]

    def _belongs(self, current: Series, label: Label) -> bool:
        """Whether a label is the next of the open series, or shows that one is lost or twice."""
        step = label.number - current.last
        if label.number == 1:
            return False
        if step == 0:
            return label.title != current.labels[-1].title
        return 1 <= step <= _FAR or (step < 0 and current.style in _SURE)

    def _goes_on(self, before: Series, label: Label) -> bool:
        """Whether a label below a new heading counts on from the heading before."""
        counts_up = before.is_whole and (len(before.labels) > 1 or before.style in _SURE)
        return label.number == before.last + 1 and counts_up

    def _add(self, series: Series, label: Label) -> None:
        series.labels += _inside(self._read, series, label, _PRINTED.get(series.style))
        series.labels.append(label)


def _label(
    read: ReadDocument, block: Block, index: int, expected: int | None
) -> tuple[str, Label] | None:
    """The label that a paragraph begins with, and its style."""
    chapter = _CHAPTER.match(block.text)
    if chapter:
        number = _number(chapter["n"])
        return _made(block, index, f"第一{chapter['word']}", number, chapter.end())
    found = read_label(read.text[block.places[0]] + block.text[1:], expected)
    if found is None:
        return None
    return _made(block, index, found.style, found.number, found.length)


def _made(
    block: Block, index: int, style: str, number: int | None, length: int
) -> tuple[str, Label] | None:
    if number is None or length > len(block.text):
        return None
    start, end = source_span(block, 0, length)
    title = re.split(r"[。;:]", block.text[length:], maxsplit=1)[0]
    return style, Label(number, block.text[:length], title, start, end, index)


def _first_listed(document: Document) -> Label | None:
    """The first of the annexes that the body lists: its line is furniture, those below go on."""
    first = next(iter(document.attachments), None)
    if first is None or first.number != "1":
        return None
    return Label(1, "1.", first.title, first.start, first.end, -1)


def _annex(block: Block, index: int) -> Label | None:
    match = _ANNEX.match(block.text)
    if match is None:
        return None
    start, end = source_span(block, 0, match.end())
    return Label(int(match["n"]), match[0], block.text[match.end() :], start, end, index)


class _InlineReader:
    """Number words inside paragraphs, 一是…二是…, which may each begin a paragraph of their own."""

    def __init__(self, read: ReadDocument, found: list[Series]) -> None:
        self._read = read
        self._found = found
        self._open: dict[str, Series] = {}

    def take(self, part_no: int, block: Block, index: int) -> None:
        """Read the number words of one paragraph."""
        words = declared_words()
        for style, pattern in zip(words.ordinal_styles, words.ordinals, strict=True):
            for match in pattern.finditer(block.text):
                number = _number(match["n"])
                if number is not None:
                    label = _inline_label(block, index, match, number)
                    self._put(style, part_no, label, block.section)

    def _put(self, style: str, part_no: int, label: Label, below: str | None) -> None:
        if label.number == 1:
            self._open[style] = Series(style, part_no, below, None, [label])
            self._found.append(self._open[style])
            return
        current = self._open.get(style)
        if current is None or current.part_no != part_no:
            return
        is_near = label.block - current.labels[-1].block <= _NEAR
        if is_near and 0 <= label.number - current.last <= _FAR:
            wanted = re.escape(style).replace("一", "{h}")
            current.labels += _inside(self._read, current, label, wanted)
            current.labels.append(label)


def _inside(
    read: ReadDocument, series: Series, label: Label, pattern: str | None
) -> Iterator[Label]:
    """Labels that stand inside the lines between two others, where numbers are missing."""
    place = series.labels[-1].end
    for number in range(series.last + 1, label.number) if pattern else ():
        wanted = str(pattern).format(n=number, h=_han(number))
        match = re.search(wanted, fold_width(read.text[place : label.start]))
        if match is None:
            return
        start, end = place + match.start(), place + match.end()
        yield Label(number, read.text[start:end], "", start, end, label.block)
        place = end


def _inline_label(block: Block, index: int, match: re.Match[str], number: int) -> Label:
    start, end = source_span(block, match.start(), match.end())
    title = re.split(r"[。;:,]", block.text[match.end() :], maxsplit=1)[0]
    return Label(number, match[0], title, start, end, index)


def shown_style(style: str) -> str:
    """How a style prints the number one: 一、 for ``chinese``."""
    return _SHOWN.get(style, style)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else parse_han_integer(text)


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_HAN[tens]}十")
    return head + (_HAN[ones] if ones else "")
