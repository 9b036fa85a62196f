"""The archive: bytes by sha256, written once, never changed, checked whenever they are read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from uuid import uuid4

from ingestion.errors import UnreadableDocumentError
from ingestion.settings import Settings


def archive_path(document_id: str, settings: Settings) -> Path:
    """Where the bytes of a document lie: ``archive/<first two digits>/<sha256>``."""
    return settings.archive / document_id[:2] / document_id


def archive_bytes(data: bytes, settings: Settings) -> str:
    """Keep bytes for ever, and say their sha256. Bytes that are already kept are not written again.

    The file appears whole or not at all, also when two processes archive the same bytes at once.
    A kept file that a disk has damaged since is replaced: the bytes in hand are proven by its name.

    Returns:
        The document_id: sha256 of ``data``, 64 hexadecimal digits.
    """
    document_id = hashlib.sha256(data).hexdigest()
    path = archive_path(document_id, settings)
    if not _holds(path, document_id):
        _write_once(path, data)
    return document_id


def read_archived(document_id: str, settings: Settings) -> bytes:
    """Read bytes back, and prove that they are still the same.

    Raises:
        UnreadableDocumentError: The bytes are not in the archive, or no longer match their name.
    """
    path = archive_path(document_id, settings)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocumentError(
            "not_archived", "档案中没有这份文件", "the archive does not hold this file", document_id
        ) from error
    if hashlib.sha256(data).hexdigest() != document_id:
        raise UnreadableDocumentError(
            "archive_damaged",
            "档案中的文件已损坏：内容与其 sha256 不符",
            "the archived file is damaged: its bytes do not match their sha256",
            str(path),
        )
    return data


def _holds(path: Path, document_id: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == document_id


def _write_once(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o444)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
