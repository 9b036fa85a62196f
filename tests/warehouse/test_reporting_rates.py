"""Whatever comes, completeness and timeliness lie in 0–100 % and are what a count by hand gives.

``PLANLEDGER_HISTORIES`` sets how many random histories are tried, by default one.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import chinese_calendar
import duckdb
import pytest

from ingestion.load.candidate import build_raw
from ingestion.load.store import RecordStore
from ingestion.match.run import match_entities
from ingestion.settings import Settings
from tests.expectations.gold_warehouse import PROJECT, build
from tests.warehouse.random_history import RandomHistory

SEEDS = range(int(os.environ.get("PLANLEDGER_HISTORIES", "1")))
BATCHES = 6
GRACE = 2
RULE = {
    "rule_no": 1,
    "plan_id": "*",
    "org_scope": "level:county",
    "frequency": "month",
    "due_kind": "working_day_after",
    "due_number": 5,
    "due_month": "",
    "holiday_move": "next",
    "grace_days": GRACE,
    "grace_kind": "day",
    "review_steps": "",
    "valid_from": "",
    "valid_to": "",
    "reason": "invented",
}
Row = dict[str, Any]


def project_with_a_rule(folder: Path) -> Path:
    """The project, and in its calendar one rule: counties report every month."""
    project = folder / "project"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    with (project / "seeds" / "reporting_calendar.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(RULE))
        writer.writeheader()
        writer.writerow(RULE)
    return project


def rows_of(candidate: Path, sql: str) -> list[Row]:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        found = connection.execute(sql)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def fifth_working_day_after(day: date) -> date:
    left = 5
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day


def day_in_china(moment: datetime) -> date:
    return (moment + timedelta(hours=8)).date()


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_rates_are_those_of_a_count_by_hand(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "home")
    history = RandomHistory(RecordStore(settings), seed)
    history.begin()
    for _ in range(BATCHES):
        history.report()
    candidate = tmp_path / "candidate.duckdb"
    build_raw(candidate, settings)
    match_entities(candidate, settings)
    monkeypatch.setenv("PLANLEDGER_AS_OF", "2024-05-20T20:00:00")
    wanted = "+rpt_submission_rates +rpt_submission_reminders"
    build(candidate, tmp_path, select=wanted, project=project_with_a_rule(tmp_path))
    statuses = rows_of(candidate, "select * from marts.rpt_submission_status")
    assert {one["submission_state"] for one in statuses} >= {"missing", "not_due"}
    owed, sent = owed_and_sent(candidate)
    for one in statuses:
        check_status(one, owed, sent, today=date(2024, 5, 21))
    for one in rows_of(candidate, "select * from marts.rpt_submission_rates"):
        check_rates(one)
    asked = {one["status_key"]: one for one in statuses}
    for one in rows_of(candidate, "select * from marts.rpt_submission_reminders"):
        assert asked[one["status_key"]]["due_date"] is not None
        assert one["is_reached"] == (one["reminder_date"] <= date(2024, 5, 21))


def owed_and_sent(candidate: Path) -> tuple[dict[Any, set[str]], dict[Any, dict[str, datetime]]]:
    """Indicators by plan, organisation and year; when each was first sent, by duty."""
    owed: dict[Any, set[str]] = defaultdict(set)
    for one in rows_of(
        candidate,
        "select * from intermediate.int_targets_resolved where reporting_duty = 'own'"
        " and not is_total and stated_in = 'table' and org_code is not null and is_plan_of_record",
    ):
        owed[one["plan_id"], one["org_code"], one["period_code"][:4]].add(one["indicator_key"])
    sent: dict[Any, dict[str, datetime]] = defaultdict(dict)
    for one in rows_of(
        candidate,
        "select * from intermediate.int_actuals_completed where source = 'submission'"
        " and reported_value is not null and plan_id is not null"
        " and acceptance_state is distinct from 'returned' order by received_at",
    ):
        key = one["plan_id"], one["org_code"], one["period_code"]
        sent[key].setdefault(one["indicator_key"], one["received_at"])
    return owed, sent


def check_status(
    one: Row, owed: dict[Any, set[str]], sent: dict[Any, dict[str, datetime]], *, today: date
) -> None:
    due = owed[one["plan_id"], one["org_code"], one["period_code"][:4]]
    came = {
        key: at
        for key, at in sent[one["plan_id"], one["org_code"], one["period_code"]].items()
        if key in due
    }
    assert (one["due_count"], one["received_count"]) == (len(due), len(came))
    if one["duty_basis"] == "reviewed":
        assert one["due_date"] == fifth_working_day_after(one["period_end_date"])
        assert one["grace_until_date"] == one["due_date"] + timedelta(days=GRACE)
        in_time = sum(day_in_china(at) <= one["grace_until_date"] for at in came.values())
        assert one["on_time_count"] == in_time
        if one["report_count"] == 0:
            is_over = today > one["grace_until_date"]
            assert one["submission_state"] == ("missing" if is_over else "not_due")
    else:
        assert (one["duty_basis"], one["due_date"]) == ("others_reported", None)
        assert one["timeliness_rate"] is None
    if one["submission_state"] == "not_due":
        assert one["completeness_rate"] is None
    else:
        assert one["completeness_rate"] == share(len(came), len(due))
    check_rates(one)


def check_rates(one: Row) -> None:
    for name in ("completeness_rate", "timeliness_rate"):
        assert one[name] is None or (isinstance(one[name], Decimal) and 0 <= one[name] <= 1)


def share(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(Decimal("1e-10"))
