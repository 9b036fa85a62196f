"""Find the tables of a report, whatever its form, and read their rows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingestion.errors import SourceChangedError
from ingestion.records import Issue
from ingestion.submissions.envelope import Envelope, Given
from ingestion.submissions.results import ReadRow, issue
from ingestion.submissions.rows import RowReader
from ingestion.submissions.sheets import Sheet, SheetCell, SheetFile
from ingestion.submissions.table import (
    Header,
    cell_place,
    find_form_header,
    find_header,
    known,
    list_rows,
    locate,
)
from ingestion.submissions.template import (
    KEY_SHEET,
    FormKeys,
    check_keys,
    check_title,
    find_keys,
    form_given,
    form_issues,
    known_versions,
    unknown_version,
)

_FORM_COLUMNS = frozenset({"indicator_key", "plan_id", "template_version"})


class Table(NamedTuple):
    """One table: the number of its sheet, its columns, and what holds for all of its rows.

    ``rows`` are those to read; ``None`` for all below the header.
    """

    sheet_no: int
    header: Header
    given: Given
    rows: frozenset[int] | None = None


class Tables(NamedTuple):
    """The tables of a file, and what was noticed while they were looked for."""

    tables: tuple[Table, ...]
    issues: tuple[Issue, ...] = ()

    def headers(self) -> dict[int, Header]:
        """The header of each sheet that has a table."""
        return {one.sheet_no: one.header for one in reversed(self.tables)}


def find_tables(file: SheetFile, envelope: Envelope) -> Tables:
    """Find the tables of our own form, else those of the flat form; none for other layouts.

    Raises:
        SourceChangedError: What ``check_keys``, ``check_title`` and ``find_header`` refuse.
    """
    keys = find_keys(file, envelope.document_id)
    if keys is not None:
        return _form_tables(file, keys, envelope)
    tables = [
        Table(number, header, _flat_given(sheet, header))
        for number, sheet in enumerate(file.sheets)
        if not sheet.is_hidden and (header := find_header(sheet)) is not None
    ]
    return Tables(tuple(tables))


def read_tables(file: SheetFile, tables: Sequence[Table], envelope: Envelope) -> list[ReadRow]:
    """Read all rows of some tables; rows are numbered through the file."""
    rows: list[ReadRow] = []
    for table in tables:
        sheet = file.sheets[table.sheet_no]
        reader = RowReader(envelope, sheet, table.header, table.given)
        for row in list_rows(sheet, table.header):
            if table.rows is None or row.row in table.rows:
                rows.append(reader.read(row, row_no=len(rows) + 1))
    return rows


def list_notes(file: SheetFile, tables: Tables, document_id: str) -> list[Issue]:
    """What a file holds beside its tables: sheets, columns and programs that are not read."""
    with_table = {one.sheet_no for one in tables.tables}
    return [
        *_unread_sheets(file, with_table, document_id),
        *_unread_columns(file, tables.tables, document_id),
        *_programs(file, document_id),
        *_outside_formulas(file, tables.tables, document_id),
    ]


def no_header(place: str) -> SourceChangedError:
    """The refusal of a file in which no table was found."""
    return SourceChangedError(
        "no_header",
        "找不到表头：没有一行含有“单位、期间、指标、数值、口径、情况说明”等列名",
        "no header row: no row has column names such as org, period, indicator and value",
        place,
    )


def _form_tables(file: SheetFile, keys: FormKeys, envelope: Envelope) -> Tables:
    period = check_keys(keys, envelope)
    tables = []
    for number, sheet in enumerate(file.sheets):
        header = None if sheet is keys.sheet or sheet.is_hidden else find_form_header(sheet)
        if header is not None:
            check_title(period, sheet, header)
            given = form_given(keys, period, sheet, header)
            tables.append(Table(number, header, given))
    if not tables:
        raise no_header("、".join(one.name or "" for one in file.sheets if not one.is_hidden))
    return Tables(tuple(tables), tuple(form_issues(keys, period, envelope)))


def _flat_given(sheet: Sheet, header: Header) -> Given:
    """The flat form that we write has key columns; a table of one's own has none.

    Raises:
        SourceChangedError: ``unknown_template_version``.
    """
    if not _FORM_COLUMNS & header.columns.keys():
        return Given(form="flat")
    versions = known_versions()
    plans, found, partial = (
        _column(sheet, header, role) for role in ("plan_id", "template_version", "is_partial")
    )
    for cell in found:
        if cell.text not in versions:
            raise unknown_version(cell.text, cell_place(sheet, cell.row, cell.col))
    return Given(
        form="flat",
        plan_id=plans[0].text if len({cell.text for cell in plans}) == 1 else None,
        template_version=found[0].text if found else None,
        is_partial=any(known("answers", "answer", cell.text) == "yes" for cell in partial),
        keeps_blanks=True,
    )


def _column(sheet: Sheet, header: Header, role: str) -> list[SheetCell]:
    col = header.columns.get(role)
    return [
        cell for (row, at), cell in sorted(sheet.cells.items()) if at == col and row > header.row
    ]


def _unread_sheets(file: SheetFile, read: set[int], document_id: str) -> Iterator[Issue]:
    for number, sheet in enumerate(file.sheets):
        if number in read or not sheet.cells or (sheet.name or "").casefold() == KEY_SHEET:
            continue
        why_zh, why_en = (
            ("已隐藏", "is hidden") if sheet.is_hidden else ("没有表头", "has no header")
        )
        yield issue(
            document_id,
            "sheet_not_read",
            f"工作表“{sheet.name}”{why_zh}，未读取",
            f"the sheet '{sheet.name}' {why_en} and was not read",
            place=sheet.name or "",
            severity="info",
        )


def _unread_columns(file: SheetFile, tables: Iterable[Table], document_id: str) -> Iterator[Issue]:
    for table in tables:
        sheet = file.sheets[table.sheet_no]
        used = {col for row, col in sheet.cells if row > table.header.row}
        for col, cell in table.header.unknown.items():
            if col not in used:
                continue
            yield issue(
                document_id,
                "inserted_column_not_read",
                f"“{cell.text}”列不是报送表原有的列，未读取",
                f"the column '{cell.text}' is none of the form's and was not read",
                place=cell_place(sheet, cell.row, col),
                as_printed=cell.text,
                evidence=(locate(sheet, document_id, cell.row, col),),
                severity="info",
            )


def _programs(file: SheetFile, document_id: str) -> Iterator[Issue]:
    if file.has_macros:
        yield issue(
            document_id,
            "macros_ignored",
            "工作簿含有宏（程序），宏没有运行也没有读取，只读取了单元格；建议另存为 XLSX 后报送",
            "the workbook holds macros, which were neither run nor read; only its cells were",
            place="",
            severity="info",
        )
    if file.outside_parts:
        yield issue(
            document_id,
            "outside_links_ignored",
            "工作簿链接到其他文件或外部数据，链接没有打开，只读取了已保存的单元格",
            "the workbook is linked to other files or data; no link was opened",
            place="、".join(file.outside_parts[:3]),
            severity="info",
        )


def _outside_formulas(
    file: SheetFile, tables: Iterable[Table], document_id: str
) -> Iterator[Issue]:
    """Formulas that reach outside in cells that are not read anyway."""
    read = {
        (table.sheet_no, col)
        for table in tables
        for role, col in table.header.columns.items()
        if role in ("value", "explanation")
    }
    for number, sheet in enumerate(file.sheets):
        for (row, col), formula in sorted(sheet.facts.outside.items()):
            if (number, col) in read:
                continue
            yield issue(
                document_id,
                "formula_reaches_outside",
                f"“{formula}”是指向外部的公式，没有执行，也未读取",
                f"'{formula}' is a formula that reaches outside the file; it was neither run nor "
                "read",
                place=cell_place(sheet, row, col),
                as_printed=formula,
            )
