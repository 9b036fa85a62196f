"""A made-up city's year: every planted error is told by its own check, clean figures by none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from expectations.check import Check
from expectations.registry import load_checks
from tests.expectations.gold_warehouse import build
from tests.expectations.made_up_year import Planted, Year, make_year, plant_errors, write_year

SEEDS = (1, 2)
MOST_FALSE = 0.5
"""Findings about clean figures. Unit: of a thousand clean figures."""
ABOUT_FIGURES = [
    check
    for check in load_checks()
    if check.id.startswith("A") or check.id in ("S04", "S05", "S06", "S07", "S08", "S09")
]

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Told:
    """What the checks said of a year: finding -> the subject in words."""

    year: Year
    count: int
    findings: dict[Planted, str]


def judge(year: Year, folder: Path) -> Told:
    candidate = folder / "candidate.duckdb"
    count = write_year(candidate, year, folder / "home")
    results = build(candidate, folder)
    assert set(results.values()) <= {"success", "no-op"}
    with duckdb.connect(str(candidate), read_only=True) as connection:
        found = {
            finding: subject
            for check in ABOUT_FIGURES
            for finding, subject in read_failures(connection, check)
        }
    return Told(year, count, found)


def read_failures(connection: duckdb.DuckDBPyConnection, check: Check) -> list[tuple[Planted, str]]:
    rows = connection.execute(
        f"select org_code, period_code, subject_zh from marts.{check.table}"
        f" where {check.failing_rows}"
    ).fetchall()
    return [
        (Planted(check.id, org, name_in(subject) if check.id != "S09" else "", period), subject)
        for org, period, subject in rows
    ]


def name_in(subject: str) -> str:
    """The indicator that a subject names, such as ``甲县 2024-06 第3项 学位数``."""
    return subject.rsplit(" ", maxsplit=1)[-1]


@pytest.fixture(scope="module", params=SEEDS)
def clean(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    return judge(make_year(request.param), tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="module", params=SEEDS)
def planted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    year = make_year(request.param)
    plant_errors(year)
    return judge(year, tmp_path_factory.mktemp("planted"))


def test_clean_figures_are_told_by_hardly_any_check(clean: Told) -> None:
    false = sorted(clean.findings.values())
    assert len(false) * 1000 <= MOST_FALSE * clean.count, false


def test_every_planted_error_is_told_by_its_own_check(planted: Told) -> None:
    missed = set(planted.year.planted) - set(planted.findings)
    assert missed == set()


def test_a_planted_error_rings_once_and_nothing_clean_rings_for_it(planted: Told) -> None:
    wrong = set(planted.year.planted)
    false = {finding: said for finding, said in planted.findings.items() if finding not in wrong}
    assert len(false) * 1000 <= MOST_FALSE * (planted.count - len(wrong)), false


def test_every_check_of_figures_has_errors_planted_for_it() -> None:
    year = make_year(SEEDS[0])
    plant_errors(year)
    tried = {planted.check_id for planted in year.planted}
    untried = {check.id for check in ABOUT_FIGURES} - tried
    assert untried == {"A01", "S04"}, "A01 needs a total of its own; S04 a unit without a column"
