"""Find the tables of one sheet: blank rows and columns part them where a new header follows. Pure.

A blank row alone parts nothing, because tables use it to set groups apart: what follows must begin
like a table, with short labels above figures or with the labels of a table before. Tables side by
side must have a caption of their own or repeat a label. Only the shape is asked, no vocabulary.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from ingestion.extract.canonical import CellDraft

# A figure, an ordinal or a mark, as it stands in a body; years, months and quarters head columns.
_FIGURE = re.compile(r"[^\w\s]*\d|[（(]?[一二三四五六七八九十百]+[)）、.]?\s*$|[/／—–-]+\s*$")
_PERIOD = re.compile(r"(19|20)\d\d\s*($|年|[-/.])|\d{1,2}\s*([-—~至]\s*\d{1,2}\s*)?(月|季度)")
_MAX_LABEL_CHARS = 40
_MAX_CAPTION_ROWS = 3
_MIN_LABELS = 3
_MIN_COVERED = 0.6
_MIN_REPEATED = 2
_MAX_CUTS = 4
_Rows = dict[int, list[CellDraft]]


def split_tables(drafts: Iterable[CellDraft]) -> list[list[CellDraft]]:
    """Part the cells of one sheet into its tables, in reading order.

    Args:
        drafts: The cells of the sheet, merged ones at their anchor.

    Returns:
        The cells of each table with its captions. Where there are several, rows and columns count
        from the table's own corner; the name of each cell still says where it stands.
    """
    cells = sorted(drafts, key=lambda draft: (draft.row, draft.col))
    if not any(map(_text, cells)):
        return []
    tables = _cut(cells, _MAX_CUTS)
    return [cells] if len(tables) == 1 else [_from_corner(table) for table in tables]


def hidden_places(
    sheet: str, drafts: Sequence[CellDraft], *, rows: set[int], cols: set[int], is_hidden: bool
) -> list[str]:
    """Name what a sheet hides and what holds text all the same.

    Args:
        sheet: Its name.
        drafts: Its cells.
        rows: Hidden rows, from zero.
        cols: Hidden columns, from zero.
        is_hidden: Whether the sheet itself is hidden.

    Returns:
        The sheet's name, or runs of rows and columns as a spreadsheet names them.
    """
    filled = [cell for cell in drafts if _text(cell)]
    if is_hidden:
        return [sheet] if filled else []
    down = _runs(rows & {cell.row for cell in filled})
    across = _runs(cols & {cell.col for cell in filled})
    return [
        *(f"{sheet}!{first + 1}:{last + 1}" for first, last in down),
        *(f"{sheet}!{_letter(first)}:{_letter(last)}" for first, last in across),
    ]


def _letter(col: int) -> str:
    return get_column_letter(col + 1)


def _runs(numbers: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _cut(cells: list[CellDraft], cuts: int) -> list[list[CellDraft]]:
    if cuts == 0:
        return [cells]
    below = _cut_rows(cells)
    if len(below) > 1:
        return [part for table in below for part in _cut(table, cuts - 1)]
    beside = _cut_columns(cells)
    if len(beside) > 1:
        return [part for table in beside for part in _cut(table, cuts - 1)]
    return [cells]


def _cut_rows(cells: list[CellDraft]) -> list[list[CellDraft]]:
    tables: list[list[CellDraft]] = []
    labels: set[str] = set()
    for band in _bands(cells, rows=True):
        header = _header(band)
        if not tables or (header and not _only_captions(tables[-1]) and _begins(band, labels)):
            tables.append([])
        tables[-1].extend(band)
        labels.update(header)
    return tables


def _cut_columns(cells: list[CellDraft]) -> list[list[CellDraft]]:
    """Part tables that stand side by side; a title over all of them goes to the first."""
    title = _captions(cells)
    rest = [cell for cell in cells if cell.row not in title]
    tables: list[list[CellDraft]] = []
    labels: set[str] = set()
    for band in _bands(rest, rows=False):
        band.sort(key=lambda draft: (draft.row, draft.col))
        header = _header(band)
        if not tables or (header and _is_own(band, tables[0], labels) and _has_figures(band)):
            tables.append([])
        tables[-1].extend(band)
        labels.update(header)
    tables[0].extend(cell for cell in cells if cell.row in title)
    for table in tables:
        table.sort(key=lambda draft: (draft.row, draft.col))
    return tables


def _is_own(band: Sequence[CellDraft], first: Sequence[CellDraft], known: set[str]) -> bool:
    """Whether what stands beside has a caption as the first has, or names its rows anew."""
    has_captions = bool(_captions(band)) and bool(_captions(first))
    return has_captions or _text(_header_cell(band)) in known


def _header_cell(band: Sequence[CellDraft]) -> CellDraft:
    """The first cell below the captions."""
    captions = _captions(band)
    return next(cell for cell in band if cell.row not in captions and _text(cell))


def _begins(band: Sequence[CellDraft], known: set[str]) -> bool:
    """Whether a band that has a header is a table: figures below it, or labels known before."""
    return _has_figures(band) or len(_header(band) & known) >= _MIN_REPEATED


def _has_figures(band: Sequence[CellDraft]) -> bool:
    first = _header_cell(band).row
    return any(_is_figure(cell) for cell in band if cell.row > first)


def _header(band: Sequence[CellDraft]) -> set[str]:
    """The labels of the row below the captions, if it is a header with rows below it."""
    captions = _captions(band)
    rows = _by_row([cell for cell in band if cell.row not in captions])
    if len(rows) < 2:
        return set()
    first, second, *_ = rows.values()
    is_merged = any(cell.col_span > 1 for cell in first)
    width = max(c.col + c.col_span for c in band) - min(c.col for c in band)
    for labels in (first, [*first, *second]) if is_merged else (first,):
        texts = {_text(cell) for cell in labels}
        if any(map(_is_figure, labels)) or max(map(len, texts)) > _MAX_LABEL_CHARS:
            return set()
        covered = {c for one in labels for c in range(one.col, one.col + one.col_span)}
        if len(texts) >= min(_MIN_LABELS, width) and len(covered) >= width * _MIN_COVERED:
            return texts
    return set()


def _captions(band: Sequence[CellDraft]) -> set[int]:
    """The rows of one cell of words at the top, unless nothing else is there."""
    found: set[int] = set()
    for row, cells in list(_by_row(band).items())[: _MAX_CAPTION_ROWS + 1]:
        if len(cells) > 1:
            return found
        if _is_figure(cells[0]):
            return set()
        found.add(row)
    return set()


def _only_captions(band: Sequence[CellDraft]) -> bool:
    return all(len(cells) == 1 for cells in _by_row(band).values())


def _by_row(cells: Iterable[CellDraft]) -> _Rows:
    rows: _Rows = defaultdict(list)
    for cell in cells:
        if _text(cell):
            rows[cell.row].append(cell)
    return rows


def _bands(cells: Sequence[CellDraft], *, rows: bool) -> list[list[CellDraft]]:
    """Cells between blank rows or blank columns; blank merged cells go with what is before them."""
    spans = sorted(_span(cell, rows=rows) for cell in cells if _text(cell))
    starts = [spans[0][0]] if spans else []
    reached = spans[0][1] if spans else 0
    for start, end in spans:
        if start > reached:
            starts.append(start)
        reached = max(reached, end)
    bands: list[list[CellDraft]] = [[] for _ in starts]
    position = {start: index for index, start in enumerate(starts)}
    index = 0
    for cell in sorted(cells, key=lambda one: _span(one, rows=rows)[0]):
        index = position.get(_span(cell, rows=rows)[0], index)
        bands[index].append(cell)
    return bands


def _span(cell: CellDraft, *, rows: bool) -> tuple[int, int]:
    return (cell.row, cell.row + cell.row_span) if rows else (cell.col, cell.col + cell.col_span)


def _from_corner(table: Sequence[CellDraft]) -> list[CellDraft]:
    top = min(cell.row for cell in table)
    left = min(cell.col for cell in table)
    return [replace(cell, row=cell.row - top, col=cell.col - left) for cell in table]


def _text(cell: CellDraft) -> str:
    return "".join(cell.lines).strip()


def _is_figure(cell: CellDraft) -> bool:
    text = _text(cell)
    return bool(_FIGURE.match(text)) and not _PERIOD.match(text)
