"""Labelled fields at the head of a document: 索引号, 发布日期, 文号, 来源. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingestion.interpret.lines import Piece
from ingestion.interpret.printed_dates import parse_date
from ingestion.interpret.vocabulary import Field, Label, document_words
from ingestion.values.width import fold_width, squash

_HEAD_LINES = 60
_LONG_LINE = 200
_MAX_VALUE = 90
_LONG_LABEL = 3
_DATE_LENGTH = 14
_BULLET = re.compile(r"[\s•·●◆■▪○*\-|\[【(]*")
_INDEX = re.compile(r"[0-9A-Z][0-9A-Z\-]{6,30}/20\d{2}-[0-9A-Z\-]{3,20}")
_NUMBER = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{1,14})\s*[〔\[【(〈﹝{](?P<year>\s*20\d{2}\s*)[〕\]】)〉﹞}]\s*"
    r"(?:第\s*)?(?P<number>\d{1,4})\s*号"
)
_DATES: frozenset[Field] = frozenset({"published_on", "created_on"})
_OF_A_BOX: frozenset[Field] = frozenset({"index_number", "document_number", "created_on"})


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """The value of a field and where it stands."""

    field: Field
    piece: Piece


def head_lines(lines: Sequence[Piece]) -> Sequence[Piece]:
    """The lines before the first long paragraph: navigation, metadata box, title, subtitle."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if len(line.text) > _LONG_LINE:
            return lines[: index + 1]
    return lines[:_HEAD_LINES]


def labelled_values(lines: Sequence[Piece]) -> Mapping[Field, LabelledValue]:
    """The first value of every labelled field; a label alone takes the next line.

    Args:
        lines: The lines of the head.

    Returns:
        Field -> value; fields that are not printed or left blank are missing.
    """
    found: dict[Field, LabelledValue] = {}
    titles: list[LabelledValue] = []
    for entry, value in _entries(lines):
        if value.field in _DATES and not parse_date(value.piece.text):
            continue
        if entry.needs_box:
            titles.append(value)
        else:
            found.setdefault(value.field, value)
    if titles and found.keys() & _OF_A_BOX:
        found.setdefault("title", titles[0])
    bare = next((p for p in lines if _INDEX.fullmatch(fold_width(p.text).strip())), None)
    if bare:
        found.setdefault("index_number", LabelledValue("index_number", bare))
    return found


def all_values(lines: Sequence[Piece]) -> Iterator[LabelledValue]:
    """Every labelled value of the head, repeated and unneeded fields included."""
    return (value for entry, value in _entries(lines) if not entry.needs_box)


def _entries(lines: Sequence[Piece]) -> Iterator[tuple[Label, LabelledValue]]:
    for index, line in enumerate(lines):
        for entry, value in _labels_of(line):
            piece = value
            if not piece.text and index + 1 < len(lines):
                following = lines[index + 1]
                piece = following if not has_label(following.text) else value
            if piece.text and len(piece.text) <= _MAX_VALUE:
                yield entry, LabelledValue(entry.field, piece)


def has_label(text: str) -> bool:
    """Whether a line begins with the label of a field."""
    folded = fold_width(text)
    match = _label_pattern().search(folded)
    return match is not None and match.start() == _bullet(folded)


def find_document_number(piece: Piece) -> tuple[str, Piece] | None:
    """The document number (文号) in a line, in one form of brackets, and where it stands.

    Args:
        piece: A line such as ``舟市监发[2024] 24 号``.

    Returns:
        ``舟市监发〔2024〕24号`` and its place, or None.
    """
    match = _NUMBER.search(fold_width(piece.text))
    if match is None:
        return None
    number = f"{match['prefix']}〔{match['year'].strip()}〕{int(match['number'])}号"
    return number, piece.cut(match.start(), match.end())


def is_whole_number(piece: Piece) -> bool:
    """Whether a line is a document number and nothing else."""
    found = find_document_number(piece)
    return found is not None and len(squash(piece.text)) <= len(squash(found[1].text)) + 2


def _labels_of(line: Piece) -> Iterator[tuple[Label, Piece]]:
    """Label and value pairs of one line; a value ends where the next label begins."""
    folded = fold_width(line.text)
    matches = list(_label_pattern().finditer(folded))
    if not matches:
        return
    is_inside = matches[0].start() > _bullet(folded)  # the name of a site stands before the labels
    is_stamped = parse_date(folded[: matches[0].start()]) is not None
    if is_inside and not is_stamped and not any(_is_dated(match, folded) for match in matches):
        return
    ends = [match.start() for match in matches[1:]] + [len(folded)]
    for match, end in zip(matches, ends, strict=True):
        entry = _entry_of(match)
        if not entry.needs_colon or ":" in match[0]:
            bare = folded[match.end() : end].rstrip(" |[【(")
            begin = match.end() + len(bare) - len(bare.lstrip(" |"))
            yield entry, line.cut(begin, match.end() + len(bare))


def _is_dated(match: re.Match[str], folded: str) -> bool:
    """Whether a label inside a line is that of a day, with the day behind it."""
    behind = folded[match.end() : match.end() + _DATE_LENGTH]
    return ":" in match[0] and _entry_of(match).field in _DATES and bool(parse_date(behind))


def _bullet(folded: str) -> int:
    """Where a line begins behind the sign of a list."""
    match = _BULLET.match(folded)
    return match.end() if match else 0


def _entry_of(match: re.Match[str]) -> Label:
    label = "".join(match["label"].split())
    return next(entry for entry in document_words().labels if label in entry.words)


@lru_cache(maxsize=1)
def _label_pattern() -> re.Pattern[str]:
    words = {word for entry in document_words().labels for word in entry.words}
    spaced = (r"\s*".join(word) for word in sorted(words, key=len, reverse=True))
    label = rf"(?P<label>{'|'.join(spaced)})(?:\s*:\s*|\s+|$)"
    glued = "|".join(word for word in words if len(word) >= _LONG_LABEL)
    begins = rf"(?<=[\u4e00-\u9fff])(?=(?:{glued})\s*:)|"  # pages without rules: 甲局成文日期:
    begins += r"(?<=^)|(?<=[\s\[【(|•·●◆■▪○*\-])|(?<=[日\d])(?=[\u4e00-\u9fff\s]{2,8}:)"
    return re.compile(rf"(?:{begins}){label}")
