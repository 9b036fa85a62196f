"""Which words of a table gave its cells their names: indicators, actions, organisations. Pure.

Evidence of a cell is its value. Its names are found again by their characters, near the row, so
that a person sees that the words were used; a name that is not found as printed stays plain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ingestion.publish.annotated_marks import Entry, Span
from ingestion.records import Cell

_HEADER_REACH = 600
"""How far before its first row a table's header may begin. Unit: code points."""
_ROW_REACH = 300


def name_spans(entries: Iterable[Entry], text: str) -> tuple[Span, ...]:
    """Find the names of rows and columns.

    Args:
        entries: Records with their places; only cells have names beside them.
        text: The canonical text.

    Returns:
        Stretches in the order of the text that do not overlap.
    """
    tables: dict[tuple[int, int], list[tuple[Cell, Span]]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry.record, Cell) and entry.spans:
            cell = entry.record
            tables[cell.part_no, cell.printed_table_no].append((cell, entry.spans[0]))
    found = sorted({span for cells in tables.values() for span in _names_of(cells, text)})
    kept: list[Span] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _names_of(cells: Sequence[tuple[Cell, Span]], text: str) -> Iterator[Span]:
    cells = sorted(cells, key=lambda one: one[1])
    begins = cells[0][1][0]
    header_start = max(0, begins - _HEADER_REACH)
    for org in dict.fromkeys(cell.org for cell, _ in cells):
        yield from _last(org, text, header_start, begins)
    previous_end = max(0, begins - _ROW_REACH)
    for cell, (start, end) in cells:
        if start > previous_end:
            window = (max(previous_end, start - _ROW_REACH), start)
            for name in (cell.indicator, cell.action):
                yield from _last(name or "", text, *window)
        previous_end = max(previous_end, end)


def _last(name: str, text: str, start: int, end: int) -> Iterator[Span]:
    """The last place of a name, whose characters may be broken over lines."""
    characters = [re.escape(character) for character in name if not character.isspace()]
    if not characters:
        return
    pattern, window = r"\s*".join(characters), text[start:end]
    # 普陀 also begins 普陀山: a name that stands alone is the better find.
    matches = list(re.finditer(rf"(?<!\w){pattern}(?!\w)", window))
    matches = matches or list(re.finditer(pattern, window))
    if matches:
        yield start + matches[-1].start(), start + matches[-1].end()
