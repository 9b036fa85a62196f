"""Read and interpret one file within one limit of time: what every command and task calls."""

from __future__ import annotations

from pathlib import PurePath

from ingestion.extract.limits import time_limit
from ingestion.extract.model import ReadDocument
from ingestion.extract.registry import read_document
from ingestion.interpret.document import Interpretation, interpret_document


def read_and_interpret(
    data: bytes, name: str, document_id: str | None = None, container_id: str | None = None
) -> tuple[ReadDocument, Interpretation]:
    """Read one file and interpret what it says.

    Args:
        data: The bytes as landed.
        name: File name or path.
        document_id: sha256 of the bytes where already known.
        container_id: sha256 of the archive that the file was sent in.

    Raises:
        UnreadableDocumentError: No reader can read the file, or it is over a limit.
        SourceChangedError: Its structure is not what its kind requires.
    """
    with time_limit(PurePath(name).name):
        read = read_document(data, name, document_id)
        return read, interpret_document(read, container_id)
