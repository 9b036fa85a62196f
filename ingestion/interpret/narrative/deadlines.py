"""By when in its year a number of running text is due, by the words before it. Pure."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from ingestion.interpret.narrative.words import patterns
from ingestion.values.lookups import Entry

_TIME = "narrative_time"
_NUMERALS = {char: number for number, char in enumerate("一二三四五六七八九十", start=1)}
_HALF_END = {"上": 6, "年": 6, "下": 12}
_LENGTH = {"quarter": 3, "half": 6}
_YEAR_END = 12


@dataclass(frozen=True, slots=True)
class Deadline:
    """The part of a year that a number is for; both days are in it."""

    start: date
    end: date


def deadline_in(words: str, year: int | None, lead_in: str = "") -> Deadline | None:
    """Read by when a number is due.

    Args:
        words: The words of its clause before the number, folded and without white space.
        year: The year that the number is about; a year printed with the part goes before it.
        lead_in: What stands before the clause in its sentence and has no number of its own; it
            counts where it ends with a due time: 6月底前,完成….

    Returns:
        The part of the year, or None where the words name none or the whole year.
    """
    found = _last(words)
    if found is None:
        found = _last(lead_in)
        if found is None or lead_in[found[1].end() :].strip(",:，"):
            return None
    return _part(*found, year)


def _last(words: str) -> tuple[Entry, re.Match[str]] | None:
    """The part of a year that is named last; of two that end together the longer one."""
    before, after = _beside("before"), _beside("after")
    found = [
        (entry, match)
        for entry, expression in patterns(_TIME, "parts_of_year")
        for match in expression.finditer(words)
        if not any(one.search(words[: match.start()]) for one in before)
        and not any(one.match(words[match.end() :]) for one in after)
    ]
    return max(found, key=lambda one: (one[1].end(), -one[1].start()), default=None)


def _beside(side: str) -> list[re.Pattern[str]]:
    return [expression for entry, expression in patterns(_TIME, "no_due") if entry["side"] == side]


def _part(entry: Entry, match: re.Match[str], year: int | None) -> Deadline | None:
    told = match.groupdict()
    at = int(told["year"]) if told.get("year") else year
    month = _last_month(told)
    if at is None or month is None or not 1 <= month <= _YEAR_END:
        return None
    last_day = calendar.monthrange(at, month)[1]
    day = int(told["day"]) if told.get("day") else last_day
    if not 1 <= day <= last_day:
        return None
    first_month = month - _LENGTH[entry["from"]] + 1 if entry["from"] in _LENGTH else 1
    if (first_month, month, day) == (1, _YEAR_END, last_day):
        return None
    return Deadline(date(at, first_month, 1), date(at, month, day))


def _last_month(told: dict[str, str | None]) -> int | None:
    month, quarter, half = (told.get(name) for name in ("month", "quarter", "half"))
    if month:
        return _number(month)
    if quarter:
        return 3 * _number(quarter)
    return _HALF_END[half] if half else None


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else _NUMERALS[printed]
