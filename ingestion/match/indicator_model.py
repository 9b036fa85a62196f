"""What indicator matching takes and gives. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingestion.records import Change, Comparator

MatchStatus = Literal["matched", "ambiguous", "unmatched"]
MatchMethod = Literal["reviewed", "exact", "fuzzy", "none"]
Relation = Literal["agree", "contradict", "stricter", "looser", "not_comparable"]


@dataclass(frozen=True, slots=True)
class IndicatorMention:
    """One place that names an indicator: a table row, a quantity of running text, a reported value.

    Attributes:
        key: The caller's key, unique on its side.
        name: Indicator as printed or as the narrative reader phrased it.
        unit: As printed (亿元); the value is in it.
        value: The number, or None where there is none or where it is no evidence.
        comparator: Bound that the words around the number set.
        change: The number is by how much something rises or falls.
        action: The action or section it stands under, as printed.
        year: The year it is about. Numbers of different years are no evidence for a match.
        level: Level of the plan, such as province or city. As with years.
        text: The clause or the cell's words.
        place: The part of the whole that it is about, as the table heads it; None for the whole.
    """

    key: str
    name: str
    unit: str | None = None
    value: Decimal | None = None
    comparator: Comparator | None = None
    change: Change | None = None
    action: str | None = None
    year: int | None = None
    level: str | None = None
    text: str = ""
    place: str | None = None


@dataclass(frozen=True, slots=True)
class MatchCandidate:
    """One mention that came near, for whoever reviews. ``relation`` is what a match would say."""

    right_key: str
    score: float
    relation: Relation | None
    why: str


@dataclass(frozen=True, slots=True)
class IndicatorMatch:
    """What became of one mention.

    A mention that names two indicators at once (A率和B率均达99%) has two of these. ``right_key`` is
    None unless ``matched`` or reviewed as such. ``not_comparable`` beside ``unmatched`` means that
    the nearest candidate speaks of the same thing and counts something else.
    """

    left_key: str
    right_key: str | None
    score: float
    status: MatchStatus
    method: MatchMethod
    relation: Relation | None
    why: str
    candidates: tuple[MatchCandidate, ...] = ()
