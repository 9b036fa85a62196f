"""Columns that say how far a row is: in words they make a progress list, in figures an actual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingestion.interpret.list_table import header_role as list_role
from ingestion.interpret.list_table import is_list_header
from ingestion.interpret.matrix.attributes import Path, read_attributes
from ingestion.interpret.matrix.grids import Grid
from ingestion.interpret.matrix.model import Column, Header
from ingestion.interpret.matrix.tokens import token_class
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.width import squash

_PROSE_ENDS = ("。", ";", "；")
_MIN_SHARE = 0.5


def reports_in_words(grid: Grid, header: Header, paths: Sequence[Path], body_row: int) -> bool:
    """Tell whether a table is a progress list whose rows also print figures.

    Args:
        grid: The table.
        header: Its header, read as that of a matrix.
        paths: The headings over each column, from the top down.
        body_row: The first row below the header.

    Returns:
        True if it has the header of a list, no column of values names an organisation and a column
        of progress holds words: 序号, 项目, 年度目标, 进展情况, 完成率.
    """
    if header.by_org or any(column.org for column in header.values):
        return False
    roles = [list_role(path[-1]) for path in paths if path[-1]]
    if not is_list_header(roles) or "task" not in roles:
        return False
    columns = [i for i, path in enumerate(paths) if list_role(path[-1]) == "progress"]
    return any(_prose_share(grid, col, body_row) >= _MIN_SHARE for col in columns)


def with_figures_only(grid: Grid, header: Header, body_row: int) -> Header:
    """Keep the columns of a progress list that hold bare figures: 15个, 94%."""
    columns = tuple(
        replace(column, role="remark")
        if column.has_values and not _holds_figures(grid, column, body_row)
        else column
        for column in header.columns
    )
    return replace(header, columns=columns)


def with_actuals(grid: Grid, header: Header, body_row: int) -> Header:
    """完成情况 beside targets is the column of actuals where figures alone stand below it."""
    if header.by_org or not header.values:
        return header
    if any(c.measure == "actual" and not c.org for c in header.values):
        return header
    columns = tuple(_as_actual(grid, column, body_row) for column in header.columns)
    return replace(header, columns=columns)


def unread_figures(grid: Grid, header: Header, body_row: int) -> list[Column]:
    """Columns of figures in a table of organisations that no indicator is named for."""
    axis = header.first("indicator")
    if not header.by_org or axis is None:
        return []
    return [
        column
        for column in header.columns
        if column.role == "remark"
        and column.position > axis.position
        and header_role(squash(column.label)) is None
        and _holds_figures(grid, column, body_row)
    ]


def unread_progress(grid: Grid, header: Header, body_row: int) -> list[Column]:
    """Columns of a matrix that say in words how far a row is."""
    return [
        column
        for column in header.columns
        if not column.has_values
        and list_role(column.label) == "progress"
        and _prose_share(grid, column.position, body_row) >= _MIN_SHARE
    ]


def _as_actual(grid: Grid, column: Column, body_row: int) -> Column:
    said = read_attributes((column.label,))
    if column.role != "requirement" or said.measure != "actual" or said.names:
        return column
    if not _holds_figures(grid, column, body_row):
        return column
    return Column(column.position, "total", column.label, "", "actual", said.period, said.unit)


def _holds_figures(grid: Grid, column: Column, body_row: int) -> bool:
    """Whether every cell of a column is a figure, and one stands there at least."""
    texts = _texts(grid, column.position, body_row)
    return bool(texts) and all(map(_is_figure, texts))


def _is_figure(text: str) -> bool:
    """A value alone, or several behind each other without a word before: 32个、6800户."""
    kind = token_class(text)
    return kind in ("number", "mark") or (
        kind == "phrase" and squash(text)[0].isdigit() and not squash(text).endswith(_PROSE_ENDS)
    )


def _prose_share(grid: Grid, col: int, body_row: int) -> float:
    texts = _texts(grid, col, body_row)
    prose = sum(
        token_class(text) in ("text", "phrase") or squash(text).endswith(_PROSE_ENDS)
        for text in texts
    )
    return prose / len(texts) if texts else 0.0


def _texts(grid: Grid, col: int, body_row: int) -> list[str]:
    cells = [grid.at(row, col) for row in range(body_row, grid.height)]
    return [c.text for c in cells if c is not None and c.text and c.col == col]
