"""Forms for everybody at once, and replies to everybody."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from decimal import Decimal

from ingestion.workbooks.correction import write_correction
from ingestion.workbooks.model import Form, FormRow
from ingestion.workbooks.remarks import CellRemark
from ingestion.workbooks.template_xlsx import write_template

ORGS, ROWS = 100, 100


def form(number: int) -> Form:
    return Form(
        plan_id="云岭市|云岭〔2031〕1号",
        plan_name="云岭市2031年行动方案（示例）",
        org_code=f"99{number:04d}",
        org_name=f"第{number}区",
        period_code="2031-05",
        previous_period_code="2031-04",
        release_id="r0001",
        created_at=datetime(2031, 5, 28, tzinfo=UTC),
        rows=tuple(
            FormRow(
                indicator_key=f"{row:032d}",
                indicator_name=f"第{row}项新建和改造的公共服务设施数量",
                unit_name="个",
                basis="year_to_date",
                comparator=">=",
                target_value=Decimal(row + 1),
                completion_method="ratio",
                previous_value=Decimal(row) / 2,
                previous_period_code="2031-04",
                is_previous_adjacent=True,
            )
            for row in range(ROWS)
        ),
    )


def test_forms_for_a_hundred_organisations_are_written_in_half_a_minute() -> None:
    forms = [form(number) for number in range(ORGS)]
    start = time.perf_counter()
    written = [write_template(one) for one in forms]
    took = time.perf_counter() - start
    print(f"\n{ORGS} forms of {ROWS} rows: {took:.1f} s, {len(written[0]) / 1024:.0f} KB each")
    assert took < 30


def test_a_hundred_corrections_of_twenty_remarks_are_written_in_half_a_minute() -> None:
    data = write_template(form(1))
    remarks = [CellRemark(cell=f"G{6 + row}", message_zh="低于上期。") for row in range(20)]
    start = time.perf_counter()
    for _ in range(ORGS):
        write_correction(data, "a.xlsx", remarks)
    took = time.perf_counter() - start
    print(f"\n{ORGS} corrections of {len(remarks)} remarks: {took:.1f} s")
    assert took < 30
