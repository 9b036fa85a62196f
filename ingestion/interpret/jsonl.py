"""Records as JSON Lines, as ``planledger extract`` prints them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path

from ingestion.errors import WarehouseError
from ingestion.extract.container import Member, read_container
from ingestion.extract.registry import is_archive
from ingestion.interpret.document import Interpretation
from ingestion.interpret.reading import read_and_interpret
from ingestion.records import AnyRecord, Issue


def extract_file(path: Path) -> Iterator[str]:
    """Read and interpret one file, or each file of an archive.

    Args:
        path: Any file of a known format, or a ZIP of such.

    Returns:
        One JSON object per record, without line ends. A file of an archive that cannot be read is
        an issue, and the others go on.

    Raises:
        UnreadableDocumentError: No reader can read the file.
        SourceChangedError: Its structure is not what its kind requires.
    """
    data = path.read_bytes()
    if is_archive(data, path.name):
        members = read_container(data, path.name)
        return chain.from_iterable(map(_member_lines, members))
    return to_json_lines(read_and_interpret(data, path.name)[1])


def _member_lines(member: Member) -> Iterator[str]:
    if member.error is not None:
        return _lines([_not_read(member, member.error)])
    if member.is_archive or member.data is None:
        return iter(())
    try:
        _, found = read_and_interpret(member.data, member.path, container_id=member.container_id)
        return to_json_lines(found)
    except WarehouseError as error:
        return _lines([_not_read(member, error)])


def _not_read(member: Member, error: WarehouseError) -> Issue:
    return Issue(
        document_id=hashlib.sha256(member.data).hexdigest() if member.data else "",
        code=error.code,
        severity="critical",
        message_zh=error.message_zh,
        message_en=error.message_en,
        place=member.path,
    )


def to_json_lines(interpretation: Interpretation) -> Iterator[str]:
    """Serialise every record of a document, in order.

    Decimals become strings without exponent, dates ISO strings; Chinese is not escaped.
    """
    return _lines(interpretation.records())


def _lines(records: Iterable[AnyRecord]) -> Iterator[str]:
    for record in records:
        yield json.dumps(record.model_dump(), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
