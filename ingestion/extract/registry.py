"""Pick the reader of a file: by what its bytes are, then by what its name says. Pure.

A reader is one module per format with a function ``(data, name, document_id) -> ReadDocument``;
it is imported only when a file of its format arrives. To add a format, write the module and add
one line to ``_READERS``.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import re
import zipfile
from pathlib import PurePath
from typing import Protocol

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.model import ReadDocument
from ingestion.extract.text import binary_file


class Reader(Protocol):
    """Reads the bytes of one format."""

    def __call__(self, data: bytes, name: str, document_id: str) -> ReadDocument:
        """Read one file, or raise ``UnreadableDocumentError``."""


_READERS = {
    "text": ("ingestion.extract.text", "read_text"),
    "html": ("ingestion.extract.html", "read_html"),
    "xlsx": ("ingestion.extract.xlsx", "read_xlsx"),
}
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".csv"}) | _HTML_SUFFIXES
# What a file without a reader really is, by its first bytes; the label goes into the message.
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "DOC/XLS (Office 97-2003) or encrypted Office"),
    (b"PK\x03\x04", "ZIP or another Office format"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
)
_HTML_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<", re.S)
_HTML_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta)\b", re.I)
_SNIFFED_BYTES = 4096


def read_document(data: bytes, name: str, document_id: str | None = None) -> ReadDocument:
    """Read one file of any known format.

    Args:
        data: The bytes as landed.
        name: File name or path; its suffix is asked only where the bytes do not tell.
        document_id: sha256 of the bytes where already known.

    Returns:
        The canonical text, paragraphs and tables.

    Raises:
        UnreadableDocumentError: ``empty_file``, ``binary_file``, ``unknown_encoding`` or
            ``unknown_format``, or what the reader of the format refuses.
    """
    module, function = _READERS[sniff_format(data, name)]
    reader: Reader = getattr(importlib.import_module(module), function)
    return reader(data, PurePath(name).name, document_id or hashlib.sha256(data).hexdigest())


def sniff_format(data: bytes, name: str) -> str:
    """Name the format of a file: its content first, then its suffix.

    Args:
        data: The bytes as landed.
        name: File name or path.

    Returns:
        A format that has a reader.

    Raises:
        UnreadableDocumentError: ``binary_file`` if the name promises text and the bytes are
            another known kind of file, ``unknown_format`` if no reader knows that kind.
    """
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK\x03\x04") and _is_workbook(data, suffix):
        return "xlsx"
    for magic, label in _FOREIGN:
        if data.startswith(magic):
            raise _refusal(PurePath(name).name, suffix, label)
    head = data[:_SNIFFED_BYTES]
    if _HTML_START.match(head) and _HTML_TAG.search(head):
        return "html"
    return "html" if suffix in _HTML_SUFFIXES else "text"


def _is_workbook(data: bytes, suffix: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(entry.startswith("xl/") for entry in archive.namelist())
    except zipfile.BadZipFile:
        return suffix in (".xlsx", ".xlsm")  # damaged: its own reader says so best


def _refusal(name: str, suffix: str, label: str) -> UnreadableDocumentError:
    if suffix in _TEXT_SUFFIXES:
        return binary_file(name)
    return UnreadableDocumentError(
        "unknown_format",
        f"文件“{name}”的格式({label})暂不支持。请另存为文本、网页或 XLSX 后重新报送。",
        f"'{name}' is {label}, which no reader knows. Save it as text, HTML or XLSX and send it "
        "again.",
        name,
    )
