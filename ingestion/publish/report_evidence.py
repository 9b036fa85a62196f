"""Lay out evidence: quotes in their context, with the exact characters marked. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from ingestion.records import Locator, Record

CONTEXT = 60
"""Characters shown before and after a quote."""
LONGEST_MARK = 400
"""A longer quote is shown by its two ends."""
_BREAKS = re.compile(r"([\r\n\f\v\u2028\u2029]\s*)")


class Run(Record):
    """Characters of one kind. ``break`` stands for line ends, ``gap`` for what is left out."""

    kind: Literal["text", "mark", "break", "gap"]
    text: str = ""
    length: int = 0


class Passage(Record):
    """One stretch of a document with one or more marked quotes.

    ``cells`` and ``spans`` locate them for people: by cell or page where the file prints one, else
    by characters; ``start`` is where the first quote begins. ``standing`` says what was checked
    while the report was made: ``found`` where the stored text has exactly these characters at this
    place, ``differs`` where it has others.
    """

    document_id: str
    start: int
    runs: tuple[Run, ...]
    cells: tuple[str, ...]
    spans: tuple[str, ...]
    standing: Literal["found", "differs"]
    has_more_before: bool = False
    has_more_after: bool = False


class LooseQuote(Record):
    """A quote that has a cell or page instead of a stretch of text, or whose text is not stored.

    ``standing`` is ``recorded``: nothing was at hand to look it up in; or ``differs``: its place
    is beyond the end of the stored text.
    """

    document_id: str
    place: str
    quote: str
    standing: Literal["recorded", "differs"]


class Quotes(Record):
    """The evidence of one finding, laid out."""

    passages: tuple[Passage, ...]
    loose: tuple[LooseQuote, ...]


def read_evidence(printed: str | None) -> tuple[Locator, ...]:
    """Read the JSON array of locators that a mart carries."""
    return tuple(Locator.model_validate(one) for one in json.loads(printed or "[]") or [])


def lay_out(
    evidence: Sequence[Locator], texts: Mapping[str, str], *, context: int = CONTEXT
) -> Quotes:
    """Show each quote in its context; neighbours whose contexts meet share one passage.

    Args:
        evidence: Locators; places are code points of the document's text, end exclusive.
        texts: Canonical text by document id.
        context: Characters shown before and after a quote.
    """
    placed = [one for one in evidence if _stands_in(one, texts)]
    loose = dict.fromkeys(one for one in evidence if not _stands_in(one, texts))
    passages = [
        _passage(group, texts[group[0].document_id], context)
        for group in _neighbours(placed, context)
    ]
    return Quotes(passages=tuple(passages), loose=tuple(_loose(one, texts) for one in loose))


def _stands_in(one: Locator, texts: Mapping[str, str]) -> bool:
    text = texts.get(one.document_id)
    if text is None or one.start is None or one.end is None:
        return False
    return 0 <= one.start <= one.end <= len(text)


def _span(one: Locator) -> tuple[int, int]:
    assert one.start is not None and one.end is not None
    return one.start, one.end


def _neighbours(placed: Iterable[Locator], context: int) -> list[list[Locator]]:
    """Group what stands close together; the document that is named first comes first."""
    located = list(placed)
    rank = {one: at for at, one in reversed(list(enumerate(o.document_id for o in located)))}
    groups: list[list[Locator]] = []
    reach = -1
    for one in sorted(located, key=lambda one: (rank[one.document_id], *_span(one))):
        start, end = _span(one)
        near = groups and groups[-1][0].document_id == one.document_id
        if near and start - context <= reach:
            groups[-1].append(one)
            reach = max(reach, end + context)
        else:
            groups.append([one])
            reach = end + context
    return groups


def _passage(group: Sequence[Locator], text: str, context: int) -> Passage:
    spans = [_span(one) for one in group]
    first = max(0, spans[0][0] - context)
    last = min(len(text), max(end for _, end in spans) + context)
    runs: list[Run] = []
    position = first
    for start, end in _joined(spans):
        runs += _plain(text[position:start])
        runs += _marked(text[start:end])
        position = end
    runs += _plain(text[position:last])
    is_found = all(text[slice(*_span(one))] == one.quote for one in group)
    return Passage(
        document_id=group[0].document_id,
        start=spans[0][0],
        runs=tuple(runs),
        cells=_cells(group),
        spans=tuple(dict.fromkeys(_characters(one) for one in group if not show_place(one))),
        standing="found" if is_found else "differs",
        has_more_before=first > 0,
        has_more_after=last < len(text),
    )


def _loose(one: Locator, texts: Mapping[str, str]) -> LooseQuote:
    is_beyond_text = one.start is not None and one.document_id in texts
    return LooseQuote(
        document_id=one.document_id,
        place=show_place(one) or _characters(one),
        quote=one.quote,
        standing="differs" if is_beyond_text else "recorded",
    )


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping quotes become one mark; touching ones stay two, as two cells are."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _plain(text: str) -> list[Run]:
    return [
        Run(kind="break") if _BREAKS.fullmatch(piece) else Run(kind="text", text=piece)
        for piece in _BREAKS.split(text)
        if piece
    ]


def _marked(text: str) -> list[Run]:
    if len(text) <= LONGEST_MARK:
        return _marked_lines(text) or [Run(kind="mark")]
    half = LONGEST_MARK // 2
    left_out = Run(kind="gap", length=len(text) - 2 * half)
    return [*_marked_lines(text[:half]), left_out, *_marked_lines(text[-half:])]


def _marked_lines(text: str) -> list[Run]:
    return [Run(kind="mark", text=run.text) if run.kind == "text" else run for run in _plain(text)]


def show_place(one: Locator) -> str:
    """Where to look in a workbook or on paper; empty where only the text has places."""
    if one.cell is not None:
        return f"{one.sheet}!{one.cell}" if one.sheet else one.cell
    return f"第 {one.page} 页 p. {one.page}" if one.page is not None else ""


def _cells(group: Sequence[Locator]) -> tuple[str, ...]:
    """The sheet is named once, before the first of its cells."""
    cells: list[str] = []
    sheet = None
    for one in dict.fromkeys(one for one in group if show_place(one)):
        is_further = one.cell is not None and one.sheet is not None and one.sheet == sheet
        cells.append(str(one.cell) if is_further else show_place(one))
        sheet = one.sheet
    return tuple(dict.fromkeys(cells))


def _characters(one: Locator) -> str:
    return "" if one.start is None else f"{one.start}–{one.end}"
