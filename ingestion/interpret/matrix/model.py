"""Shapes between finding a matrix and writing its cells: tokens, columns, placed rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingestion.extract.model import Box
from ingestion.records import Alignment, Cell, Issue, Locator, Measure, Record

Role = Literal[
    "ordinal", "action", "indicator", "unit", "department", "deadline", "remark", "requirement",
    "weight", "group", "total", "org", "result",
]  # fmt: skip
# anchor: printed here. across: covered from the left. down: covered from above. blank: empty.
SlotKind = Literal["anchor", "across", "down", "blank"]


@dataclass(frozen=True, slots=True)
class Token:
    """One printed cell, or one paragraph of it. ``gap`` counts empty paragraphs before it."""

    text: str
    start: int
    end: int
    sheet: str | None = None
    cell: str | None = None
    gap: int = 0
    page: int | None = None
    bbox: Box | None = None

    def locate(self, document_id: str) -> Locator:
        """Point at the token."""
        return Locator(
            document_id=document_id,
            start=self.start,
            end=self.end,
            sheet=self.sheet,
            cell=self.cell,
            page=self.page,
            bbox=self.bbox,
            quote=self.text,
        )


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the header prints it.

    ``org`` is the name without words such as 目标任务. It is empty where the column names no
    organisation, so that it holds the plan's own figure. In a header that lists indicators to the
    right of organisations (``Header.by_org``) it is the indicator.
    """

    position: int
    role: Role
    label: str
    org: str = ""
    measure: Measure = "target"
    period: str | None = None
    unit: str | None = None
    token: Token | None = None

    @property
    def has_values(self) -> bool:
        """Whether figures stand in this column: values, or what an appraisal made of them."""
        return self.role in ("org", "total", "result")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one table, in printed order.

    ``by_org`` says that organisations stand below each other: their column plays the part of the
    indicator's until the table is turned. ``is_guess`` says that another way to join the printed
    words into columns exists. ``heading`` is a line over the table, no title of it, that names the
    indicator where no column does.
    """

    columns: tuple[Column, ...]
    by_org: bool = False
    is_guess: bool = False
    heading: str = ""

    @property
    def values(self) -> tuple[Column, ...]:
        """Columns of figures; those of results are left out once every figure has its place."""
        return tuple(column for column in self.columns if column.has_values)

    def first(self, role: Role) -> Column | None:
        """The first column of a role."""
        return next((column for column in self.columns if column.role == role), None)


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands at one value column of one row. ``token`` is the anchor, if it is in the row.

    In a turned table every slot keeps how sure the printed row was that it comes from.
    """

    kind: SlotKind
    token: Token | None = None
    alignment: Alignment | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One indicator's row: who it is and what stands in each value column.

    ``inherits_name`` marks a row that prints nothing but its ordinal.
    """

    row_no: int
    ordinal: Token | None
    action: str | None
    action_declared_items: int | None
    indicator: str
    unit: str | None
    names: tuple[Token, ...]
    slots: tuple[Slot, ...]
    alignment: Alignment
    basis: tuple[str, ...]
    inherits_name: bool = False
    measure: Measure | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """One matrix, read and placed.

    ``seen`` cells were counted before any row was placed. ``unit`` is the one that the caption says
    holds for all figures. ``is_shared`` says that the table is a list with some columns of figures,
    so that its text is not covered. ``ignored`` cells are of columns that no record is made of.
    """

    header: Header
    caption: str
    start: int
    end: int
    rows: tuple[PlacedRow, ...]
    seen: int
    rejected: int
    issues: tuple[Issue, ...]
    unit: str | None = None
    is_shared: bool = False
    ignored: int = 0


def refused(table: PlacedTable, issue: Issue) -> PlacedTable:
    """The table without its rows, for the reason that an issue gives."""
    return replace(table, rows=(), rejected=table.seen, ignored=0, issues=(issue,))


class MatrixResult(Record):
    """Everything that a document's matrices say.

    Attributes:
        spans: The stretches of text that the tables cover, code points.
        seen: Row starts found × value columns, counted before any row is placed.
    """

    cells: tuple[Cell, ...] = ()
    issues: tuple[Issue, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    seen: int = 0
    loaded: int = 0
    rejected: int = 0
    ignored: int = 0


def joined_text(tokens: Sequence[Token]) -> str:
    """Join the fragments of one broken cell; Chinese needs no space, Latin words keep one."""
    text = ""
    for fragment in (line for token in tokens for line in token.text.split("\n")):
        piece = fragment.strip()
        needs_space = (
            text[-1:].isascii()
            and text[-1:].isalnum()
            and piece[:1].isascii()
            and piece[:1].isalpha()
        )
        text += (" " if needs_space else "") + piece
    return text
