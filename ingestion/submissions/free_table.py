"""Tables of an organisation's own layout, matched by their headings. Pure.

Indicators stand in a column with columns of figures beside them, each for the table's organisation
or for one that heads it; or organisations stand in a column and each indicator heads
its own. What a heading does not say for certain is told as an issue at the heading's cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ingestion.errors import SourceChangedError
from ingestion.records import Evidence, Issue
from ingestion.submissions.envelope import Envelope, Given
from ingestion.submissions.free_columns import (
    Column,
    Heading,
    Layout,
    find_layout,
    heading_of,
    is_total,
)
from ingestion.submissions.free_context import read_context
from ingestion.submissions.free_periods import read_said
from ingestion.submissions.periods import Period
from ingestion.submissions.results import issue
from ingestion.submissions.sheets import Sheet, SheetFile
from ingestion.submissions.table import Header, cell_place, locate
from ingestion.submissions.tables import Table, Tables
from ingestion.values.names import split_unit

# Columns of a row that go with each of its figures.
_BESIDE = ("indicator_key", "unit", "org", "basis", "period", "explanation", "attachments")
# What is read of no report, or is about something else than a figure.
_LEFT = frozenset(
    {"personal", "ordinal", "rate", "previous", "target", "department", "explanation", *_BESIDE}
)


# Each row says its own period.
_OF_ROWS = Period("", date.min, date.min)


class _Figures(NamedTuple):
    """A column of figures and what its headings say once for all of them."""

    column: Column
    period: Period
    basis: str | None
    is_assumed: bool
    org_code: str | None = None
    indicator: str = ""
    unit: str = ""


def _is_first(period: Period) -> bool:
    """From January on, a period and the year to date are the same."""
    return bool(period.code) and (period.start.month, period.start.day) == (1, 1)


def find_free_tables(file: SheetFile, envelope: Envelope) -> Tables:
    """Find the tables of another layout than ours; none where no sheet has one.

    Raises:
        SourceChangedError: ``no_period`` if nothing says which period the figures are of,
            ``table_of_other_org`` if the title names another organisation than the folder.
    """
    tables: list[Table] = []
    issues: list[Issue] = []
    for number, sheet in enumerate(file.sheets):
        layout = None if sheet.is_hidden else find_layout(sheet, envelope)
        if layout is not None:
            found = _Reader(sheet, layout, envelope)
            tables += found.tables(number)
            issues += found.issues
    return Tables(tuple(tables), tuple(issues))


class _Reader:
    """One table while its columns are told apart."""

    def __init__(self, sheet: Sheet, layout: Layout, envelope: Envelope) -> None:
        self._sheet = sheet
        self._layout = layout
        self._envelope = envelope
        self._context = read_context(sheet, layout.header_row, envelope)
        self._axis = layout.first("indicator") or layout.first("org")
        self.issues: list[Issue] = []

    def tables(self, number: int) -> Iterator[Table]:
        """One table for each column of figures."""
        figures = self._without_doubles(list(self._figures()))
        for one in figures:
            if one.is_assumed:
                self._assumed(one.column)
            yield Table(number, self._header(one), self._given(one), self._rows(one))

    def _figures(self) -> Iterator[_Figures]:
        by_org = self._layout.first("indicator") is None
        for column in self._layout.columns:
            found = self._of_indicator(column) if by_org else self._of_row(column)
            if found is not None:
                yield found

    def _of_row(self, column: Column) -> _Figures | None:
        """A column of figures beside a column of indicators."""
        org_code = self._heading_org(column)
        heading = heading_of("".join(p for p in column.path if not self._is_org(p)))
        heading = heading if org_code else column.heading
        if org_code and heading is None:
            heading = Heading("value")
        if heading is None or heading.role != "value":
            self._note_unread(column, heading)
            return None
        return self._placed(column, heading, org_code=org_code)

    def _of_indicator(self, column: Column) -> _Figures | None:
        """A column that is headed by an indicator, beside a column of organisations."""
        measured = [part for part in column.path[1:] if heading_of(part)]
        heading = heading_of(measured[-1]) if measured else column.heading
        if not measured and (heading is None or heading.role == "value"):
            heading = Heading(
                "value", heading.basis if heading and heading.basis == "level" else None
            )
        if heading is None or heading.role != "value" or not column.has_figures:
            return None
        named = [part for part in column.path if part not in measured]
        name, unit = split_unit("".join(named) or column.label)
        return self._placed(column, heading, indicator=name, unit=unit or "")

    def _placed(
        self,
        column: Column,
        heading: Heading,
        *,
        org_code: str | None = None,
        indicator: str = "",
        unit: str = "",
    ) -> _Figures | None:
        if not column.has_figures:
            return None
        period = self._period(column)
        if period is None:
            return None
        basis = heading.basis
        is_assumed = basis is None and self._layout.first("basis") is None
        if is_assumed:
            basis = "year_to_date"
            is_assumed = not (self._context.is_cumulative or _is_first(period))
        last = split_unit(column.path[-1])[1] if column.path else None
        return _Figures(column, period, basis, is_assumed, org_code, indicator, unit or last or "")

    def _period(self, column: Column) -> Period | None:
        """The period of a column; ``None``, with a note, where it is not the table's."""
        main, said = self._context.period, read_said(column.label)
        if not said.suffix:
            if main is None and not (said.year or self._layout.first("period")):
                raise self._no_period()
            return main or said.period() or _OF_ROWS
        own = said.period(self._context.year)
        if own is None:
            raise self._no_period()
        if main is None or own.end == main.end:
            return main or own
        self._note(
            column,
            "column_of_other_period",
            f"“{column.label}”列是 {own.code} 的数，本表是 {main.code} 的报送，未读取",
            f"the column '{column.label}' is of {own.code} and the table of {main.code}; it was "
            "not read",
        )
        return None

    def _no_period(self) -> SourceChangedError:
        return SourceChangedError(
            "no_period",
            "标题、表头、工作表名和文件名都没有写明年份和期间，请在标题中写明，如“2024年6月”",
            "neither title, headings nor file name say the year and period; write them in the "
            "title, such as 2024年6月",
            cell_place(self._sheet, self._layout.header_row, 0),
        )

    def _without_doubles(self, figures: list[_Figures]) -> list[_Figures]:
        """Where one column says its basis, another that only might be of that basis is left."""
        sure = {self._subject(one) for one in figures if not one.is_assumed}
        kept = []
        for one in figures:
            if one.is_assumed and self._subject(one) in sure:
                self._note(
                    one.column,
                    "column_basis_unknown",
                    f"“{one.column.label}”列没有写明是累计还是当期，另有列已写明，本列未读取",
                    f"the column '{one.column.label}' does not say what it covers, and another "
                    "does; it was not read",
                )
            else:
                kept.append(one)
        return kept

    def _subject(self, one: _Figures) -> tuple[str, ...]:
        return (one.org_code or "", one.indicator, one.period.code, one.basis or "")

    def _rows(self, one: _Figures) -> frozenset[int]:
        """Rows of the body that name something and have a figure of their own, or nearly one."""
        axis = self._axis
        rows = set()
        for row in range(self._layout.body_row, self._sheet.shape[0]):
            place = (row, axis.col if axis else 0)
            named = self._sheet.cells.get(self._sheet.anchors.get(place, place))
            cell = self._sheet.cells.get((row, one.column.col))
            has_formula = (row, one.column.col) in self._sheet.facts.uncalculated
            if named is None or not (cell or has_formula):
                continue
            if self._layout.first("indicator") and is_total(named.text):
                continue
            rows.add(row)
        return frozenset(rows)

    def _header(self, one: _Figures) -> Header:
        columns = {"value": one.column.col}
        for role in ("indicator", *_BESIDE):
            found = self._layout.first(role)
            if found is not None and not (role == "org" and one.org_code):
                columns[role] = found.col
        personal = {
            column.col: self._sheet.cells[place]
            for column in self._layout.columns
            if column.heading and column.heading.role == "personal"
            for place in [(self._layout.header_row, column.col)]
            if place in self._sheet.cells
        }
        return Header(self._layout.body_row - 1, columns, personal)

    def _given(self, one: _Figures) -> Given:
        context = self._context
        heading = self._places(one.column)
        texts = {
            "org": one.org_code or context.org_code,
            "unit": one.unit or context.unit,
        }
        if one.period.code:
            texts["period"] = one.period.code
        if one.basis and self._layout.first("basis") is None:
            texts["basis"] = one.basis
        if one.indicator:
            texts["indicator"] = one.indicator
        if context.is_synthetic:
            texts["data_nature"] = "synthetic"
        places = {
            "org": heading if one.org_code else context.org_places,
            "period": context.period_places or heading,
            "indicator": heading if one.indicator else (),
        }
        return Given(form="free_table", texts=texts, places=places)

    def _heading_org(self, column: Column) -> str | None:
        for part in column.path:
            found = self._envelope.orgs.match(part, within=self._envelope.sender)
            if found is not None and self._envelope.orgs.may_report(self._envelope.sender, found):
                return found
            if found is not None:
                self._note(
                    column,
                    "org_not_allowed",
                    f"“{self._envelope.orgs.name(self._envelope.sender)}”只能报送本单位及下级单位，"
                    f"“{part}”列未读取",
                    f"{self._envelope.sender} may not report for '{part}'; the column was not read",
                )
                return None
            if is_total(part) and column.heading is None:
                return self._context.org_code
        return None

    def _is_org(self, part: str) -> bool:
        within = self._envelope.sender
        return is_total(part) or self._envelope.orgs.match(part, within=within) is not None

    def _note_unread(self, column: Column, heading: Heading | None) -> None:
        if heading is None and column.has_figures and not self._is_org("".join(column.path)):
            self._note(
                column,
                "column_not_read",
                f"看不懂“{column.label}”列的含义，未读取；请写明是累计数还是当期数",
                f"what the column '{column.label}' holds is unknown; it was not read",
            )

    def _assumed(self, column: Column) -> None:
        self._note(
            column,
            "basis_assumed",
            f"“{column.label}”列没有写明是累计还是当期，按本年累计登记；如不是，请在表头写明后重新报送",
            f"the column '{column.label}' does not say what it covers; it counts as from the start "
            "of the year",
        )

    def _note(self, column: Column, code: str, message_zh: str, message_en: str) -> None:
        places = self._places(column)
        row, col = self._heading_cell(column)
        self.issues.append(
            issue(
                self._envelope.document_id,
                code,
                message_zh,
                message_en,
                place=cell_place(self._sheet, row, col),
                as_printed=column.label,
                evidence=places,
            )
        )

    def _heading_cell(self, column: Column) -> tuple[int, int]:
        for row in range(self._layout.body_row - 1, self._layout.header_row - 1, -1):
            if (row, column.col) in self._sheet.cells:
                return row, column.col
        place = (self._layout.header_row, column.col)
        return self._sheet.anchors.get(place, place)

    def _places(self, column: Column) -> Evidence:
        row, col = self._heading_cell(column)
        return (locate(self._sheet, self._envelope.document_id, row, col),)
