"""CSV cells are those of the standard, each with the characters that printed it."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.errors import UnreadableDocumentError
from ingestion.submissions.sheets import _scan_csv, cell_address, read_sheets

TEXT = st.text(st.sampled_from('ab,;"\n 数1'), max_size=6)


@given(
    st.lists(st.lists(TEXT, min_size=1, max_size=4), max_size=5), st.sampled_from(["\n", "\r\n"])
)
def test_reads_what_the_standard_writes(rows: list[list[str]], end: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator=end).writerows(rows)
    text = stream.getvalue()
    cells = _scan_csv(text, ",")
    found = {(cell.row, cell.col): cell.text for cell in cells}
    assert found == {
        (row, col): value.strip()
        for row, values in enumerate(rows)
        for col, value in enumerate(values)
    }
    assert all(text[cell.start : cell.end] == cell.quote for cell in cells)


@given(st.text(st.sampled_from('ab,"\r\n 数1'), max_size=40))
def test_loses_no_character_of_any_text(text: str) -> None:
    cells = _scan_csv(text, ",")
    assert all(text[cell.start : cell.end] == cell.quote for cell in cells)
    kept = sum(len(cell.quote.replace('"', "").strip()) for cell in cells)
    assert kept == 0 or cells
    between = 0
    for cell in sorted(cells, key=lambda item: item.start):
        assert not text[between : cell.start].strip(' ,"\r\n')
        between = cell.end
    assert not text[between:].strip(' ,"\r\n')


def test_names_cells_as_a_spreadsheet_does() -> None:
    assert [cell_address(0, 0), cell_address(3, 25), cell_address(9, 26)] == ["A1", "Z4", "AA10"]


def saved(*cells: tuple[str, object], merge: str = "", number_format: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in cells:
        sheet[place] = value
        if number_format:
            sheet[place].number_format = number_format
    if merge:
        sheet.merge_cells(merge)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_stray_cell_in_the_last_row_is_refused_and_the_limit_is_named() -> None:
    with pytest.raises(UnreadableDocumentError, match="PLANLEDGER_MAX_PLACES") as refusal:
        read_sheets(saved(("A1", "甲"), ("C1048576", "乙")), "远.xlsx", lambda _: 0)
    assert refusal.value.code == "over_limit"


def test_a_merge_beyond_the_used_range_claims_nothing_there() -> None:
    (sheet,) = read_sheets(
        saved(("A1", "甲"), ("B2", "乙"), merge="A2:XFD2"), "宽.xlsx", lambda _: 0
    ).sheets
    assert set(sheet.anchors) <= {(1, col) for col in range(sheet.shape[1])}


def test_a_percent_sign_that_is_only_text_multiplies_nothing() -> None:
    (sheet,) = read_sheets(saved(("A1", 55), number_format='0"%"'), "率.xlsx", lambda _: 0).sheets
    assert sheet.cells[0, 0].text == "55%"
