"""Dates as documents print them, and the day on which a document was issued. Pure.

A page prints several. ``published_on`` is the day on which the document was made public: a labelled
day of publication, else a labelled day of signing, else a bare date under the title (a web page's
own line, or the day of a speech), else the date under the signature.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from ingestion.interpret.lines import Piece
from ingestion.interpret.vocabulary import Field
from ingestion.values.width import fold_width, squash

SIGNATURE_LINES = 15
_DATE = re.compile(r"(?<!\d)(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_NAUGHT = "〇○零0Oo"
_CHINESE_DATE = re.compile(
    rf"(二[{_NAUGHT}][{_NAUGHT}一二三四五六七八九]{{2}})年"
    r"([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_WHOLE = re.compile(
    r"[(]?20\d{2}\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|(?P<mark>[-/.])\s*\d{1,2}\s*(?P=mark)\s*\d{1,2})[)]?"
)
_STAMP = re.compile(  # 2024-03-18 09:30 来源:… 488: a date that begins the line, then no sentence
    r"20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s*[+]\d{4}\s*UTC)?"
    r"(?:\s+(?:来源|作者|浏览|阅读|点击)\s*:?.*|\s+\d{1,6})?"
)
_SPEECH = re.compile(r"[-—–─\s(]*20\d{2}年\d{1,2}月\d{1,2}日(?=.{0,4}在.{4,40}(?:会议|大会)上)")
_DAY = r"20\d{2}\s*(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|(?P<sign>[-/.])\d{1,2}(?P=sign)\d{1,2})"
_NAME = r"(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff()、·\s]{1,60}?)"
_BESIDE = (
    re.compile(rf"\s*{_NAME}(?:\s+|\s*[(\[【]){_DAY}[)\]】]?\s*"),
    re.compile(rf"\s*[(\[【]?{_DAY}(?:\s+\d{{1,2}}(?::\d{{2}}){{1,2}})?[)\]】]?\s+{_NAME}\s*"),
)
_IMPRINT = re.compile(rf"(?:^|.*\s){_DAY}\s*印发\s*")


def parse_date(text: str) -> date | None:
    """The first date in a text: ``2024- 04- 03``, ``2024年4月3日``, ``二〇二四年四月三日``."""
    match = _DATE.search(fold_width(text))
    if match:
        return _date(*(int(group) for group in match.groups()))
    chinese = _CHINESE_DATE.search(squash(text))
    if chinese is None:
        return None
    year = int("".join(str(_digit(char)) for char in chinese[1]))
    return _date(year, _chinese_number(chinese[2]), _chinese_number(chinese[3]))


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing else: the signature of a document."""
    return bool(
        _WHOLE.fullmatch(fold_width(text).strip()) or _CHINESE_DATE.fullmatch(squash(text))
    ) and bool(parse_date(text))


def is_signature_date(text: str) -> bool:
    """Whether a line is a date written out, as under a signature; pages stamp 2024-03-05."""
    return is_date_line(text) and "年" in text


def is_dated_stamp(text: str) -> bool:
    """Whether a line is the time stamp of a web page: a date, then at most a time and a source."""
    return _STAMP.fullmatch(fold_width(text).strip()) is not None


def name_beside_day(text: str) -> slice | None:
    """Where the name stands on a line that is nothing but a name and a day or month."""
    folded = fold_width(text)
    for pattern in _BESIDE:
        match = pattern.fullmatch(folded)
        if match:
            return slice(match.start("name"), match.end("name"))
    return None


def find_issue_day(
    labelled: Mapping[Field, Piece],
    head: Sequence[Piece],
    body: Sequence[Piece],
    is_name: Callable[[str], bool],
) -> Piece | None:
    """Where the day of issue is printed; see the module for which day counts.

    Args:
        labelled: Values of the fields ``published_on``, ``created_on`` and ``source``.
        head: Lines before the first long paragraph.
        body: Lines of the body, with the signature at its end.
        is_name: Whether a text is the name of an issuer; a day beside one is the day of issue.
    """
    fields: tuple[Field, ...] = ("published_on", "created_on", "source")
    for field in fields:
        value = labelled.get(field)
        if value and parse_date(value.text):
            return value
    bare = next(_bare_dates(head, is_name), None)
    return bare or next(_signed_dates(body, is_name), None)


def _signed_dates(body: Sequence[Piece], is_name: Callable[[str], bool]) -> Iterator[Piece]:
    """Dates under a signature or beside it, the last first; then the day of an imprint."""
    dated = [p for p in body if is_date_line(p.text) or _is_signed_day(p.text, is_name)]
    late = [p for p in dated if p in body[-SIGNATURE_LINES:]]
    yield from reversed(late or dated)
    yield from (p for p in reversed(body) if _IMPRINT.fullmatch(fold_width(p.text)))


def _is_signed_day(text: str, is_name: Callable[[str], bool]) -> bool:
    name = name_beside_day(text) if parse_date(text) else None
    return name is not None and is_name(text[name])


def _bare_dates(head: Sequence[Piece], is_name: Callable[[str], bool]) -> Iterator[Piece]:
    """Dates that no label names: a page's time stamp, a date beside a name, the day of a speech."""
    stamps = [p for p in head if is_dated_stamp(p.text) and not is_signature_date(p.text)]
    beside = [p for p in head if name_beside_day(p.text) and _is_head_day(p.text, is_name)]
    yield from (piece for piece in (*stamps, *beside) if parse_date(piece.text))
    for piece in head:
        speech = _SPEECH.match(fold_width(piece.text))
        if speech:
            yield piece.cut(0, speech.end())


def _is_head_day(text: str, is_name: Callable[[str], bool]) -> bool:
    """A day beside a name; lists of links print their days as 2024-03-05 beside a heading."""
    name = name_beside_day(text)
    return name is not None and (is_name(text[name]) or "年" in text[name.stop :])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _digit(char: str) -> int:
    return 0 if char in _NAUGHT else "一二三四五六七八九".index(char) + 1


def _chinese_number(text: str) -> int:
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return _digit(text)
    return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)
