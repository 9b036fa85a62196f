"""Interpret one read document: metadata, matrices, task lists, progress, issues, counts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingestion.errors import SourceChangedError
from ingestion.extract.limits import check_time
from ingestion.extract.model import ReadDocument
from ingestion.interpret.declared import find_declared
from ingestion.interpret.lines import outside_pieces
from ingestion.interpret.list_find import find_lists, refused_lists, unread_columns
from ingestion.interpret.list_table import ListTable
from ingestion.interpret.matrix import MatrixResult, find_matrices
from ingestion.interpret.matrix.unread import left_tables
from ingestion.interpret.metadata import read_metadata
from ingestion.interpret.narrative import find_quantities, prose_of_lists
from ingestion.interpret.progress import ProgressFinding, find_progress
from ingestion.interpret.progress_prose import find_prose_progress
from ingestion.interpret.reading_issues import placed_only, reading_issues
from ingestion.interpret.reporting import find_reporting_rules
from ingestion.interpret.task_list import TaskFinding, find_tasks
from ingestion.records import (
    AnyRecord,
    Cell,
    DeclaredCount,
    Document,
    DocumentKind,
    DocumentText,
    Issue,
    NumberedLabel,
    PrintedYear,
    ProgressItem,
    Quantity,
    Record,
    ReportingRule,
    Task,
)

# Each names a table that was found and not read, so that none is said to be missing.
_TABLE_ISSUES = (
    "table_not_read",
    "other_table_not_read",
    "indicator_not_named",
    "duplicate_header",
)


class Interpretation(Record):
    """Everything that one document says.

    The counts are of cells, tasks and items: ``seen = loaded + rejected + ignored``, where seen is
    counted from the ordinals, headers and lines found, not from what was loaded.
    """

    document: Document
    text: DocumentText
    cells: tuple[Cell, ...] = ()
    tasks: tuple[Task, ...] = ()
    progress_items: tuple[ProgressItem, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    reporting_rules: tuple[ReportingRule, ...] = ()
    declared_counts: tuple[DeclaredCount, ...] = ()
    numbered_labels: tuple[NumberedLabel, ...] = ()
    printed_years: tuple[PrintedYear, ...] = ()
    issues: tuple[Issue, ...] = ()
    seen: int = 0
    loaded: int = 0
    rejected: int = 0
    ignored: int = 0

    def records(self) -> Iterator[AnyRecord]:
        """Every record in order, from what the document says of itself to its issues."""
        yield self.document
        yield self.text
        yield from self.cells
        yield from self.tasks
        yield from self.progress_items
        yield from self.quantities
        yield from self.reporting_rules
        yield from self.declared_counts
        yield from self.numbered_labels
        yield from self.printed_years
        yield from self.issues


def interpret_document(read: ReadDocument, container_id: str | None = None) -> Interpretation:
    """Interpret one document.

    Args:
        read: What a reader made of a file.
        container_id: sha256 of the archive that the file was sent in.

    Returns:
        Its records and counts. A document without any table still has a document record, and an
        issue ``no_table``.

    Raises:
        SourceChangedError: ``duplicate_header``, where that is why nothing was read; beside other
            content such a table is an issue.
    """
    whole, read = read, placed_only(read)
    unplaced = tuple((one.start, one.end) for one in whole.unplaced)
    metadata = read_metadata(whole)
    parts = metadata.document.parts
    matrices = find_matrices(read, parts)
    check_time()
    tables = find_lists(read, parts, matrices.spans)
    tasks = find_tasks(read, tables, metadata.document.year)
    progress = find_progress(read, (*tables, *_in_prose(read, metadata.document, tables, matrices)))
    if any(issue.code == "kind_unknown" for issue in metadata.issues):
        metadata = read_metadata(whole, _kind_by_tables(matrices, tasks, progress))
    check_time()
    covered = (*matrices.spans, *unplaced, *(table.span for table in tables))
    prose = prose_of_lists(tables)
    quantities = find_quantities(read, metadata.document, covered, prose)
    check_time()
    refusals = tuple(refused_lists(read, tables))
    issues = (*metadata.issues, *matrices.issues, *refusals, *tasks.issues, *progress.issues)
    loaded = (*matrices.cells, *tasks.tasks, *progress.items, *quantities.quantities)
    if not loaded:
        _refuse_twice_headed(issues)
    issues = (
        *issues,
        *unread_columns(read, tables),
        *left_tables(read, covered, (*matrices.issues, *refusals)),
    )
    is_named = any(issue.code in _TABLE_ISSUES for issue in issues)
    if not (is_named or matrices.spans or tasks.spans or progress.spans):
        issues = (*issues, _no_table(read, metadata.document.kind, len(quantities.quantities)))
    issues = (*issues, *reading_issues(whole))
    declared = find_declared(read, metadata.document, covered, prose, matrices.cells)
    return Interpretation(
        document=metadata.document.model_copy(
            update={"container_id": container_id, "sections": quantities.sections}
        ),
        text=DocumentText(document_id=read.document_id, text=read.text),
        cells=matrices.cells,
        tasks=tasks.tasks,
        progress_items=progress.items,
        quantities=quantities.quantities,
        reporting_rules=find_reporting_rules(read, metadata.document, matrices.spans),
        declared_counts=declared.counts,
        numbered_labels=declared.labels,
        printed_years=declared.years,
        issues=(*issues, *quantities.issues),
        seen=matrices.seen + tasks.seen + progress.seen,
        loaded=matrices.loaded + tasks.loaded + progress.loaded,
        rejected=matrices.rejected + tasks.rejected + progress.rejected,
        ignored=matrices.ignored + tasks.ignored + progress.ignored,
    )


def _refuse_twice_headed(issues: Sequence[Issue]) -> None:
    """Refuse a document of which nothing can be read because two columns say the same.

    Raises:
        SourceChangedError: ``duplicate_header``.
    """
    for issue in issues:
        if issue.code == "duplicate_header":
            raise SourceChangedError(issue.code, issue.message_zh, issue.message_en, issue.place)


def _in_prose(
    read: ReadDocument, document: Document, tables: Sequence[ListTable], matrices: MatrixResult
) -> tuple[ListTable, ...]:
    """Progress below headings, where no table of the document reports any."""
    if tables:
        return ()
    lines = outside_pieces(read, matrices.spans)
    first_free = max((table.table_no for table in read.tables), default=0) + 1
    return find_prose_progress(lines, document.parts, document.kind, first_free)


def _kind_by_tables(
    matrices: MatrixResult, tasks: TaskFinding, progress: ProgressFinding
) -> DocumentKind | None:
    if progress.spans:
        return "progress_report"
    if tasks.spans:
        return "task_list"
    return "plan" if matrices.spans else None


def _no_table(read: ReadDocument, kind: DocumentKind, quantities: int) -> Issue:
    """Of a summary or news nothing else is expected; a plan or list without a table is a doubt."""
    is_expected = kind in ("news", "annual_summary") and not read.tables
    return Issue(
        document_id=read.document_id,
        code="no_table",
        severity="info" if is_expected else "warning",
        message_zh="文件中没有找到任务分解表、任务清单或进展清单，"
        + (f"只读取了正文中的{quantities}个数量。" if quantities else "只登记了文件本身。"),
        message_en="No decomposition table, task list or progress list was found; only "
        + (
            f"the quantities of its running text ({quantities}) were read."
            if quantities
            else "the document itself was recorded."
        ),
    )
