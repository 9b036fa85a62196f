"""Old workbooks read like new ones: merges, percentages, dates, places."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.registry import read_document

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "formats"
XLS = (FIXTURES / "sheet.xls").read_bytes()


def test_reads_the_same_as_the_workbook_that_it_was_saved_from() -> None:
    old = read_document(XLS, "sheet.xls")
    new = read_document((FIXTURES / "sheet.xlsx").read_bytes(), "sheet.xlsx")
    assert old.format == "xls"
    assert old.tables[0].cells == new.tables[0].cells
    assert {"85.5%", "80%", "1200.5", "2031-05-06"} <= {c.text for c in old.tables[0].cells}


def test_every_cell_resolves_to_its_text() -> None:
    found = read_document(XLS, "no_suffix")
    assert all(found.text[c.start : c.end] == c.text for c in found.tables[0].cells)
    assert (found.tables[0].cells[0].sheet, found.tables[0].cells[0].col_span) == ("分解表", 4)


@pytest.mark.parametrize("size", [100, 600, 2000])
def test_refuses_what_is_cut_short(size: int) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(XLS[:size], "sheet.xls")
    assert caught.value.code == "corrupt_file"


def test_refuses_more_cells_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANLEDGER_MAX_CELLS", "5")
    with pytest.raises(UnreadableDocumentError, match="PLANLEDGER_MAX_CELLS"):
        read_document(XLS, "sheet.xls")
