"""Read a CSV file as printed tables; cells are named as a spreadsheet would name them. Pure."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from openpyxl.utils import get_column_letter

from ingestion.extract.canonical import CanonicalWriter, CellDraft
from ingestion.extract.limits import Limits
from ingestion.extract.model import ReadDocument
from ingestion.extract.package import corrupt_file
from ingestion.extract.sheet_tables import split_tables
from ingestion.extract.text import decode_text, read_text, refuse_long

_DELIMITERS = (",", "\t", ";", "，")
_MIN_ROWS, _MIN_COLUMNS = 2, 2
_Rows = list[list[str]]


def read_csv(data: bytes, name: str, document_id: str) -> ReadDocument:
    """Read one CSV file in UTF-8, UTF-16 or GB18030.

    A file of that name that has no two rows of two columns is running text and is read as such.

    Args:
        data: The bytes as landed.
        name: File name; its stem stands for the sheet in evidence, as in a spreadsheet program.
        document_id: sha256 of the bytes.

    Returns:
        Canonical text with one cell per line, and its tables.

    Raises:
        UnreadableDocumentError: ``empty_file``, ``binary_file``, ``unknown_encoding``,
            ``corrupt_file`` or ``over_limit``.
    """
    text, encoding = decode_text(data, name)
    refuse_long(text, name)
    limits = Limits()
    readings = [_rows(text, delimiter, name) for delimiter in _DELIMITERS]
    rows = max(readings, key=_regular_cells)
    if _regular_cells(rows) < _MIN_ROWS * _MIN_COLUMNS:
        return read_text(data, name, document_id)
    limits.refuse_more("rows", len(rows), name)
    limits.refuse_more("cells", sum(map(len, rows)), name)
    writer = CanonicalWriter(name)
    for table in split_tables(_drafts(rows, PurePath(name).stem)):
        writer.add_table(table)
    return ReadDocument(
        document_id=document_id,
        format="csv",
        encoding=encoding,
        text=writer.text,
        paragraphs=tuple(writer.paragraphs),
        tables=tuple(writer.tables),
    )


def _rows(text: str, delimiter: str, name: str) -> _Rows:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise corrupt_file(name, error) from error


def _regular_cells(rows: Sequence[Sequence[str]]) -> int:
    """Cells in rows of the commonest width above one: the true delimiter makes rows alike."""
    widths = Counter(len(row) for row in rows if len(row) >= _MIN_COLUMNS)
    if not widths:
        return 0
    width, count = widths.most_common(1)[0]
    return width * count if count >= _MIN_ROWS else 0


def _drafts(rows: Sequence[Sequence[str]], sheet: str) -> Iterator[CellDraft]:
    for row_no, row in enumerate(rows):
        for col_no, value in enumerate(row):
            if value.strip():
                place = f"{get_column_letter(col_no + 1)}{row_no + 1}"
                lines = tuple(value.splitlines())
                yield CellDraft(row_no, col_no, lines, sheet=sheet, cell=place)
