"""How long reading takes: the real plan, and that time grows with the table and not faster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.interpret.matrix import find_matrices


def flattened_table(rows: int) -> bytes:
    cells = ["2031年分解表", "序号", "指标", "全市", *(f"{stem}县" for stem in "甲乙丙丁戊己庚辛")]
    for number in range(1, rows + 1):
        short = number % 7 == 0
        values = ["90%", "均达到90%"] if short else ["16", "/", "2", "2", "2", "2", "4", "4", "0"]
        cells += [str(number), f"示范事项第{'甲乙丙丁'[number % 4]}类(个)", *values]
    return ("\n\n".join(cells) + "\n").encode()


DOCUMENTS_A_MINUTE = 100


@pytest.mark.parametrize(
    "path", ["seeds/004_d240f9b8d317eb0f.txt", "formats/table.html"], ids=["text", "html"]
)
def test_a_hundred_documents_a_minute(benchmark: Any, shared: Path, path: str) -> None:
    data = (shared / path).read_bytes()
    result = benchmark(lambda: interpret_document(read_document(data, path)))
    assert len(result.cells) == 972
    assert 60 / benchmark.stats.stats.min >= DOCUMENTS_A_MINUTE, "documents a minute"


def test_a_table_of_a_hundred_rows(benchmark: Any) -> None:
    data = flattened_table(100)
    assert benchmark(lambda: find_matrices(read_document(data, "plan.txt"))).loaded == 900


def test_a_table_of_eight_hundred_rows(benchmark: Any) -> None:
    data = flattened_table(800)
    assert benchmark(lambda: find_matrices(read_document(data, "plan.txt"))).loaded == 7200


@pytest.mark.parametrize("name", ["table_libreoffice.pdf", "table_weasy.pdf"])
def test_a_dense_pdf(benchmark: Any, shared: Path, name: str) -> None:
    data = (shared / "formats" / name).read_bytes()
    read = benchmark(lambda: read_document(data, name))
    pages = max(cell.page or 0 for table in read.tables for cell in table.cells)
    assert pages / benchmark.stats.stats.min >= 5, "pages a second"


def test_a_word_file(benchmark: Any, shared: Path) -> None:
    data = (shared / "formats" / "table.docx").read_bytes()
    assert len(benchmark(lambda: read_document(data, "table.docx")).tables) == 1
