"""Two quarters of invented progress submissions for the 2024 sample plan.

Everything follows from a fixed seed and the plan's table. County figures add up to the city's own,
and cumulative figures rise, except for the two errors that are planted on purpose and written to
``samples/planted_errors.yml``.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

import yaml

from .sources import PlanCell, read_plan, read_rows
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

SEED = 20240403
CITY = "舟山市"
TOTAL = "全市"
QUARTERS = {"2024-Q1": "2024年第一季度", "2024-Q2": "2024年第二季度"}
HEADER = ("单位", "期间", "指标", "数值", "口径", "情况说明", "计量单位", "数据性质")
WIDTHS = (10, 11, 52, 12, 8, 34, 10, 11)
NOTE = "合成示例:数字由本项目生成,不是任何单位的真实完成数"

# Share of the year's target reached by the end of the quarter: low, high.
_PACE = {"2024-Q1": (0.21, 0.29), "2024-Q2": (0.45, 0.55)}
# How close to its target a level stands: a stock of patents, a rate, a time limit.
_LEVEL = {"2024-Q1": (0.93, 0.97), "2024-Q2": (0.97, 1.005)}
_TIME_UNITS = frozenset({"工作日", "分钟"})
_RATE_UNITS = _TIME_UNITS | {"%"}
# A level at the end of the period, not a count of what was done in it.
_STOCK_ENDING = "拥有量"
# Rates that grow over the year as objects are visited one after the other.
_GROWING_RATES = ("抽查比例", "监督检查率", "办理覆盖率")
_ROW_OF_A_REPEATED_NAME = 68  # merged with row 67: one figure is reported for both

# Planted: the city's figure is not the sum of its units' figures.
MISSED_SUM = ("新增物联感知技术应用电梯", "2024-Q2", Decimal(12))
# Planted: a unit's cumulative figure falls from the first quarter to the second.
FALLEN = ("普陀", "知识产权培训活动覆盖企业数量", Decimal(17))

# Column order, encoding and line ends that a CSV from that office has.
_CSV_DIALECTS: Mapping[str, tuple[tuple[int, ...], str]] = {
    "高新区": ((0, 1, 2, 3, 4, 5, 6, 7), "utf-8-sig"),
    "金塘": ((1, 0, 2, 6, 3, 4, 5, 7), "utf-8"),
    "六横": ((0, 1, 2, 3, 4, 5, 6, 7), "gb18030"),
    "普陀山": ((7, 0, 1, 2, 4, 3, 6, 5), "utf-8-sig"),
    "洋山": ((0, 1, 2, 3, 4, 5, 6, 7), "utf-8"),
}


@dataclass(frozen=True)
class Figure:
    """One reported value. ``value`` is in ``unit``; ``basis`` as the form prints it."""

    org: str
    period: str
    indicator: str
    unit: str
    basis: str
    value: Decimal
    target: Decimal
    explanation: str = ""


def submissions() -> Iterator[tuple[str, bytes]]:
    """Path below ``samples/progress`` and bytes of every file."""
    figures = all_figures()
    for unit in read_rows("org_units.csv"):
        for period, words in QUARTERS.items():
            rows = [f for f in figures if f.org == unit["org"] and f.period == period]
            write = _workbook if unit["format"] == "xlsx" else _csv_file
            yield f"{unit['org_code']}/{period}.{unit['format']}", write(rows, words)


def planted_errors() -> str:
    """The two planted errors as YAML."""
    figures = {(f.org, f.indicator, f.period): f for f in all_figures()}
    first, second = QUARTERS
    missed = figures[CITY, *MISSED_SUM[:2]]
    parts = [f for key, f in figures.items() if key[1:] == MISSED_SUM[:2] and f.org != CITY]
    fallen = figures[*FALLEN[:2], second]
    errors = [
        _error("A01", missed, expected=sum((f.value for f in parts), Decimal(0))),
        _error("A02", fallen, expected=figures[*FALLEN[:2], first].value),
    ]
    head = (
        "# The two errors planted in samples/progress; written by samples/build_samples.py.\n"
        "# A01: expected is the sum of the units' figures, observed is the city's own figure.\n"
        "# A02: expected is at least the earlier cumulative figure, observed is the later one.\n"
        "---\n"
    )
    return head + yaml.safe_dump(errors, allow_unicode=True, sort_keys=False)


def all_figures() -> list[Figure]:
    """Every reported value, planted errors included."""
    draw = random.Random(SEED)
    figures: list[Figure] = []
    for row in read_plan("plan_2024.csv"):
        if row[0].row_no != _ROW_OF_A_REPEATED_NAME:
            figures += _row_figures(row, draw)
    return [_explained(figure) for figure in figures]


def _row_figures(row: list[PlanCell], draw: random.Random) -> Iterator[Figure]:
    total, *parts = row
    reporting = [cell for cell in parts if cell.state in ("value", "all_orgs")]
    is_rate = total.unit in _RATE_UNITS
    before: dict[str, Decimal] = {}
    for period in QUARTERS:
        values = {}
        for cell in reporting:
            value = _drawn(cell, period, draw, before.get(cell.org))
            if (cell.org, cell.indicator) == FALLEN[:2] and period == "2024-Q2":
                value = before[cell.org] - FALLEN[2]
            values[cell.org] = before[cell.org] = value
            yield _figure(cell, cell.org, period, value)
        if not values:
            own = _drawn(total, period, draw, before.get(CITY))
            before[CITY] = own
        elif is_rate:
            own = _rounded(sum(values.values(), Decimal(0)) / len(values), 1)
        else:
            own = sum(values.values(), Decimal(0))
        if (total.indicator, period) == MISSED_SUM[:2]:
            own += MISSED_SUM[2]
        yield _figure(total, CITY, period, own)


def _drawn(cell: PlanCell, period: str, draw: random.Random, before: Decimal | None) -> Decimal:
    if cell.value is None:
        raise ValueError(f"row {cell.row_no} {cell.org}: no target to draw a figure from")
    grows = cell.unit not in _RATE_UNITS or any(word in cell.indicator for word in _GROWING_RATES)
    is_level = cell.indicator.endswith(_STOCK_ENDING) or not grows
    low, high = (_LEVEL if is_level else _PACE)[period]
    share = Decimal(str(round(draw.uniform(low, high), 4)))
    if cell.unit in _TIME_UNITS:
        share = 2 - share  # a time limit is reached from above
    value = cell.value * share
    if cell.unit in _RATE_UNITS:
        value = _rounded(value, 1)
        return min(value, Decimal(100)) if cell.unit == "%" else value
    if cell.unit == "亿元":
        value = _rounded(value, 2)
    else:  # a count of 1 is 0 for a while: round up as often as the share says
        value = Decimal(int(value + Decimal(str(round(draw.random(), 4)))))
    value = value if is_level else min(value, cell.value)
    return value if before is None else max(value, before)


def _figure(cell: PlanCell, org: str, period: str, value: Decimal) -> Figure:
    is_level = cell.unit in _RATE_UNITS or cell.indicator.endswith(_STOCK_ENDING)
    return Figure(
        org=org,
        period=period,
        indicator=cell.indicator,
        unit=cell.unit,
        basis="期末" if is_level else "累计",
        value=value,
        target=cell.value or Decimal(0),
    )


def _explained(figure: Figure) -> Figure:
    """Add the sentence that an office writes beside a figure that is behind."""
    if figure.basis != "累计" or not figure.target:
        return figure
    share = figure.value / figure.target
    if share == 0:
        words = "已排定对象,下季度完成" if figure.period == "2024-Q1" else "材料在审,下半年完成"
    elif share < (Decimal("0.2") if figure.period == "2024-Q1" else Decimal("0.4")):
        words = "进度偏慢,已列入月度调度"
    else:
        words = ""
    return replace(figure, explanation=words)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _cells(figure: Figure) -> tuple[str | Decimal, ...]:
    return (
        figure.org,
        figure.period,
        figure.indicator,
        figure.value,
        figure.basis,
        figure.explanation,
        figure.unit,
        "合成示例",
    )


def _workbook(figures: list[Figure], words: str) -> bytes:
    book, sheet = new_workbook("进度报送")
    org = figures[0].org
    write_heading(sheet, f"{org}{words}任务进度报送表(合成示例)", NOTE, len(HEADER))
    write_header(sheet, 3, HEADER, WIDTHS)
    for row, figure in enumerate(figures, start=4):
        for column, value in enumerate(_cells(figure), start=1):
            cell = sheet.cell(row=row, column=column, value=_typed(value))
            cell.font, cell.border = BODY, GRID
            cell.alignment = LEFT if column in (3, 6) else CENTRE
        sheet.row_dimensions[row].height = 20 if len(figure.indicator) < 26 else 32
    return fixed_bytes(book)


def _typed(value: str | Decimal) -> str | int | float | None:
    if isinstance(value, str):
        return value or None
    return int(value) if value == value.to_integral_value() else float(value)


def _csv_file(figures: list[Figure], _words: str) -> bytes:
    order, encoding = _CSV_DIALECTS[figures[0].org]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([HEADER[column] for column in order])
    for figure in figures:
        cells = _cells(figure)
        writer.writerow([_csv_text(cells[column]) for column in order])
    return text.getvalue().encode(encoding)


def _csv_text(value: str | Decimal) -> str:
    return value if isinstance(value, str) else f"{value.normalize():f}"


def _error(check: str, figure: Figure, *, expected: Decimal) -> dict[str, str | int]:
    codes = {row["org"]: row["org_code"] for row in read_rows("org_units.csv")}
    return {
        "check_id": check,
        "org_code": codes[figure.org],
        "org_name": figure.org,
        "indicator": figure.indicator,
        "period": figure.period,
        "expected": int(expected),
        "observed": int(figure.value),
    }


__all__ = ["all_figures", "planted_errors", "submissions"]
