"""The one place that reaches into Great Expectations is still needed, and still works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb

SCRIPT = """
import sys
from expectations import duckdb_dialect, judge
from expectations.registry import load_checks
from pathlib import Path

if sys.argv[2] == "unpatched":
    import great_expectations
    judge.import_great_expectations = lambda: great_expectations
check = next(check for check in load_checks() if check.id == "P06")
judged = judge.judge({Path(sys.argv[1]): [check]}, docs_dir=Path(sys.argv[1]).parent / "docs")
print(judged["P06"].error or judged["P06"].holds)
"""
ROOT = Path(__file__).resolve().parents[2]


def judge_in_another_process(file: Path, mode: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file), mode],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return done.stdout.strip().splitlines()[-1]


def test_great_expectations_still_needs_duckdb_in_its_list(warehouse: Path) -> None:
    """When this fails, GX fetches from DuckDB by itself: remove ``duckdb_dialect``'s patch."""
    assert judge_in_another_process(warehouse, "unpatched") != "True"


def test_with_it_great_expectations_judges(warehouse: Path) -> None:
    assert judge_in_another_process(warehouse, "patched") == "True"


def test_importing_the_runner_does_not_import_great_expectations() -> None:
    script = "import sys, expectations.runner; print('great_expectations' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "False"


def test_fixture_is_a_duckdb_file(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("select count(*) from marts.chk_p06").fetchone() == (2,)
