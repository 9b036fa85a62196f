"""The dbt build of the samples: what it costs as a whole, and what of it is dbt's start-up.

Figures are reported, least and median of a few rounds; asked is only what holds on any machine.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from ingestion.load.candidate import build_raw
from ingestion.load.store import RecordStore
from ingestion.match.run import match_entities
from ingestion.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
_BUILD = """
import sys
import time
from pathlib import Path
import dbt.cli.main
from ingestion.pipeline.models import build_models, not_green
from ingestion.settings import Settings
database = Path(sys.argv[1])
name = database.parent.name
began = time.perf_counter()
results = build_models("facts", database, release_id=name, settings=Settings())
print(time.perf_counter() - began)
assert not not_green(results), not_green(results)
assert len(results) > 300
"""
_START = """
import sys
from dbt.cli.main import dbtRunner
answer = dbtRunner().invoke([
    "--no-write-json", "--log-level=warn", "--log-level-file=warn", f"--log-path={sys.argv[1]}",
    "build", "--select=rollup_rules", "--exclude-resource-type=test",
    f"--target-path={sys.argv[1]}", "--project-dir=dbt_project", "--profiles-dir=dbt_project",
])
assert answer.success, answer.exception
"""
"""dbt with one seed of a few rows: what any call costs before the first node."""


class Cost(NamedTuple):
    """Wall time in seconds of a process of its own, and of dbt's call where it tells it."""

    process: float
    call: float


def cost(script: str, argument: Path, **environment: str) -> Cost:
    """Run a script in a process of its own; the last line that it prints may be a time."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, str(argument)],
        env=os.environ | environment | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    wall = time.perf_counter() - began
    return Cost(wall, float(done.stdout.split()[-1]) if done.stdout.strip() else wall)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as read, matched and released once."""
    folder = tmp_path_factory.mktemp("samples") / "home"
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "ingestion.cli", "run"],
        env=os.environ | {"PLANLEDGER_HOME": str(folder), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    print(f"\nplanledger run: {time.perf_counter() - began:.1f} s")
    return folder


@pytest.fixture(scope="module")
def raw(home: Path) -> Path:
    """The samples in a candidate on which dbt has not run."""
    settings = Settings(home=home)
    file = home / "candidates" / "raw" / "planledger.duckdb"
    file.parent.mkdir(parents=True)
    build_raw(file, settings, RecordStore(settings).commits())
    match_entities(file, settings)
    return file


def build(raw: Path, home: Path) -> Cost:
    """What a build of the facts on a new candidate costs."""
    folder = home / "candidates" / f"c{len(list(raw.parent.parent.iterdir()))}"
    folder.mkdir()
    candidate = Path(shutil.copy(raw, folder))
    return cost(_BUILD, candidate, PLANLEDGER_HOME=str(home))


def told(name: str, times: list[float]) -> None:
    median = statistics.median(times)
    print(f"{name}: least {min(times):.1f} s, median {median:.1f} s of {len(times)}")


def test_a_build_of_the_samples(home: Path, raw: Path) -> None:
    builds = [build(raw, home) for _ in range(ROUNDS)]
    same = str(home / "dbt" / "candidate" / "planledger.duckdb")
    starts = [cost(_START, home / "dbt", PLANLEDGER_CANDIDATE=same).process for _ in range(ROUNDS)]
    told("dbt build, from its call", [one.call for one in builds])
    told("with the start of Python and dbt's import", [one.process for one in builds])
    told("start-up of it", starts)
    assert min(starts) < min(one.process for one in builds)


def test_the_next_release_does_not_parse_all_models_again(home: Path, raw: Path) -> None:
    known = min(build(raw, home).process for _ in range(2))
    shutil.rmtree(home / "dbt")
    new = build(raw, home).process
    print(f"first build of a home: {new:.1f} s, any later one: {known:.1f} s")
    assert known < 0.9 * new
