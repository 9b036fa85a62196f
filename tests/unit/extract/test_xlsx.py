"""Workbooks: merged cells at their anchor, numbers as people see them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.model import ReadDocument
from ingestion.extract.xlsx import format_number, read_xlsx


def workbook(rows: list[list[Any]], *merged: str, formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表一"
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(data: bytes) -> ReadDocument:
    return read_xlsx(data, "book.xlsx", "d")


@pytest.mark.parametrize(
    ("stored", "number_format", "seen"),
    [
        (0.8, "General", "0.8"),
        (0.1 + 0.2, "General", "0.3"),
        (3.0, "General", "3"),
        (1e15, "General", "1000000000000000"),
        (1e-7, "General", "0.0000001"),
        (-0.05, "General", "-0.05"),
        (0.85, "0%", "85%"),
        (0.855, "0.0%", "85.5%"),
        (1200, "#,##0", "1200"),
    ],
)
def test_writes_numbers_as_people_see_them(stored: float, number_format: str, seen: str) -> None:
    assert format_number(stored, number_format) == seen


def test_every_cell_is_a_line_with_sheet_and_cell() -> None:
    document = read(workbook([["序号", "全市"], [1, 0.8]]))
    assert document.text == "序号\n全市\n1\n0.8\n\n"
    last = document.tables[0].cells[-1]
    assert (last.sheet, last.cell, last.row, last.col, last.text) == ("表一", "B2", 1, 1, "0.8")
    assert all(document.text[c.start : c.end] == c.text for c in document.tables[0].cells)


def test_merged_cells_stand_at_their_anchor() -> None:
    document = read(workbook([["a", "b", None], ["c", None, None]], "B1:C1", "A2:B2"))
    spans = {c.text: (c.row_span, c.col_span) for c in document.tables[0].cells}
    assert spans == {"a": (1, 1), "b": (1, 2), "c": (1, 2)}


def test_dates_are_dates() -> None:
    assert read(workbook([[date(2031, 5, 6)]])).text.strip() == "2031-05-06"


def test_percentages_keep_their_sign() -> None:
    assert read(workbook([[0.95]], formats={"A1": "0%"})).text.strip() == "95%"


def test_a_formula_that_was_never_calculated_is_not_a_blank() -> None:
    assert read(workbook([[1, "=A1*2"]])).tables[0].cells[1].text == "=A1*2"


def test_refuses_an_empty_workbook() -> None:
    with pytest.raises(UnreadableDocumentError) as error:
        read(workbook([]))
    assert error.value.code == "empty_file"


def test_a_macro_workbook_is_read_and_nothing_is_run() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "指标"
    stream, changed = io.BytesIO(), io.BytesIO()
    book.save(stream)
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(plain, macro))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro is ever opened")
    assert read_xlsx(changed.getvalue(), "plan.xlsm", "d").text.strip() == "指标"


def test_refuses_a_damaged_workbook() -> None:
    with pytest.raises(UnreadableDocumentError) as error:
        read(workbook([["a"]])[:200])
    assert error.value.code == "corrupt_file"


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [("0%", "5500%"), ('0"%"', "55%"), (r"0\%", "55%"), ("[Red]0.0%", "5500%"), ("0", "55")],
)
def test_a_percent_sign_that_is_only_text_multiplies_nothing(
    number_format: str, shown: str
) -> None:
    assert format_number(55.0, number_format) == shown


def test_a_workbook_whose_parts_are_damaged_is_refused() -> None:
    source, target = io.BytesIO(workbook([["甲", 1]])), io.BytesIO()
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w") as damaged:
        for name in whole.namelist():
            data = whole.read(name)
            damaged.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_xlsx(target.getvalue(), "坏.xlsx", "d")
    assert refusal.value.code == "corrupt_file"


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose only sheet is replaced by the XML given."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["a"]]))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name.startswith("xl/worksheets/") else old.read(name))
    return target.getvalue()


SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'
)


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        pytest.param(
            SHEET % (b"<sheetData>" + b"<row/>" * 250_000 + b"</sheetData>"),
            "PLANLEDGER_MAX_ROWS",
            id="empty rows without end",
        ),
        pytest.param(
            SHEET % b'<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            "PLANLEDGER_MAX_CELLS",
            id="a merge over the whole sheet",
        ),
        pytest.param(
            b'<!DOCTYPE w [<!ENTITY a "aa">]>' + SHEET % b"", "DOCTYPE|实体", id="entities"
        ),
    ],
)
def test_refuses_what_would_swell(xml: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=message):
        read(with_sheet(xml))


def test_a_lone_cell_far_away_costs_nothing() -> None:
    cell = b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
    found = read(
        with_sheet(SHEET % (b'<sheetData><row r="1048576">' + cell + b"</row></sheetData>"))
    )
    assert found.tables[0].cells[0].cell == "XFD1048576"
