"""The running text inside task lists and progress lists, each line with its project. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingestion.interpret.lines import Piece
from ingestion.interpret.list_find import row_number
from ingestion.interpret.list_table import ListRow, ListTable
from ingestion.interpret.narrative.model import Prose
from ingestion.interpret.task_list import joined_name


def prose_of_lists(tables: Sequence[ListTable]) -> tuple[Prose, ...]:
    """Name, goal, progress and remark of every row of every list, line by line."""
    return tuple(
        prose
        for table in tables
        for place, row in enumerate(table.rows, start=1)
        for prose in _row_prose(row, place)
    )


def _row_prose(row: ListRow, place: int) -> Iterator[Prose]:
    name = row.of("task")
    section = f"{row_number(row, place)}/{joined_name(name)}"
    if name:
        yield Prose(name[0].start, name[-1].end, section)
    for piece in _text_lines(row):
        yield Prose(piece.start, piece.end, section)


def _text_lines(row: ListRow) -> tuple[Piece, ...]:
    return row.of("goal", "progress", "problem", "remark")
