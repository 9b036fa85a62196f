"""Records as JSON Lines, as ``planledger extract`` prints them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from ingestion.extract.registry import read_document
from ingestion.interpret.document import Interpretation, interpret_document


def extract_file(path: Path) -> Iterator[str]:
    """Read and interpret one file.

    Args:
        path: Any file of a known format.

    Returns:
        One JSON object per record, without line ends.

    Raises:
        UnreadableDocumentError: No reader can read the file.
        SourceChangedError: Its structure is not what its kind requires.
    """
    return to_json_lines(interpret_document(read_document(path.read_bytes(), path.name)))


def to_json_lines(interpretation: Interpretation) -> Iterator[str]:
    """Serialise every record of a document, in order.

    Decimals become strings without exponent, dates ISO strings; Chinese is not escaped.
    """
    for record in interpretation.records():
        yield json.dumps(record.model_dump(), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
