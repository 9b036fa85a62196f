from __future__ import annotations

import io
import json
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ingestion.workbooks.model import FormRow
from ingestion.workbooks.template_rules import rate_formula, target_format
from ingestion.workbooks.template_xlsx import (
    COLUMNS,
    HEADER_ROW,
    KEY_SHEET,
    SHEET_NAME,
    write_template,
)

from .sample_forms import ROWS, form

FIRST = HEADER_ROW + 2
COLUMN = {role: position + 1 for position, role in enumerate(COLUMNS)}


@pytest.fixture(scope="module")
def workbook():
    return load_workbook(io.BytesIO(write_template(form())))


@pytest.fixture(scope="module")
def sheet(workbook):
    return workbook[SHEET_NAME]


def cell(sheet, role: str, offset: int = 0):
    return sheet.cell(FIRST + offset, COLUMN[role])


def test_the_same_form_gives_the_same_bytes() -> None:
    assert write_template(form()) == write_template(form())
    assert write_template(form()) != write_template(form(org_code="990103"))


def test_the_key_sheet_says_whose_form_it_is(workbook) -> None:
    keys = workbook[KEY_SHEET]
    assert keys.sheet_state == "veryHidden"
    said = {row[0].value: row[1].value for row in keys.iter_rows(min_row=1, max_row=6)}
    assert said == {
        "form": "planledger.submission",
        "template_version": "1",
        "plan_id": "云岭市水务局|云岭水〔2031〕7号",
        "org_code": "990102",
        "period_code": "2031-05",
        "release_id": "r0007",
    }
    table = [[one.value for one in row] for row in keys.iter_rows(min_row=8)]
    assert table[0] == ["indicator_key", "indicator", "unit", "basis"]
    assert [row[0] for row in table[1:]] == [row.indicator_key for row in ROWS]


def test_every_row_has_its_key_in_a_hidden_column(sheet) -> None:
    assert sheet.column_dimensions["A"].hidden
    found = [cell(sheet, "indicator_key", n).value for n in range(len(ROWS))]
    assert found == [row.indicator_key for row in ROWS]


def test_only_the_cells_to_fill_in_are_open(sheet) -> None:
    assert sheet.protection.sheet
    assert not sheet.protection.password
    open_cells = {
        one.coordinate for row in sheet.iter_rows() for one in row if not one.protection.locked
    }
    filled = ("value", "basis", "explanation", "attachments")
    expected = {cell(sheet, role, n).coordinate for role in filled for n in range(len(ROWS))}
    assert open_cells == expected | {"D4"}


def test_figures_are_numbers_with_their_signs_in_the_format(sheet) -> None:
    assert (cell(sheet, "target").value, cell(sheet, "target").number_format) == (8, '"≥ "General')
    assert cell(sheet, "previous", 1).value == 3.2
    assert cell(sheet, "previous", 1).number_format == 'General"（3月）"'
    assert cell(sheet, "target", 5).number_format == 'General"–150"'


def test_a_name_that_looks_like_a_formula_stays_a_text(sheet) -> None:
    assert cell(sheet, "indicator", 2).value == "=投诉量下降率"
    assert cell(sheet, "indicator", 2).data_type == "s"


def test_cells_are_validated_in_chinese(sheet) -> None:
    rules = {
        str(area): rule
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
    }
    value = rules[cell(sheet, "value").coordinate]
    assert (value.type, value.operator, value.formula1) == ("decimal", "greaterThanOrEqual", "0")
    assert "数字" in value.error
    assert "下降" in rules[cell(sheet, "value", 2).coordinate].prompt
    basis = rules[f"H{FIRST}:H{FIRST + len(ROWS) - 1}"]
    assert basis.formula1 == '"累计,当期,期末"'
    assert rules["D4"].formula1 == '"是,否"'


def test_it_prints_on_a4_across_with_its_header_on_each_page(sheet) -> None:
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == f"${HEADER_ROW + 1}:${HEADER_ROW + 1}"
    assert sheet.freeze_panes == f"D{FIRST}"


def test_a_form_of_levels_asks_for_the_end_of_the_period() -> None:
    levels = form(rows=tuple(row for row in ROWS if row.basis == "level"))
    book = load_workbook(io.BytesIO(write_template(levels)))
    assert book[SHEET_NAME].cell(HEADER_ROW + 1, COLUMN["value"]).value == "本期末"


def test_a_form_without_rows_is_still_a_form() -> None:
    book = load_workbook(io.BytesIO(write_template(form(rows=()))))
    assert book[SHEET_NAME].max_row == HEADER_ROW + 1


@pytest.mark.parametrize("number", [0, 2])
def test_the_first_form_of_a_year_has_no_last_figure(number) -> None:
    text = json.dumps(rate_formula(ROWS[number], 6, is_first=True))
    assert "N($F6)" not in text


def test_a_target_without_number_has_no_rate() -> None:
    assert rate_formula(ROWS[4], 6, is_first=False) == ""
    assert rate_formula(FormRow(indicator_key="k", indicator_name="n", basis="level",
                                target_value=Decimal(0)), 6, is_first=False) == ""  # fmt: skip


def test_a_change_says_its_direction() -> None:
    assert target_format(ROWS[2]) == '"下降 ≥ "General'
