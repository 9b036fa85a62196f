"""CSV plans: delimiters, encodings, quoted cells, and running text that only has the name."""

from __future__ import annotations

import pytest

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.registry import read_document

TABLE = "序号,指标,全市\n1,增速,5%\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TABLE.encode(), "utf-8", id="utf-8"),
        pytest.param(TABLE.encode("utf-8-sig"), "utf-8", id="utf-8 with mark"),
        pytest.param(TABLE.encode("gb18030"), "gb18030", id="gbk"),
        pytest.param(TABLE.replace(",", "\t").encode(), "utf-8", id="tabs"),
        pytest.param(TABLE.replace(",", ";").encode(), "utf-8", id="semicolons"),
    ],
)
def test_reads_a_table_with_the_names_of_its_cells(data: bytes, encoding: str) -> None:
    found = read_document(data, "in/计划.csv")
    (table,) = found.tables
    assert (found.format, found.encoding) == ("csv", encoding)
    assert [cell.text for cell in table.cells] == ["序号", "指标", "全市", "1", "增速", "5%"]
    assert (table.cells[-1].sheet, table.cells[-1].cell) == ("计划", "C2")
    assert all(found.text[c.start : c.end] == c.text for c in table.cells)


def test_a_quoted_cell_keeps_delimiters_and_lines() -> None:
    found = read_document('a,"b,c\nd"\n1,"说""好"""\n'.encode(), "t.csv")
    assert [cell.text for cell in found.tables[0].cells] == ["a", "b,c\nd", "1", '说"好"']


def test_running_text_of_that_name_is_text() -> None:
    found = read_document("一、总体要求\n坚持稳中求进，确保完成。\n".encode(), "t.csv")
    assert (found.format, found.tables) == ("text", ())


def test_refuses_more_cells_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANLEDGER_MAX_CELLS", "5")
    with pytest.raises(UnreadableDocumentError, match="PLANLEDGER_MAX_CELLS"):
        read_document(TABLE.encode(), "t.csv")


@pytest.mark.parametrize("name", ["t.csv", "t.txt", "t.html"])
def test_refuses_text_larger_than_the_limit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANLEDGER_MAX_TEXT_BYTES", "10")
    with pytest.raises(UnreadableDocumentError, match="PLANLEDGER_MAX_TEXT_BYTES"):
        read_document(TABLE.encode(), name)
