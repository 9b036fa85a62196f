"""Write the findings as a workbook: every text stays text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from ingestion.publish.pages import label
from ingestion.publish.site.findings import Cause, FindingView

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so would be a formula if somebody typed or pasted it."""
_MOST_CHARACTERS = 32_767
_ABOUT = (
    "每行一条核验发现，同一根因的排在一起。",
    "点编号打开该发现的页面；工作簿须与 findings 文件夹放在一起。",
    "One finding a row, those of one cause together. The number opens the page of a finding.",
)


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: int


_COLUMNS = (
    _Column("编号", 12),
    _Column("程度", 8),
    _Column("检查", 7),
    _Column("检查内容", 24),
    _Column("对象", 34),
    _Column("说明", 60),
    _Column("应为", 14),
    _Column("实为", 14),
    _Column("差额", 12),
    _Column("单位", 12),
    _Column("期间", 10),
    _Column("计划", 34),
    _Column("文件", 34),
    _Column("根因", 44),
    _Column("同因条数", 9),
    _Column("首见于", 9),
    _Column("出现", 10),
    _Column("见于几次发布", 12),
    _Column("处置", 9),
    _Column("责任人", 12),
    _Column("理由", 34),
    _Column("到期日", 12),
    _Column("数据性质", 11),
)


def write_workbook(path: Path, causes: Sequence[Cause], *, created_at: datetime) -> None:
    """Write ``findings.xlsx``: the same bytes for the same findings.

    Args:
        path: Beside the folder of the findings' pages, which the workbook links.
        causes: All findings by root cause.
        created_at: Of the release; the only time in the file.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path),
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    book.set_properties({"title": "核验发现 Findings", "created": created_at.replace(tzinfo=None)})
    sheet = book.add_worksheet("核验发现")
    forms = _Forms(book)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, column in enumerate(_COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title, forms.head)
    row = 0
    for cause in causes:
        for one in cause.members:
            row += 1
            _write_row(sheet, row, one, cause, forms)
    sheet.autofilter(0, 0, max(row, 1), len(_COLUMNS) - 1)
    about = book.add_worksheet("说明")
    about.set_column(0, 0, 90)
    for place, line in enumerate(_ABOUT):
        about.write_string(place, 0, line, forms.text)
    book.close()


class _Forms:
    """The few formats of the sheet."""

    def __init__(self, book: Any) -> None:
        common = {"valign": "top", "text_wrap": True, "font_name": "Microsoft YaHei", "size": 10}
        self.head = book.add_format(
            {**common, "bold": True, "bg_color": "#F1EEE4", "bottom": 1, "valign": "vcenter"}
        )
        self.text = book.add_format(common)
        self.quoted = book.add_format({**common, "quote_prefix": True})
        self.number = book.add_format({**common, "num_format": "0.##########"})
        self.link = book.add_format({**common, "font_color": "#1D4F7C", "underline": 1})
        self.day = book.add_format({**common, "num_format": "yyyy-mm-dd"})


def _write_row(sheet: Any, row: int, one: FindingView, cause: Cause, forms: _Forms) -> None:
    sheet.write_url(row, 0, f"external:{one.page}", forms.link, string=one.row.finding_key[:8])
    for place, value in enumerate(_values(one, cause), start=1):
        _write(sheet, row, place, value, forms)


def _values(one: FindingView, cause: Cause) -> tuple[str | int | Decimal | date | None, ...]:
    row = one.row
    return (
        label("severity", row.severity)[0],
        row.check_id,
        one.check_title,
        row.subject_zh,
        row.message_zh,
        one.expected,
        one.observed,
        row.difference,
        one.org_name,
        row.period_code,
        one.plan_title,
        one.source.title if one.source else None,
        cause.text_zh,
        len(cause.members),
        row.first_release_id,
        label("occurrence", row.occurrence)[0] if row.occurrence else None,
        row.seen_count,
        label("disposition", one.disposition)[0],
        row.disposition_owner,
        row.disposition_reason,
        row.disposition_expires_on,
        "合成示例" if one.is_synthetic else None,
    )


def _write(
    sheet: Any, row: int, place: int, value: str | int | Decimal | date | None, forms: _Forms
) -> None:
    """Texts are strings whatever they look like; what could pass for a formula is quoted."""
    if value is None:
        return
    if isinstance(value, str):
        form = forms.quoted if value.startswith(_FORMULA_STARTS) else forms.text
        sheet.write_string(row, place, value[:_MOST_CHARACTERS], form)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), forms.day)
    else:
        sheet.write_number(row, place, float(value), forms.number)
