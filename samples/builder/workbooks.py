"""Workbooks that are the same bytes on every run, and the task list as an office would send it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from .sources import read_rows

# 1980 is the earliest date a ZIP entry can carry.
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_FIXED_STAMP = datetime(2024, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")

BODY = Font(name="宋体", size=11)
TITLE = Font(name="黑体", size=16, bold=True)
NOTE = Font(name="宋体", size=10, italic=True, color="808080")
HEAD = Font(name="黑体", size=11, bold=True)
HEAD_FILL = PatternFill("solid", fgColor="DCE6F1")
_LINE = Side(style="thin", color="808080")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)

TASK_HEADER = ("序号", "任务名称", "具体目标要求", "责任部门", "完成时间", "备注")
CLOSING_LINE = "舟山市市场监督管理局    2020年3月27日印发"
TASK_WIDTHS = (7, 28, 58, 24, 12, 24)
# Consecutive rows of one department share one merged cell: first row -> last row.
MERGED_DEPARTMENTS = {4: 5, 13: 14, 18: 19, 27: 29, 31: 32, 33: 34}


def new_workbook(title: str) -> tuple[Workbook, Worksheet]:
    """A workbook with one sheet of that title."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book, book.create_sheet(title)


def fixed_bytes(book: Workbook) -> bytes:
    """Save a workbook without the clock: fixed stamps, fixed order, entries stored uncompressed.

    Compression differs between zlib builds, so a compressed file would not be the same everywhere.
    """
    book.properties.creator = "Planledger"
    book.properties.created = _FIXED_STAMP
    saved = io.BytesIO()
    book.save(saved)
    result = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w") as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = _FIXED_STAMP.strftime(r"\g<1>%Y-%m-%dT%H:%M:%SZ\g<2>").encode()
                content = _MODIFIED.sub(stamp, content)
            entry = zipfile.ZipInfo(name, date_time=_FIXED_TIME)
            entry.create_system = 3
            target.writestr(entry, content, compress_type=zipfile.ZIP_STORED)
    return result.getvalue()


def write_heading(sheet: Worksheet, title: str, note: str, columns: int) -> None:
    """Two merged rows over the table: title and note."""
    for row, (text, font, height) in enumerate(((title, TITLE, 30), (note, NOTE, 18)), start=1):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
        cell = sheet.cell(row=row, column=1, value=text)
        cell.font, cell.alignment = font, CENTRE
        sheet.row_dimensions[row].height = height


def write_header(
    sheet: Worksheet, row: int, words: tuple[str, ...], widths: tuple[int, ...]
) -> None:
    """The header row: bold, filled, frozen, with column widths."""
    for column, (word, width) in enumerate(zip(words, widths, strict=True), start=1):
        cell = sheet.cell(row=row, column=column, value=word)
        cell.font, cell.fill, cell.border, cell.alignment = HEAD, HEAD_FILL, GRID, CENTRE
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def task_workbook() -> bytes:
    """The 35 tasks of 2020, with merged title, departments and closing line."""
    book, sheet = new_workbook("重点任务清单")
    note = "示例文件:事实与数字取自公开文件,文字为本项目撰写"
    write_heading(sheet, "舟山市2020年市场监管重点任务清单(示例)", note, len(TASK_HEADER))
    write_header(sheet, 3, TASK_HEADER, TASK_WIDTHS)
    tasks = read_rows("tasks_2020.csv")
    for task in tasks:
        _write_task(sheet, int(task["row_no"]) + 3, task)
    for first, last in MERGED_DEPARTMENTS.items():
        sheet.merge_cells(start_row=first + 3, start_column=4, end_row=last + 3, end_column=4)
    closing = len(tasks) + 4
    sheet.merge_cells(start_row=closing, start_column=1, end_row=closing, end_column=6)
    line = sheet.cell(row=closing, column=1, value=CLOSING_LINE)
    line.font, line.alignment = BODY, Alignment(horizontal="right")
    return fixed_bytes(book)


def _write_task(sheet: Worksheet, row: int, task: dict[str, str]) -> None:
    due = task["due_text"]
    values = (
        int(task["row_no"]),
        task["task"],
        task["goal_text"],
        task["departments_printed"],
        int(due) if due.isdigit() else due or None,  # an office types 11, and 10月前 where it must
        task["remark"] or None,
    )
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row=row, column=column, value=value)
        cell.font, cell.border = BODY, GRID
        cell.alignment = LEFT if column in (2, 3, 6) else CENTRE
    goal_lines = sum(1 + len(line) // 32 for line in task["goal_text"].split("\n"))
    lines = max(goal_lines, 1 + len(task["remark"]) // 12, 1 + values[3].count("\n"))
    sheet.row_dimensions[row].height = max(20, 16 * lines)
