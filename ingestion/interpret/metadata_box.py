"""Labelled fields at the head of a document: 索引号, 发布日期, 文号, 来源. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingestion.interpret.lines import Piece
from ingestion.interpret.vocabulary import Field, document_words
from ingestion.values.width import fold_width, squash

_HEAD_LINES = 60
_LONG_LINE = 200
_MAX_VALUE = 80
_DATE = re.compile(r"(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_CHINESE_DATE = re.compile(
    r"(二[〇○零0][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_NUMBER = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{1,14})\s*[〔\[【(〈﹝{](?P<year>\s*20\d{2}\s*)[〕\]】)〉﹞}]\s*"
    r"(?:第\s*)?(?P<number>\d{1,4})\s*号"
)


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
    for value in all_values(lines):
        found.setdefault(value.field, value)
    return found


def all_values(lines: Sequence[Piece]) -> Iterator[LabelledValue]:
    """Every labelled value of the head, repeated and unneeded fields included."""
    for index, line in enumerate(lines):
        for field, value in _labels_of(line):
            piece = value
            if not piece.text and index + 1 < len(lines):
                following = lines[index + 1]
                piece = following if not has_label(following.text) else value
            if piece.text and len(piece.text) <= _MAX_VALUE:
                yield LabelledValue(field, piece)


def has_label(text: str) -> bool:
    """Whether a line begins with the label of a field."""
    return _label_pattern().match(fold_width(text)) is not None


def parse_date(text: str) -> date | None:
    """The first date in a text: ``2024- 04- 03``, ``2024年4月3日``, ``二〇二四年四月三日``."""
    folded = fold_width(text)
    match = _DATE.search(folded)
    if match:
        return _date(*(int(group) for group in match.groups()))
    chinese = _CHINESE_DATE.search(squash(text))
    if chinese is None:
        return None
    year = int("".join(str(_digit(char)) for char in chinese[1]))
    return _date(year, _chinese_number(chinese[2]), _chinese_number(chinese[3]))


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing else: the signature of a document."""
    folded = squash(text)
    return bool(
        re.fullmatch(r"20\d{2}年\d{1,2}月\d{1,2}日", folded) or _CHINESE_DATE.fullmatch(folded)
    )


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


def _labels_of(line: Piece) -> Iterator[tuple[Field, Piece]]:
    """Label and value pairs of one line; a value ends where the next label begins."""
    folded = fold_width(line.text)
    matches = list(_label_pattern().finditer(folded))
    if not matches or matches[0].start() > 0:
        return
    ends = [match.start() for match in matches[1:]] + [len(folded)]
    for match, end in zip(matches, ends, strict=True):
        yield _field_of(match), line.cut(match.end(), end)


def _field_of(match: re.Match[str]) -> Field:
    label = "".join(match["label"].split())
    return next(entry.field for entry in document_words().labels if label in entry.words)


@lru_cache(maxsize=1)
def _label_pattern() -> re.Pattern[str]:
    words = {word for entry in document_words().labels for word in entry.words}
    spaced = (r"\s*".join(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"(?:(?<=^)|(?<=[\s\[【(|]))(?P<label>{'|'.join(spaced)})(?:\s*[::]\s*|\s+|$)"
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _digit(char: str) -> int:
    return 0 if char in "〇○零0" else "一二三四五六七八九".index(char) + 1


def _chinese_number(text: str) -> int:
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return _digit(text)
    return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)
