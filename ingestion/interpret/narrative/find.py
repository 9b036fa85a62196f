"""Find the quantities of running text. Pure.

Paragraphs are folded, numbers found and refused, sentences read, and each reading set into the
context of its headings. Cost is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingestion.extract.model import ReadDocument
from ingestion.interpret.lines import Span
from ingestion.interpret.narrative.blocks import bracketed, mask_inside, source_span
from ingestion.interpret.narrative.clauses import sentences
from ingestion.interpret.narrative.context import (
    Setting,
    baseline_year,
    is_titled,
    kind_of,
    place_in,
    scope_of,
    scope_year_of,
    setting_of,
    year_before,
    year_in,
    years_in_turn,
)
from ingestion.interpret.narrative.deadlines import Deadline, deadline_in
from ingestion.interpret.narrative.doubts import QuantityResult, sift
from ingestion.interpret.narrative.implicit import find_implicit
from ingestion.interpret.narrative.memory import Memory
from ingestion.interpret.narrative.model import Block, Mention, Prose, Reading
from ingestion.interpret.narrative.numbers import find_mentions
from ingestion.interpret.narrative.phrase import title_phrase, topic_phrase
from ingestion.interpret.narrative.section_tree import section_tree
from ingestion.interpret.narrative.sections import prose_blocks
from ingestion.interpret.narrative.sentence import read_sentence
from ingestion.interpret.narrative.told import part_of_kind
from ingestion.interpret.narrative.votes import Votes
from ingestion.interpret.narrative.works import works_of_title
from ingestion.records import Document, Locator, Quantity, QuantityKind

# 分行业看, 其中: the parts of what was said last.
_PARTS = re.compile(r"其中|[分按][^,;。]{1,6}(?:看|分),")
_ASIDE = re.compile(r"\([^()]*\)")


_YEAR_REACH = 14


@dataclass(frozen=True, slots=True)
class _Frame:
    """A paragraph, the document that it stands in, and what its headings say."""

    read: ReadDocument
    document: Document
    block: Block
    setting: Setting


@dataclass(frozen=True, slots=True)
class _Said:
    """Year and tense said before a semicolon: they hold behind it."""

    year: int | None = None
    kind: QuantityKind | None = None
    scope: QuantityKind | None = None  # of the paragraph
    scope_year: int | None = None


def find_quantities(
    read: ReadDocument,
    document: Document,
    covered: Iterable[Span] = (),
    prose: Sequence[Prose] = (),
) -> QuantityResult:
    """Find every measurable target, actual and baseline in running text.

    Args:
        read: The document as read.
        document: Its record: kind, year and parts.
        covered: Spans of indicator tables, task lists and progress lists.
        prose: Running text inside lists; it is read although it is covered.

    Returns:
        Quantities in reading order, each quote equal to the text at its offsets, and an issue for
        each that leaves open what it measures.
    """
    found: list[Quantity] = []
    blocks = list(prose_blocks(read, document, covered, prose))
    votes = Votes(blocks)
    lead_in: tuple[tuple[str, ...], int] | None = None  # 到2025年: and what it holds for
    for block in blocks:
        setting = setting_of(document, block.headings, block.places[0] if block.places else 0)
        if not setting.is_told:
            titled = is_titled(document)
            kind = votes.kind_of(block, setting.kind, is_titled=titled)
            setting = replace(setting, kind=kind)
        if lead_in and lead_in[0] == block.headings:
            setting = replace(setting, year=lead_in[1])
        if block.text.endswith(":"):
            year = year_in(block.text, setting)
            lead_in = (block.headings, year) if year else None
        found.extend(_block_quantities(_Frame(read, document, block, setting)))
    sections = section_tree(blocks, document, len(read.text))
    return sift(found).model_copy(update={"sections": sections})


def _block_quantities(frame: _Frame) -> Iterator[Quantity]:
    block = frame.block
    mentions = _mentions(block.text, block.masked)
    if block.is_heading:
        mentions = [m for m in mentions if m.form != "words"]
    inner = bracketed(block, 0, len(block.text))
    if not mentions and not inner:
        return
    topic = topic_phrase([block.text, *reversed(block.headings)])
    title = title_phrase(block.text)
    memory = Memory(topic=topic, title=title, works=works_of_title(title))
    said = _Said()
    for span in sentences(block.masked, 0, len(block.text)):
        said = _opened(block.text[slice(*span)], said)
        inside = [m for m in mentions if span[0] <= m.start and m.end <= span[1]]
        readings = list(read_sentence(block, block.masked, span, inside, memory))
        has_parts = bool(_PARTS.match(block.text, span[1]))
        goes_on = block.text[span[1] - 1] == ";" or has_parts
        memory.end_sentence(at_stop=not goes_on, has_parts=has_parts)
        yield from _records(frame, span[0], readings, said)
        for opened in inner:
            if span[0] <= opened[0] and opened[1] <= span[1]:
                nested = _in_brackets(block, opened, readings)
                yield from _records(frame, nested[0].clause[0] if nested else 0, nested, said)
        said = _said_after(frame, span, said, has_quantity=bool(readings))


def _opened(words: str, before: _Said) -> _Said:
    """What holds in a sentence and for the rest of its paragraph."""
    scope, year = scope_of(words) or before.scope, scope_year_of(words) or before.scope_year
    return replace(before, scope=scope, scope_year=year)


def _said_after(frame: _Frame, span: Span, before: _Said, *, has_quantity: bool) -> _Said:
    words = frame.block.text[slice(*span)]
    if not words.endswith(";"):
        return _Said(scope=before.scope, scope_year=before.scope_year)
    plain = _ASIDE.sub("", words)
    year = year_in(plain, frame.setting)
    year = year if year is not None else before.year
    kind = kind_of(frame.setting, plain, year, before.kind) if has_quantity else None
    return _Said(year, kind, before.scope, before.scope_year)


def _mentions(text: str, masked: str) -> list[Mention]:
    found = list(find_mentions(masked))
    taken = [(m.start, m.end) for m in found]
    found += [
        m
        for m in find_implicit(text, masked)
        if not any(start < m.end and m.start < end for start, end in taken)
    ]
    return sorted(found, key=lambda mention: mention.start)


def _in_brackets(block: Block, span: Span, readings: Sequence[Reading]) -> list[Reading]:
    """What stands in brackets is about the quantity before them: 15家(其中省级10家)."""
    hosts = [r for r in readings if r.end <= span[0] and r.indicator]
    masked = block.text[: span[0]] + mask_inside(block.text[slice(*span)]) + block.text[span[1] :]
    shifted = [
        replace(m, start=m.start + span[0], end=m.end + span[0])
        for m in _mentions(block.text[slice(*span)], masked[slice(*span)])
    ]
    memory = Memory()
    if not hosts:
        return list(read_sentence(block, masked, span, shifted, memory))
    host = _host(hosts, shifted)
    memory.indicator = memory.host = host.indicator
    memory.unit = host.mention.unit
    return [
        replace(r, indicator=_nested(r, host.indicator), clause=(host.clause[0], span[1]))
        for r in read_sentence(block, masked, span, shifted, memory)
    ]


def _host(hosts: Sequence[Reading], inside: Sequence[Mention]) -> Reading:
    """前三位的是东山县(31%): a share in brackets is of the share before, not of the rank."""
    units = {mention.unit for mention in inside}
    alike = [host for host in hosts if host.mention.unit in units]
    return alike[-1] if hosts[-1].mention.form == "rank" and alike else hosts[-1]


def _nested(reading: Reading, host: str) -> str:
    """省级10家 is about what stands before the bracket; 10个省级试点 names its own."""
    indicator = reading.indicator
    is_own = part_of_kind(indicator, host, reading.mention.unit)
    is_short = len(indicator) <= 6 and not indicator.endswith(host[-2:]) and not is_own
    return indicator + host if is_short and not reading.is_named_behind else indicator


def _records(
    frame: _Frame, begin: int, readings: Sequence[Reading], said: _Said
) -> Iterator[Quantity]:
    """Set readings of one sentence into time and place, clause by clause."""
    text, setting = frame.block.text, frame.setting
    kind, said_year = said.kind, said.year
    seen_to = begin
    for reading in readings:
        if reading.clause[1] > seen_to:
            words = _ASIDE.sub("", text[seen_to : reading.clause[1]])
            year = year_in(words, setting)
            said_year = year if year is not None else said_year
            kind = kind_of(setting, words, year, kind or said.scope)
            seen_to = reading.clause[1]
        place = reading.place or place_in(text[reading.clause[0] : reading.clause[1]])
        own_kind = reading.kind or kind or said.scope or setting.kind
        own_year = _own_year(frame, begin, readings, reading)
        own_year = own_year or said_year or _scope_year(said, own_kind, setting) or setting.year
        is_due = own_kind == "target"
        due = _deadline(text, begin, readings, reading, own_year) if is_due else None
        yield _record(frame, reading, own_kind, own_year, place).model_copy(
            update={"due_from": due.start, "due_date": due.end} if due else {}
        )


def _deadline(
    text: str, begin: int, readings: Sequence[Reading], reading: Reading, year: int | None
) -> Deadline | None:
    """The part of the year that the words before a number tell; what is behind it has its own."""
    clause = max(begin, reading.clause[0])
    behind = max((r.end for r in readings if r.end <= clause), default=begin)
    return deadline_in(text[clause : reading.mention.start], year, lead_in=text[behind:clause])


def _scope_year(said: _Said, kind: QuantityKind, setting: Setting) -> int | None:
    """The year that the paragraph opened; what was done since 十四五 began is of the year told."""
    is_ahead = said.scope_year and setting.year and said.scope_year > setting.year
    return None if kind == "actual" and is_ahead else said.scope_year


def _own_year(
    frame: _Frame, begin: int, readings: Sequence[Reading], reading: Reading
) -> int | None:
    """The year that a number has to itself: of a baseline, in a list of years, or of its words."""
    text, start = frame.block.text, reading.mention.start
    if reading.kind == "baseline":
        return baseline_year(text[max(begin, start - _YEAR_REACH) : start], frame.setting)
    years = years_in_turn(text[begin:start], start - begin)
    if years:
        first = start - len(text[begin:start].rpartition("分别")[2])
        behind = [r for r in readings if r.mention.start >= first and r.kind != "baseline"]
        place = behind.index(reading)
        if len(behind) >= len(years) > place:
            return years[place]
    clause = slice(max(begin, reading.clause[0]), reading.clause[1])
    words = _ASIDE.sub(lambda found: " " * len(found[0]), text[clause])
    return year_before(words, frame.setting, start - clause.start)


def _record(
    frame: _Frame, reading: Reading, kind: QuantityKind, year: int | None, place: str | None
) -> Quantity:
    start, end = source_span(frame.block, reading.start, reading.end)
    quote = frame.read.text[start:end]
    parts = frame.document.parts
    locator = Locator(document_id=frame.read.document_id, start=start, end=end, quote=quote)
    return Quantity(
        document_id=frame.read.document_id,
        part_no=next((p.part_no for p in parts if p.start <= start < p.end), 1),
        kind=kind,
        quote=quote,
        start=start,
        end=end,
        indicator=reading.indicator,
        comparator=reading.comparator,
        value=reading.mention.value,
        value_max=reading.mention.value_max,
        unit=reading.mention.unit or None,
        change=reading.change,
        year=year,
        org=place,
        section=frame.block.section,
        implicit=reading.mention.implicit,
        evidence=(locator,),
    )
