"""Working days of China as rows, from the kept library. Pure.

The library knows the years for which the State Council has published the holidays. Of any other
year only the weekends are known, and ``basis`` says so; a due date then may move by a holiday.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import chinese_calendar

Basis = Literal["published", "weekends_only"]

FIRST_YEAR, LAST_YEAR = 2000, 2060
"""Years that are listed: wide enough for every plan, the same whenever it is built."""

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day.

    Attributes:
        calendar_date: The day.
        is_working_day: Offices are open; a weekend that is worked in exchange for a holiday is one.
        basis: ``published`` by the State Council, or ``weekends_only`` where that is not known.
    """

    calendar_date: date
    is_working_day: bool
    basis: Basis


@lru_cache(maxsize=1)
def known_years() -> frozenset[int]:
    """Years whose holidays the library knows."""
    return frozenset(day.year for day in chinese_calendar.holidays)


def calendar_days(
    first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR
) -> Iterator[CalendarDay]:
    """List every day of some years.

    Args:
        first_year: The first one.
        last_year: The last one, included.

    Yields:
        The days in order.
    """
    day = date(first_year, 1, 1)
    while day.year <= last_year:
        if day.year in known_years():
            yield CalendarDay(day, chinese_calendar.is_workday(day), "published")
        else:
            yield CalendarDay(day, day.weekday() < _SATURDAY, "weekends_only")
        day += timedelta(days=1)
