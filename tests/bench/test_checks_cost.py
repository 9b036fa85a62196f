"""What the checks cost beside the same SQL run straight, and how much memory they take.

Evidence is made up by SQL: every check that looks at single values gets ``PLANLEDGER_BENCH_CHECKS``
rows (a million by default), the others a thousand, out of the rows of its fixtures; one in ten
thousand fails. Straight is what one would write by hand: count what was evaluated and what failed,
and put the failing rows into a Parquet file. Each side runs in a process of its own,
in turn and more than once; the least of each counts, so that neither pays for reading the file from
the disk first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from expectations.check import CHECK_COLUMNS, Check
from expectations.registry import load_checks
from expectations.run_evidence import CHECKS_ON_THE_RUN
from tests.expectations.conftest import fill, read_fixture

ROWS = int(os.environ.get("PLANLEDGER_BENCH_CHECKS", "1_000_000"))
FEW = 1_000
ROUNDS = 2
ONE_FAILS_IN = 10_000
MOST_TIMES = 1.5
MOST_MIB = 1_500
_MEASURED = r"""
import json, re, sys, time
from pathlib import Path
side, file, scratch = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
scratch.mkdir(exist_ok=True)
import duckdb, pyarrow.parquet
from expectations.registry import load_checks
from expectations.run_evidence import CHECKS_ON_THE_RUN
checks = [check for check in load_checks() if check.id not in CHECKS_ON_THE_RUN]
if side == "checks":
    from expectations.duckdb_dialect import import_great_expectations
    from expectations.runner import run_checks
    import_great_expectations()
began, used = time.perf_counter(), time.process_time()
if side == "checks":
    run = run_checks(file, docs_dir=scratch / "docs", dbt_results={"model": "success"})
    failed = sum(one.failed_count for one in run.outcomes)
    assert failed == len(run.failures), (failed, len(run.failures))
else:
    failed = 0
    with duckdb.connect(str(file), read_only=True) as connection:
        for check in checks:
            table, failing = f"marts.{check.table}", check.failing_rows
            failed += connection.execute(
                f"select count(*) filter ({failing}), count(*) filter (is_evaluated) from {table}"
            ).fetchone()[0]
            connection.execute(
                f"copy (from {table} where {failing} order by plan_id, subject_key)"
                f" to '{scratch}/{check.id}.parquet' (format parquet)"
            )
took = {"seconds": time.perf_counter() - began, "processor": time.process_time() - used}
with open("/proc/self/status") as status:
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) / 1024
print(json.dumps({**took, "failed": failed, "peak_mib": peak}))
"""


def make_evidence(file: Path, rows: int) -> Path:
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema marts")
        for check in load_checks():
            if check.id not in CHECKS_ON_THE_RUN:
                _multiply(connection, check, rows if check.id[0] in "AS" else min(rows, FEW))
    return file


def _multiply(connection: duckdb.DuckDBPyConnection, check: Check, rows: int) -> None:
    """Repeat the rows of the fixtures; passing ones many times, failing ones now and then."""
    fixture = read_fixture(check.id)
    fill(connection, check, [*fixture["passing"], *fixture["failing"]])
    good, bad = len(fixture["passing"]), len(fixture["failing"])
    columns = ", ".join(name for name in CHECK_COLUMNS if name != "subject_key")
    table = f"marts.{check.table}"
    connection.execute(f"alter table {table} rename to given_{check.id}")
    connection.execute(
        f"""
        create table {table} as
        select md5(cast(made.range as varchar)) as subject_key, {columns}
        from range({rows}) as made
        inner join marts.given_{check.id} as given
            on cast(given.subject_key as integer) = case
                when made.range % {ONE_FAILS_IN} = {ONE_FAILS_IN - 1}
                    then {good} + (made.range // {ONE_FAILS_IN}) % {bad}
                else made.range % {good}
            end
        """
    )
    connection.execute(f"drop table marts.given_{check.id}")


def measure(side: str, file: Path, scratch: Path) -> dict[str, float]:
    command = [sys.executable, "-c", _MEASURED, side, str(file), str(scratch)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("evidence")
    many = make_evidence(folder / "many.duckdb", ROWS)
    return make_evidence(folder / "few.duckdb", FEW), many


def test_checks_cost_little_more_than_their_sql(
    evidence: tuple[Path, Path], tmp_path: Path
) -> None:
    few, many = evidence
    fixed = measure("checks", few, tmp_path / "fixed")
    runs: dict[str, list[dict[str, float]]] = {"checks": [], "straight": []}
    for number in range(ROUNDS):
        for side, done in runs.items():
            done.append(measure(side, many, tmp_path / f"{side}_{number}"))
    checks, straight = (min(done, key=lambda one: one["processor"]) for done in runs.values())
    assert checks["failed"] == straight["failed"] > 0
    whole = checks["processor"] / straight["processor"]
    growing = (checks["processor"] - fixed["processor"]) / straight["processor"]
    print(
        f"\n{ROWS:,} rows a check: straight {straight['processor']:.1f} s of processor time"
        f" ({straight['seconds']:.1f} s), checks {checks['processor']:.1f} s"
        f" ({checks['seconds']:.1f} s), of which fixed {fixed['processor']:.1f} s;"
        f" ratio {whole:.2f}, without what is fixed {growing:.2f};"
        f" peak {checks['peak_mib']:.0f} MiB, straight {straight['peak_mib']:.0f} MiB,"
        f" {checks['failed']:.0f} failing rows"
    )
    assert growing <= MOST_TIMES
    assert checks["peak_mib"] <= MOST_MIB
