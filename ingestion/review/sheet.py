"""The file in which a reviewer answers, as CSV or as XLSX with drop-downs.

What documents print goes into its cells. A text that a spreadsheet would take for a formula gets an
apostrophe in a CSV file and the type of a text in a workbook, and is read back without it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.text import decode_text
from ingestion.review.questions import Question
from ingestion.review.words import column_names, columns, decision_label
from ingestion.values.harmless import harmless, plain_text
from ingestion.values.width import squash

_TITLE = "审核 review"
_FILL = PatternFill("solid", fgColor="FFF4CE")
_ANSWERS = ("decision", "value", "reviewer", "reason")
_DELIMITERS = (",", ";", "\t", "，")
"""What spreadsheets put between cells, by their language and by what they save as."""
_SEPARATOR_HINT = re.compile(r"^\ufeff?sep=.\r?\n", re.I)
_HEADER_REACH = 10
_MOST_ROWS = 100_000
"""A longer file of answers is refused. Unit: rows."""


class AnswerRow(NamedTuple):
    """One row of a file of answers: its number in the file and its cells by key of the column."""

    row_no: int
    cells: dict[str, str]


def write_questions(questions: Iterable[Question], target: Path) -> None:
    """Write the open questions with empty columns for the answers.

    Args:
        questions: In the order in which they are asked.
        target: A file that ends in ``.csv`` or ``.xlsx``; replaced if it exists.

    Raises:
        UnreadableDocumentError: ``unknown_format`` for any other ending.
    """
    rows = [_cells(question) for question in questions]
    if _kind(target) == "xlsx":
        _write_workbook(rows, target)
    else:
        target.write_bytes(_csv_bytes(rows))


def read_answers(source: Path) -> list[AnswerRow]:
    """Read a file of answers back; columns may stand in any order, unknown ones are ignored.

    Raises:
        UnreadableDocumentError: The file is no CSV or XLSX, is damaged or too long, or lacks one of
            the columns that make an answer.
    """
    kind = _kind(source)
    data = source.read_bytes()
    rows = _workbook_rows(data, source.name) if kind == "xlsx" else _csv_rows(data, source.name)
    if not rows:
        raise _no_columns(source.name, [column.key for column in columns()])
    headers = [_header_keys(row) for row in rows[:_HEADER_REACH]]
    place = max(range(len(headers)), key=lambda index: len(set(headers[index])))
    header = headers[place]
    missing = [key for key in ("queue_key", *_ANSWERS) if key not in header]
    if missing:
        raise _no_columns(source.name, missing)
    return [
        AnswerRow(number, {key: text for key, text in zip(header, row, strict=False) if key})
        for number, row in enumerate(rows[place + 1 :], place + 2)
        if any(text.strip() for text in row)
    ]


def _header_keys(row: Sequence[str]) -> list[str]:
    """Keys of the columns that a row names; a reviewer may have put lines of their own above it."""
    names = column_names()
    return [names.get(squash(text).casefold(), "") for text in row]


def _cells(question: Question) -> list[str]:
    candidates = json.loads(question.candidates or "[]")
    listed = "；".join(f"{c['name']}（{c['code']}，{c['score']:.2f}）" for c in candidates)
    seen = question.first_seen_at
    shown = {
        "question_type": f"{question.title_zh} {question.title_en}",
        "candidates": listed,
        "suggestion": question.suggested_name or "",
        "how_to_answer": f"{question.answer_zh}。{question.answer_en}",
        "first_seen_at": f"{seen:%Y-%m-%d %H:%M}" if seen else "",
    }
    known = question.model_dump()
    return [
        "" if column.key in _ANSWERS else str(shown.get(column.key, known.get(column.key)) or "")
        for column in columns()
    ]


def _csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.header for column in columns()])
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    # With a byte order mark a spreadsheet takes it for UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _write_workbook(rows: Sequence[Sequence[str]], target: Path) -> None:
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = _TITLE
    for number, row in enumerate(([column.header for column in columns()], *rows), 1):
        for position, text in enumerate(row, 1):
            cell = sheet.cell(number, position)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if columns()[position - 1].key in _ANSWERS:
                cell.fill = _FILL
            if number == 1:
                cell.font = Font(bold=True)
    for position, column in enumerate(columns(), 1):
        sheet.column_dimensions[get_column_letter(position)].width = column.width
    _add_choice(sheet, len(rows))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    workbook.save(target)


def _add_choice(sheet: Any, count: int) -> None:
    letter = get_column_letter([column.key for column in columns()].index("decision") + 1)
    choices = ",".join(decision_label(key) for key in ("accept", "correct", "reject"))
    choice = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    choice.error = "请从列表中选择 choose from the list"
    sheet.add_data_validation(choice)
    choice.add(f"{letter}2:{letter}{count + 2}")


def _workbook_rows(data: bytes, name: str) -> list[list[str]]:
    try:
        workbook: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = []
        for number, row in enumerate(workbook.worksheets[0].iter_rows(values_only=True)):
            if number > _MOST_ROWS:
                raise _too_long(name)
            found.append(["" if value is None else plain_text(str(value)) for value in row])
        return found
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableDocumentError(
            "damaged_workbook",
            "工作簿已损坏或加密，无法打开",
            f"the workbook is damaged or encrypted and cannot be opened ({error})",
            name,
        ) from error


def _csv_rows(data: bytes, name: str) -> list[list[str]]:
    text, _ = decode_text(data, name)
    text = _SEPARATOR_HINT.sub("", text, count=1)
    readings = [list(csv.reader(io.StringIO(text), delimiter=mark)) for mark in _DELIMITERS]
    rows = max(readings, key=_columns_named)
    if len(rows) > _MOST_ROWS:
        raise _too_long(name)
    return [[plain_text(cell) for cell in row] for row in rows]


def _columns_named(rows: Sequence[Sequence[str]]) -> int:
    """Columns of the file that its first rows name; with the true delimiter they are the most."""
    return max((len(set(_header_keys(row))) for row in rows[:_HEADER_REACH]), default=0)


def _kind(path: Path) -> str:
    ending = path.suffix.lower().removeprefix(".")
    if ending not in ("csv", "xlsx"):
        raise UnreadableDocumentError(
            "unknown_format",
            "审核文件须为 .csv 或 .xlsx",
            "a file of answers ends in .csv or .xlsx",
            path.name,
        )
    return ending


def _no_columns(name: str, missing: Sequence[str]) -> UnreadableDocumentError:
    headers = {column.key: column.header for column in columns()}
    listed = "、".join(headers[key] for key in missing)
    return UnreadableDocumentError(
        "missing_columns",
        f"缺少列：{listed}；请用 planledger review --export 导出的文件填写",
        f"the columns {listed} are missing; fill in a file from planledger review --export",
        name,
    )


def _too_long(name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "over_limit",
        f"审核文件超过 {_MOST_ROWS:,} 行",
        f"a file of answers may have {_MOST_ROWS:,} rows",
        name,
    )
