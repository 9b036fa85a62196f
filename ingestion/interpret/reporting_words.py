"""The reviewed words by which a plan asks for reports (``lookups/reporting_words.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ingestion.interpret.vocabulary import WordFile, load_words
from ingestion.records import DueKind, ReportingFrequency

HolidayMove = Literal["next", "previous", "same"]
_RANKS = {"国家": 0, "国务院": 0, "总局": 0, "省": 1, "市": 2, "县": 3, "区": 3}
"""Levels of offices, the highest first."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str


class _Expression(_Entry):
    """Words that are searched."""

    pattern: re.Pattern[str]


class Move(_Expression):
    """What is said of a day on which offices are closed."""

    move: HolidayMove


class Habit(_Entry):
    """What holds where a plan does not say."""

    last_day_of_next_month: int
    holiday_move: HolidayMove


class ReportingTime(_Expression):
    """Words for how often, and for the day where they name one."""

    frequency: ReportingFrequency
    due_kind: DueKind | None
    number: int | None = None
    month: int | None = None

    @property
    def is_bare(self) -> bool:
        """Whether the words name no day."""
        return self.due_kind is None and "day" not in self.pattern.groupindex


class _File(WordFile):
    verbs: tuple[_Expression, ...]
    subjects_known: tuple[_Expression, ...]
    subjects_other: tuple[_Expression, ...]
    objects: tuple[_Expression, ...]
    objects_other: tuple[_Expression, ...]
    offices: tuple[_Expression, ...]
    next_month: tuple[_Expression, ...]
    same_month: tuple[_Expression, ...]
    moves: tuple[Move, ...]
    habits: tuple[Habit, ...]
    times: tuple[ReportingTime, ...]


@dataclass(frozen=True, slots=True)
class ReportingWords:
    """The words, ready to be searched. Each of several patterns may match."""

    verb: re.Pattern[str]
    known_subject: re.Pattern[str]
    other_subject: re.Pattern[str]
    report: re.Pattern[str]
    other_report: re.Pattern[str]
    office: re.Pattern[str]
    next_month: re.Pattern[str]
    same_month: re.Pattern[str]
    moves: tuple[Move, ...]
    habit: Habit
    times: tuple[ReportingTime, ...]

    def asks_for_reports(self, sentence: str) -> bool:
        """Whether a sentence has a verb of reporting and says on what, or at least who does it."""
        if not self.verb.search(sentence) or self.other_report.search(sentence):
            return False
        return bool(self.report.search(sentence) or self.known_subject.search(sentence))

    def goes_above(self, words: str, rank: int | None) -> bool:
        """Whether a report goes to an office above the one of a rank (0 is the highest)."""
        match = self.office.match(words)
        return bool(match and rank is not None and _RANKS[match["level"]] < rank)

    def holiday_move(self, sentence: str) -> HolidayMove:
        """What becomes of a day on which offices are closed."""
        for move in self.moves:
            if move.pattern.search(sentence):
                return move.move
        return self.habit.holiday_move

    def month_meant(self, sentence: str, day: int) -> tuple[DueKind, bool]:
        """Of a day of every month: the month that it is about, and whether words tell it."""
        if self.next_month.search(sentence):
            return "day_of_next_month", True
        if self.same_month.search(sentence):
            return "day_of_last_month", True
        is_next = day <= self.habit.last_day_of_next_month
        return ("day_of_next_month" if is_next else "day_of_last_month"), False


def rank_of(office: str) -> int | None:
    """The level of an office by its name: 0 for the state, 3 for a county; ``None`` if untold."""
    match = re.match(r"^[^省市县区]{1,5}?(省|市|县|区)", office)
    return _RANKS[match[1]] if match else None


@lru_cache(maxsize=1)
def reporting_words() -> ReportingWords:
    """The words of the lookup file, read once."""
    file = load_words("reporting_words", _File)
    return ReportingWords(
        verb=_either(file.verbs),
        known_subject=_either(file.subjects_known),
        other_subject=_either(file.subjects_other),
        report=_either(file.objects),
        other_report=_either(file.objects_other),
        office=_either(file.offices),
        next_month=_either(file.next_month),
        same_month=_either(file.same_month),
        moves=file.moves,
        habit=file.habits[0],
        times=file.times,
    )


def _either(entries: tuple[_Expression, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry.pattern.pattern})" for entry in entries))
