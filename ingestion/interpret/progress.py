"""Progress lists: what has been done on each project, one record per item. Pure.

Labels are kept as printed: restarts, gaps and repeats stay visible, and ``item_seq`` counts items
in the order in which they stand. A line without a label is an item of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingestion.extract.model import ReadDocument
from ingestion.interpret.lines import Piece, locate
from ingestion.interpret.list_find import ListFinding, doubt_issues, nameless_issue, row_number
from ingestion.interpret.list_table import ListRow, ListTable
from ingestion.interpret.ordinals import ItemLabel, read_label, split_labelled
from ingestion.interpret.task_list import joined_name
from ingestion.records import Issue, ProgressItem


class ProgressFinding(ListFinding):
    """The progress items of a document."""

    items: tuple[ProgressItem, ...] = ()


def find_progress(read: ReadDocument, tables: Sequence[ListTable]) -> ProgressFinding:
    """Read the progress lists of a document.

    Args:
        read: The document.
        tables: Its list tables.

    Returns:
        One record per item, issues for projects that were doubtful, rejected or without progress,
        and the counts of items.
    """
    items: list[ProgressItem] = []
    issues: list[Issue] = []
    seen = rejected = 0
    lists = [table for table in tables if "progress" in table.roles]
    for table in lists:
        for place, row in enumerate(table.rows, start=1):
            seen += count_items(row.of("progress"))
            found = tuple(_items(read, table, row, row_number(row, place)))
            items.extend(found)
            if not row.of("task"):
                rejected += count_items(row.of("progress"))
            issues.extend(_row_issues(read, table, row, has_items=bool(found)))
    return ProgressFinding(
        items=tuple(items),
        issues=tuple(issues),
        spans=tuple(table.span for table in lists),
        seen=seen,
        loaded=len(items),
        rejected=rejected,
    )


def count_items(lines: Sequence[Piece]) -> int:
    """How many items stand in some lines: every line, and every label inside one."""
    return sum(len(split_labelled(line)) for line in lines)


def _items(
    read: ReadDocument, table: ListTable, row: ListRow, project_no: int
) -> Iterator[ProgressItem]:
    name = row.of("task")
    if not name:
        return
    for seq, (label, piece) in enumerate(_labelled(row.of("progress")), start=1):
        length = label.length if label else 0
        yield ProgressItem(
            document_id=read.document_id,
            part_no=table.part_no,
            table_no=table.table_no,
            project_no=project_no,
            project_name=joined_name(name),
            item_seq=seq,
            label=piece.text[:length].strip() or None,
            text=piece.cut(length).text,
            evidence=(*locate(read, (piece,)), *locate(read, name)),
        )


def _labelled(lines: Sequence[Piece]) -> Iterator[tuple[ItemLabel | None, Piece]]:
    """Items in order; the number before tells whether 「3.5…」 is item 3 or a decimal number."""
    expected = 1
    for line in lines:
        for label, piece in split_labelled(line):
            settled = label or read_label(piece.text, expected)
            expected = settled.number + 1 if settled else expected
            yield settled, piece


def _row_issues(
    read: ReadDocument, table: ListTable, row: ListRow, *, has_items: bool
) -> Iterator[Issue]:
    if not row.of("task"):
        yield nameless_issue(read, row)
        return
    name = joined_name(row.of("task"))
    yield from doubt_issues(read, table, row, name)
    if not has_items:
        yield Issue(
            document_id=read.document_id,
            code="project_without_progress",
            severity="info",
            message_zh=f"项目“{name}”没有填写进展。",
            message_en=f"Project '{name}' has no progress.",
            as_printed=name,
            evidence=locate(read, row.of("task")),
        )
