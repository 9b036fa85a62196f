"""Which lines of a head belong to a table of a sheet or to a record, and are no title. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ingestion.interpret.lines import Piece
from ingestion.interpret.list_table import header_role
from ingestion.interpret.metadata_box import has_label
from ingestion.interpret.title import ends_like_title, is_page_line
from ingestion.values.width import fold_width

_ROW = re.compile(r"\d+$")
_FIELD = re.compile(r"^[【\[]?(?P<label>[\u4e00-\u9fff]{3,8})[】\]]?\s*:\s*")
_UNIT_NOTE = re.compile(r"^\(?单位:")
_MAX_TITLE_CELLS = 3
_WHO_OR_WHEN = ("department", "lead", "due", "goal")


def title_lines(head: Sequence[Piece]) -> list[Piece]:
    """The lines of a head that may hold the title.

    Rows of a sheet from the header of its table on are data, whatever they say; 任务名称:… and
    what stands from 任务名称, its value and 责任单位 on are fields of a record.
    """
    inside = _in_sheet_tables(head)
    end = next((i for i in range(len(head)) if _begins_record(head, i)), len(head))
    return [piece for piece in head[:end] if piece.start not in inside and not field_label(piece)]


def field_label(piece: Piece) -> int:
    """Length of the label of a record's field that a line begins with: 任务名称:… ; else 0."""
    match = _FIELD.match(fold_width(piece.text))
    return match.end() if match and header_role(match["label"]) else 0


def _begins_record(head: Sequence[Piece], index: int) -> bool:
    """Whether 任务名称 stands here, its value below it and then 责任单位 or the like."""
    if index + 2 >= len(head):
        return False
    first, following = (header_role(head[i].text.rstrip(":：")) for i in (index, index + 2))
    return first == "task" and following in _WHO_OR_WHEN


def _in_sheet_tables(head: Sequence[Piece]) -> set[int]:
    """Where the lines begin that stand in a sheet at its first header or below it."""
    inside: set[int] = set()
    begun: set[str] = set()
    for (sheet, _), group in groupby(head, key=_sheet_row):
        row = list(group)
        if sheet is None:
            continue
        if sheet in begun or _begins_table(row):
            begun.add(sheet)
            inside.update(piece.start for piece in row)
    return inside


def _sheet_row(piece: Piece) -> tuple[str | None, str]:
    match = _ROW.search(piece.cell or "")
    return piece.sheet, match[0] if match else ""


def _begins_table(row: Sequence[Piece]) -> bool:
    """Whether a row has several cells and is not a title beside a note, or a line of metadata."""
    cells = {piece.cell for piece in row}
    if len(cells) < 2:
        return False
    if len(cells) <= _MAX_TITLE_CELLS and any(ends_like_title(piece.text) for piece in row):
        return False
    return not any(
        has_label(p.text) or is_page_line(p) or _UNIT_NOTE.match(fold_width(p.text)) for p in row
    )
