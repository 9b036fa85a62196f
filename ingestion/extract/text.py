"""Read a text file: find its encoding, keep its characters, list its lines with their places. Pure.

UTF-8 with or without a byte order mark, UTF-16 with one, and GB18030 (which holds GBK and GB2312)
are read. Whatever else decodes only by luck is refused, because a wrong character in a figure or
a name is worse than a document that comes back.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.limits import Limits
from ingestion.extract.model import Paragraph, ReadDocument

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BLANKS = "\u200b\u200c\u200d\u2060\ufeff"
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1c\x1d\x1e")) + b"\x7f"
# A text has hardly any control bytes, bytes drawn at random have one in nine.
_MAX_CONTROL_SHARE = 0.005
# Chinese official prose lies almost wholly inside GB2312; Big5, Shift-JIS or broken UTF-8 that is
# read as GB18030 lands outside it for a third and more of its characters.
_MIN_COMMON_SHARE = 0.9


def read_text(data: bytes, name: str, document_id: str) -> ReadDocument:
    """Read one text file.

    Args:
        data: The bytes as landed.
        name: File name, for messages only.
        document_id: sha256 of the bytes.

    Returns:
        Canonical text with line ends kept, and its non-empty lines as paragraphs.

    Raises:
        UnreadableDocumentError: ``empty_file``, ``binary_file``, ``unknown_encoding`` or
            ``over_limit``.
    """
    text, encoding = decode_text(data, name)
    refuse_long(text, name)
    paragraphs = split_paragraphs(text)
    if not paragraphs:
        raise _empty(name)
    return ReadDocument(
        document_id=document_id,
        format="text",
        encoding=encoding,
        text=text,
        paragraphs=paragraphs,
    )


def decode_text(data: bytes, name: str) -> tuple[str, str]:
    """Decode bytes strictly; no character is ever replaced.

    Args:
        data: The bytes as landed.
        name: File name, for messages only.

    Returns:
        The text without byte order mark, and the encoding: ``utf-8``, ``utf-16`` or ``gb18030``.

    Raises:
        UnreadableDocumentError: ``empty_file``, ``binary_file`` or ``unknown_encoding``.
    """
    if not data.strip():
        raise _empty(name)
    if data.startswith(_UTF16_MARKS):
        return _decode_utf16(data, name), "utf-16"
    if _is_binary(data):
        raise binary_file(name)
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        return _decode_gb18030(data, name, error), "gb18030"


def split_paragraphs(text: str, start: int = 0, end: int | None = None) -> tuple[Paragraph, ...]:
    """List the non-empty lines of a stretch of text, without surrounding white space.

    Args:
        text: The canonical text.
        start: First code point of the stretch.
        end: End of the stretch, exclusive; the end of the text if None.

    Returns:
        One paragraph per non-empty line, with offsets into the whole text.
    """
    stretch_end = len(text) if end is None else end
    lines = (trimmed(text, *line.span()) for line in _LINE.finditer(text, start, stretch_end))
    return tuple(Paragraph(start=s, end=e, text=text[s:e]) for s, e in lines if s < e)


def refuse_long(text: str, name: str) -> None:
    """Refuse a text of too many characters or lines, before anything is made of it.

    Raises:
        UnreadableDocumentError: ``over_limit``.
    """
    limits = Limits()
    limits.refuse_more("characters", len(text), name)
    limits.refuse_more("paragraphs", sum(1 for _ in _LINE.finditer(text)), name)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Shrink a span until neither end is white space (full-width and no-break blanks included)."""
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    return start, end


def binary_file(name: str) -> UnreadableDocumentError:
    """The refusal of a file whose name promises text and whose bytes are something else."""
    return UnreadableDocumentError(
        "binary_file",
        f"文件“{name}”的内容不是文本（二进制数据）。"
        "请用原程序打开，另存为文本、网页或 XLSX 后重新报送。",
        f"'{name}' is not text but binary data. Open it in its own program, save it as text, HTML "
        "or XLSX, and send it again.",
        name,
    )


def _empty(name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "empty_file",
        f"文件“{name}”没有内容。请检查文件后重新报送。",
        f"'{name}' is empty. Check the file and send it again.",
        name,
    )


def _is_blank(char: str) -> bool:
    return char.isspace() or char in _BLANKS


def _is_binary(data: bytes) -> bool:
    if b"\0" in data:
        return True
    control = len(data) - len(data.translate(None, _CONTROL_BYTES))
    return control > max(1, len(data) * _MAX_CONTROL_SHARE)


def _decode_utf16(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _unknown_encoding(name, data, error) from error


def _decode_gb18030(data: bytes, name: str, first: UnicodeDecodeError) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        # The decoder that came further tells better where the damage is.
        raise _unknown_encoding(name, data, max(first, error, key=lambda e: e.start)) from error
    if not _is_plausible_chinese(text):
        raise _unknown_encoding(name, data, first)
    return text


def _is_plausible_chinese(text: str) -> bool:
    wide = [char for char in text if ord(char) > 127]
    if any(unicodedata.category(char) in ("Cc", "Co", "Cn") for char in wide):
        return False
    common = "".join(wide).encode("gb2312", errors="ignore").decode("gb2312")
    return len(common) >= len(wide) * _MIN_COMMON_SHARE


def _unknown_encoding(name: str, data: bytes, error: UnicodeDecodeError) -> UnreadableDocumentError:
    line = data.count(b"\n", 0, error.start) + 1
    return UnreadableDocumentError(
        "unknown_encoding",
        f"文件“{name}”的编码无法识别（不是 UTF-8，也不是 GBK/GB18030），"
        f"第{line}行（第{error.start + 1}个字节）起无法读取。请另存为 UTF-8 后重新报送。",
        f"'{name}' is in an unknown encoding (neither UTF-8 nor GBK/GB18030), unreadable from line "
        f"{line} (byte {error.start + 1}). Save it as UTF-8 and send it again.",
        f"第{line}行",
    )
