"""The columns of a table of an organisation's own layout, by their headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ingestion.submissions.envelope import Envelope
from ingestion.submissions.reported import parse_reported
from ingestion.submissions.sheets import Sheet
from ingestion.values.lookups import entries, entry_expression, pattern
from ingestion.values.names import unit_dimension
from ingestion.values.width import squash

_MOST_HEADER_ROWS = 4
_MOST_SEARCHED_ROWS = 60
_DIGIT = re.compile(r"\d")
_MIN_FIGURES = 0.5


class Heading(NamedTuple):
    """What a heading means, and the basis that its words say."""

    role: str
    basis: str | None = None


class Column(NamedTuple):
    """One column: its headings from the top down, what the last of them mean, how it is filled."""

    col: int
    path: tuple[str, ...]
    heading: Heading | None
    has_figures: bool

    @property
    def label(self) -> str:
        """The headings as people read them."""
        return " ".join(self.path)


class Layout(NamedTuple):
    """Where a table's header starts and its body, and its columns."""

    header_row: int
    body_row: int
    columns: tuple[Column, ...]

    def first(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((c for c in self.columns if c.heading and c.heading.role == role), None)


def heading_of(text: str) -> Heading | None:
    """What the words of a heading mean; ``None`` if nobody has reviewed them."""
    return _heading(squash(text))


def is_total(text: str) -> bool:
    """Whether a name stands for the sum of the others."""
    return bool(pattern("free_table_words", "totals").search(squash(text)))


def find_layout(sheet: Sheet, envelope: Envelope) -> Layout | None:
    """Find the header of a table that names indicators in a column, or organisations.

    Returns:
        The layout; ``None`` where no row has such a heading, with a column of figures below.
    """
    axes = ("indicator", "org", "unit")
    for axis in axes[:2]:
        for row, col in sorted(sheet.cells):
            if row > _MOST_SEARCHED_ROWS:
                break
            found = heading_of(sheet.cells[row, col].text)
            if found is None or (
                found.role != axis and not (axis == "org" and found.role == "unit")
            ):
                continue
            layout = _layout(sheet, row, col, envelope)
            if layout.first(axis) and any(one.has_figures for one in layout.columns):
                return layout
    return None


def _layout(sheet: Sheet, header_row: int, axis: int, envelope: Envelope) -> Layout:
    body_row = _body_row(sheet, header_row, axis)
    columns = tuple(_columns(sheet, header_row, body_row, envelope))
    return Layout(header_row, body_row, columns)


def _body_row(sheet: Sheet, header_row: int, axis: int) -> int:
    """The first row below the header that names something on the axis."""
    for row in range(header_row + 1, min(header_row + 1 + _MOST_HEADER_ROWS, sheet.shape[0])):
        if (row, axis) in sheet.cells:
            return row
    return header_row + 1


def _columns(sheet: Sheet, header_row: int, body_row: int, envelope: Envelope) -> Iterator[Column]:
    for col in range(sheet.shape[1]):
        path: list[str] = []
        for row in range(header_row, body_row):
            cell = sheet.cells.get(sheet.anchors.get((row, col), (row, col)))
            if cell is not None and cell.row >= header_row and cell.text not in path:
                path.append(cell.text)
        if not path:
            continue
        texts = [
            cell.text for (row, at), cell in sheet.cells.items() if at == col and row >= body_row
        ]
        heading = _settled(heading_of("".join(path)), texts, envelope)
        yield Column(col, tuple(path), heading, _has_figures(texts))


def _settled(heading: Heading | None, texts: list[str], envelope: Envelope) -> Heading | None:
    """单位 heads units or organisations; 进展 heads figures or prose: what stands below tells."""
    if heading is None:
        return None
    if heading.role == "unit":
        units = sum(unit_dimension(text) is not None for text in texts)
        orgs = sum(envelope.orgs.match(text, within=envelope.sender) is not None for text in texts)
        return Heading("org") if orgs > units else heading
    if heading.role == "value" and texts and not _has_figures(texts):
        return Heading("explanation")
    return heading


def _has_figures(texts: list[str]) -> bool:
    """Whether at least half of what stands in a column is a figure, or was meant as one."""
    figures = sum(parse_reported(text) is not None or _is_nearly(text) for text in texts)
    return bool(figures) and figures >= _MIN_FIGURES * sum(not _is_mark(text) for text in texts)


def _is_nearly(text: str) -> bool:
    return len(text) <= 12 and bool(_DIGIT.search(squash(text)))


def _is_mark(text: str) -> bool:
    return bool(pattern("cell_words", "not_applicable").search(squash(text)))


@cache
def _expressions() -> tuple[tuple[re.Pattern[str], Heading], ...]:
    return tuple(
        (
            re.compile(entry_expression(entry), re.I),
            Heading(str(entry["role"]), entry.get("basis")),
        )
        for entry in entries("free_table_words", "columns")
    )


@cache
def _heading(folded: str) -> Heading | None:
    return next((meant for expression, meant in _expressions() if expression.search(folded)), None)
