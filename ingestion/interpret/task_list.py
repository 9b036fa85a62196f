"""Task lists: who does what by when, one record per row. Pure.

A table is a task list if it says what is to be reached or by when, or who does it without saying
how far it is. Numbers are kept as printed: a gap or a repeat stays visible.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingestion.extract.model import ReadDocument
from ingestion.interpret.departments import split_departments
from ingestion.interpret.due import Due, parse_due
from ingestion.interpret.lines import Piece, locate
from ingestion.interpret.list_find import ListFinding, doubt_issues, nameless_issue, row_number
from ingestion.interpret.list_table import ListRow, ListTable
from ingestion.records import Issue, Task


class TaskFinding(ListFinding):
    """The tasks of a document."""

    tasks: tuple[Task, ...] = ()


def find_tasks(read: ReadDocument, tables: Sequence[ListTable], year: int | None) -> TaskFinding:
    """Read the task lists of a document.

    Args:
        read: The document.
        tables: Its list tables.
        year: The year that the document is about; it dates months.

    Returns:
        One task per row, issues for rows that were doubtful or rejected, and the counts of rows.
    """
    tasks: list[Task] = []
    issues: list[Issue] = []
    lists = [table for table in tables if is_task_list(table)]
    rejected = 0
    for table in lists:
        for place, row in enumerate(table.rows, start=1):
            if not row.of("task"):
                rejected += 1
                issues.append(nameless_issue(read, row))
                continue
            tasks.append(_task(read, table, row, row_number(row, place), year))
            issues.extend(doubt_issues(read, table, row, tasks[-1].task))
    ignored = sum(table.ignored for table in lists)
    return TaskFinding(
        tasks=tuple(tasks),
        issues=tuple(issues),
        spans=tuple(table.span for table in lists),
        seen=sum(len(table.rows) for table in lists) + ignored,
        loaded=len(tasks),
        rejected=rejected,
        ignored=ignored,
    )


def is_task_list(table: ListTable) -> bool:
    """Whether a list says what is to be done, not only how far it is."""
    if "progress" in table.roles:
        return "due" in table.roles and "goal" in table.roles
    return any(role in table.roles for role in ("goal", "department", "lead", "due"))


def _task(
    read: ReadDocument, table: ListTable, row: ListRow, row_no: int, year: int | None
) -> Task:
    name, goal, due_lines = row.of("task"), row.of("goal"), row.of("due")
    who, remark = row.of("lead", "department", "support"), row.of("remark")
    due = _due(due_lines, year)
    fields = (row.of("ordinal"), name, goal, who, due_lines, remark)
    return Task(
        document_id=read.document_id,
        part_no=table.part_no,
        table_no=table.table_no,
        row_no=row_no,
        task=joined_name(name),
        goal_text="\n".join(piece.text for piece in goal),
        departments=_departments(row),
        due_text=_text(due_lines),
        due_month=due.month,
        due_date=due.day,
        remark=_text(remark),
        evidence=tuple(locator for pieces in fields for locator in locate(read, pieces)),
    )


def _departments(row: ListRow) -> tuple[str, ...]:
    """Lead first: its own column, then the common one, then the supporting one."""
    columns = (row.of("lead"), row.of("department"), row.of("support"))
    names = [name for lines in columns for name in split_departments(p.text for p in lines)]
    return tuple(dict.fromkeys(names))


def _due(lines: Sequence[Piece], year: int | None) -> Due:
    text = "".join(piece.text for piece in lines)
    return parse_due(text, year) or Due()


def _text(pieces: Sequence[Piece]) -> str | None:
    return "\n".join(piece.text for piece in pieces) or None


def joined_name(pieces: Sequence[Piece]) -> str:
    """A name that a narrow cell broke over lines, in one; a blank only between Latin words."""
    name = ""
    for piece in pieces:
        is_latin = name[-1:].isascii() and name[-1:].isalnum() and piece.text[:1].isascii()
        name += (" " if is_latin and piece.text[:1].isalnum() else "") + piece.text
    return name
