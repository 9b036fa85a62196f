"""Tables of a page: which hold data, and where each cell stands under its spans. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ingestion.extract.limits import Limits
from ingestion.extract.model import GridCell, GridTable
from ingestion.extract.text import trimmed

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
# The limits that browsers put on spans.
_MAX_COL_SPAN, _MAX_ROW_SPAN = 1000, 65534
# A table nests others as an arrangement of the page if so many of its cells hold one.
_LAYOUT_SHARE = 0.25
_MIN_DATA_CELLS = 6


def find_data_tables(body: Any) -> list[Any]:
    """List the tables that hold data, in document order.

    A table that arranges other tables is none; a table inside a cell of data is text of that cell.
    """
    found: list[Any] = []
    inside: set[Any] = set()
    for table in body.iter("table"):
        if table in inside or _arranges_tables(table):
            continue
        found.append(table)
        inside.update(table.iter("table"))
    return found


def grid_table(
    table: Any, spans: Mapping[Any, tuple[int, int]], text: str, number: int, name: str
) -> GridTable | None:
    """Place the cells of one table.

    Args:
        table: The element.
        spans: Where the text of each cell landed in the canonical text; others are not shown.
        text: The canonical text.
        number: Number of the table.
        name: File name, for messages.

    Returns:
        The table; None if it has no cell.

    Raises:
        UnreadableDocumentError: ``over_limit``.
    """
    cells = tuple(_grid_cells(table, spans, text, name))
    if not cells:
        return None
    caption = table.find("caption")
    return GridTable(
        table_no=number,
        caption="" if caption is None else _BLANKS.sub(" ", "".join(caption.itertext())).strip(),
        start=min(cell.start for cell in cells),
        end=max(cell.end for cell in cells),
        cells=cells,
    )


def _arranges_tables(table: Any) -> bool:
    cells = [cell for row, _ in _rows(table) for cell in row.iterchildren("td", "th")]
    nesting = sum(cell.find(".//table") is not None for cell in cells)
    return nesting > 0 and (len(cells) < _MIN_DATA_CELLS or nesting >= len(cells) * _LAYOUT_SHARE)


def _rows(table: Any) -> Iterator[tuple[Any, int]]:
    """The table's own rows, each with how many follow in its section: no span leaves a section."""
    loose = [one for one in table if one.tag == "tr"]
    sections = [list(one.iterchildren("tr")) for one in table if one.tag in _SECTIONS]
    if loose and sections:  # broken mark-up: one run of rows, in the order of the page
        own = {*loose, *(row for section in sections for row in section)}
        loose, sections = [row for row in table.iter("tr") if row in own], []
    for rows in (loose, *sections):
        for index, row in enumerate(rows):
            yield row, len(rows) - index


def _grid_cells(
    table: Any, spans: Mapping[Any, tuple[int, int]], text: str, name: str
) -> Iterator[GridCell]:
    limits = Limits()
    taken: set[tuple[int, int]] = set()
    claimed = 0
    for row_no, (row, left) in enumerate(_rows(table)):
        col_no = 0
        for element in row.iterchildren("td", "th"):
            if element not in spans:
                continue
            while (row_no, col_no) in taken:
                col_no += 1
            row_span = _span(element, "rowspan", _MAX_ROW_SPAN, left)
            col_span = _span(element, "colspan", _MAX_COL_SPAN, _MAX_COL_SPAN)
            claimed += row_span * col_span
            limits.refuse_more("places", claimed, name)
            taken.update(
                (row_no + down, col_no + right)
                for down in range(row_span)
                for right in range(col_span)
            )
            start, end = trimmed(text, *spans[element])
            yield GridCell(
                row=row_no,
                col=col_no,
                row_span=row_span,
                col_span=col_span,
                text=text[start:end],
                start=start,
                end=end,
            )
            col_no += col_span


def _span(element: Any, attribute: str, limit: int, rest: int) -> int:
    """Read a span as browsers do: nonsense is 1, and a row span of 0 reaches to the end."""
    printed = (element.get(attribute) or "1").strip()
    value = int(printed) if printed.isascii() and printed.isdigit() else 1
    if value == 0:
        value = rest if attribute == "rowspan" else 1
    return max(1, min(value, limit, rest))
