"""The matrix of who has reported fits the terminal and says what the release says."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from ingestion.errors import ConfigError
from ingestion.service.status import (
    RateRow,
    Status,
    StatusRow,
    read_status,
    show_status,
    write_status,
)
from ingestion.settings import Settings

ORGS = ("市局", "定海", "普陀", "高新区", "普陀山")
STATES = ("on_time", "late", "missing", "returned", "in_review", "not_due", "received")


def row(org: str, month: int, state: str) -> StatusRow:
    received = 0 if state in ("missing", "not_due") else 65 - month
    return StatusRow(
        plan_id="示例局|1号",
        plan_name="2024年示例行动方案",
        org_code=org,
        org_name=org,
        period_code=f"2024-{month:02}",
        frequency="month",
        duty_basis="reviewed",
        submission_state=state,
        due_count=65,
        received_count=received,
        days_overdue=12 if state in ("missing", "returned", "late") else 0,
        completeness_rate=None if state == "not_due" else Decimal(received) / 65,
        period_end_date=date(2024, month, 28),
        due_date=date(2024, month, 28),
        rule_words="示例通知",
        sort_order=1,
        is_synthetic=True,
    )


def rate(scope: str, org: str | None, period: str | None) -> RateRow:
    return RateRow(
        plan_id="示例局|1号",
        rate_scope=scope,
        org_code=org,
        period_code=period,
        duty_count=60,
        received_duty_count=50,
        late_duty_count=4,
        missing_duty_count=5,
        returned_duty_count=3,
        review_duty_count=2,
        completeness_rate=Decimal("0.9996"),
        timeliness_rate=Decimal(1),
    )


@pytest.fixture
def status() -> Status:
    rows = [
        row(org, month, STATES[(number + month) % len(STATES)])
        for number, org in enumerate(ORGS)
        for month in range(1, 13)
    ]
    rates = [rate("plan", None, None), *(rate("organisation", org, None) for org in ORGS)]
    rates += [rate("period", None, f"2024-{month:02}") for month in range(1, 13)]
    return Status(release_id="r0001", rows=tuple(rows), rates=tuple(rates))


def printed(status: Status, width: int) -> str:
    console = Console(file=io.StringIO(), width=width)
    show_status(status, console)
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [80, 120])
def test_a_year_of_months_fits_and_keeps_every_row_on_one_line(status: Status, width: int) -> None:
    lines = printed(status, width).splitlines()
    assert max(map(cell_len, lines)) <= width
    for org in ORGS:
        (line,) = (one for one in lines if one.startswith(f"{org} "))
        assert sum(line.count(mark) for mark in "按迟缺退审·收") == 12


def test_says_in_chinese_how_complete_and_what_is_missing(status: Status) -> None:
    said = printed(status, 120)
    assert "《2024年示例行动方案》 合成示例" in said
    assert "报送日历“示例通知”" in said
    assert "应报 60 份，已收 50，迟报 4，审核中 2，退回 3，未报 5；完整率 99%，及时率 100%" in said
    assert "12月" in said


def test_never_rounds_up_to_all(status: Status) -> None:
    assert "99%" in printed(status, 80)
    assert "100%" in printed(status, 80)


def test_a_page_needs_nothing_from_elsewhere(status: Status, tmp_path: Path) -> None:
    write_status(status, tmp_path / "status.html")
    page = (tmp_path / "status.html").read_text("utf-8")
    assert "完整率" in page
    assert "http" not in page


def test_says_so_where_nothing_is_due(status: Status) -> None:
    assert "没有应报" in printed(status.model_copy(update={"rows": ()}), 80)


def test_refuses_without_a_release(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"尚无发布|no release"):
        read_status(Settings(home=tmp_path))
