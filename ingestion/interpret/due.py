"""Due times of tasks: the month, and the day where exactly one reading exists. Pure.

「10月前」 may mean before October or by its end: month 10, no day. A bare month (「11」, 「11月」)
is due on its last day, in the year of the document.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from ingestion.interpret.vocabulary import due_words
from ingestion.values.width import squash

_YEAR = r"(?:(?P<year>20\d{2})年?[-/.]?)?"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_END = r"(?:底|末)"
_DONE = r"(?:完成|办结|到位)?"
_FULL = re.compile(rf"{_YEAR}{_MONTH}月(?P<day>\d{{1,2}})[日号]?(?:前|之前|以前)?{_DONE}")
_ISO = re.compile(r"(?P<year>20\d{2})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?:00:00.*)?")
_MONTH_ONLY = re.compile(rf"(?:(?P<year>20\d{{2}})年)?{_MONTH}(?:月份?)?(?:\.0)?")
_MONTH_END = re.compile(rf"{_YEAR}{_MONTH}月份?{_END}(?:前|之前|以前)?{_DONE}")
_MONTH_BEFORE = re.compile(rf"{_YEAR}{_MONTH}月份?(?:前|之前|以前){_DONE}")
_MONTH_THIRD = re.compile(rf"{_YEAR}{_MONTH}月份?(?:上旬|中旬|下旬|初|中)(?:前|之前|以前)?{_DONE}")
_RANGE = re.compile(rf"{_YEAR}(?:0?[1-9]|1[0-2])月?(?:-|—|–|~|~|至|到){_MONTH}月份?{_END}?{_DONE}")
_QUARTER = re.compile(
    rf"(?:(?P<year>20\d{{2}})年)?(?:第?(?P<q>[一二三四1234])季度?|Q(?P<n>[1-4]))(?P<end>{_END})?(?P<before>前|之前)?"
)
_QUARTERS = {char: index // 2 + 1 for index, char in enumerate("一1二2三3四4")}


@dataclass(frozen=True, slots=True)
class Due:
    """A due time; month or day is None where the print leaves it open."""

    month: int | None = None
    day: date | None = None


def parse_due(text: str, year: int | None) -> Due | None:
    """Read one due time.

    Args:
        text: A cell of the due column, such as ``11``, ``10月前``, ``2024年6月底``, ``三季度末``.
        year: The year that the document is about; None leaves days open.

    Returns:
        The due time, or None if the text is none.
    """
    folded = squash(text)
    for read in (_in_words, _full_date, _month_of, _quarter):
        due = read(folded, year)
        if due is not None:
            return due
    return None


def _in_words(text: str, year: int | None) -> Due | None:
    for entry in due_words().due_words:
        if entry.pattern.fullmatch(text):
            printed = re.match(r"20\d{2}", text)
            at = int(printed[0]) if printed else year
            day = _date(at, entry.month, entry.day) if entry.month and entry.day else None
            return Due(entry.month, day)
    return None


def _full_date(text: str, year: int | None) -> Due | None:
    match = _ISO.fullmatch(text)
    if match is None:
        match = _FULL.fullmatch(text)
    if match is None:
        return None
    at = int(match["year"]) if match["year"] else year
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    if not match["day"]:
        return Due(month, _month_end(at, month))
    day = _date(at or 2000, month, int(match["day"]))
    return None if day is None else Due(month, day if at else None)


def _month_of(text: str, year: int | None) -> Due | None:
    for pattern, is_exact in (
        (_MONTH_ONLY, True),
        (_MONTH_END, True),
        (_RANGE, True),
        (_MONTH_BEFORE, False),
        (_MONTH_THIRD, False),
    ):
        match = pattern.fullmatch(text)
        if match:
            at = int(match["year"]) if match["year"] else year
            month = int(match["month"])
            return Due(month, _month_end(at, month) if is_exact else None)
    return None


def _quarter(text: str, year: int | None) -> Due | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    if match["before"] and not match["end"]:
        return Due()
    month = 3 * (int(match["n"]) if match["n"] else _QUARTERS[match["q"]])
    return Due(month, _month_end(int(match["year"]) if match["year"] else year, month))


def _month_end(year: int | None, month: int) -> date | None:
    return date(year, month, calendar.monthrange(year, month)[1]) if year else None


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None
