"""Counts that a text declares about itself, and what it goes on to list. Pure.

Four layouts tell what is counted: numbered headings below an announcement, 一是…二是… behind one, a
list beside the number (“四大指标，即…”, “甲、乙两地”), and annexes. Every reading of a list counts:
if one of them has the declared number, the text is right. A difference is certain only where the
words announce the items and the items are told apart by more than a 、.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.extract.model import ReadDocument
from ingestion.interpret.declared.enumerations import Listed, list_before, list_behind
from ingestion.interpret.declared.labels import Series
from ingestion.interpret.declared.words import declared_words
from ingestion.interpret.narrative.blocks import BLOT, source_span
from ingestion.interpret.narrative.model import Block
from ingestion.interpret.narrative.sections import part_no_of
from ingestion.records import Attachment, Cell, DeclaredCount, Document, ListedAs, Locator
from ingestion.values.numerals import parse_han_integer

_SHOWN_ITEM = 30
_MOST_ITEMS = 40
_AHEAD = 40
"""一是 stands so near behind its announcement. Unit: characters."""
_LINES_AHEAD = 2


@dataclass(frozen=True, slots=True)
class _Count:
    """A number of items in a paragraph; offsets in its text."""

    block: int
    start: int
    end: int
    declared: int
    noun: str
    is_announcing: bool


def find_counts(
    read: ReadDocument,
    document: Document,
    blocks: Sequence[Block],
    series: Sequence[Series],
    cells: Sequence[Cell],
) -> tuple[DeclaredCount, ...]:
    """Every count that a text declares, with the items that it lists.

    Args:
        read: The document as read.
        document: Its record, for parts and annexes.
        blocks: Its paragraphs.
        series: Its numbered headings and items.
        cells: Cells of its indicator tables: their groups are what a title counts.
    """
    found: list[DeclaredCount] = []
    for index, block in enumerate(blocks):
        for count in _counts(block, index):
            listed = _listed(count, blocks, series) or Listed(reason="not_enumerated")
            found.append(_record(read, document, len(found) + 1, (block, count), listed))
    groups = _groups(read, document, blocks, cells, len(found) + 1)
    return (*found, *groups, *_annexes(read, document, len(found) + len(groups) + 1))


def _counts(block: Block, index: int) -> Iterator[_Count]:
    words = declared_words()
    for match in words.count.finditer(block.text):
        printed = match["n"]
        number = int(printed) if printed.isdecimal() else _han(printed)
        if number is None or not 1 < number <= _MOST_ITEMS:
            continue
        noun = match["noun"] or match["bare"] or ""
        is_announcing = _announces(block.text, match.start(), match.end())
        if noun or is_announcing:
            yield _Count(index, match.start(), match.end(), number, noun, is_announcing)


def _announces(text: str, start: int, end: int) -> bool:
    """Whether the clause of a count says that its items follow."""
    begin = max(text.rfind(mark, 0, start) for mark in "。;,:") + 1
    stop = re.search(r"[。;,:]", text[end:])
    clause = text[begin : end + stop.start() if stop else len(text)]
    ends_open = stop is not None and stop[0] == ":"
    return ends_open or bool(declared_words().announcing.search(clause))


def _han(text: str) -> int | None:
    return 2 if text == "两" else parse_han_integer(text)


def _listed(count: _Count, blocks: Sequence[Block], series: Sequence[Series]) -> Listed | None:
    """What is listed for a count, the surest layout first."""
    block = blocks[count.block]
    beside = list_behind(block, count.end, count.declared) or list_before(
        block, count.start, count.declared
    )
    if beside is not None and beside.found is not None:
        return beside
    ordinals = _ordinals(count, block, series)
    if ordinals is not None:
        return ordinals
    return _headings(count, blocks, series) or beside


def _ordinals(count: _Count, block: Block, series: Sequence[Series]) -> Listed | None:
    """一是…二是… right behind the count; no other clause may stand between them."""
    if block.masked[count.start] == BLOT:
        return None
    for one in series:
        first = one.labels[0]
        is_inline = one.style in declared_words().ordinal_styles
        if not is_inline or not one.is_whole or len(one.labels) == 1:
            continue
        if first.block == count.block:
            between = block.text[count.end : max(block.places.index(first.start), count.end)]
            if block.places.index(first.start) < count.end:
                continue
        elif first.block == count.block + 1:
            between = block.text[count.end :]
        else:
            continue
        if len(between) <= _AHEAD and not re.search(r"[,;。:].", between):
            is_certain = count.is_announcing or count.noun.endswith("方面")
            return _of_series("ordinals", one, count.declared, is_certain)
    return None


def _headings(count: _Count, blocks: Sequence[Block], series: Sequence[Series]) -> Listed | None:
    """Numbered headings below the heading, or behind the announcement, that has the count."""
    candidates = [one for one in series if one.style not in declared_words().ordinal_styles]
    below = [one for one in candidates if one.parent and one.parent.block == count.block]
    behind = [
        one
        for one in candidates
        if count.is_announcing
        and 0 < one.labels[0].block - count.block <= _LINES_AHEAD
        and blocks[count.block].text.endswith((":", "。"))
        and not (one.parent and one.parent.block > count.block)
    ]
    if not below and not behind:
        return _named_alike(count, candidates)
    for one in (*behind, *below):
        if len(one.labels) == count.declared and one.is_whole:
            return _of_series("headings", one, count.declared, True)
    chosen = (*behind, *below)[0]
    is_alone = len([*declared_words().count.finditer(blocks[count.block].text)]) == 1
    is_intro = bool(behind) and is_alone and len(blocks[count.block].text) - count.end <= _AHEAD
    named = bool(count.noun) and all(_core(count.noun) in one.title for one in chosen.labels)
    is_certain = chosen.is_whole and (is_intro or (named and is_alone))
    return _of_series("headings", chosen, count.declared, is_certain)


def _named_alike(count: _Count, candidates: Sequence[Series]) -> Listed | None:
    """The only headings that all bear the noun: “八大行动” and （一）…行动 to （八）…行动.

    Only agreement says anything: the number may be that of another programme.
    """
    core = _core(count.noun)
    alike = [
        one
        for one in candidates
        if core and len(one.labels) > 1 and all(core in label.title for label in one.labels)
    ]
    if len(alike) == 1 and len(alike[0].labels) == count.declared:
        return _of_series("headings", alike[0], count.declared, True)
    return None


def _core(noun: str) -> str:
    return noun[-2:]


def _of_series(kind: ListedAs, series: Series, declared: int, is_certain: bool) -> Listed:
    agrees = len(series.labels) == declared
    return Listed(
        kind,
        len(series.labels) if agrees or is_certain else None,
        is_certain,
        None if agrees or is_certain else "list_unclear",
        tuple(f"{label.printed}{label.title}" for label in series.labels),
        tuple((label.start, label.end) for label in series.labels),
    )


def _groups(
    read: ReadDocument,
    document: Document,
    blocks: Sequence[Block],
    cells: Sequence[Cell],
    first_no: int,
) -> list[DeclaredCount]:
    """The count of the title of a part with an indicator table, against the table's groups."""
    found: list[DeclaredCount] = []
    for part in document.parts:
        actions: dict[str, Cell] = {}
        for cell in cells:
            if cell.part_no == part.part_no and cell.action:
                actions.setdefault(cell.action, cell)
        title = [
            (blocks[count.block], count)
            for index, block in enumerate(blocks)
            if part.start <= block.places[0] < part.end
            and block.text in "".join(part.title.split())
            for count in _counts(block, index)
        ]
        if len(title) == 1 and len(actions) > 1:
            agrees = len(actions) == title[0][1].declared
            places = [cell.evidence[0] for cell in actions.values()]
            listed = Listed(
                "groups",
                len(actions) if agrees else None,
                agrees,
                None if agrees else "list_unclear",
                tuple(actions),
                tuple((p.start, p.end) for p in places if p.start is not None and p.end),
            )
            found.append(_record(read, document, first_no + len(found), title[0], listed))
    return found


def _annexes(read: ReadDocument, document: Document, first_no: int) -> Iterator[DeclaredCount]:
    """The annexes that the text lists, against those that the document holds."""
    named = [one for one in document.attachments if one.number.isdecimal()]
    if len(named) < 2:
        return
    held = [one for one in named if one.part_no is not None]
    first, last = named[0], named[-1]
    quote = read.text[first.start : first.end]
    yield DeclaredCount(
        document_id=read.document_id,
        part_no=part_no_of(document, first.start),
        count_no=first_no,
        noun="附件",
        declared=len(named),
        listed_as="annexes",
        found=len(held) if held else None,
        is_certain=bool(held),
        reason=None if held else "annexes_elsewhere",
        items=tuple(one.title[:_SHOWN_ITEM] for one in named),
        quote=quote,
        start=first.start,
        end=last.end,
        evidence=tuple(_locator(read, one.start, one.end) for one in _lost(named, held)),
    )


def _lost(named: Sequence[Attachment], held: Sequence[Attachment]) -> Sequence[Attachment]:
    """The annexes that are missing, else all of them."""
    return [one for one in named if one not in held] or named


def _record(
    read: ReadDocument,
    document: Document,
    count_no: int,
    place: tuple[Block, _Count],
    listed: Listed,
) -> DeclaredCount:
    block, count = place
    start, end = source_span(block, count.start, count.end)
    spans = [(start, end), *listed.spans]
    return DeclaredCount(
        document_id=read.document_id,
        part_no=part_no_of(document, start),
        count_no=count_no,
        noun=count.noun,
        declared=count.declared,
        listed_as=listed.kind,
        found=listed.found,
        is_certain=listed.is_certain,
        reason=listed.reason,
        items=tuple(item[:_SHOWN_ITEM] for item in listed.items),
        quote=read.text[start:end],
        start=start,
        end=end,
        evidence=tuple(_locator(read, *span) for span in spans),
    )


def _locator(read: ReadDocument, start: int, end: int) -> Locator:
    return Locator(document_id=read.document_id, start=start, end=end, quote=read.text[start:end])
