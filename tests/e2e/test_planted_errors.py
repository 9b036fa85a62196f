"""Every planted error is found, and hardly anything else, in two years of different seeds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from .conftest import ROOT, Run, planledger
from .planted import Scores, planted_in, score

pytestmark = pytest.mark.slow
SAMPLES = ROOT / "samples"
OTHER_SEED = 5
FALSE_PER_THOUSAND = 1


@pytest.fixture(scope="module")
def other_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of another seed, as a folder of its own."""
    folder = tmp_path_factory.mktemp("year")
    builder = SAMPLES / "build_samples.py"
    subprocess.run(
        [sys.executable, str(builder), "--seed", str(OTHER_SEED), "--out", str(folder)],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def other_run(other_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return planledger(tmp_path_factory.mktemp("other"), "run", "--from", str(other_year))


@pytest.fixture(params=["samples", "another seed"])
def scores(request: pytest.FixtureRequest) -> Scores:
    """What was found of what was planted."""
    is_shipped = request.param == "samples"
    folder = SAMPLES if is_shipped else request.getfixturevalue("other_year")
    run: Run = request.getfixturevalue("samples_run" if is_shipped else "other_run")
    assert run.code == 0, run.said + run.errors
    scores = score((run.home / "current").resolve(), planted_in(folder))
    print(f"\n{request.param}\n{scores.told()}")
    return scores


def test_all_that_was_planted_is_found_and_hardly_anything_else(scores: Scores) -> None:
    assert scores.missed == [], scores.told()
    assert scores.false_per_thousand <= FALSE_PER_THOUSAND, scores.told()
    assert scores.clean_values > 7000


def test_who_filled_a_form_in_stands_in_no_mart_and_on_no_page(samples_run: Run) -> None:
    (private,) = (one for one in planted_in(SAMPLES) if one["kind"] == "private")
    words = [word.partition(":")[2] for word in private["observed"].split()]
    release = (samples_run.home / "current").resolve()
    with duckdb.connect(str(release / "planledger.duckdb"), read_only=True) as marts:
        tables = marts.execute(
            "select table_schema || '.' || table_name from information_schema.tables order by all"
        ).fetchall()
        for (table,) in tables:
            rows = f"select count(*) from {table} as row where contains(row::varchar, ?)"
            assert [marts.execute(rows, [word]).fetchone() for word in words] == [(0,)] * 2, table
    pages = [page.read_text("utf-8") for page in (release / "site").glob("*.html")]
    assert [word for word in words for page in pages if word in page] == []


def test_the_years_differ_in_figures_and_have_the_same_kinds_of_errors(other_year: Path) -> None:
    kinds = [
        sorted((one["kind"], one["code"]) for one in planted_in(folder))
        for folder in (SAMPLES, other_year)
    ]
    assert kinds[0] == kinds[1]
    assert planted_in(SAMPLES) != planted_in(other_year)


def test_another_year_of_the_same_seed_has_the_same_bytes(other_year: Path, tmp_path: Path) -> None:
    builder = SAMPLES / "build_samples.py"
    command = [sys.executable, str(builder), "--seed", str(OTHER_SEED), "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (other_year, tmp_path)
    )
    assert first == second
