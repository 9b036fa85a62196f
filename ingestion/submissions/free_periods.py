"""The period that a title or a heading means, whether or not it says the year. Pure.

Figures from January on count as those of the last month (1-6月 is 2024-06), as they do in the
titles of progress reports.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingestion.submissions.periods import Period, parse_period
from ingestion.values.numerals import parse_han_integer
from ingestion.values.width import squash

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|-|/|\.?\d{2}(?!\d)|$)")
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_DASH = r"[-—–~至到]"
_FORMS = (
    ("months", re.compile(rf"(?<!\d)(?P<first>{_MONTH})月?份?{_DASH}(?P<last>{_MONTH})月份?")),
    ("first_quarters", re.compile(r"前(?P<last>[一二两三123])个?季度")),
    (
        "quarter",
        re.compile(r"第?(?P<last>[一二三四1-4])季度|(?<![A-Za-z])[Qq](?P<digit>[1-4])(?!\d)"),
    ),
    ("half", re.compile(r"(?P<half>[上下])半年|(?<![A-Za-z])[Hh](?P<digit>[12])(?!\d)")),
    ("month", re.compile(rf"(?<!\d)(?P<last>{_MONTH})月份?(?!\d*日)")),
    ("code", re.compile(r"(?:19|20)\d{2}[-/.]?(?P<last>0[1-9]|1[0-2])(?!\d|[-/.]\d)")),
)


class Said(NamedTuple):
    """What a text says of a period: ``suffix`` is that of its code, empty for a whole year."""

    year: int | None = None
    suffix: str = ""
    is_cumulative: bool = False

    def period(self, year: int | None = None) -> Period | None:
        """The period, in a year that is known from elsewhere where the text does not say."""
        known = self.year or year
        if known is None:
            return None
        return parse_period(f"{known}-{self.suffix}" if self.suffix else f"{known}")


def read_said(text: str) -> Said:
    """Read what a title or heading says; nothing where it names no period.

    Args:
        text: A title, a heading, a file name.
    """
    folded = squash(text)
    found = _YEAR.search(folded)
    year = int(found[1]) if found else None
    for form, expression in _FORMS:
        match = expression.search(folded)
        suffix = _suffix(form, match) if match else ""
        if match and suffix:
            return Said(year, suffix, form in ("months", "first_quarters"))
    return Said(year)


def _suffix(form: str, match: re.Match[str]) -> str:
    groups = match.groupdict()
    if form == "half":
        return f"H{groups.get('digit') or (1 if groups['half'] == '上' else 2)}"
    last = _number(groups.get("digit") or groups["last"])
    if form in ("quarter", "first_quarters"):
        return f"Q{last}" if 1 <= last <= 4 else ""
    if form == "months" and _number(groups["first"]) != 1:
        return _span(_number(groups["first"]), last)
    return f"{last:02d}" if 1 <= last <= 12 else ""


def _span(first: int, last: int) -> str:
    """April to June is the second quarter; any other span that starts later is none."""
    if last == first + 2 and last % 3 == 0:
        return f"Q{last // 3}"
    return "H2" if (first, last) == (7, 12) else ""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else parse_han_integer(text.replace("两", "二")) or 0
