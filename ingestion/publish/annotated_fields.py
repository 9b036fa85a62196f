"""Which printed place tells which field of a document record. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ingestion.interpret.lines import letters_only
from ingestion.interpret.printed_dates import parse_date
from ingestion.records import Document, Locator


def document_fields(document: Document) -> Iterator[tuple[str, Locator]]:
    """Pair every locator of a document record with the field that it prints.

    Args:
        document: Its evidence holds the places of title, number, issuer, day and index number.

    Yields:
        The code of the field (``title``, ``document_number`` …) and the place.
    """
    for place in document.evidence:
        yield _field(document, place.quote), place


def _field(document: Document, quote: str) -> str:
    letters = letters_only(quote)
    values = {
        "document_number": document.document_number,
        "index_number": document.index_number,
        "issuer": document.issuer,
    }
    for field, value in values.items():
        if value and (letters == letters_only(value) or letters_only(value) == letters):
            return field
    if document.published_on and parse_date(quote) == document.published_on and len(quote) < 40:
        return "published_on"
    is_name = document.issuer and letters in letters_only(document.issuer)
    is_number = document.document_number and _same_number(letters, document.document_number)
    if is_number:
        return "document_number"
    return "issuer" if is_name and letters not in letters_only(document.title) else "title"


def _same_number(letters: str, number: str) -> bool:
    """临市监〔2023〕012号 and 临市监2023第12号 are one number."""
    strip = str.maketrans("", "", "第0")
    return letters.translate(strip) == letters_only(number).translate(strip)
