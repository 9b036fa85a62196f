"""A made-up form that several tests fill in."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from ingestion.workbooks.model import Form, FormRow

ROWS = (
    FormRow(
        indicator_key="k-ratio", indicator_name="新建口袋公园", unit_name="个",
        basis="year_to_date", comparator=">=", target_value=Decimal("8"),
        completion_method="ratio", previous_value=Decimal("3"), previous_period_code="2031-04",
        is_previous_adjacent=True,
    ),
    FormRow(
        indicator_key="k-limit", indicator_name="证照办理平均时限", unit_name="工作日",
        basis="level", comparator="<=", target_value=Decimal("3"), completion_method="limit",
        previous_value=Decimal("3.2"), previous_period_code="2031-03",
    ),
    FormRow(
        indicator_key="k-change", indicator_name="=投诉量下降率", unit_name="%", basis="level",
        comparator=">=", change="decrease", target_value=Decimal("10"), completion_method="change",
    ),
    FormRow(
        indicator_key="k-baseline", indicator_name="单位产值能耗", unit_name="吨标准煤",
        basis="level", comparator="<=", target_value=Decimal("0.4"), completion_method="baseline",
        baseline_value=Decimal("0.5"),
    ),
    FormRow(
        indicator_key="k-none", indicator_name="不设数量的任务", basis="year_to_date",
    ),
    FormRow(
        indicator_key="k-stale", indicator_name="巡查河道", unit_name="公里", basis="year_to_date",
        comparator="=", target_value=Decimal("120"), target_value_max=Decimal("150"),
        completion_method="ratio", previous_value=Decimal("20.5"), previous_period_code="2031-03",
    ),
)  # fmt: skip


def form(**changes: object) -> Form:
    """One form of six indicators, each of another kind."""
    given: dict[str, object] = {
        "plan_id": "云岭市水务局|云岭水〔2031〕7号",
        "plan_name": "云岭市2031年河湖行动方案（示例）",
        "document_number": "云岭水〔2031〕7号",
        "org_code": "990102",
        "org_name": "清溪",
        "period_code": "2031-05",
        "previous_period_code": "2031-04",
        "release_id": "r0007",
        "created_at": datetime(2031, 5, 28, 9, 30, tzinfo=UTC),
        "rows": ROWS,
    }
    return Form(**(given | changes))  # type: ignore[arg-type]
