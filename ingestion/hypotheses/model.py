"""Cells, the sums that bind them, and what may be wrong with them. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from ingestion.records import Record

WitnessKind = Literal["narrative", "earlier_revision"]


class Witness(Record):
    """The same quantity, said elsewhere. ``evidence`` is a JSON list of locators."""

    kind: WitnessKind
    value: Decimal
    quote: str = ""
    evidence: str = "[]"


class Cell(Record):
    """One printed or reported figure.

    Attributes:
        key: Unique within its system.
        place: Where it stands, for people.
        org: Whose figure it is.
        value: The number; None where the cell prints none. Unit: one for the whole system.
        raw: As printed.
        state: What a cell without a number is: ``blank``, ``not_applicable``, …
        is_total: It stands for the whole.
        before: The figure of the period before, of what only grows within a year.
        after: The figure of the period after.
        last_year: The same figure a year ago.
        witnesses: The same quantity, said elsewhere.
        evidence: JSON list of locators.
    """

    key: str
    place: str
    org: str
    value: Decimal | None
    raw: str = ""
    state: str = "value"
    is_total: bool = False
    before: Decimal | None = None
    after: Decimal | None = None
    last_year: Decimal | None = None
    witnesses: tuple[Witness, ...] = ()
    evidence: str = "[]"


class Sum(Record):
    """Parts that must add up to a total.

    Attributes:
        total: Key of a cell.
        parts: Keys of cells; one that prints no number counts nothing.
        tolerance: How far they may be apart.
        is_lower_bound: The figures are lower bounds: the parts may exceed the total.
    """

    total: str
    parts: tuple[str, ...]
    tolerance: Decimal = Decimal(0)
    is_lower_bound: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells that take part, the total first."""
        return (self.total, *self.parts)


class System(Record):
    """All sums that share cells, and those cells. ``unit`` is printed behind numbers."""

    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...]
    unit: str = ""


class Change(Record):
    """One cell and the value that it should have."""

    cell: Cell
    value: Decimal


class Hypothesis(Record):
    """One smallest set of changes that repairs the sums, and why it may be the right one.

    ``score`` is this hypothesis' share among all of its finding, from 0 to 1.
    """

    code: str
    changes: tuple[Change, ...]
    text_zh: str
    text_en: str
    witness_evidence: str = "[]"
    score: Decimal
