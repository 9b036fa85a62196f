"""Plant known errors in a clean year, each beside what it should make the checks say.

An error is planted where nothing else is wrong: no other error touches the same indicator, and one
that concerns a whole report has the month of that office for itself. What an error causes besides
(a figure sent ten times too large also breaks the city's sum) is written down as ``follows``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from .figures import MONTHS, Figure, Key, Series, all_series

T = TypeVar("T")

_LARGE = 20
"""A target from which a month's work is more than a handful."""


class NoPlaceLeftError(Exception):
    """A year in which the errors planted so far leave no place for the next one."""


@dataclass(frozen=True)
class Planted:
    """One error and what is to be found. ``code`` is a check, an issue's or a refusal's code."""

    kind: str
    code: str
    org: str
    period: str
    done: str
    indicator: str = ""
    expected: str = ""
    observed: str = ""
    path: str = ""
    follows: tuple[tuple[str, str, str, str], ...] = ()


@dataclass
class Year:
    """The figures of all offices while errors are planted in them.

    Attributes:
        parts: Of the units; the city's own are added up from them.
        sent: What the files say, the city's own included.
        first_sent: Figures of reports that were sent twice, as they stood at first.
        said: What a report in prose says beside the table.
        absent: Reports that never came: organisation and month.
        late: Reports that came long after the others.
        twice: Reports sent a second time, the same bytes.
        added: Rows that stand in a report beside its own.
    """

    draw: random.Random
    parts: dict[Key, Figure]
    sent: dict[Key, Figure] = field(default_factory=dict)
    first_sent: dict[tuple[str, str], dict[Key, Figure]] = field(default_factory=dict)
    said: dict[tuple[str, str], list[Figure]] = field(default_factory=dict)
    absent: set[tuple[str, str]] = field(default_factory=set)
    late: set[tuple[str, str]] = field(default_factory=set)
    twice: set[tuple[str, str]] = field(default_factory=set)
    added: dict[tuple[str, str], list[Figure]] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)
    used_names: set[str] = field(default_factory=set)
    used_reports: set[tuple[str, str]] = field(default_factory=set)

    def report(self, months: Iterable[str], orgs: Iterable[str]) -> tuple[str, str]:
        """A report that no error has touched yet, for an error that touches all of it."""
        free = [
            (org, month)
            for org in orgs
            for month in months
            if (org, month) not in self.used_reports
        ]
        chosen = self.chosen(free)
        self.used_reports.add(chosen)
        return chosen

    def subject(
        self, months: Iterable[str], fits: Callable[[Series, Figure], bool]
    ) -> tuple[Series, Key]:
        """A figure of a unit for an error of its own; its indicator is not used again."""
        free = [
            (series, (cell.org, series.name, month))
            for series in all_series()
            if series.name not in self.used_names
            for cell in series.parts
            for month in months
            if (cell.org, month) not in self.used_reports
            if fits(series, self.parts[cell.org, series.name, month])
        ]
        series, key = self.chosen(free)
        self.used_names.add(series.name)
        self.used_reports.add((key[0], key[2]))
        return series, key

    def chosen(self, free: Sequence[T]) -> T:
        """One of the places that are left."""
        if not free:
            raise NoPlaceLeftError
        return self.draw.choice(free)

    def plant(self, planted: Planted) -> None:
        """Write an error down."""
        self.planted.append(planted)


def is_large(series: Series, figure: Figure) -> bool:
    """A count on its way, of an indicator that several units work on."""
    return (
        not series.is_level
        and not series.is_money
        and figure.target >= _LARGE
        and figure.value is not None
        and figure.value >= figure.target / 5
        and not figure.explanation
        and len(series.parts) >= 3
    )


def month_before(month: str) -> str:
    """Not of January."""
    return MONTHS[MONTHS.index(month) - 1]


def whole(value: Decimal) -> Decimal:
    """Rounded half up."""
    return value.quantize(Decimal(1), rounding=ROUND_HALF_UP)
