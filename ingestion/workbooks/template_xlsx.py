"""Write a form as an XLSX workbook: locked but for the cells to fill in. Pure.

The visible sheet has its indicator keys in a hidden first column, the very hidden key sheet says
whose form it is. Nobody needs a password to unlock it: the lock guards against slips, and the
reader trusts the keys and not the places.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import xlsxwriter

from ingestion.records import Basis
from ingestion.values.lookups import entries
from ingestion.workbooks.model import FORM_NAME, KEY_SHEET, TEMPLATE_VERSION, Form, FormRow
from ingestion.workbooks.styles import SheetStyles
from ingestion.workbooks.template_rules import (
    attachments_rule,
    basis_rule,
    explanation_rule,
    fell_formula,
    partial_rule,
    previous_format,
    rate_formula,
    target_format,
    value_hint,
    value_rule,
)
from ingestion.workbooks.texts import (
    basis_words,
    column,
    level_value_header,
    line_count,
    message,
    period_label,
    yes_no,
)

SHEET_NAME = "填报表"
COLUMNS = (
    "indicator_key", "ordinal", "indicator", "unit", "target", "previous", "value", "basis",
    "rate", "explanation", "attachments",
)  # fmt: skip
HEADER_ROW = 4
"""Row of the header, from 0; the first indicator stands below it."""
_LAST = len(COLUMNS) - 1
_MOST_CELL_CHARACTERS = 32_767
_ROW_POINTS = 22.5
_LINE_POINTS = 15.0


def write_template(form: Form) -> bytes:
    """Write one form. The same form gives the same bytes."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    workbook.set_properties(
        {
            "title": _title(form),
            "author": "Planledger",
            "created": form.created_at.replace(tzinfo=None, microsecond=0),
        }
    )
    _Sheet(workbook, form).write()
    _write_keys(workbook, form)
    workbook.close()
    return buffer.getvalue()


class _Sheet:
    """The visible sheet while it is written."""

    def __init__(self, workbook: Any, form: Form) -> None:
        self._form = form
        self._sheet = workbook.add_worksheet(SHEET_NAME)
        self._styles = SheetStyles(workbook)
        self._end = HEADER_ROW + len(form.rows)

    def write(self) -> None:
        self._set_up_columns()
        self._write_head()
        self._write_header()
        for position, row in enumerate(self._form.rows):
            self._write_row(HEADER_ROW + 1 + position, position + 1, row)
        self._guard()
        self._set_up_page()
        self._protect()

    def _set_up_columns(self) -> None:
        for position, role in enumerate(COLUMNS):
            options = {"hidden": True} if role == "indicator_key" else {}
            self._sheet.set_column(position, position, column(role)["width"], None, options)

    def _write_head(self) -> None:
        form, sheet, styles = self._form, self._sheet, self._styles
        sheet.set_row(0, 36)
        sheet.merge_range(0, 1, 0, _LAST, _title(form), styles.of("title"))
        sheet.set_row(1, 20)
        sheet.merge_range(1, 1, 1, _LAST, _subtitle(form), styles.of("subtitle"))
        lines = _how_to(form)
        sheet.set_row(2, _LINE_POINTS * 1.1 * len(lines) + 8)
        sheet.merge_range(2, 1, 2, _LAST, "\n".join(lines), styles.of("how_to"))
        sheet.set_row(3, 22)
        sheet.merge_range(3, 1, 3, 2, message("partial_label"), styles.of("label"))
        sheet.write_string(3, 3, yes_no()[1], styles.of("fill_centre"))
        sheet.data_validation(3, 3, 3, 3, partial_rule())
        sheet.merge_range(3, 4, 3, _LAST, message("partial_note"), styles.of("note"))

    def _write_header(self) -> None:
        self._sheet.set_row(HEADER_ROW, 26)
        for position, role in enumerate(COLUMNS):
            kind = "header_fill" if role in _FILLED else "header"
            self._sheet.write_string(
                HEADER_ROW, position, header_of(role, self._form), self._styles.of(kind)
            )

    def _write_row(self, at: int, ordinal: int, row: FormRow) -> None:
        sheet, styles, form = self._sheet, self._styles, self._form
        number = at + 1
        sheet.set_row(at, self._height(row))
        sheet.write_string(at, 0, row.indicator_key, styles.of("key"))
        sheet.write_number(at, 1, ordinal, styles.of("centre"))
        sheet.write_string(at, 2, row.indicator_name[:_MOST_CELL_CHARACTERS], styles.of("text"))
        sheet.write_string(at, 3, row.unit_name or "", styles.of("centre"))
        self._write_number(at, 4, row.target_value, target_format(row))
        self._write_number(at, 5, row.previous_value, previous_format(row, form))
        sheet.write_blank(at, 6, None, styles.of("fill_number"))
        sheet.write_string(at, 7, basis_words()[row.basis], styles.of("fill_centre"))
        is_first = form.previous_period_code is None
        formula = rate_formula(row, number, is_first=is_first)
        if formula:
            sheet.write_formula(at, 8, formula, styles.of("rate"), "")
        else:
            sheet.write_string(at, 8, "—", styles.of("centre"))
        sheet.write_blank(at, 9, None, styles.of("fill_text"))
        sheet.write_blank(at, 10, None, styles.of("fill_text"))

    @staticmethod
    def _height(row: FormRow) -> float:
        """Programs differ about a row without height, so each has one. Unit: points."""
        lines = line_count(row.indicator_name, column("indicator")["width"] - 4)
        return _ROW_POINTS + _LINE_POINTS * (lines - 1)

    def _write_number(self, at: int, position: int, value: Decimal | None, shown: str) -> None:
        if value is None:
            self._sheet.write_string(at, position, "—", self._styles.of("centre"))
        else:
            self._sheet.write_number(at, position, float(value), self._styles.number(shown))

    def _guard(self) -> None:
        """Validate what is filled in; rows of one kind share one rule."""
        first, sheet, styles = HEADER_ROW + 1, self._sheet, self._styles
        if not self._form.rows:
            return
        kinds: dict[str, list[int]] = {}
        for at, row in enumerate(self._form.rows, first):
            kinds.setdefault(value_hint(row), []).append(at)
        for places in kinds.values():
            rule = value_rule(self._form.rows[places[0] - first])
            others = [[at, 6, at, 6] for at in places[1:]]
            sheet.data_validation(places[0], 6, places[0], 6, rule | {"other_cells": others})
        sheet.data_validation(first, 7, self._end, 7, basis_rule())
        sheet.data_validation(first, 9, self._end, 9, explanation_rule())
        sheet.data_validation(first, 10, self._end, 10, attachments_rule())
        sheet.conditional_format(
            first, 6, self._end, 6,
            {"type": "formula", "criteria": fell_formula(first + 1), "format": styles.of("fell")},
        )  # fmt: skip

    def _set_up_page(self) -> None:
        sheet, form = self._sheet, self._form
        sheet.freeze_panes(HEADER_ROW + 1, 3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW)
        sheet.print_area(0, 1, self._end, _LAST)
        sheet.set_footer(f"&L&9 {_footer(form)}&R&9第 &P 页，共 &N 页")
        sheet.set_selection(HEADER_ROW + 1, 6, HEADER_ROW + 1, 6)
        sheet.hide_gridlines(2)

    def _protect(self) -> None:
        self._sheet.protect(
            "",
            {"format_columns": True, "format_rows": True, "format_cells": False, "objects": False},
        )


_FILLED = frozenset({"value", "basis", "explanation", "attachments"})


def header_of(role: str, form: Form) -> str:
    """The header of a column; that of the figures depends on what they cover."""
    if role == "value" and form.rows and all(row.basis == "level" for row in form.rows):
        return level_value_header()
    return str(column(role)["header"])


def _title(form: Form) -> str:
    mark = "（合成示例）" if form.is_synthetic else ""
    return f"{form.org_name} {period_label(form.period_code)}目标任务完成情况填报表{mark}"


def _subtitle(form: Form) -> str:
    number = f"（{form.document_number}）" if form.document_number else ""
    return (
        f"报送单位：{form.org_name}（{form.org_code}）　　报告期：{period_label(form.period_code)}"
        f"　　任务来源：{form.plan_name}{number}"
    )


def _how_to(form: Form) -> list[str]:
    previous = form.previous_period_code
    words = {
        "value": header_of("value", form),
        "previous": period_label(previous) if previous else "",
    }
    lines = [str(entry["text"]).format(**words) for entry in entries("form_texts", "how_to")]
    return lines if previous else lines[:-1]


def _footer(form: Form) -> str:
    return f"{form.org_code} {form.period_code} 模板 {TEMPLATE_VERSION} 发布 {form.release_id}"


def _write_keys(workbook: Any, form: Form) -> None:
    """Names and values of the keys, then a table of the indicators."""
    sheet = workbook.add_worksheet(KEY_SHEET)
    pairs = (
        ("form", FORM_NAME),
        ("template_version", TEMPLATE_VERSION),
        ("plan_id", form.plan_id),
        ("org_code", form.org_code),
        ("period_code", form.period_code),
        ("release_id", form.release_id),
    )
    for at, (name, value) in enumerate(pairs):
        sheet.write_string(at, 0, name)
        sheet.write_string(at, 1, value)
    first = len(pairs) + 1
    rows: list[tuple[str, str, str, Basis | str]] = [
        ("indicator_key", "indicator", "unit", "basis")
    ]
    rows += [(r.indicator_key, r.indicator_name, r.unit_name or "", r.basis) for r in form.rows]
    for at, cells in enumerate(rows, first):
        for position, text in enumerate(cells):
            sheet.write_string(at, position, text[:_MOST_CELL_CHARACTERS])
    sheet.protect()
    sheet.very_hidden()
