"""Where the records of a document stand in its text, and how overlapping places are cut. Pure.

A segment is the longest stretch of one block that the same entries claim. Segments never overlap,
so a page can mark each of them once, whatever the records do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingestion.publish.annotated_fields import document_fields
from ingestion.publish.report_evidence import show_place
from ingestion.records import AnyRecord, Cell, Document, DocumentText, Issue, Locator, Quantity

KINDS = (
    "quantity", "cell", "submission_value", "progress_item", "task", "document", "issue", "finding",
)  # fmt: skip
"""Kinds that the page knows, the innermost first. Any other kind is shown as ``other``."""
COMMENTS = ("issue", "finding")
"""Kinds that only comment on what others say."""
DOUBTS = ("ambiguous", "inferred", "implicit", "proven", "printed")
"""How certain a place or reading is, the least certain first."""
_BORROWED = ("merged_inherit", "blank")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as the page lists it.

    Attributes:
        number: Counts from 1 in the order of the records.
        kind: The record's type; see ``KINDS``.
        doubt: One of ``DOUBTS``; None where the record grades nothing.
        spans: Code points of the text that the record was read from, end exclusive.
        hole: Where an empty cell stands: the end of the cell printed before it.
        place: Sheet and cell, or page, where the file prints one.
        checked: Quotes compared with the text.
        differing: Quotes that the text does not print at their place.
        field: Of a document record, the field that stands here; it is one entry a field.
            Of a finding, its key.
    """

    number: int
    kind: str
    doubt: str | None
    spans: tuple[Span, ...]
    hole: int | None
    place: str
    checked: int
    differing: int
    record: AnyRecord
    field: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one block and everything that claims it, the innermost entry first."""

    number: int
    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def doubt(self) -> str | None:
        """The least certain of its entries."""
        doubts = {entry.doubt for entry in self.entries}
        return next((doubt for doubt in DOUBTS if doubt in doubts), None)


def collect_entries(records: Iterable[AnyRecord], text: str) -> tuple[Entry, ...]:
    """Number the records of a document and find their places.

    Args:
        records: Records of one document in any order; its text record is left out.
        text: The canonical text that evidence points into.
    """
    listed = [one for record in records for one in _fields_apart(record)]
    return tuple(
        _entry(number, record, text, field)
        for number, (record, field) in enumerate(listed, start=1)
    )


def _fields_apart(record: AnyRecord) -> Iterable[tuple[AnyRecord, str]]:
    """A document record is listed field by field: each is printed at a place of its own."""
    if isinstance(record, DocumentText):
        return []
    if not isinstance(record, Document) or not record.evidence:
        return [(record, "")]
    places: dict[str, list[Locator]] = {}
    for field, place in document_fields(record):
        places.setdefault(field, []).append(place)
    return [
        (record.model_copy(update={"evidence": tuple(found)}), field)
        for field, found in places.items()
    ]


def comment_entry(number: int, key: str, comment: Issue, text: str) -> Entry:
    """A finding on this document as an entry: where the document prints what it quotes.

    Args:
        number: Its place in the list, after all records.
        key: The finding's key.
        comment: The finding in the words of an issue; its evidence is of this document alone.
        text: The canonical text.
    """
    return replace(_entry(number, comment, text, key), kind="finding")


def cut_segments(entries: Sequence[Entry], blocks: Iterable[Span]) -> tuple[Segment, ...]:
    """Cut the places of all entries into segments that do not overlap.

    Args:
        entries: What stands in the text.
        blocks: Paragraphs and printed cells; a segment lies within one of them.
    """
    claims = sorted(
        ((start, end, entry) for entry in entries for start, end in dict.fromkeys(entry.spans)),
        key=lambda claim: claim[:2],
    )
    segments: list[Segment] = []
    place = 0
    open_claims: list[tuple[int, int, Entry]] = []
    for start, end in sorted(set(blocks)):
        open_claims = [claim for claim in open_claims if claim[1] > start]
        while place < len(claims) and claims[place][0] < end:
            open_claims.append(claims[place])
            place += 1
        for piece_start, piece_end, found in _pieces(start, end, open_claims):
            segments.append(Segment(len(segments) + 1, piece_start, piece_end, found))
    return tuple(segments)


def segments_within(segments: Sequence[Segment], start: int, end: int) -> Sequence[Segment]:
    """The segments of one stretch; both are in the order of the text."""
    first = bisect_right(segments, start - 1, key=lambda one: one.start)
    last = bisect_right(segments, end - 1, key=lambda one: one.start)
    return segments[first:last]


def first_segments(segments: Iterable[Segment]) -> dict[int, int]:
    """The number of the first segment of each entry, by the entry's number."""
    first: dict[int, int] = {}
    for segment in segments:
        for entry in segment.entries:
            first.setdefault(entry.number, segment.number)
    return first


def _pieces(
    start: int, end: int, claims: Sequence[tuple[int, int, Entry]]
) -> Iterable[tuple[int, int, tuple[Entry, ...]]]:
    within = [claim for claim in claims if claim[0] < end and claim[1] > start]
    if not within:
        return
    edges = {start, end}
    for claim in within:
        edges |= {max(start, claim[0]), min(end, claim[1])}
    for left, right in pairwise(sorted(edges)):
        covering = [claim for claim in within if claim[0] <= left and claim[1] >= right]
        if covering:
            covering.sort(key=_innermost_first)
            yield left, right, tuple(dict.fromkeys(claim[2] for claim in covering))


def _innermost_first(claim: tuple[int, int, Entry]) -> tuple[bool, int, int, bool, int]:
    """An issue only comments; a cell that is covered by a merge stands behind the printed one."""
    start, end, entry = claim
    rank = KINDS.index(entry.kind) if entry.kind in KINDS else len(KINDS)
    is_borrowed = isinstance(entry.record, Cell) and entry.record.state in _BORROWED
    return entry.kind in COMMENTS, end - start, rank, is_borrowed, entry.number


def _entry(number: int, record: AnyRecord, text: str, field: str = "") -> Entry:
    found = _evidence(record)
    evidence = tuple(one for one in found if _stands_in(one, text))
    quoted = [(one, text[one.start : one.end]) for one in evidence]
    is_hole = isinstance(record, Cell) and record.state == "blank"
    spans = () if is_hole else tuple((one.start or 0, one.end or 0) for one in evidence)
    return Entry(
        number=number,
        kind=record.record,
        doubt=_doubt(record),
        spans=tuple(span for span in spans if span[0] < span[1]),
        hole=evidence[0].end if is_hole and evidence else None,
        place=next(filter(None, map(show_place, found)), ""),
        checked=len(quoted),
        differing=sum(one.quote != printed for one, printed in quoted),
        record=record,
        field=field,
    )


def _evidence(record: AnyRecord) -> tuple[Locator, ...]:
    """What a record was read from; a quantity without evidence still says where it stands."""
    evidence: tuple[Locator, ...] = getattr(record, "evidence", ())
    if evidence or not isinstance(record, Quantity):
        return evidence
    place = Locator(
        document_id=record.document_id, start=record.start, end=record.end, quote=record.quote
    )
    return (place,)


def _stands_in(one: Locator, text: str) -> bool:
    if one.start is None or one.end is None:
        return False
    return 0 <= one.start <= one.end <= len(text)


def _doubt(record: AnyRecord) -> str | None:
    if isinstance(record, Cell):
        return record.alignment
    if isinstance(record, Quantity):
        return "implicit" if record.implicit else None
    return None


def is_doubtful(entry: Entry) -> bool:
    """Whether a person should look: a place or reading that was not certain, or an issue."""
    if isinstance(entry.record, Issue):
        return entry.record.severity != "info"
    return entry.doubt in ("ambiguous", "inferred", "implicit")


def count_doubts(entries: Iterable[Entry]) -> dict[str, int]:
    """How many entries have each grade, the most certain first; only grades that occur."""
    counts = dict.fromkeys(reversed(DOUBTS), 0)
    for entry in entries:
        if entry.doubt:
            counts[entry.doubt] += 1
    return {doubt: count for doubt, count in counts.items() if count}
