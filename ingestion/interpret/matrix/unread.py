"""Name the tables that look like a matrix and were not read as one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingestion.extract.model import ReadDocument
from ingestion.interpret.lines import Covered
from ingestion.interpret.matrix import issues
from ingestion.interpret.matrix.attributes import is_attribute
from ingestion.interpret.matrix.found import header_run
from ingestion.interpret.matrix.grids import (
    Grid,
    is_metadata_box,
    resolve,
    stacked_tables,
    token_of,
)
from ingestion.interpret.matrix.header import is_foreign
from ingestion.interpret.matrix.model import Token
from ingestion.interpret.matrix.tokens import token_class, tokens_of
from ingestion.interpret.matrix.turned import (
    axis_position,
    is_doubtful_axis,
    looks_like_org,
)
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.records import Issue
from ingestion.values.names import split_unit
from ingestion.values.width import squash

_MIN_ROWS, _MIN_KNOWN = 2, 2
_MIN_LABELS, _MIN_FIGURES, _MIN_SHARE, _WINDOW = 3, 4, 0.4, 24
_SIDES = ("result", "remark", "department")
_FIRST_ROLES = ("ordinal", "action", "indicator")


def unread_tables(read: ReadDocument, spans: Sequence[tuple[int, int]]) -> Iterator[Issue]:
    """Report headers of organisations or weights with figures below them that no table covers.

    Args:
        read: The document as read.
        spans: What the tables that were read cover, code points.

    Yields:
        One issue per table that was left alone.
    """
    covered = Covered(spans)
    tables = Covered((table.start, table.end) for table in read.tables)
    outside = [p for p in read.paragraphs if not tables.overlaps(p.start, p.start + 1)]
    texts = [tokens_of(outside, read.text)]
    for table in read.tables:
        grid = resolve(table)
        cells = [c for row in range(grid.height) for c in grid.in_row(row) if c.row == row]
        texts.append(tuple(token_of(cell) for cell in cells if cell.text))
    for tokens in texts:
        position = 0
        while position < len(tokens):
            run = header_run(tokens, position) if _may_begin(tokens, position) else []
            first = tokens[position]
            taken = covered.overlaps(first.start, first.start + 1)
            if run and not taken and _is_header(run, tokens[position:]):
                is_open = axis_position([run[0].text]) == 0 and _names_nothing(run[1:])
                write = issues.indicator_not_named if is_open else issues.unread_table
                yield write(read.document_id, run)
                position += len(run)
            position += 1


def _may_begin(tokens: Sequence[Token], position: int) -> bool:
    label = tokens[position].text
    return axis_position([label]) == 0 or header_role(squash(label)) in _FIRST_ROLES


def _names_nothing(run: Sequence[Token]) -> bool:
    """Whether the labels behind the organisations' only say a measure, as far as they go."""
    said = [token.text for token in run if header_role(squash(token.text)) not in _SIDES]
    own = [label for label in said if not looks_like_org(label)]
    return bool(own) and all(is_attribute(label) for label in own)


def _is_header(run: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Whether a run heads organisations or weights, and figures stand below it."""
    labels = [token.text for token in run]
    if len(labels) < _MIN_LABELS or is_foreign(labels):
        return False
    axis = axis_position(labels)
    roles = {header_role(squash(label)) for label in labels}
    if (axis is None or is_doubtful_axis(labels[axis])) and not (
        "weight" in roles and header_role(squash(labels[0])) in _FIRST_ROLES
    ):
        return False
    below = tokens[len(run) : len(run) + _WINDOW]
    figures = sum(token_class(token.text) in ("number", "mark") for token in below)
    return figures >= _MIN_FIGURES and figures >= _MIN_SHARE * len(below)


def left_tables(
    read: ReadDocument, spans: Sequence[tuple[int, int]], said: Sequence[Issue]
) -> Iterator[Issue]:
    """Name every table of figures that nobody read and of which nothing was said yet.

    Args:
        read: The document as read.
        spans: What all readers of tables covered, code points.
        said: Issues about the document so far.

    Yields:
        One issue a table: a warning, or a note where its words are those of accounts or contacts.
    """
    places = [(p.start or 0, p.end or 0) for issue in said for p in issue.evidence]
    covered = Covered([*spans, *places])
    for table in read.tables:
        for piece in stacked_tables(table):
            grid = resolve(piece)
            if covered.overlaps(piece.start, piece.end) or is_metadata_box(grid):
                continue
            if _figure_rows(grid) >= _MIN_ROWS:
                yield _left(read.document_id, _first_labels(grid))
    printed = Covered((table.start, table.end) for table in read.tables)
    outside = [p for p in read.paragraphs if not printed.overlaps(p.start, p.start + 1)]
    tokens = tokens_of(outside, read.text)
    end = 0
    for position, token in enumerate(tokens):
        if position < end or covered.overlaps(token.start, token.start + 1):
            continue
        run = header_run(tokens, position)
        if _is_left_header(run, tokens[position:]):
            end = position + len(run)
            yield _left(read.document_id, run)


def _left(document_id: str, labels: Sequence[Token]) -> Issue:
    is_other = is_foreign(token.text for token in labels)
    return (issues.other_table if is_other else issues.unread_table)(document_id, labels)


def _figure_rows(grid: Grid) -> int:
    """In how many rows a figure stands behind the first column."""
    return sum(
        any(
            c.col > 0 and c.row == row and token_class(c.text) == "number" for c in grid.in_row(row)
        )
        for row in range(1, grid.height)
    )


def _first_labels(grid: Grid) -> list[Token]:
    """The words of the first row with several cells: as much of a header as can be told."""
    for row in range(grid.height):
        cells = [cell for cell in grid.in_row(row) if cell.text and cell.row == row]
        if len(cells) > 1:
            return [token_of(cell) for cell in cells]
    return [token_of(cell) for cell in grid.in_row(0)]


def _is_left_header(run: Sequence[Token], tokens: Sequence[Token]) -> bool:
    labels = [token.text for token in run]
    if len(labels) < _MIN_LABELS or not _may_begin(run, 0):
        return False
    known = sum(
        header_role(squash(x)) is not None
        or is_attribute(x)
        or split_unit(x)[1] is not None
        or looks_like_org(x)
        or is_foreign((x,))
        for x in labels
    )
    below = tokens[len(run) : len(run) + _WINDOW]
    figures = sum(token_class(token.text) in ("number", "mark") for token in below)
    return known >= _MIN_KNOWN and figures >= _MIN_FIGURES and figures >= _MIN_SHARE * len(below)
