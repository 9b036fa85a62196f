"""How often and until when a plan asks for reports: 每季度末月25日前报送进展. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingestion.extract.model import ReadDocument
from ingestion.interpret.lines import Span
from ingestion.interpret.narrative.blocks import source_span
from ingestion.interpret.narrative.sections import part_no_of, prose_blocks
from ingestion.interpret.reporting_words import ReportingTime, rank_of, reporting_words
from ingestion.records import Document, DueKind, Locator, ReportingFrequency, ReportingRule
from ingestion.values.numerals import parse_han_integer

_SENTENCE = re.compile(r"[^。;!]+")
_AHEAD = 60
"""A time holds for the verb that follows within so many characters of its sentence."""
_BEHIND = 12
"""报送时间为每月5日前: the verb may also stand right before the time."""
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class _Due:
    """When the words say that a report is due."""

    frequency: ReportingFrequency
    kind: DueKind | None = None
    number: int | None = None
    month: int | None = None
    is_printed: bool = True


def find_reporting_rules(
    read: ReadDocument, document: Document, covered: Iterable[Span] = ()
) -> tuple[ReportingRule, ...]:
    """Find the times by which running text asks units to report on the plan.

    Left alone are reports of firms to the administration, those of the issuer to an office above
    it, and sentences that do not say what is reported.

    Args:
        read: The document as read.
        document: Its record, for the parts and the issuer.
        covered: Spans of indicator tables.

    Returns:
        The rules in reading order; the same words twice are one rule.
    """
    found: dict[_Due, ReportingRule] = {}
    for block in prose_blocks(read, document, covered, ()):
        for sentence in _SENTENCE.finditer(block.text):
            for due, start, end in _times(sentence[0], document.issuer):
                if due not in found:
                    place = source_span(block, sentence.start() + start, sentence.start() + end)
                    found[due] = _rule(read, document, due, place, (len(found) + 1, sentence[0]))
    return tuple(found.values())


def _rule(
    read: ReadDocument, document: Document, due: _Due, place: Span, known: tuple[int, str]
) -> ReportingRule:
    start, end = place
    rule_no, sentence = known
    quote = read.text[start:end]
    return ReportingRule(
        document_id=read.document_id,
        part_no=part_no_of(document, start),
        rule_no=rule_no,
        frequency=due.frequency,
        due_kind=due.kind,
        due_number=due.number,
        due_month=due.month,
        holiday_move=reporting_words().holiday_move(sentence),
        is_printed=due.is_printed,
        quote=quote,
        start=start,
        end=end,
        evidence=(Locator(document_id=read.document_id, start=start, end=end, quote=quote),),
    )


def _times(sentence: str, issuer: str | None) -> Iterator[tuple[_Due, int, int]]:
    """The times of one sentence that a verb of reporting goes with, longest words first."""
    words = reporting_words()
    if not words.asks_for_reports(sentence):
        return
    taken: list[Span] = []
    dated: set[ReportingFrequency] = set()
    for time in words.times:
        for match in time.pattern.finditer(sentence):
            start, end = match.span()
            if any(start < last and first < end for first, last in taken):
                continue
            clause = _clause(sentence, start, end, issuer)
            if clause is None or (time.is_bare and time.frequency in dated):
                continue
            due = _due(time, match, sentence)
            if due is None:
                continue
            taken.append((start, end))
            dated.add(time.frequency)
            yield due, start, clause


def _clause(sentence: str, start: int, end: int, issuer: str | None) -> int | None:
    """Where the words of reporting end that a time goes with; ``None`` where it goes with none."""
    words = reporting_words()
    verb = words.verb.search(sentence, end, end + _AHEAD)
    if verb is None:
        before = list(words.verb.finditer(sentence, max(start - _BEHIND, 0), start))
        return end if before and not words.other_subject.search(sentence, 0, start) else None
    clause_start = max(sentence.rfind(mark, 0, start) for mark in ",:") + 1
    subject = sentence[clause_start : verb.start()]
    if words.other_subject.search(subject) and not words.known_subject.search(subject):
        return None
    if words.goes_above(sentence[verb.start() :], rank_of(issuer or "")):
        return None
    return verb.end()


def _due(time: ReportingTime, match: re.Match[str], sentence: str) -> _Due | None:
    """What one match says; ``None`` for a number that is no day and no count of days."""
    groups = match.groupdict()
    printed = groups.get("day") or groups.get("number")
    number = time.number if printed is None else _number(printed)
    month = time.month if groups.get("month") is None else int(groups["month"])
    if time.due_kind == "day_of_year":
        number = _LAST_DAY if number is None else number
        if month is None or not 1 <= month <= 12:
            return None
        return _checked(_Due(time.frequency, "day_of_year", number, month))
    if time.due_kind is None and number is not None:
        kind, is_printed = reporting_words().month_meant(sentence, number)
        return _checked(_Due(time.frequency, kind, number, None, is_printed))
    return _checked(_Due(time.frequency, time.due_kind, number))


def _checked(due: _Due) -> _Due | None:
    if due.kind is not None and (due.number is None or not 1 <= due.number <= _LAST_DAY):
        return None
    return due


def _number(printed: str) -> int | None:
    return int(printed) if printed.isdecimal() else parse_han_integer(printed)
