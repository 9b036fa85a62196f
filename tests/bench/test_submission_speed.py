"""Reading of returned workbooks: a thousand of a hundred rows are read in well under a minute."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime

from openpyxl import Workbook

from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.read import read_submission

HEADER = (
    "指标编码", "序号", "指标", "计量单位", "年度目标", "上期累计", "本期累计", "口径", "完成率",
    "情况说明", "佐证材料",
)  # fmt: skip
FILES = 40
MILLISECONDS_PER_FILE = 30
"""Processor time; two cores read a thousand in fifteen seconds, the rest is for the checks."""


def workbook(rows: int) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B1"] = "丙县 2024年6月目标任务完成情况填报表"
    for col, text in enumerate(HEADER, 1):
        sheet.cell(5, col, text)
    keys = book.create_sheet("_planledger")
    for pair in (
        ("template_version", "1"), ("plan_id", "p"), ("org_code", "111"),
        ("period_code", "2024-06"),
    ):  # fmt: skip
        keys.append(pair)
    keys.append(["indicator_key", "indicator", "unit", "basis"])
    for row in range(rows):
        key, name = f"{row:032x}", f"第{row}项指标"
        keys.append([key, name, "个", "year_to_date"])
        for col, found in enumerate((key, row + 1, name, "个", 100, 10, 20 + row, "累计"), 1):
            sheet.cell(6 + row, col, found)
        rate = sheet.cell(6 + row, 9, f'=IF(G{6 + row}="","",G{6 + row}/E{6 + row})')
        rate.number_format = "0.0%"
        sheet.cell(6 + row, 10, "按计划推进" if row % 5 == 0 else None)
    keys.sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def milliseconds(rows: int, times: int) -> float:
    unit = {"org_code": "111", "org_name": "丙县", "official_name": "丙县", "parent_org_code": ""}
    orgs = OrgDirectory([unit], [])
    data = workbook(rows)
    start = time.process_time()
    for _ in range(times):
        found = read_submission(
            data,
            "progress/111/a.xlsx",
            document_id="d" * 64,
            delivery_id="e" * 16,
            org_code="111",
            received_at=datetime(2024, 7, 3, tzinfo=UTC),
            orgs=orgs,
        )
        assert found.loaded == rows
    return (time.process_time() - start) / times * 1000


def test_a_workbook_of_a_hundred_rows_takes_milliseconds() -> None:
    milliseconds(100, 2)
    assert milliseconds(100, FILES) < MILLISECONDS_PER_FILE


def test_the_cost_of_a_workbook_grows_with_its_rows_not_their_square() -> None:
    small = milliseconds(100, 10)
    assert milliseconds(2000, 2) < small * 20 * 2.5
