"""Tables written in short, printed as text, page and workbook, and what is read of them."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass

import openpyxl

from ingestion.extract.registry import read_document
from ingestion.interpret.matrix import MatrixResult, find_matrices


@dataclass(frozen=True)
class Layout:
    """Lines above a table, its rows (``text@2x3`` spans), and the cells that it says.

    A cell is written ``row indicator unit org measure period comparator value``.
    """

    above: tuple[str, ...]
    rows: tuple[str, ...]
    says: tuple[str, ...]


def cells_of(rows: tuple[str, ...]) -> list[list[tuple[str, int, int]]]:
    found = []
    for line in rows:
        cells = []
        for cell in line.split("|"):
            text, _, spans = cell.partition("@")
            down, _, right = spans.partition("x")
            cells.append((text, int(down or 1), int(right or 1)))
        found.append(cells)
    return found


def as_text(layout: Layout) -> tuple[bytes, str]:
    lines = [t for row in cells_of(layout.rows) for text, _, _ in row for t in text.split("~") if t]
    return "\n\n".join((*layout.above, *lines)).encode(), "plan.txt"


def as_html(layout: Layout) -> tuple[bytes, str]:
    body = "".join(f"<p>{line}</p>" for line in layout.above) + "<table>"
    for row in cells_of(layout.rows):
        body += "<tr>"
        for text, down, right in row:
            body += f'<td rowspan="{down}" colspan="{right}">{text.replace("~", "<br>")}</td>'
        body += "</tr>"
    return f"<html><body>{body}</table></body></html>".encode(), "plan.html"


def as_xlsx(layout: Layout) -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(layout.above, 1):
        sheet.cell(number, 1, line)
    for number, row in enumerate(cells_of(layout.rows), len(layout.above) + 1):
        column = 1
        for text, down, right in row:
            while (number, column) in taken:
                column += 1
            taken |= {(number + r, column + c) for r in range(down) for c in range(right)}
            sheet.cell(number, column, text.replace("~", "\n"))
            if down * right > 1:
                sheet.merge_cells(
                    start_row=number,
                    start_column=column,
                    end_row=number + down - 1,
                    end_column=column + right - 1,
                )
            column += right
    data = io.BytesIO()
    book.save(data)
    return data.getvalue(), "plan.xlsx"


def as_tabs(layout: Layout) -> tuple[bytes, str]:
    lines = ["\t".join(text for text, _, _ in row) for row in cells_of(layout.rows)]
    return "\n".join((*layout.above, *lines)).encode(), "plan.txt"


def wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def as_spaces(layout: Layout) -> tuple[bytes, str]:
    rows = [[text for text, _, _ in row] for row in cells_of(layout.rows)]
    widths = [max(map(wide, column)) for column in zip(*rows, strict=True)]
    lines = [
        "   ".join(
            text + " " * (width - wide(text)) for text, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]
    return "\n".join((*layout.above, *lines)).encode(), "plan.txt"


def read(data: bytes, name: str) -> MatrixResult:
    return find_matrices(read_document(data, name))


def said(result: MatrixResult) -> list[str]:
    return [
        " ".join(
            str(part)
            for part in (
                cell.row_no,
                cell.indicator,
                cell.unit or "-",
                cell.org + "*" * cell.is_total,
                cell.measure,
                cell.period or "-",
                cell.comparator or "-",
                cell.value if cell.value is not None else cell.state,
            )
        )
        for cell in result.cells
    ]
