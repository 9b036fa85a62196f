"""Read a web page: article text line by line, tables with the spans that the page prints. Pure."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree, html

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.model import GridCell, GridTable, ReadDocument
from ingestion.extract.text import decode_text, split_paragraphs, trimmed

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
# The limits that browsers put on spans.
_MAX_COL_SPAN, _MAX_ROW_SPAN = 1000, 65534


def read_html(data: bytes, name: str, document_id: str) -> ReadDocument:
    """Read one page.

    Scripts, styles, navigation, form fields and hidden elements are dropped. Every block and every
    table cell starts on a line of its own. A table that only arranges other tables is text.

    Args:
        data: The bytes as landed.
        name: File name, for messages only.
        document_id: sha256 of the bytes.

    Returns:
        Canonical text, its paragraphs, and the tables with anchored cells.

    Raises:
        UnreadableDocumentError: ``empty_file``, ``unknown_encoding``, or no element at all.
    """
    text, encoding = _decode(data, name)
    writer = _Writer()
    root = _parse(text, name)
    title = _BLANKS.sub(" ", root.findtext(".//title") or "").strip()
    body = root.find("body")
    writer.walk(root if body is None else body)
    canonical = writer.text()
    if not canonical.strip():
        raise _refusal("empty_file", name, "没有文字", "holds no text")
    if title and title not in canonical:
        canonical += f"\n{title}\n"  # at the end, so that no offset moves
    return ReadDocument(
        document_id=document_id,
        format="html",
        encoding=encoding,
        text=canonical,
        paragraphs=split_paragraphs(canonical),
        tables=_tables(writer, canonical),
    )


def _decode(data: bytes, name: str) -> tuple[str, str]:
    declared = _CHARSET.search(data[:_SNIFFED_BYTES])
    if declared is not None and not data.startswith(codecs.BOM_UTF8):
        # GB2312 on a page means GBK, as in every browser.
        label = declared[1].decode("ascii").lower()
        codec = "gb18030" if label in ("gb2312", "gbk") else label
        try:
            return data.decode(codec), codec
        except (LookupError, UnicodeDecodeError):
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
        raise _refusal("corrupt_file", name, "结构异常,未能读完", "could not be read to its end")
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

    def __init__(self) -> None:
        self._chunks: list[str] = []
        self._length = 0
        self._at_line_start = True
        self.cell_spans: dict[Any, tuple[int, int]] = {}
        self.data_tables: list[Any] = []

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
            elif not _is_dropped(element):
                self._enter(element)
                stack.append((element, False))
                stack.extend((child, True) for child in reversed(element))
            else:
                self._write(element.tail)

    def _enter(self, element: Any) -> None:
        if element.tag in _BLOCKS or element.tag == "br":
            self._break()
        if element.tag in ("td", "th"):
            self.cell_spans[element] = (self._length, self._length)
        if element.tag == "table" and element.find(".//table") is None:
            self.data_tables.append(element)
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
    return element.tag in _DROPPED or bool(_HIDDEN.search(element.get("style") or ""))


def _tables(writer: _Writer, text: str) -> tuple[GridTable, ...]:
    tables: list[GridTable] = []
    for element in writer.data_tables:
        cells = _grid_cells(element, writer, text)
        if not cells:
            continue
        caption = (
            _BLANKS.sub(" ", "".join(element.find("caption").itertext())).strip()
            if (element.find("caption") is not None)
            else ""
        )
        tables.append(
            GridTable(
                table_no=len(tables) + 1,
                caption=caption,
                start=min(cell.start for cell in cells),
                end=max(cell.end for cell in cells),
                cells=cells,
            )
        )
    return tuple(tables)


def _grid_cells(table: Any, writer: _Writer, text: str) -> tuple[GridCell, ...]:
    rows = list(table.iter("tr"))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row_no, row in enumerate(rows):
        col_no = 0
        for element in row.iterchildren("td", "th"):
            if element not in writer.cell_spans:
                continue
            while (row_no, col_no) in taken:
                col_no += 1
            row_span = _span(element, "rowspan", _MAX_ROW_SPAN, len(rows) - row_no)
            col_span = _span(element, "colspan", _MAX_COL_SPAN, _MAX_COL_SPAN)
            taken.update(
                (row_no + down, col_no + right)
                for down in range(row_span)
                for right in range(col_span)
            )
            start, end = trimmed(text, *writer.cell_spans[element])
            cells.append(
                GridCell(
                    row=row_no,
                    col=col_no,
                    row_span=row_span,
                    col_span=col_span,
                    text=text[start:end],
                    start=start,
                    end=end,
                )
            )
            col_no += col_span
    return tuple(cells)


def _span(element: Any, attribute: str, limit: int, rest: int) -> int:
    """Read a span as browsers do: nonsense is 1, and a row span of 0 reaches to the end."""
    printed = (element.get(attribute) or "1").strip()
    value = int(printed) if printed.isascii() and printed.isdigit() else 1
    if value == 0:
        value = rest if attribute == "rowspan" else 1
    return max(1, min(value, limit, rest))
