"""What passes between the steps that read quantities. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ingestion.records import Change, Comparator, QuantityKind

Form = Literal["number", "words", "rank", "share", "times", "zero", "whole"]


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text inside a table: the lines of one field of one row, and where they belong."""

    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, folded and without white space, with the place of each of its characters.

    ``masked`` has the same length as ``text``; names, titles and quotations are blotted out in it.
    ``headings`` are the headings above it, outermost first. In a heading of its own a numeral in
    characters counts nothing: 十大行动, 三个全覆盖.
    """

    text: str
    places: tuple[int, ...]
    masked: str
    headings: tuple[str, ...] = ()
    section: str | None = None
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A number with unit and the bound behind it. Offsets in the block's text, end exclusive.

    ``unit`` is empty where none is printed. ``comparator`` is None if only words before can tell.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    form: Form
    comparator: Comparator | None = None
    value_max: Decimal | None = None
    has_magnitude: bool = False
    implicit: bool = False
    indicator: str | None = None
    quote_end: int | None = None  # where the words end that say none: 未发生 of 未发生…事故


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a number, taken apart.

    ``head`` is what is left of them, ``start`` the offset where the words that belong to the number
    begin. ``is_level`` says that a level is reached, ``steps`` how many words of level, bound or
    change stood there.
    """

    head: str
    start: int
    comparator: Comparator | None = None
    change: Change | None = None
    is_level: bool = False
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One quantity in a block before it becomes a record."""

    mention: Mention
    start: int
    end: int
    indicator: str
    comparator: Comparator
    change: Change | None
    kind: QuantityKind | None = None
    clause: tuple[int, int] = field(default=(0, 0))
    is_named_behind: bool = False
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A number and the words that are its own."""

    lead: Lead
    before: str
    after: str
    mention: Mention
    is_part: bool = False  # 其中 stands before it in its clause, or was the clause before

    @property
    def is_share(self) -> bool:
        """Whether the number is a share or a ratio: it measures the thing before it."""
        return self.mention.unit in ("%", "百分点", "倍")
