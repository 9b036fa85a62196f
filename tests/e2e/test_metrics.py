"""The metrics of the semantic layer, asked by MetricFlow of a release, without a network."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.e2e.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "dbt_project"
DEFINED = yaml.safe_load((PROJECT / "models/semantic/metrics.yml").read_text("utf-8"))["metrics"]
Query = Callable[..., list[dict[str, str]]]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def release(samples_run: Run) -> Path:
    return (samples_run.home / "current/planledger.duckdb").resolve()


@pytest.fixture(scope="module")
def query(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Query:
    """Ask MetricFlow in a copy of the project, as it writes beside the project file."""
    folder = tmp_path_factory.mktemp("metrics")
    work = folder / "work"
    work.mkdir()
    for entry in PROJECT.iterdir():
        if entry.name not in ("target", "logs"):
            (work / entry.name).symlink_to(entry)
    environment = os.environ | {
        "DBT_PROFILES_DIR": str(work),
        "PLANLEDGER_TARGET": "release",
        "PLANLEDGER_RELEASE": str(release),
    }

    def run(*command: str) -> None:
        answer = subprocess.run(
            command, cwd=work, env=environment, capture_output=True, text=True, check=False
        )
        assert answer.returncode == 0, answer.stdout + answer.stderr

    run(sys.executable, "-m", "dbt.cli.main", "--quiet", "parse")

    def ask(*metrics: str, by: str) -> list[dict[str, str]]:
        answer = work / "answer.csv"
        run(
            *(str(Path(sys.executable).with_name("mf")), "query", "--metrics", ",".join(metrics)),
            *("--group-by", by, "--csv", str(answer)),
        )
        with answer.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    return ask


def test_every_metric_says_its_name_in_chinese_and_what_it_counts() -> None:
    for metric in DEFINED:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in metric["label"]), metric["name"]
        assert metric["description"].strip().endswith((".", "%."))
    assert {one["name"] for one in DEFINED} >= {
        "completion_rate",
        "on_time_rate",
        "completeness",
        "findings_per_100_targets",
    }


def test_completion_agrees_with_the_mart(query: Query, release: Path) -> None:
    asked = query("targets", "completion_rate", by="org_unit__org_name")
    with duckdb.connect(str(release), read_only=True) as connection:
        counted = connection.execute(
            """
            select orgs.org_name, count(*), count(*) filter (progress_status = 'completed')
            from marts.rpt_target_vs_actual
            left join marts.dim_org_units as orgs using (org_code)
            where progress_status not in ('joint', 'not_assigned') group by all
            """
        ).fetchall()
    assert len(counted) > 10
    answers = {row["org_unit__org_name"]: row for row in asked}
    for name, targets, completed in counted:
        assert int(answers[name or ""]["targets"]) == targets
        assert float(answers[name or ""]["completion_rate"]) == pytest.approx(completed / targets)


def test_rates_of_reporting_by_quarter(query: Query) -> None:
    asked = query("completeness", "on_time_rate", by="metric_time__quarter")
    rates = {row["metric_time__quarter"][:10]: row for row in asked}
    assert float(rates["2024-01-01"]["completeness"]) == 1
    assert 0.9 < float(rates["2024-01-01"]["on_time_rate"]) <= 1


def test_findings_for_every_hundred_targets(query: Query, release: Path) -> None:
    asked = query("findings", "targets", "findings_per_100_targets", by="plan")
    with duckdb.connect(str(release), read_only=True) as connection:
        total = connection.execute("select count(*) from marts.fct_findings").fetchone()
    assert (sum(int(float(row["findings"] or 0)) for row in asked),) == total
    for row in asked:
        if row["targets"] and row["findings_per_100_targets"]:
            rate = int(float(row["findings"])) * 100 / int(row["targets"])
            assert float(row["findings_per_100_targets"]) == pytest.approx(rate)


def test_every_metric_can_be_asked(query: Query) -> None:
    asked = query(*(metric["name"] for metric in DEFINED), by="metric_time__year")
    assert asked
    assert {metric["name"] for metric in DEFINED} <= set(asked[0])
