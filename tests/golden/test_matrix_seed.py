"""The decomposition table of a real plan, held to hand-made truth in every format that is read."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.matrix import MatrixResult, find_matrices

SOURCES = (
    "seeds/004_d240f9b8d317eb0f.txt",
    "formats/table.html",
    "formats/table.xlsx",
    "formats/table_numbers.xlsx",
    "formats/table.docx",
    "formats/table_libreoffice.pdf",
    "formats/table_weasy.pdf",
)


def squash(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PZ")


def read(path: Path) -> MatrixResult:
    return find_matrices(read_document(path.read_bytes(), path.name))


@pytest.fixture(scope="module")
def truth(shared: Path) -> dict[tuple[int, str], dict[str, str]]:
    text = (shared / "gold" / "targets_2024.csv").read_text(encoding="utf-8-sig")
    return {(int(r["row_no"]), r["org"]): r for r in csv.DictReader(text.splitlines())}


@pytest.mark.parametrize("source", SOURCES)
def test_every_cell_is_as_a_careful_reader_found_it(
    source: str, shared: Path, truth: dict[tuple[int, str], dict[str, str]]
) -> None:
    cells = {(cell.row_no, cell.org): cell for cell in read(shared / source).cells}
    assert cells.keys() == truth.keys()
    for key, wanted in truth.items():
        cell = cells[key]
        value = None if cell.value is None else float(cell.value)
        assert (cell.state, value, cell.comparator or "") == (
            wanted["state"],
            float(wanted["value"]) if wanted["value"] else None,
            wanted["comparator"],
        ), key
        assert (squash(cell.indicator), cell.action) == (
            squash(wanted["indicator"]),
            wanted["action"],
        ), key
        assert str(cell.action_declared_items) == wanted["action_declared_items"]


@pytest.mark.parametrize("source", SOURCES)
def test_every_evidence_resolves(source: str, shared: Path) -> None:
    path = shared / source
    document = read_document(path.read_bytes(), path.name)
    for cell in find_matrices(document).cells:
        assert cell.evidence
        for locator in cell.evidence:
            assert document.text[locator.start : locator.end] == locator.quote


@pytest.mark.parametrize("source", [source for source in SOURCES if source.endswith(".pdf")])
def test_evidence_in_a_pdf_names_page_and_box(source: str, shared: Path) -> None:
    located = [locator for cell in read(shared / source).cells for locator in cell.evidence]
    assert all(locator.page and locator.bbox for locator in located)
    assert len({locator.page for locator in located}) > 1


def test_the_flattened_table_says_how_sure_each_row_is(shared: Path) -> None:
    result = read(shared / SOURCES[0])
    sure = {c.row_no for c in result.cells if c.alignment == "proven"}
    likely = {c.row_no for c in result.cells if c.alignment == "inferred"}
    assert (len(sure), len(likely)) == (47, 34)
    assert set(range(74, 82)) <= likely
    assert not any("sum" in cell.alignment_basis for cell in result.cells)
    assert (result.seen, result.loaded, result.rejected) == (972, 972, 0)
    assert not [issue for issue in result.issues if issue.severity != "info"]


def test_the_other_real_documents_hold_no_matrix(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("00[0123]_*.txt")):
        assert read(path).seen == 0, path.name
