"""The warehouse of a made-up nation: what dbt adds to its SQL, what a month costs, exact sums.

``make bench-warehouse ROWS=…`` sets how many values are reported; without it a hundred thousand
are, at which only the sums are asserted: fixed costs, not the work, decide the ratios of so small a
warehouse. The figures are printed and written to ``build/``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import pytest

from .dbt_process import PROJECT, ROOT, DbtRun, run_dbt
from .exact_sums import latest_county_sums, latest_sums, printed_sums, sums_of
from .synthetic_nation import LAST_YEAR, Nation, add_last_month, nation_of, write_nation

ROWS = int(os.environ.get("PLANLEDGER_BENCH_ROWS", "100_000"))
TEN_MILLION, A_HUNDRED_MILLION = 9_000_000, 90_000_000
"""From here on the figures of 10 M and 100 M are asked: a nation is made of whole cities."""
MOST_OF_STRAIGHT_SQL = 1.3
MOST_MEMORY_MIB = 8 * 1024
MOST_OF_FULL_BUILD = {TEN_MILLION: 0.10, A_HUNDRED_MILLION: 0.05}
FULL = ("build", "--exclude-resource-type=unit_test")
CHANGES = (
    "build",
    "--exclude-resource-type=unit_test",
    "--exclude-resource-type=test",
    "--selector=reached_by_reports",
    "--vars={rebuild: changes}",
)


@pytest.fixture(scope="module")
def nation() -> Nation:
    return nation_of(ROWS)


@pytest.fixture(scope="module")
def figures(nation: Nation) -> Iterator[dict[str, Any]]:
    """What was measured; printed and written at the end."""
    measured: dict[str, Any] = {"rows": ROWS, "nation": asdict(nation)}
    yield measured
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    text = json.dumps(measured, ensure_ascii=False, indent=1)
    (folder / f"bench_warehouse_{ROWS}.json").write_text(text + "\n", "utf-8")
    print(f"\n{text}")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that is emptied: a nation of 10 M takes tens of gigabytes."""
    folder = Path(os.environ.get("PLANLEDGER_BENCH_FOLDER", tmp_path_factory.mktemp("bench")))
    yield folder
    for name in ("built", "straight"):
        shutil.rmtree(folder / name, ignore_errors=True)


@pytest.fixture(scope="module")
def built(place: Path, nation: Nation, figures: dict[str, Any]) -> tuple[Path, DbtRun]:
    candidate = place / "built" / "nation.duckdb"
    figures["values"] = write_nation(candidate, nation, place / "home")
    figures["load_of_the_machine"] = os.getloadavg()
    run = run_dbt(candidate, place / "target", *FULL)
    figures["dbt_build"] = run._asdict() | {"start_up": run.wall - run.span}
    figures["file_gib"] = candidate.stat().st_size / 2**30
    return candidate, run


def straight(place: Path, nation: Nation) -> dict[str, Any]:
    candidate = place / "straight" / "nation.duckdb"
    write_nation(candidate, nation, place / "home")
    seeds = run_dbt(candidate, place / "seeds", "seed")
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.straight_run", str(candidate), str(place / "target")],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer | {"start_up_processor_seconds": seeds.processor_seconds}


def test_sums_are_exact_to_the_last_digit(built: tuple[Path, DbtRun]) -> None:
    by_year = (
        "select cast(left(period_code, 4) as integer), unit_name, sum({}) from marts.{} {}"
        " group by all"
    )
    with duckdb.connect(str(built[0]), read_only=True) as marts:
        everything, last = printed_sums(marts), latest_sums(marts)
        assert len(everything) >= 3
        for column in ("reported_value", "converted_value"):
            assert sums_of(marts, by_year.format(column, "fct_actuals", "")) == everything
        latest = by_year.format("actual_value", "fct_actuals", "where is_latest")
        assert sums_of(marts, latest) == last
        rolled_up = by_year.format(
            "rollup_value",
            "rpt_rollups",
            "where measure = 'actual_to_date' and hierarchy = 'plan_partition' and node_key = '*'"
            " and granularity = 'month' and rollup_value is not null"
            f" and left(period_code, 4) < '{LAST_YEAR}'",
        )
        assert sums_of(marts, rolled_up) == {
            key: total for key, total in latest_county_sums(marts).items() if key[0] < LAST_YEAR
        }  # what came late is still missing in the last year, and then nothing is summed


def test_no_mart_holds_a_double(built: tuple[Path, DbtRun]) -> None:
    with duckdb.connect(str(built[0]), read_only=True) as marts:
        inexact = marts.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = 'marts' and data_type in ('DOUBLE', 'FLOAT')"
        ).fetchall()
    assert inexact == []


def test_memory_stays_within_bounds(built: tuple[Path, DbtRun]) -> None:
    assert built[1].peak_mib <= MOST_MEMORY_MIB


def test_a_new_month_costs_a_fraction_of_the_full_build(
    built: tuple[Path, DbtRun], place: Path, nation: Nation, figures: dict[str, Any]
) -> None:
    selectors = PROJECT / "selectors.yml"
    if not selectors.exists() or "reached_by_reports" not in selectors.read_text("utf-8"):
        pytest.skip("the project has no selector reached_by_reports: every build is a full one")
    candidate, full = built
    add_last_month(candidate, nation.with_one_more_month())
    run = run_dbt(candidate, place / "target_month", *CHANGES)
    share = run.node_seconds["model"] / full.node_seconds["model"]
    figures["new_month"] = run._asdict() | {"share_of_full_build": share}
    for rows, most in MOST_OF_FULL_BUILD.items():
        assert rows > ROWS or share <= most


def test_dbt_adds_little_to_its_sql(
    built: tuple[Path, DbtRun], place: Path, nation: Nation, figures: dict[str, Any]
) -> None:
    built[0].unlink()  # the last test that needs it was the one before, and the disk is finite
    answer = straight(place, nation)
    each = answer.pop("nodes")
    ratio = built[1].span / answer["seconds"]
    slowest = sorted(each, key=lambda name: -each[name][0])[:10]
    figures["straight"] = answer | {
        "model_seconds": sum(one[0] for name, one in each.items() if name.startswith("model.")),
        "slowest": {name: each[name] for name in slowest},
        "ratio_of_dbt": ratio,
        "ratio_of_dbt_in_processor_time": (
            (built[1].processor_seconds - answer["start_up_processor_seconds"])
            / answer["processor_seconds"]
        ),
    }
    assert ROWS < TEN_MILLION or ratio <= MOST_OF_STRAIGHT_SQL
