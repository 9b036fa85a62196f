"""Working days of China: holidays, weekends worked in exchange, and years nobody published."""

from __future__ import annotations

from datetime import date

import pytest

from ingestion.calendar.working_days import calendar_days, known_years


@pytest.mark.parametrize(
    ("day", "is_working_day"),
    [
        (date(2024, 2, 12), False),  # a Monday of the Spring Festival
        (date(2024, 2, 18), True),  # a Sunday that is worked for it
        (date(2024, 2, 24), False),  # a plain Saturday
        (date(2024, 2, 26), True),  # a plain Monday
    ],
)
def test_knows_holidays_and_the_weekends_worked_for_them(day: date, is_working_day: bool) -> None:
    days = {one.calendar_date: one for one in calendar_days(2024, 2024)}
    assert days[day].is_working_day is is_working_day
    assert days[day].basis == "published"


def test_lists_every_day_once() -> None:
    days = [one.calendar_date for one in calendar_days(2023, 2024)]
    assert len(days) == len(set(days)) == 365 + 366
    assert days == sorted(days)


def test_says_that_it_knows_only_the_weekends_of_a_year_without_a_published_calendar() -> None:
    year = max(known_years()) + 1
    days = list(calendar_days(year, year))
    assert {one.basis for one in days} == {"weekends_only"}
    assert all(one.is_working_day == (one.calendar_date.weekday() < 5) for one in days)
