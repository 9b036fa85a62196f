"""CSV cells are those of the standard, each with the characters that printed it."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from ingestion.load.sheets import _scan_csv, cell_address

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
