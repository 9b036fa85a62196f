"""A thousand returned workbooks of a hundred rows: read, built and checked in a minute.

Seven years' plans of one city stand in the warehouse; then every month's forms of its twelve
units come at once. Reading runs in two processes, as the workers of the schedule do.
"""

from __future__ import annotations

import csv
import io
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from ingestion.pipeline.candidate import Candidate
from ingestion.pipeline.ingest import ingest_documents, ingest_submissions, list_landed
from ingestion.pipeline.release import build_facts, build_reports, publish_release, run_checks
from ingestion.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
YEARS = range(2018, 2025)
ROWS = 100
CITY = "330900"
SECONDS = 60
"""For reading, building and checking. Unit: seconds of wall time on two cores."""
_HEADER = ("指标", "计量单位", "数值", "口径")
_THINGS = "学位 床位 泵站 绿道 管网 驿站 书房 茶园 渔港 诊室".split()  # noqa: SIM905
_DEEDS = "新建 改造 培育 认证 监测 巡检 扩容 修复 评估 备案".split()  # noqa: SIM905
NAMES = [f"{deed}{thing}数" for deed in _DEEDS for thing in _THINGS]


def units() -> dict[str, str]:
    """Code and name of the city's units, as the reviewed list has them."""
    with (ROOT / "dbt_project" / "seeds" / "org_units.csv").open(encoding="utf-8") as lines:
        return {
            row["org_code"]: row["org_name"]
            for row in csv.DictReader(lines)
            if row["parent_org_code"] == CITY
        }


def plan(year: int) -> bytes:
    """A plan's table: each indicator over the city's units."""
    names = units().values()
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("任务分解")
        sheet.write(0, 0, f"舟山市{year}年公共服务行动任务分解表（示例）")
        sheet.write_row(2, 0, ("序号", "目标名称", "单位", "全市", *names))
        for row, name in enumerate(NAMES[:ROWS]):
            parts = [120 + row] * len(names)
            sheet.write_row(3 + row, 0, (row + 1, name, "个", sum(parts), *parts))
    return stream.getvalue()


def report(year: int, month: int, units_in_it: int) -> bytes:
    """One unit's month, as a sheet with known headers."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("报送")
        sheet.write(0, 0, f"{year}年{month}月进度")
        sheet.write_row(2, 0, _HEADER)
        for row, name in enumerate(NAMES[:ROWS]):
            done = units_in_it * ((120 + row) * month // 12)
            sheet.write_row(3 + row, 0, (name, "个", done, "累计"))
    return stream.getvalue()


def put(home: Path, path: str, data: bytes, received: date) -> None:
    """Land a file as if it came on that day."""
    target = home / "landing" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    moment = datetime(received.year, received.month, received.day, 8, tzinfo=UTC).timestamp()
    os.utime(target, (moment, moment))


def put_plans(home: Path) -> None:
    for year in YEARS:
        put(home, f"plans/{year}.xlsx", plan(year), date(year, 1, 5))


def put_reports(home: Path) -> int:
    senders = [CITY, *units()]
    months = [(year, month) for year in YEARS for month in range(1, 13)]
    for year, month in months:
        received = date(year + month // 12, month % 12 + 1, 3)
        for sender in senders:
            data = report(year, month, len(senders) - 1 if sender == CITY else 1)
            put(home, f"progress/{sender}/{year}-{month:02}.xlsx", data, received)
    return len(months) * len(senders)


@contextmanager
def told(what: str, spent: dict[str, tuple[float, float]]) -> Iterator[None]:
    """Keep wall time and processor time of a step, its processes' included. Unit: seconds."""
    began, used = time.perf_counter(), processor_seconds()
    yield
    spent[what] = (time.perf_counter() - began, processor_seconds() - used)


def processor_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def test_a_thousand_workbooks_are_read_and_checked_in_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANLEDGER_HOME", str(tmp_path))
    settings = Settings()
    put_plans(tmp_path)
    for chunk in list_landed("plans"):
        ingest_documents(chunk)
    publish_release(build_reports(run_checks(build_facts())))
    count = put_reports(tmp_path)
    assert count >= 1000
    spent: dict[str, tuple[float, float]] = {}
    with told("read", spent), ProcessPoolExecutor(2) as workers:
        outcomes = list(workers.map(ingest_submissions, list_landed("progress")))
    assert sum(one.get("accepted", 0) for one in outcomes) == count
    with told("build", spent):
        release_id = build_facts()
    with told("check", spent):
        run_checks(release_id)
    with duckdb.connect(str(Candidate(settings, release_id).database), read_only=True) as marts:
        (values,) = marts.execute("select count(*) from marts.fct_actuals").fetchall()[0]
    assert values >= count * ROWS
    took = sum(wall for wall, _ in spent.values())
    steps = ", ".join(f"{step} {wall:.1f} ({used:.1f})" for step, (wall, used) in spent.items())
    print(f"\n{count} workbooks, {values} values, seconds (of processor): {steps}; {took:.1f}")
    assert took < SECONDS
