"""Files that are too large, or as large as the limits allow, made when a test asks for them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl

_SENTENCE = "全年新增示范岗位三百个以上，完成投资二十亿元，办结率达到90%。\n"
_ENTITIES = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A package with its parts changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def workbook() -> bytes:
    """A workbook of one cell."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "指标"
    book.save(stream)
    return stream.getvalue()


def word_file() -> bytes:
    """A Word file of one word."""
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph("计划")
    document.save(stream)
    return stream.getvalue()


def pdf_of(pages: int) -> bytes:
    """A PDF of full pages of prose, in the plainest form: one font that every reader knows."""
    shown = "完成全年目标任务的各项准备工作并按时报送进展情况".encode("utf-16-be").hex()
    text = "".join(f"BT /F 10 Tf 1 0 0 1 40 {560 - 15 * n} Tm <{shown}> Tj ET " for n in range(30))
    kids = " ".join(f"{6 + n} 0 R" for n in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        *[
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents 5 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        ]
        * pages,
    ]
    body = "%PDF-1.7\n" + "".join(
        f"{number} 0 obj\n{content}\nendobj\n" for number, content in enumerate(objects, 1)
    )
    return f"{body}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n%%EOF".encode("ascii")


def _rows(name: str, part: bytes) -> bytes:
    if not name.endswith("sheet1.xml"):
        return part
    empty = b"".join(b'<row r="%d" ht="15"/>' % number for number in range(2, 1_000_001))
    return part.replace(b"</sheetData>", empty + b"</sheetData>")


def _bomb(name: str, part: bytes) -> bytes:
    if name not in ("word/document.xml", "xl/workbook.xml"):
        return part
    head, _, body = part.partition(b"?>") if part.startswith(b"<?xml") else (b"", b"", part)
    return (head + b"?>" if head else b"") + _ENTITIES + body


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


TOO_MUCH: dict[str, tuple[Callable[[], bytes], str]] = {
    "pages.pdf": (lambda: pdf_of(500), "PLANLEDGER_MAX_PAGES"),
    "page.html": (
        lambda: b"<html><body>" + b"<p>abc</p>" * 20_000_000,
        "PLANLEDGER_MAX_TEXT_BYTES",
    ),
    "tags.html": (lambda: b"<body>" + b"<i>a</i>" * 500_000, "PLANLEDGER_MAX_TAGS"),
    "text.txt": (lambda: _SENTENCE.encode() * 60_000, "PLANLEDGER_MAX_CHARACTERS"),
    "lines.txt": (lambda: b"ab\n" * 200_000, "PLANLEDGER_MAX_PARAGRAPHS"),
    "rows.xlsx": (lambda: changed(workbook(), _rows), "PLANLEDGER_MAX_ROWS"),
    "bomb.zip": (lambda: _zip(a=b"0" * 190_000_000), "PLANLEDGER_MAX_UNPACKED_RATIO"),
    "bomb.docx": (
        lambda: changed(
            word_file(), lambda n, d: b"0" * 190_000_000 if n == "word/styles.xml" else d
        ),
        "PLANLEDGER_MAX_UNPACKED_RATIO",
    ),
    "entities.docx": (lambda: changed(word_file(), _bomb), "unsafe_xml"),
    "entities.xlsx": (lambda: changed(workbook(), _bomb), "unsafe_xml"),
}
"""File name -> how to write it, and what its refusal names."""

AS_LARGE_AS_ALLOWED: dict[str, Callable[[], bytes]] = {
    "max.txt": lambda: _SENTENCE.encode() * 44_000,
    "max.html": lambda: b"<table>" + (b"<tr>" + b"<td>1" * 10) * 9_900 + b"</table>",
    "max.csv": lambda: b"1,2,3,4\n" * 24_900,
    "max.docx": lambda: changed(word_file(), _paragraphs),
    "max.pdf": lambda: pdf_of(400),
}


def _paragraphs(name: str, part: bytes) -> bytes:
    if name != "word/document.xml":
        return part
    return part.replace(
        b"<w:sectPr", b"<w:p><w:r><w:t>ab</w:t></w:r></w:p>" * 140_000 + b"<w:sectPr"
    )


def written(folder: Path, name: str, data: bytes) -> Path:
    """Write one of them."""
    path = folder / name
    path.write_bytes(data)
    return path
