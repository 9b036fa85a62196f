"""When an office sends its report: a working day early in the next month, at office hours."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta, timezone

from chinese_calendar import is_workday

_CHINA = timezone(timedelta(hours=8))


def first_day_after(month: str) -> date:
    """The first day of the month that follows."""
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1)


def working_day(day: date, number: int) -> date:
    """The working day that is ``number`` working days after the eve of ``day``."""
    day -= timedelta(days=1)
    while number:
        day += timedelta(days=1)
        number -= is_workday(day)
    return day


def sent_at(day: date, draw: random.Random) -> datetime:
    """A moment of that day's office hours. Unit: UTC."""
    at = time(draw.choice((9, 10, 11, 14, 15, 16)), draw.randrange(60), draw.randrange(60))
    return datetime.combine(day, at, _CHINA).astimezone(UTC)


def usual_time(month: str, draw: random.Random) -> datetime:
    """When a report of that month comes: within the first three working days of the next."""
    return sent_at(working_day(first_day_after(month), draw.choice((1, 2, 2, 3))), draw)
