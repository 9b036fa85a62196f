"""Find the list tables of a document, printed or flattened, with what stays unread. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingestion.extract.model import ReadDocument
from ingestion.interpret.lines import Span, locate, outside_pieces, overlaps_any
from ingestion.interpret.list_grid import find_grid_lists
from ingestion.interpret.list_records import find_grid_records, find_records
from ingestion.interpret.list_rows import find_flattened_lists
from ingestion.interpret.list_table import ListRow, ListTable
from ingestion.interpret.list_unnumbered import find_unnumbered_lists
from ingestion.records import Issue, Part, Record
from ingestion.values.printed import parse_printed

_MIN_FIGURES, _MAX_QUOTED = 2, 24


class ListFinding(Record):
    """What an interpreter of lists found. ``seen = loaded + rejected + ignored``."""

    issues: tuple[Issue, ...] = ()
    spans: tuple[Span, ...] = ()
    seen: int = 0
    loaded: int = 0
    rejected: int = 0
    ignored: int = 0


def find_lists(
    read: ReadDocument, parts: Sequence[Part], taken: Sequence[Span] = ()
) -> tuple[ListTable, ...]:
    """Find every task list and progress list.

    Args:
        read: The document.
        parts: Its parts; a flattened table ends where its part ends.
        taken: Spans that another interpreter has read.

    Returns:
        The tables in reading order; flattened ones are numbered behind the printed ones.
    """
    listed = tuple(find_grid_lists(read, parts, taken))
    in_lists = [*taken, *(table.span for table in listed)]
    printed = (*listed, *find_grid_records(read, parts, in_lists))
    first_free = max((table.table_no for table in read.tables), default=0) + 1
    lines = outside_pieces(read, taken)
    flattened = tuple(find_flattened_lists(lines, parts, first_free))
    for find in (find_unnumbered_lists, find_records):
        inside = [table.span for table in flattened]
        rest = [line for line in lines if not overlaps_any(inside, line.start, line.end)]
        flattened = (*flattened, *find(rest, parts, first_free + len(flattened)))
    return tuple(sorted((*printed, *flattened), key=lambda table: table.span))


def refused_lists(read: ReadDocument, tables: Sequence[ListTable]) -> Iterator[Issue]:
    """Name the lists of which two columns have the same header: their rows were not read."""
    for table in tables:
        if table.twice:
            named = "、".join(table.twice)
            first, last = table.header[0], table.header[-1]
            yield Issue(
                document_id=read.document_id,
                code="duplicate_header",
                severity="critical",
                message_zh=f"表头重复：“{named}”出现了不止一次，无法判断哪一列有效；该表未载入，"
                "其余内容不受影响。请改正表头后重新报送。",
                message_en=f"Duplicate header: '{named}' is printed more than once, so its column "
                "is not known; the table was not loaded, the rest was. Correct the header and send "
                "the document again.",
                place=(
                    f"{first.sheet}!{first.cell}"
                    if first.sheet
                    else f"字符 {first.start}–{last.end}"
                ),
                as_printed=named,
                evidence=locate(read, table.header),
            )


def unread_columns(read: ReadDocument, tables: Sequence[ListTable]) -> Iterator[Issue]:
    """Name the lists that print figures in a column whose header nobody knows."""
    for table in tables:
        others = [piece for row in table.rows for piece in row.of("other")]
        figures = [p for p in others if parse_printed(p.text).kind == "number"]
        if len(figures) >= _MIN_FIGURES and 2 * len(figures) >= len(others):
            printed = " | ".join(piece.text for piece in figures[:_MAX_QUOTED])
            name = table.header[0].text if table.header else ""
            yield Issue(
                document_id=read.document_id,
                code="list_column_not_read",
                severity="warning",
                message_zh=f"以“{name}”开头的清单有一列数值，表头不认识，没有载入，请核对。",
                message_en=f"The list that begins with '{name}' has a column of figures with an "
                "unknown header; they were not loaded. Check them.",
                place=_place(table.rows[0]),
                as_printed=printed,
                evidence=locate(read, figures[:_MAX_QUOTED]),
            )


def row_number(row: ListRow, place: int) -> int:
    """The printed number of a row, else its place in the table."""
    return place if row.ordinal is None else row.ordinal


def doubt_issues(read: ReadDocument, table: ListTable, row: ListRow, name: str) -> Iterator[Issue]:
    """What was read with doubt: lines unlike their column, a name joined from several lines."""
    if row.doubts:
        yield _doubt_issue(read, row, name)
    pieces = row.of("task")
    if len(pieces) > 1 and not table.is_printed:
        printed = " / ".join(piece.text for piece in pieces)
        yield Issue(
            document_id=read.document_id,
            code="list_name_joined",
            severity="info",
            message_zh=f"“{printed}”按一个名称合并读取，请核对。",
            message_en=f"'{printed}' was read as one name broken over lines. Check it.",
            place=_place(row),
            as_printed=printed,
            evidence=locate(read, pieces),
        )


def _doubt_issue(read: ReadDocument, row: ListRow, name: str) -> Issue:
    printed = ";".join(row.doubts)
    return Issue(
        document_id=read.document_id,
        code="list_row_uncertain",
        severity="warning",
        message_zh=f"“{name}”一行的分列没有把握：“{printed}”不像所在列的内容，请核对。",
        message_en=f"The columns of row '{name}' are uncertain: '{printed}' does not look like "
        "its column. Check it.",
        place=_place(row),
        as_printed=printed,
        evidence=locate(read, row.all_pieces()),
    )


def nameless_issue(read: ReadDocument, row: ListRow) -> Issue:
    """A row that was rejected because no task or project name stands in it."""
    printed = " / ".join(piece.text for piece in row.all_pieces())
    return Issue(
        document_id=read.document_id,
        code="list_row_without_name",
        severity="warning",
        message_zh=f"序号“{row.ordinal or ''}”的一行没有任务或项目名称，未入库。",
        message_en=f"Row '{row.ordinal or ''}' has no task or project name and was not loaded.",
        place=_place(row),
        as_printed=printed,
        evidence=locate(read, row.all_pieces()),
    )


def _place(row: ListRow) -> str:
    pieces = row.all_pieces()
    if not pieces:
        return ""
    first = pieces[0]
    if first.sheet:
        return f"{first.sheet}!{first.cell}"
    return f"字符 {first.start}–{pieces[-1].end}"
