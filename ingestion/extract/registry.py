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
from ingestion.extract.limits import Limits
from ingestion.extract.model import ReadDocument
from ingestion.extract.package import encrypted_file
from ingestion.extract.text import binary_file


class Reader(Protocol):
    """Reads the bytes of one format."""

    def __call__(self, data: bytes, name: str, document_id: str) -> ReadDocument:
        """Read one file, or raise ``UnreadableDocumentError``."""


_READERS = {
    "text": ("ingestion.extract.text", "read_text"),
    "html": ("ingestion.extract.html", "read_html"),
    "csv": ("ingestion.extract.csv", "read_csv"),
    "xlsx": ("ingestion.extract.xlsx", "read_xlsx"),
    "xls": ("ingestion.extract.xls", "read_xls"),
    "docx": ("ingestion.extract.docx", "read_docx"),
    "pdf": ("ingestion.extract.pdf", "read_pdf"),
}
_TEXT_FORMATS = frozenset({"text", "html", "csv"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".csv"}) | _HTML_SUFFIXES
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_EMPTY_ZIP = b"PK\x05\x06"
# What a ZIP that is neither an archive of files nor read here is, by a member that it has.
_FOREIGN_PACKAGES = (("[Content_Types].xml", "PPTX"), ("OFD.xml", "OFD"), ("mimetype", "ODF"))
# The folder that an Office package keeps its content in.
_PACKAGES = (("xl/", "xlsx"), ("word/", "docx"))
_PACKAGE_SUFFIXES = {".xlsx": "xlsx", ".xlsm": "xlsx", ".docx": "docx", ".docm": "docx"}
_OLD_WORKBOOK_SUFFIXES = (".xls", ".xlt", ".et")
# What the names promise to whoever opens the files; a text is often named as one likes.
_PROMISES = (
    _PACKAGE_SUFFIXES
    | dict.fromkeys(_OLD_WORKBOOK_SUFFIXES, "xls")
    | dict.fromkeys((".doc", ".wps"), "doc")
    | {".pdf": "pdf", ".csv": "csv"}
    | dict.fromkeys(_HTML_SUFFIXES, "html")
)
_SHEET_NAMES = (*_OLD_WORKBOOK_SUFFIXES, ".xlsx", ".xlsm", ".csv")
_MARKED_PDF_BYTES = 1024
# What a file without a reader really is, by its first bytes; the label goes into the message.
_FOREIGN = (
    (_OLE, "DOC/PPT (Office 97-2003)"),
    (_ZIP, "ZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"MIME-Version:", "MHTML"),
)
# XML that an Office program writes as one file: its own format, no page.
_OFFICE_XML = re.compile(rb"<\?mso-application\b|urn:schemas-microsoft-com:office:spreadsheet")
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
        UnreadableDocumentError: ``empty_file``, ``binary_file``, ``unknown_encoding``,
            ``unknown_format`` or ``over_limit``, or what the reader of the format refuses.
    """
    short = PurePath(name).name
    kind = sniff_format(data, name)
    if kind in _TEXT_FORMATS:
        Limits().refuse_more("text_bytes", len(data), short)
    module, function = _READERS[kind]
    reader: Reader = getattr(importlib.import_module(module), function)
    try:
        read = reader(data, short, document_id or hashlib.sha256(data).hexdigest())
    except RecursionError as error:
        raise _too_deep(short) from error
    _refuse_endless(read, short)
    suffix = PurePath(name).suffix.lower()
    promised = _PROMISES.get(suffix, kind)
    return read if kind == promised else read.model_copy(update={"misnamed": suffix})


def sniff_format(data: bytes, name: str) -> str:
    """Name the format of a file: its content first, then its suffix.

    Args:
        data: The bytes as landed.
        name: File name or path.

    Returns:
        A format that has a reader.

    Raises:
        UnreadableDocumentError: ``binary_file`` if the name promises text and the bytes are
            another known kind of file, ``unknown_format`` if no reader knows that kind,
            ``encrypted_file`` for an Office file with a password.
    """
    suffix = PurePath(name).suffix.lower()
    container = _sniff_container(data, name, suffix)
    if container is not None:
        return container
    for magic, label in _FOREIGN:
        if data.startswith(magic):
            kind = _foreign_package(data) if magic == _ZIP else None
            raise _refusal(PurePath(name).name, suffix, kind or label)
    head = data[:_SNIFFED_BYTES]
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and _OFFICE_XML.search(head):
        raise _refusal(PurePath(name).name, suffix, "Office XML 2003")
    if _HTML_START.match(head) and _HTML_TAG.search(head):
        return "html"
    if suffix in _SHEET_NAMES:
        return "csv"
    return "html" if suffix in _HTML_SUFFIXES else "text"


def is_archive(data: bytes, name: str) -> bool:
    """Tell whether a file is a ZIP of documents; Office files are ZIPs too and are not."""
    if PurePath(name).suffix.lower() != ".zip" or not data.startswith((_ZIP, _EMPTY_ZIP)):
        return False
    return _sniff_package(data, ".zip") is None and _foreign_package(data) is None


def _sniff_container(data: bytes, name: str, suffix: str) -> str | None:
    if data.startswith(_ZIP):
        return _sniff_package(data, suffix)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise encrypted_file(PurePath(name).name)
        is_workbook = any(mark.encode("utf-16-le") in data for mark in ("Workbook", "Book\0"))
        return "xls" if is_workbook or suffix in _OLD_WORKBOOK_SUFFIXES else None
    return "pdf" if b"%PDF-" in data[:_MARKED_PDF_BYTES] else None


def _sniff_package(data: bytes, suffix: str) -> str | None:
    names = _member_names(data)
    if names is None:
        return _PACKAGE_SUFFIXES.get(suffix)  # damaged: its own reader says so best
    for folder, kind in _PACKAGES:
        if any(entry.startswith(folder) for entry in names) and "[Content_Types].xml" in names:
            return kind
    return None


def _foreign_package(data: bytes) -> str | None:
    """The label of a ZIP that is one document of a kind without reader."""
    names = _member_names(data) or []
    return next((label for mark, label in _FOREIGN_PACKAGES if mark in names), None)


def _member_names(data: bytes) -> list[str] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return None


def _refuse_endless(read: ReadDocument, name: str) -> None:
    """Refuse a document of which one paragraph has no end.

    Raises:
        UnreadableDocumentError: ``over_limit``.
    """
    longest = max(read.paragraphs, key=lambda one: one.end - one.start, default=None)
    if longest is not None:
        place = f"字符 {longest.start}–{longest.end}"
        length = longest.end - longest.start
        Limits().refuse_more("paragraph_characters", length, name, place)


def _too_deep(name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "nested_too_deep",
        f"文件“{name}”的结构嵌套过深，无法读取。请用办公软件另存后重新报送。",
        f"The parts of '{name}' are nested too deeply to be read. Save it anew in an office "
        "program and send it again.",
        name,
    )


def _refusal(name: str, suffix: str, label: str) -> UnreadableDocumentError:
    if suffix in _TEXT_SUFFIXES:
        return binary_file(name)
    return UnreadableDocumentError(
        "unknown_format",
        f"文件“{name}”的格式（{label}）暂不支持。"
        "请解压，或另存为 DOCX、PDF、XLSX、网页或文本后重新报送。",
        f"'{name}' is {label}, which no reader knows. Unpack it, or save it as DOCX, PDF, XLSX, "
        "HTML or text, and send it again.",
        name,
    )
