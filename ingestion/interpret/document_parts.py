"""Split a document into its parts: the body, its attachments, a look back and a look ahead. Pure.

An attachment is announced in the body (附件:1.… 2.…) and begins later under a line of its own
(附件1). Only the second begins a part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingestion.interpret.lines import Piece
from ingestion.interpret.list_table import header_role
from ingestion.interpret.ordinals import parse_ordinal
from ingestion.interpret.vocabulary import document_words
from ingestion.records import Part
from ingestion.values.width import fold_width, squash

_LONG_TITLE = 60
_LONG_SECTION = 40
_SECTION_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]部分[、::]?\s*"
)
_ENTRY = re.compile(r"\d{1,2}[.、.]")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line that names an attachment: its place among the lines, number and title."""

    index: int
    number: str
    title: str
    has_colon: bool


def find_parts(text: str, lines: Sequence[Piece], title: str) -> tuple[Part, ...]:
    """Split a document into parts that cover it without gaps.

    Args:
        text: The canonical text.
        lines: All lines in order.
        title: Title of the document, for its body.

    Returns:
        The body first (``part_no`` 1), then every attachment in order; or the sections of a
        document that holds a look back and a look ahead.
    """
    begins = [(line.start, name) for line, name in _attachments(lines)]
    body_end = begins[0][0] if begins else len(text)
    sections = _sections([line for line in lines if line.start < body_end])
    first = sections or [(0, title)]
    starts = [(0, first[0][1]), *first[1:], *begins]
    if begins and not any(line.start < body_end for line in lines):
        starts = [(0, begins[0][1]), *begins[1:]]  # the file holds attachments only
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(
        Part(part_no=number, title=name, start=start, end=end)
        for number, ((start, name), end) in enumerate(zip(starts, ends, strict=True), start=1)
    )


def names_attachment(text: str) -> bool:
    """Whether a line is the mark of an attachment without a title: 附件11."""
    mark = _mark(0, text)
    return mark is not None and not mark.title


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


def _sections(lines: Sequence[Piece]) -> list[tuple[int, str]]:
    """The top headings of both kinds, if both stand there in numbered form."""
    found = [
        (line.start, *title)
        for line in lines
        if _SECTION_NUMBER.match(fold_width(line.text)) and (title := section_title(line.text))
    ]
    if {kind for _, kind, _ in found} != {"summary", "plan"}:
        return []
    changes = [found[0]]
    changes += [b for a, b in pairwise(found) if a[1] != b[1]]
    return [(start, title) for start, _, title in changes]


def _attachments(lines: Sequence[Piece]) -> list[tuple[Piece, str]]:
    marks = [mark for i, line in enumerate(lines) if (mark := _mark(i, line.text))]
    heads = [mark for number, mark in enumerate(marks) if _begins_attachment(lines, marks, number)]
    return [(lines[mark.index], _title_of(lines, mark)) for mark in heads]


def _mark(index: int, text: str) -> _Mark | None:
    match = _attachment_pattern().fullmatch(fold_width(text))
    if match is None:
        return None
    title = match["title"].strip()
    if len(title) > _LONG_TITLE or title[-1:] in tuple("。;"):
        return None
    return _Mark(index, match["number"] or "", title, ":" in match["colon"])


def _begins_attachment(lines: Sequence[Piece], marks: Sequence[_Mark], place: int) -> bool:
    mark = marks[place]
    following = marks[place + 1].index if place + 1 < len(marks) else len(lines)
    after = lines[mark.index + 1 : following]
    if not mark.title:
        return bool(after) and not (mark.has_colon and _ENTRY.match(fold_width(after[0].text)))
    if _ENTRY.match(fold_width(mark.title)) and not mark.number:
        return False  # 附件:1.… begins the announcement
    if any(not other.title for other in marks[place + 1 :]):
        return False  # the attachments begin later under lines of their own
    announced = any(_same(mark, other) for other in marks[:place])
    repeated = any(_same(mark, other) for other in marks[place + 1 :])
    return not repeated and (announced or len(after) >= 3) and bool(after)


def _same(left: _Mark, right: _Mark) -> bool:
    return left.number == right.number and squash(left.title) == squash(right.title)


def _title_of(lines: Sequence[Piece], mark: _Mark) -> str:
    """The title beside the mark or on the next line; the mark alone if a table begins there."""
    if mark.title:
        return mark.title
    following = lines[mark.index + 1].text
    is_title = (
        len(following) <= _LONG_TITLE
        and parse_ordinal(following) is None
        and header_role(following) != "ordinal"
    )
    return following if is_title else lines[mark.index].text


@lru_cache(maxsize=1)
def _attachment_pattern() -> re.Pattern[str]:
    words = "|".join(r"\s*".join(entry.word) for entry in document_words().attachments)
    number = r"\d{1,2}(?:\s?[-—]\s?\d{1,2})?|[一二三四五六七八九十]{1,3}"
    return re.compile(rf"(?:{words})\s*(?P<number>{number})?(?P<colon>\s*:\s*|\s+|$)(?P<title>.*)")
