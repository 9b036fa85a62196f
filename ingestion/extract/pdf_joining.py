"""Join a table of a PDF with its continuation on the next page; heal what the break cut. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingestion.extract.pdf_lines import join_texts
from ingestion.extract.pdf_tables import SNAP, Leftover, Table, TableCell, snapped

_LOOSE = 25.0
_ALIKE = 0.7


def joined_over_pages(above: Table, below: Table) -> Table | None:
    """Join a table with its continuation on the next page.

    A header that is repeated there is dropped; a cell that the page break cut is made whole.

    Args:
        above: The last table of a page.
        below: The first table of the next page.

    Returns:
        The whole table, or None if the two are different tables.
    """
    if below.page != above.last_page + 1 or not (above.cells and below.cells):
        return None
    if not _aligned(above, below):
        return None
    if above.is_aligned:
        doubtful = above.doubtful | below.doubtful
        above = _without(above, doubtful)
        below = replace(_without(below, doubtful), xs=above.xs)
    xs = tuple(snapped((*above.xs, *below.xs)))
    same = len(xs) == len(above.xs)
    upper = list(above.cells) if same else [_moved(cell, above.xs, xs, 0) for cell in above.cells]
    repeated = _repeated_rows(above, below)
    lower = [
        _moved(cell, below.xs, xs, above.rows - repeated)
        for cell in below.cells
        if cell.row >= repeated
    ]

    cells = _healed(upper, lower, above.rows)
    return replace(
        above,
        last_page=below.last_page,
        last_bottom=below.last_bottom,
        xs=xs,
        rows=max(cell.row + cell.row_span for cell in cells),
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        unplaced=above.unplaced + below.unplaced,
    )


def _without(table: Table, doubtful: frozenset[int]) -> Table:
    """Take out the cells of columns that have no place on another page."""
    gone = [c for c in table.cells if c.col in doubtful and c.row >= table.header_rows]
    left = tuple(Leftover(cell.text, cell.page, cell.box) for cell in gone if cell.text)
    kept = tuple(cell for cell in table.cells if cell not in gone)
    return replace(table, cells=kept, unplaced=table.unplaced + left, doubtful=doubtful)


def _aligned(above: Table, below: Table) -> bool:
    if above.is_aligned != below.is_aligned:
        return False
    if above.is_aligned:
        pairs = list(zip(above.xs, below.xs, strict=False))
        same = len(above.xs) == len(below.xs)
        if same and below.has_header and _header_rows(above, below):
            return True  # its columns are as wide as what stands in them on each page
        return same and all(abs(one - other) <= _LOOSE for one, other in pairs)
    ends = ((above.xs[0], below.xs[0]), (above.xs[-1], below.xs[-1]))
    if any(abs(one - other) > SNAP for one, other in ends):
        return False
    few, many = sorted((above.xs, below.xs), key=len)
    return all(any(abs(x - other) <= SNAP for other in many) for x in few)


def _moved(cell: TableCell, xs: Sequence[float], onto: Sequence[float], rows: int) -> TableCell:
    first = bisect_right(onto, xs[cell.col] + SNAP) - 1
    last = bisect_right(onto, xs[cell.col + cell.col_span] + SNAP) - 1
    return replace(cell, row=cell.row + rows, col=first, col_span=max(1, last - first))


def _repeated_rows(above: Table, below: Table) -> int:
    """How many rows at the top of a page only repeat the table's first rows."""
    if above.is_aligned and below.has_header:
        return _header_rows(above, below)
    count = 0
    for row in range(min(above.rows, below.rows)):
        mine = [(cell.col, cell.text) for cell in above.cells if cell.row == row]
        theirs = [(cell.col, cell.text) for cell in below.cells if cell.row == row]
        if mine != theirs or not any(text for _, text in mine):
            break
        count += 1
    return count


def _header_rows(above: Table, below: Table) -> int:
    """Rows of a header without ruling lines that is repeated, though a label may differ."""
    height = min(above.header_rows, below.header_rows)
    if above.header_rows != below.header_rows:
        return 0
    mine = {(cell.row, cell.col): cell.text for cell in above.cells if cell.row < height}
    theirs = {(cell.row, cell.col): cell.text for cell in below.cells if cell.row < height}
    same = sum(mine.get(place) == text for place, text in theirs.items())
    return height if same >= _ALIKE * max(len(mine), len(theirs)) else 0


def _healed(upper: list[TableCell], lower: list[TableCell], cut: int) -> list[TableCell]:
    """Join the halves of merged cells, and of a row, that the page break cut."""
    bottom = {
        (cell.col, cell.col_span): at
        for at, cell in enumerate(upper)
        if cell.row + cell.row_span == cut
    }
    first = [cell for cell in lower if cell.row == cut]
    if _is_rest_of_row(upper, bottom, first, cut):
        for cell in first:
            at = bottom[cell.col, cell.col_span]
            upper[at] = replace(
                upper[at],
                lines=_stitched(upper[at].lines, cell.lines),
                row_span=upper[at].row_span + cell.row_span - 1,
            )
        rest = [replace(cell, row=cell.row - 1) for cell in lower if cell.row > cut]
        return upper + rest
    kept = []
    for cell in lower:
        half = bottom.get((cell.col, cell.col_span)) if cell.row == cut else None
        if half is not None and not cell.lines and upper[half].row_span > 1:
            span = upper[half].row_span + cell.row_span
            upper[half] = replace(upper[half], row_span=span)
        else:
            kept.append(cell)
    return upper + kept


def _stitched(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    if not above or not below:
        return above + below
    return (*above[:-1], join_texts(above[-1], below[0]), *below[1:])


def _is_rest_of_row(
    upper: list[TableCell],
    bottom: dict[tuple[int, int], int],
    first: list[TableCell],
    cut: int,
) -> bool:
    """A row without its number, under a numbered row of just the same cells, is its rest."""
    if not any(cell.lines for cell in first) or any(c.lines and c.row_span > 1 for c in first):
        return False
    if any((cell.col, cell.col_span) not in bottom for cell in first):
        return False
    number = min(first, key=lambda cell: cell.col)
    above = upper[bottom[number.col, number.col_span]]
    single = all(upper[bottom[c.col, c.col_span]].row == cut - 1 for c in first if c.lines)
    return single and not number.lines and above.text.strip(".、()（）").isdigit()
