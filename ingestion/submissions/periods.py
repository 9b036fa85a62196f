"""Read the period that a figure is about, as code or as Chinese offices print it. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ingestion.values.numerals import parse_han_integer
from ingestion.values.width import squash


class Period(NamedTuple):
    """A period. ``end`` is its last day, the day as of which its figures stand."""

    code: str
    start: date
    end: date


_YEAR = r"(?P<year>(?:19|20)\d{2})"
_HALVES = {"上": 1, "下": 2, "1": 1, "2": 2}
_MONTHS_OF_RANGE = {(1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4"} | {
    (1, 6): "H1",
    (7, 12): "H2",
}
_FORMS = {
    "year": re.compile(rf"{_YEAR}年?(?:度|全年)?"),
    "half": re.compile(rf"{_YEAR}(?:-?H(?P<digit>[12])|年度?(?P<half>[上下])半年)", re.I),
    "quarter": re.compile(
        rf"{_YEAR}(?:-?Q(?P<digit>[1-4])|年度?第?(?P<han>[一二三四1-4])季度)", re.I
    ),
    "month": re.compile(
        rf"{_YEAR}(?:[-/](?P<digit>\d{{1,2}})|年(?P<han>\d{{1,2}}|[一二三四五六七八九十]+)月份?)"
    ),
    "months": re.compile(rf"{_YEAR}年(?P<first>\d{{1,2}})月?[-—–~至到](?P<last>\d{{1,2}})月份?"),
}

_ANYWHERE = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?:"
    r"年\d{1,2}月?[-—–~至到]\d{1,2}月份?"
    r"|年度?[上下]半年|年度?第?[一二三四1-4]季度|年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?!\d*日)"
    r"|-?[HhQq][1-4]|-(?:0[1-9]|1[0-2])(?![-\d])"
    r"|年(?:度|全年)?(?!\d{1,2}月|[一二三四五六七八九十]{1,2}月)"
    r")"
)


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period | None:
    """Read one period, such as ``2024-Q1``, ``2024-06``, ``2024年上半年`` or ``2024年1-6月``.

    Args:
        text: One cell. Width and spaces do not matter.

    Returns:
        The period with its canonical code (``2024``, ``2024-H1``, ``2024-Q1``, ``2024-06``);
        ``None`` for anything else, such as a range of months that is no quarter or half year.
    """
    folded = squash(text)
    for form, expression in _FORMS.items():
        match = expression.fullmatch(folded)
        if match:
            return _READERS[form](int(match["year"]), match)
    return None


def find_periods(text: str) -> tuple[Period, ...]:
    """All periods that a title or a file name names, in order, the longest reading of each.

    Args:
        text: A line of text. A year alone counts only where it is followed by 年, and a date is
            no period.
    """
    folded = squash(text)
    found: list[Period] = []
    end = 0
    for match in _ANYWHERE.finditer(folded):
        if match.start() < end:
            continue
        end = match.end()
        period = parse_period(match[0])
        if period is not None:
            found.append(period)
    return tuple(found)


def covers(named: Period, meant: Period) -> bool:
    """Whether a title that names one period may stand above figures of another: 2024年 or 1-6月."""
    return named.end == meant.end or (named.start <= meant.start and meant.end <= named.end)


def month_period(year: int, month: int) -> Period:
    """One month, ``month`` from 1 to 12."""
    return _period(f"{year:04d}-{month:02d}", year, month, month)


def _read_year(year: int, _: re.Match[str]) -> Period:
    return _period(f"{year}", year, 1, 12)


def _read_half(year: int, match: re.Match[str]) -> Period:
    half = _HALVES[match["digit"] or match["half"]]
    return _period(f"{year}-H{half}", year, 6 * half - 5, 6 * half)


def _read_quarter(year: int, match: re.Match[str]) -> Period | None:
    quarter = _number(match["digit"] or match["han"])
    return _period(f"{year}-Q{quarter}", year, 3 * quarter - 2, 3 * quarter)


def _read_month(year: int, match: re.Match[str]) -> Period | None:
    month = _number(match["digit"] or match["han"])
    return month_period(year, month) if 1 <= month <= 12 else None


def _read_months(year: int, match: re.Match[str]) -> Period | None:
    first, last = int(match["first"]), int(match["last"])
    if (first, last) == (1, 12):
        return _period(f"{year}", year, 1, 12)
    part = _MONTHS_OF_RANGE.get((first, last))
    return _period(f"{year}-{part}", year, first, last) if part else None


_READERS: dict[str, Callable[[int, re.Match[str]], Period | None]] = {
    "year": _read_year,
    "half": _read_half,
    "quarter": _read_quarter,
    "month": _read_month,
    "months": _read_months,
}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else parse_han_integer(text) or 0


def _period(code: str, year: int, first_month: int, last_month: int) -> Period:
    last_day = monthrange(year, last_month)[1]
    return Period(code, date(year, first_month, 1), date(year, last_month, last_day))
