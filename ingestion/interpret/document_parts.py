"""Split a document into its parts: the body, its attachments, a look back and a look ahead. Pure.

An attachment is announced in the body (附件:1.… 2.…) and begins later under a line of its own
(附件1). Only the second begins a part. A notice may also print the plan that it carries right under
its signature, without any mark: the repeated title begins that part.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ingestion.interpret.document_kind import kind_by_words, years_about
from ingestion.interpret.lines import Piece, letters_only
from ingestion.interpret.list_table import header_role
from ingestion.interpret.ordinals import parse_ordinal
from ingestion.interpret.printed_dates import is_date_line, parse_date
from ingestion.interpret.vocabulary import document_words
from ingestion.records import DocumentKind, Part
from ingestion.values.width import fold_width, squash

_LONG_TITLE = 60
_LONG_SECTION = 40
_SECTION_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]部分[、::]?\s*"
)
_YEAR_HEADING = re.compile(r"20\d{2}年(?!\d{1,2}月)[^,，。;；]{2,14}$")
_FILE = re.compile(r"\.(pdf|docx?|wps|ofd|xlsx?|et|zip|rar)$", re.I)
_SHORT_NAME = 6
_TITLE_LINES = 3
_LONG_NAME = 160
_SENTENCE_ENDS = "。;；:："
_ADDED_LINE = re.compile(r"\([^()]*(?:20\d{2}|稿|草案|试行|暂行|修订|版)[^()]*\)(?:的通知)?")
_ENTRY = re.compile(r"\d{1,2}[.、.]")


@dataclass(frozen=True, slots=True)
class AttachmentMark:
    """A line that names an attachment: its place among the lines, number and title."""

    index: int
    number: str
    title: str
    has_colon: bool


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a part begins, its title, and its kind if a heading tells."""

    start: int
    title: str
    kind: DocumentKind | None = None


def find_parts(
    text: str, lines: Sequence[Piece], title: Sequence[Piece], carried: Sequence[str] = ()
) -> tuple[Part, ...]:
    """Split a document into parts that cover it without gaps.

    Args:
        text: The canonical text.
        lines: All lines in order.
        title: Lines of the document's title.
        carried: Titles of plans that the document says it carries (关于印发《…》的通知).

    Returns:
        The body first (``part_no`` 1), then the carried plan and every attachment in order; or the
        sections of a document that holds a look back and a look ahead.
    """
    annexes = [_Start(line.start, name) for line, name in _attachments(lines)]
    plans = [
        plan
        for plan in _carried_plans(lines, title, carried)
        if not any(_stands_at(lines, annex.start, plan.start) for annex in annexes)
    ]
    begins = sorted((*annexes, *plans), key=lambda one: one.start)
    body_end = begins[0].start if begins else len(text)
    body = [line for line in lines if line.start < body_end]
    name = "".join(piece.text for piece in title)
    sections = _sections(
        [
            line
            for line in body
            if line.start > title[-1].start or (not begins and line not in title[1:])
        ]
    )
    first = sections or [_Start(0, name)]
    starts = [replace(first[0], start=0), *first[1:], *begins]
    if begins and not body:
        is_longer = letters_only(name).startswith(letters_only(begins[0].title))
        own = name if is_longer else begins[0].title  # the file holds attachments only
        starts = [replace(begins[0], start=0, title=own), *begins[1:]]
    ends = [one.start for one in starts[1:]] + [len(text)]
    return tuple(
        Part(part_no=number, title=one.title, start=one.start, end=end, kind=one.kind)
        for number, (one, end) in enumerate(zip(starts, ends, strict=True), start=1)
    )


def settle_parts(parts: Sequence[Part], kind: DocumentKind, year: int | None) -> tuple[Part, ...]:
    """Give every part its kind and year: its own where its title tells, else the document's.

    A look ahead without a year follows the year that the look back is about.
    """
    settled: list[Part] = []
    for part in parts:
        own = kind_by_words([part.title]) if part.part_no > 1 or part.kind else None
        years = years_about(part.title)
        follows = part.kind == "plan" and settled and settled[-1].kind == "annual_summary"
        default = settled[-1].year + 1 if follows and settled[-1].year else year
        settled.append(
            part.model_copy(
                update={
                    "kind": part.kind or own or kind,
                    "year": years[0] if years else default,
                }
            )
        )
    return tuple(settled)


def attachment_mark(text: str) -> AttachmentMark | None:
    """The mark of an attachment that a line is, with number and title; None if it is none."""
    return _mark(0, text)


def section_title(text: str) -> tuple[str, str] | None:
    """Kind (``summary`` or ``plan``) and title of a heading that looks back or ahead."""
    folded = fold_width(text)
    number = _SECTION_NUMBER.match(folded)
    bare = text[number.end() :].strip() if number else text
    if len(bare) > _LONG_SECTION:
        return None
    for entry in document_words().sections:
        if entry.pattern.search(squash(bare)):
            return entry.kind, bare
    return None


def _sections(lines: Sequence[Piece]) -> list[_Start]:
    """The top headings of both kinds, if both stand there numbered, or alone with their year."""
    found = [
        _Start(line.start, title[1], "annual_summary" if title[0] == "summary" else "plan")
        for line in lines
        if (_SECTION_NUMBER.match(fold_width(line.text)) or _YEAR_HEADING.match(line.text))
        and (title := section_title(line.text))
    ]
    if {one.kind for one in found} != {"annual_summary", "plan"}:
        return []
    changes = [found[0]]
    changes += [b for a, b in pairwise(found) if a.kind != b.kind]
    return changes


def _carried_plans(
    lines: Sequence[Piece], title: Sequence[Piece], carried: Sequence[str]
) -> Iterator[_Start]:
    """Where the title of a carried plan stands again, behind running text."""
    wanted = {letters for name in carried if len(letters := letters_only(name)) >= _SHORT_NAME}
    behind = [i for i, line in enumerate(lines) if line.start > title[-1].start]
    first = next((i for i in behind if lines[i].text[-1] in _SENTENCE_ENDS), len(lines))
    for index in range(first + 1, len(lines)):
        if not wanted:
            return
        name = _repeated_title(lines, index, wanted)
        if name:
            wanted.discard(letters_only(name))
            yield _Start(lines[index].start, name)


def _repeated_title(lines: Sequence[Piece], index: int, wanted: Collection[str]) -> str | None:
    """The wanted title that the lines from ``index`` on print and nothing else, if they do."""
    whole = ""
    for line in lines[index : index + _TITLE_LINES]:
        whole += line.text
        letters = letters_only(whole) if len(whole) <= _LONG_NAME else ""
        if letters in wanted:
            return whole if line is not lines[-1] else None
        if not any(name.startswith(letters) for name in wanted if letters):
            return None
    return None


def _stands_at(lines: Sequence[Piece], annex: int, plan: int) -> bool:
    """Whether the title of a plan is the title of an attachment: it stands under its mark."""
    return 0 <= sum(annex <= line.start < plan for line in lines) <= 2 and plan >= annex


def _attachments(lines: Sequence[Piece]) -> list[tuple[Piece, str]]:
    marks = [mark for i, line in enumerate(lines) if (mark := _mark(i, line.text))]
    heads = [mark for number, mark in enumerate(marks) if _begins_attachment(lines, marks, number)]
    return [(lines[mark.index], _title_of(lines, mark)) for mark in heads]


def _mark(index: int, text: str) -> AttachmentMark | None:
    match = _attachment_pattern().fullmatch(fold_width(text))
    if match is None:
        return None
    title = match["title"].strip()
    if len(title) > _LONG_TITLE or title[-1:] in tuple("。;"):
        return None
    return AttachmentMark(index, match["number"] or "", title, ":" in match["colon"])


def _begins_attachment(lines: Sequence[Piece], marks: Sequence[AttachmentMark], place: int) -> bool:
    mark = marks[place]
    following = marks[place + 1].index if place + 1 < len(marks) else len(lines)
    after = lines[mark.index + 1 : following]
    if not mark.title:
        return bool(after) and not (mark.has_colon and _ENTRY.match(fold_width(after[0].text)))
    if _FILE.search(mark.title):
        return False  # a link to a file
    if _ENTRY.match(fold_width(mark.title)) and not mark.number:
        return False  # 附件:1.… begins the announcement
    if any(not other.title for other in marks[place + 1 :]):
        return False  # the attachments begin later under lines of their own
    after = [line for line in after if not _ends_document(line.text)]
    announced = any(_same(mark, other) for other in marks[:place])
    repeated = any(_same(mark, other) for other in marks[place + 1 :])
    return not repeated and (announced or len(after) >= 3) and bool(after)


def _ends_document(text: str) -> bool:
    """Whether a line belongs to the end of a document: its date, a release note, furniture."""
    folded = squash(text)
    words = [entry.pattern for entry in document_words().page_words]
    words += [entry.pattern for entry in document_words().furniture]
    return is_date_line(text) or any(pattern.search(folded) for pattern in words)


def _same(left: AttachmentMark, right: AttachmentMark) -> bool:
    return left.number == right.number and squash(left.title) == squash(right.title)


def _title_of(lines: Sequence[Piece], mark: AttachmentMark) -> str:
    """The title beside the mark or on the next line; the mark alone if a table begins there."""
    if mark.title:
        return mark.title
    following = lines[mark.index + 1].text
    is_title = (
        len(following) <= _LONG_TITLE
        and parse_ordinal(following) is None
        and header_role(following) != "ordinal"
    )
    if not is_title:
        return lines[mark.index].text
    behind = lines[mark.index + 2].text if mark.index + 2 < len(lines) else ""
    return following + behind if is_title_addition(behind) else following


def is_title_addition(text: str) -> bool:
    """Whether a line only adds to the title above it: (征求意见稿), (2024—2026年), 的通知."""
    folded = squash(text)
    if parse_date(folded) and not folded.endswith(("订)", "版)")):
        return False  # the day of a meeting or of a signature
    return bool(_ADDED_LINE.fullmatch(folded)) or folded.startswith("的")


@lru_cache(maxsize=1)
def _attachment_pattern() -> re.Pattern[str]:
    words = "|".join(r"\s*".join(entry.word) for entry in document_words().attachments)
    number = r"\d{1,2}(?:\s?[-—]\s?\d{1,2})?|[一二三四五六七八九十]{1,3}"
    return re.compile(rf"(?:{words})\s*(?P<number>{number})?(?P<colon>\s*:\s*|\s+|$)(?P<title>.*)")
