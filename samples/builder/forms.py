"""Write one submission in the form that its office uses: a workbook, CSV in dialects, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from .figures import Figure, plain
from .sources import read_rows
from .workbooks import (
    BODY,
    CENTRE,
    GRID,
    LEFT,
    fixed_bytes,
    new_workbook,
    write_header,
    write_heading,
)

HEADER = ("单位", "期间", "指标", "数值", "口径", "情况说明", "计量单位", "数据性质")
WIDTHS = (10, 11, 52, 12, 8, 34, 10, 11)
NOTE = "合成示例:数字由本项目生成,不是任何单位的真实完成数"
SYNTHETIC = "合成示例"
_WORDY = (HEADER.index("指标"), HEADER.index("情况说明"))

# Column order, encoding and how the period is typed in a CSV from that office.
_CSV_DIALECTS: Mapping[str, tuple[tuple[int, ...], str, str]] = {
    "高新区": ((0, 1, 2, 3, 4, 5, 6, 7), "utf-8-sig", "{year}-{month:02d}"),
    "金塘": ((1, 0, 2, 6, 3, 4, 5, 7), "utf-8", "{year}年{month}月"),
    "六横": ((0, 1, 2, 3, 4, 5, 6, 7), "gb18030", "{year}年{month}月份"),
    "普陀山": ((7, 0, 1, 2, 4, 3, 6, 5), "utf-8-sig", "{year}-{month:02d}"),
    "洋山": ((0, 1, 2, 3, 4, 5, 6, 7), "utf-8", "{year}/{month}"),
}
_USUAL_DIALECT = ((0, 1, 2, 3, 4, 5, 6, 7), "utf-8-sig", "{year}-{month:02d}")
_OWN_HEADER = ("序号", "工作内容", "计量单位", "年度目标", "口径", "截至本月完成", "情况说明")
_OWN_WIDTHS = (6, 52, 10, 10, 8, 14, 34)
SIGNED = "填报人:赵示例    联系电话:0580-0000000"
"""Who filled the form in, invented: what no mart and no page may show."""
_HAN = "一二三四五"
_PLAN_ID = "舟山市市场监督管理局|舟市监示例〔2024〕1号"
_BASES = {"累计": "year_to_date", "期末": "level"}


def workbook(figures: Sequence[Figure], columns: Sequence[int] = range(len(HEADER))) -> bytes:
    """A workbook with a heading, a note, one header row and typed numbers."""
    book, sheet = new_workbook("进度报送")
    first = figures[0]
    words = f"{first.month[:4]}年{int(first.month[5:])}月"
    write_heading(sheet, f"{first.org}{words}任务进度报送表(合成示例)", NOTE, len(columns))
    header = tuple(HEADER[column] for column in columns)
    write_header(sheet, 3, header, tuple(WIDTHS[column] for column in columns))
    for row, figure in enumerate(figures, start=4):
        cells = _cells(figure)
        for place, column in enumerate(columns, start=1):
            cell = sheet.cell(row=row, column=place, value=_typed(cells[column]))
            cell.font, cell.border = BODY, GRID
            cell.alignment = LEFT if column in _WORDY else CENTRE
        sheet.row_dimensions[row].height = 20 if len(figure.indicator) < 26 else 32
    return fixed_bytes(book)


def csv_file(figures: Sequence[Figure]) -> bytes:
    """CSV with the columns, the encoding and the way to type a period of that office."""
    order, encoding, period = _CSV_DIALECTS.get(figures[0].org, _USUAL_DIALECT)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([HEADER[column] for column in order])
    for figure in figures:
        cells = _cells(figure, period=period)
        writer.writerow([_csv_text(cells[column]) for column in order])
    return text.getvalue().encode(encoding)


def json_form(figures: Sequence[Figure]) -> bytes:
    """The JSON form for systems: whose and when is said once, numbers as text."""
    form = {
        "form": "planledger.submission",
        "template_version": "1",
        "plan_id": _PLAN_ID,
        "org_code": next(
            u["org_code"] for u in read_rows("org_units.csv") if u["org"] == figures[0].org
        ),
        "period_code": figures[0].month,
        "data_nature": SYNTHETIC,
        "values": [_json_value(figure) for figure in figures],
    }
    return (json.dumps(form, ensure_ascii=False, indent=1) + "\n").encode()


def own_table(figures: Sequence[Figure]) -> bytes:
    """A workbook of the office's own layout: whose and when only in its title, targets beside."""
    book, sheet = new_workbook("实事进展")
    first = figures[0]
    words = f"{first.month[:4]}年{int(first.month[5:])}月"
    write_heading(
        sheet, f"{first.org}{words}助企惠民实事进展情况(合成示例)", NOTE, len(_OWN_HEADER)
    )
    write_header(sheet, 3, _OWN_HEADER, _OWN_WIDTHS)
    for row, figure in enumerate(figures, start=4):
        value = figure.value if figure.printed is None else figure.printed
        cells = (row - 3, figure.indicator, figure.unit, figure.target, figure.basis, value)
        for column, content in enumerate((*cells, figure.explanation), start=1):
            cell = sheet.cell(row=row, column=column, value=_typed(content))
            cell.font, cell.border = BODY, GRID
            cell.alignment = LEFT if column in (2, 7) else CENTRE
    sheet.cell(row=len(figures) + 5, column=1, value=SIGNED).font = BODY
    return fixed_bytes(book)


def prose(first: Figure, figures: Sequence[Figure]) -> bytes:
    """A report in prose: one sentence a figure, in words of ours."""
    year, month = first.month[:4], int(first.month[5:])
    lines = [f"{first.org}{year}年{month}月助企惠民实事进展情况小结(合成示例)", NOTE]
    for number, figure in enumerate(figures):
        done = plain(figure.value or Decimal(0))
        lines.append(
            f"{_HAN[number]}、截至{month}月底,{figure.indicator}累计完成{done}{figure.unit}。"
        )
    return ("\n\n".join(lines) + "\n").encode()


WRITERS: Mapping[str, Callable[..., bytes]] = {
    "xlsx": workbook,
    "csv": csv_file,
    "json": json_form,
    "own": own_table,
}
"""Form of an office -> what writes it."""
SUFFIXES = {"own": "xlsx"}
"""Form -> end of the file's name, where that is another."""


def _cells(figure: Figure, period: str = "{year}-{month:02d}") -> tuple[str | Decimal | None, ...]:
    printed = period.format(year=figure.month[:4], month=int(figure.month[5:]))
    return (
        figure.org,
        figure.period_printed or printed,
        figure.indicator,
        figure.value if figure.printed is None else figure.printed,
        figure.basis,
        figure.explanation,
        figure.unit,
        SYNTHETIC,
    )


def _json_value(figure: Figure) -> dict[str, str | None]:
    value = {
        "indicator": figure.indicator,
        "unit": figure.unit or None,
        "basis": _BASES[figure.basis],
        "value": figure.printed or (None if figure.value is None else plain(figure.value)),
        "explanation": figure.explanation,
    }
    return {key: text for key, text in value.items() if text or key == "value"}


def _typed(value: str | int | Decimal | None) -> str | int | float | None:
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _csv_text(value: str | Decimal | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else plain(value)
