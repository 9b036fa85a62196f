"""What was known on a day is a query, and says what a build of that day's deliveries says."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.invented_history import HISTORY, make_candidate, write_adjustments

ROOT = Path(__file__).resolve().parents[2]
NEEDED = (
    "+fct_targets +fct_target_versions +fct_target_statements +fct_actuals +fct_submissions"
    " +dim_documents +dim_document_editions +dim_periods"
)
ANY_DAY = "1999-12-31"
END = datetime(2025, 12, 31)

# The query as known on a day, and what a build of that day itself would show.
QUERIES = {
    "targets": (
        "select target_key, org_name, indicator_name, statement_key, comparator, target_value,"
        " is_plan_of_record"
        " from {{ as_known_on(ref('fct_target_versions'), '" + ANY_DAY + "') }} as versions"
        " where is_in_force",
        "select targets.target_key, targets.org_name, statements.indicator_name,"
        " targets.statement_key, targets.comparator, targets.target_value,"
        " targets.is_plan_of_record"
        " from marts.fct_targets as targets"
        " inner join marts.fct_target_statements as statements using (statement_key)",
    ),
    "actuals": (
        "select org_code, period_code, indicator_name, source, finality, revision_no,"
        " converted_value, year_to_date_value, period_value, actual_value from ("
        "{{ actuals_as_known_on(ref('fct_actuals'), ref('dim_periods'), '" + ANY_DAY + "') }}"
        ") as actuals",
        "select org_code, period_code, indicator_name, source, finality, revision_no,"
        " converted_value, year_to_date_value, period_value, actual_value"
        " from marts.fct_actuals where is_latest",
    ),
    "documents": (
        "select document_key, edition_no, is_superseded, superseded_by, is_plan_of_record"
        " from {{ as_known_on(ref('dim_document_editions'), '" + ANY_DAY + "') }} as editions",
        "select document_key, edition_no, is_superseded, superseded_by, is_plan_of_record"
        " from marts.dim_documents",
    ),
    "submissions": (
        "select org_code, period_code, revision_no, value_count"
        " from {{ as_known_on(ref('fct_submissions'), '" + ANY_DAY + "') }} as submissions",
        "select org_code, period_code, revision_no, value_count"
        " from marts.fct_submissions where is_latest",
    ),
}


class Warehouse:
    """One copy of the project and the candidates built with it, in this process."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.project = scratch / "project"
        shutil.copytree(
            ROOT / "dbt_project", self.project, ignore=shutil.ignore_patterns("target", "logs")
        )

    def build(self, name: str, until: datetime) -> Path:
        """A candidate of what had been delivered by a moment."""
        candidate = self.scratch / f"{name}.duckdb"
        make_candidate(candidate, self.scratch / "home", until)
        write_adjustments(self.project, until)
        excluded = ["--exclude", "resource_type:test", "resource_type:unit_test"]
        self._dbt(candidate, "build", "--select", NEEDED, *excluded)
        return candidate

    def compiled(self, candidate: Path, query: str) -> str:
        """A query with macros and references, as SQL for one candidate."""
        answer = self._dbt(candidate, "compile", "--inline", query)
        sql: str = answer.results[0].node.compiled_code
        return re.sub(r'"[^"]+"\."marts"\.', "marts.", sql)

    def _dbt(self, candidate: Path, *arguments: str) -> Any:
        from dbt.cli.main import dbtRunner

        places = [
            f"--project-dir={self.project}",
            f"--profiles-dir={self.project}",
            f"--target-path={self.scratch / 'target'}",
            f"--log-path={self.scratch / 'logs'}",
        ]
        with _opened_by_dbt(candidate):
            answer = dbtRunner().invoke(["--quiet", *arguments, *places])
        assert answer.success, answer.exception or [
            (one.node.name, one.message) for one in answer.result.results if one.status == "error"
        ]
        return answer.result


@contextmanager
def _opened_by_dbt(candidate: Path) -> Iterator[None]:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    os.environ["PLANLEDGER_CANDIDATE"] = str(candidate)
    try:
        yield
    finally:
        del os.environ["PLANLEDGER_CANDIDATE"]
        if DuckDBConnectionManager._ENV is not None:  # dbt keeps the file open after it ended
            DuckDBConnectionManager._ENV.close()
            DuckDBConnectionManager._ENV = None


def read(candidate: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        return sorted(connection.execute(query).fetchall(), key=repr)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return Warehouse(tmp_path_factory.mktemp("known"))


@pytest.fixture(scope="module")
def today(warehouse: Warehouse) -> Path:
    return warehouse.build("today", END)


@pytest.fixture(scope="module")
def queries(warehouse: Warehouse, today: Path) -> dict[str, str]:
    return {name: warehouse.compiled(today, asked) for name, (asked, _) in QUERIES.items()}


@pytest.mark.slow
@pytest.mark.parametrize("moment", [one.at for one in HISTORY], ids=[one.what for one in HISTORY])
def test_the_query_says_what_a_build_of_that_day_says(
    warehouse: Warehouse, today: Path, queries: dict[str, str], moment: datetime
) -> None:
    that_day = warehouse.build("that_day", datetime.combine(moment, time.max))
    for name, (_, shown) in QUERIES.items():
        asked = queries[name].replace(ANY_DAY, f"{moment:%Y-%m-%d}")
        assert read(today, asked) == read(that_day, shown), name


@pytest.mark.slow
def test_a_late_correction_lands_in_its_own_period(today: Path, queries: dict[str, str]) -> None:
    """And moves what follows from it: the year to date, not the later period's own value."""
    found = {}
    for known_on in ("2024-07-31", "2024-08-31"):
        rows = read(today, queries["actuals"].replace(ANY_DAY, known_on))
        found[known_on] = {
            period: (by_itself, since_january)
            for org, period, name, *_, since_january, by_itself, _ in rows
            if org == "330902" and name.startswith("食品")
        }
    assert found == {
        "2024-07-31": {"2024-Q1": (10, 10), "2024-Q2": (8, 18)},
        "2024-08-31": {"2024-Q1": (11, 11), "2024-Q2": (8, 19)},
    }


@pytest.mark.slow
def test_every_version_of_a_target_is_kept(today: Path) -> None:
    """The plan, its re-issue, the plan put back, the re-issue again: four spans of one target."""
    spans = read(
        today,
        "select strftime(known_from, '%m-%d'), strftime(known_to, '%m-%d'), target_value"
        " from marts.fct_target_versions"
        " where org_name = '定海' and indicator_name like '食品%'",
    )
    assert spans == [
        ("04-03", "06-03", Decimal(60)),
        ("06-03", "07-20", Decimal(50)),
        ("07-20", "11-04", Decimal(60)),
        ("11-04", None, Decimal(50)),
    ]


@pytest.mark.slow
def test_an_adjustment_keeps_what_was_printed_with_its_days(today: Path) -> None:
    """The last day is that of the re-issue in November, as known today."""
    versions = read(
        today,
        "select version_no, strftime(valid_from, '%m-%d'), strftime(valid_to, '%m-%d'),"
        " target_value, is_in_force from marts.fct_target_versions"
        " where org_name = '普陀' and indicator_name like '食品%'"
        " and strftime(known_from, '%m-%d') = '10-08'",
    )
    assert versions == [
        (1, "04-01", "09-30", Decimal(40), False),
        (2, "10-01", "10-31", Decimal(35), True),
    ]


@pytest.mark.slow
def test_a_draft_is_shown_and_never_current(today: Path) -> None:
    shown = read(
        today,
        "select target_value, standing, is_current from marts.fct_target_versions"
        " where standing = 'draft'",
    )
    assert shown == [(Decimal(500), "draft", False)]
    assert read(today, "select count(*) from marts.fct_targets where not is_plan_of_record") == [
        (1,)
    ]


@pytest.mark.slow
def test_the_unit_itself_speaks_before_prose(today: Path) -> None:
    """Side by side: both stand as the last word of their source, one counts."""
    both = read(
        today,
        "select source, actual_value, is_latest, known_to from marts.fct_actuals"
        " where org_code = '330900' and period_code = '2024-Q2'",
    )
    assert both == [
        ("progress_report", Decimal(30), False, None),
        ("submission", Decimal(29), True, None),
    ]
    assert read(
        today,
        "select source, finality, actual_value, is_latest from marts.fct_actuals"
        " where period_code = '2024'",
    ) == [("annual_summary", "final", Decimal(95), True)]
