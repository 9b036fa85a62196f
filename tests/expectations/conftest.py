"""Three small warehouses with all evidence tables: one that keeps every rule, one that breaks every
rule, one that is empty. Great Expectations takes seconds to start: each is judged once a session.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from expectations.check import CHECK_COLUMNS, Check
from expectations.outcomes import CheckFailure, CheckOutcome, CheckRun
from expectations.registry import load_checks
from expectations.run_evidence import CHECKS_ON_THE_RUN
from expectations.runner import run_checks

FIXTURES = Path(__file__).parent / "fixtures"
TYPES = {"difference": "decimal(38, 10)", "tolerance": "decimal(38, 10)", "is_evaluated": "boolean"}
GREEN = {"model.planledger.fct_targets": "success", "test.planledger.unique": "pass"}
RED = {"model.planledger.fct_targets": "error", "test.planledger.unique": "skipped"}


class Judged:
    """One run with look-ups by check id."""

    def __init__(self, run: CheckRun) -> None:
        self.run = run

    def outcome(self, check_id: str) -> CheckOutcome:
        return next(outcome for outcome in self.run.outcomes if outcome.check_id == check_id)

    def failures(self, check_id: str) -> list[CheckFailure]:
        return [failure for failure in self.run.failures if failure.check_id == check_id]

    def messages(self, check_id: str) -> list[tuple[str, str]]:
        return [(row.message_zh, row.message_en) for row in self.failures(check_id)]


def read_fixture(check_id: str) -> dict[str, list[dict[str, Any]]]:
    fixture: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        (FIXTURES / f"{check_id.lower()}.yml").read_text(encoding="utf-8")
    )
    return fixture


def fill(connection: duckdb.DuckDBPyConnection, check: Check, rows: list[dict[str, Any]]) -> None:
    """Create the check's evidence table; a row of a fixture names only what matters."""
    columns = ", ".join(f"{name} {TYPES.get(name, 'varchar')}" for name in CHECK_COLUMNS)
    connection.execute(f"create table marts.{check.table} ({columns})")
    for number, given in enumerate(rows):
        row = {
            "check_id": check.id,
            "subject_key": f"{number:03}",
            "document_key": "d",
            "plan_id": "p",
            "is_evaluated": True,
            "evidence": "[]",
            **given,
            "detail": json.dumps(given.get("detail", {}), ensure_ascii=False),
        }
        for name in ("difference", "tolerance"):
            row[name] = Decimal(str(row[name])) if row.get(name) is not None else None
        marks = ", ".join("?" for _ in CHECK_COLUMNS)
        connection.execute(
            f"insert into marts.{check.table} values ({marks})",
            [row.get(column) for column in CHECK_COLUMNS],
        )


def make_warehouse(file: Path, case: str) -> Path:
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema marts")
        for check in load_checks():
            if check.id not in CHECKS_ON_THE_RUN:
                fill(connection, check, read_fixture(check.id).get(case, []))
    return file


@pytest.fixture(scope="session")
def judge_case(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, dict[str, str]], Judged]:
    def judge(case: str, dbt_results: dict[str, str]) -> Judged:
        folder = tmp_path_factory.mktemp(case)
        file = make_warehouse(folder / "candidate.duckdb", case)
        return Judged(run_checks(file, docs_dir=folder / "docs", dbt_results=dbt_results))

    return judge


@pytest.fixture(scope="session")
def passing(judge_case: Callable[[str, dict[str, str]], Judged]) -> Judged:
    return judge_case("passing", GREEN)


@pytest.fixture(scope="session")
def failing(judge_case: Callable[[str, dict[str, str]], Judged]) -> Judged:
    return judge_case("failing", RED)


@pytest.fixture(scope="session")
def empty(judge_case: Callable[[str, dict[str, str]], Judged]) -> Judged:
    return judge_case("empty", {})


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Path]:
    """A fresh copy of the warehouse that keeps every rule, to be broken by a test."""
    yield make_warehouse(tmp_path / "candidate.duckdb", "passing")
