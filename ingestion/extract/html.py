"""Read a web page: article text line by line, tables with the spans that the page prints. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Sequence
from typing import Any

from lxml import etree, html

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.html_furniture import find_furniture
from ingestion.extract.html_tables import find_data_tables, grid_table
from ingestion.extract.limits import Limits
from ingestion.extract.model import GridTable, ReadDocument
from ingestion.extract.text import decode_text, refuse_long, split_paragraphs

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "aside",
        "footer",
        "iframe",
        "object",
        "svg",
        "canvas",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "head",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SNIFFED_BYTES = 4096


def read_html(data: bytes, name: str, document_id: str) -> ReadDocument:
    """Read one page.

    Scripts, styles, form fields, hidden elements and what stands around the article (navigation,
    share buttons, the site's foot) are dropped. Every block and every table cell starts on a line
    of its own. A table that only arranges other tables is text.

    Args:
        data: The bytes as landed.
        name: File name, for messages only.
        document_id: sha256 of the bytes.

    Returns:
        Canonical text, its paragraphs, and the tables with anchored cells.

    Raises:
        UnreadableDocumentError: ``empty_file``, ``unknown_encoding``, ``corrupt_file`` or
            ``over_limit``.
    """
    text, encoding = _decode(data, name)
    Limits().refuse_more("tags", text.count("<"), name)
    root = _parse(text, name)
    title = _BLANKS.sub(" ", root.findtext(".//title") or "").strip()
    body = root if (found := root.find("body")) is None else found
    data_tables = find_data_tables(body)
    writer = _Writer(find_furniture(body, data_tables, _is_dropped))
    writer.walk(body)
    canonical = writer.text()
    if not canonical.strip():
        raise _refusal("empty_file", name, "没有文字", "holds no text")
    if title and title not in canonical:
        canonical += f"\n{title}\n"  # at the end, so that no offset moves
    refuse_long(canonical, name)
    return ReadDocument(
        document_id=document_id,
        format="html",
        encoding=encoding,
        text=canonical,
        paragraphs=split_paragraphs(canonical),
        tables=_tables(data_tables, writer, canonical, name),
    )


def _tables(
    elements: Sequence[Any], writer: _Writer, text: str, name: str
) -> tuple[GridTable, ...]:
    limits, cells = Limits(), 0
    tables: list[GridTable] = []
    for element in elements:
        table = grid_table(element, writer.cell_spans, text, len(tables) + 1, name)
        if table is not None:
            tables.append(table)
            cells += len(table.cells)
            limits.refuse_more("cells", cells, name)
    return tuple(tables)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    declared = _CHARSET.search(data[:_SNIFFED_BYTES])
    if declared is not None and not data.startswith(codecs.BOM_UTF8):
        # GB2312 on a page means GBK, as in every browser.
        label = declared[1].decode("ascii").lower()
        codec = "gb18030" if label in ("gb2312", "gbk") else label
        try:
            return data.decode(codec), codec
        except (LookupError, UnicodeError):  # `undefined` is a codec, and always fails
            pass  # pages often declare wrongly; the bytes decide
    return decode_text(data, name)


def _parse(text: str, name: str) -> Any:
    # Without huge_tree the parser silently drops whatever is nested more than 256 deep.
    parser = html.HTMLParser(huge_tree=True)
    try:
        root = html.document_fromstring(
            _XML_DECLARATION.sub("", text), parser=parser, ensure_head_body=True
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _refusal(
            "empty_file", name, "没有可读的网页内容", f"cannot be parsed: {error}"
        ) from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        # It stopped half-way: what it did read would pass for the whole page.
        raise _refusal("corrupt_file", name, "结构异常，未能读完", "could not be read to its end")
    return root


def _refusal(code: str, name: str, zh: str, en: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        code,
        f"网页“{name}”{zh}。请检查文件后重新报送。",
        f"The page '{name}' {en}. Check the file and send it again.",
        name,
    )


class _Writer:
    """Collects the canonical text of a tree and where each cell landed in it."""

    def __init__(self, left_out: Collection[Any]) -> None:
        self._left_out = left_out
        self._chunks: list[str] = []
        self._length = 0
        self._at_line_start = True
        self.cell_spans: dict[Any, tuple[int, int]] = {}

    def text(self) -> str:
        """The text so far."""
        return "".join(self._chunks)

    def walk(self, root: Any) -> None:
        """Write one element and all below it; explicit stack, because pages nest deeply."""
        stack: list[tuple[Any, bool]] = [(root, True)]
        while stack:
            element, entering = stack.pop()
            if not entering:
                self._leave(element)
            elif not (_is_dropped(element) or element in self._left_out):
                self._enter(element)
                stack.append((element, False))
                stack.extend((child, True) for child in reversed(element))
            else:
                if element.tag in _BLOCKS:
                    self._break()
                self._write(element.tail)

    def _enter(self, element: Any) -> None:
        if element.tag in _BLOCKS or element.tag == "br":
            self._break()
        if element.tag in ("td", "th"):
            self.cell_spans[element] = (self._length, self._length)
        self._write(element.text)

    def _leave(self, element: Any) -> None:
        if element.tag in ("td", "th"):
            self.cell_spans[element] = (self.cell_spans[element][0], self._length)
        if element.tag in _BLOCKS:
            self._break()
        self._write(element.tail)

    def _break(self) -> None:
        if not self._at_line_start:
            self._append("\n")
            self._at_line_start = True

    def _write(self, text: str | None) -> None:
        collapsed = _BLANKS.sub(" ", text or "")
        if self._at_line_start:
            collapsed = collapsed.lstrip(" ")
        if collapsed:
            self._append(collapsed)
            self._at_line_start = False

    def _append(self, text: str) -> None:
        self._chunks.append(text)
        self._length += len(text)


def _is_dropped(element: Any) -> bool:
    if not isinstance(element.tag, str):  # comments and processing instructions
        return True
    if element.tag in _DROPPED or element.get("hidden") is not None:
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))
