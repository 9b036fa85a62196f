"""Every record of every kind leads back to the characters, the cell or the page that printed it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingestion.extract.model import ReadDocument
from ingestion.extract.registry import read_document
from ingestion.interpret.document import Interpretation, interpret_document
from ingestion.publish.annotated_fields import document_fields
from ingestion.records import Locator, Record

ROOT = Path(__file__).parents[2]
SEEDS = ("000", "001", "002", "003", "004")
SAMPLES = sorted(path.name for path in (ROOT / "samples" / "plans").iterdir())
FORMATS = (
    "table.html",
    "table.docx",
    "table.xlsx",
    "table_numbers.xlsx",
    "table_libreoffice.pdf",
    "table_weasy.pdf",
)
FIELDS = ("title", "document_number", "issuer", "published_on", "index_number")


def paths(shared: Path) -> dict[str, Path]:
    found = {name: next((shared / "seeds").glob(f"{name}_*")) for name in SEEDS}
    found |= {name: ROOT / "samples" / "plans" / name for name in SAMPLES}
    return found | {name: shared / "formats" / name for name in FORMATS}


@pytest.fixture(params=[*SEEDS, *SAMPLES, *FORMATS])
def reading(request: pytest.FixtureRequest, shared: Path) -> tuple[ReadDocument, Interpretation]:
    path = paths(shared)[request.param]
    read = read_document(path.read_bytes(), path.name)
    return read, interpret_document(read)


def quoting(result: Interpretation) -> Iterator[Record]:
    """Every record but the text itself."""
    return (record for record in result.records() if record.record != "text")


def resolves(locator: Locator, read: ReadDocument, sheets: set[tuple[str, str]]) -> bool:
    if locator.document_id != read.document_id or locator.start is None or locator.end is None:
        return False
    if read.text[locator.start : locator.end] != locator.quote:
        return False
    in_sheet = locator.sheet is None or (locator.sheet, locator.cell or "") in sheets
    return in_sheet and (locator.page is None or locator.page >= 1)


def test_every_locator_of_every_record_resolves_to_its_quote(
    reading: tuple[ReadDocument, Interpretation],
) -> None:
    read, result = reading
    sheets = {(c.sheet, c.cell) for t in read.tables for c in t.cells if c.sheet and c.cell}
    wrong = [
        (record.record, locator.quote)  # type: ignore[attr-defined]
        for record in quoting(result)
        for locator in record.evidence  # type: ignore[attr-defined]
        if not resolves(locator, read, sheets)
    ]
    assert wrong == []


def test_every_value_carries_evidence(reading: tuple[ReadDocument, Interpretation]) -> None:
    _, result = reading
    kinds = (result.cells, result.tasks, result.progress_items, result.quantities)
    without = [record for records in kinds for record in records if not record.evidence]
    assert without == []
    assert result.document.evidence


def test_every_field_of_the_document_that_is_printed_has_its_place(
    reading: tuple[ReadDocument, Interpretation],
) -> None:
    document = reading[1].document
    printed = {field for field in FIELDS if getattr(document, field) is not None}
    assert {field for field, _ in document_fields(document)} == printed


def test_parts_cover_the_text_and_annexes_stand_where_they_are_named(
    reading: tuple[ReadDocument, Interpretation],
) -> None:
    read, result = reading
    parts = result.document.parts
    assert (parts[0].start, parts[-1].end) == (0, len(read.text))
    assert [a.end for a in parts[:-1]] == [b.start for b in parts[1:]]
    assert all(part.kind for part in parts)
    for annex in result.document.attachments:
        assert read.text[annex.start : annex.end] == annex.title
