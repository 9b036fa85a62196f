"""No check stays green when what it is about is broken.

Every check has a file in ``tests/expectations/mutations``: SQL that breaks its inputs in a copy of
the samples' candidate, and the subject that must then fail and did not before. The mutations touch
different subjects, so all share one build of everything that lies between; a check without a
mutation, and a mutation that its check does not see, fail the test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest
import yaml

from expectations.check import Check
from expectations.outcomes import CheckRun
from expectations.registry import load_checks
from expectations.run_evidence import CHECKS_ON_THE_RUN
from expectations.runner import run_checks
from tests.e2e.conftest import ROOT, Run

pytestmark = pytest.mark.slow
FOLDER = ROOT / "tests" / "expectations" / "mutations"
GREEN = {"model.planledger.fct_targets": "success"}
CHECKS = load_checks()


@dataclass(frozen=True)
class Mutation:
    """What breaks one check.

    ``stage`` says when: ``records`` before everything is built again, ``evidence`` once the
    evidence tables are there, for the checks that look at those. ``turns_red`` is a condition on
    the rows of the check's evidence that must fail afterwards and must not have failed before.
    """

    breaks: str
    turns_red: str
    sql: tuple[str, ...] = ()
    stage: str = "records"
    dbt_results: dict[str, str] = field(default_factory=dict)


def read_mutation(check: Check) -> Mutation:
    content = yaml.safe_load((FOLDER / f"{check.id.lower()}.yml").read_text(encoding="utf-8"))
    return Mutation(**{**content, "sql": tuple(content.get("sql", ()))})


def test_every_check_has_a_mutation_and_every_mutation_a_check() -> None:
    assert {path.stem.upper() for path in FOLDER.glob("*.yml")} == {check.id for check in CHECKS}


Keys = dict[str, set[str]]


@dataclass(frozen=True)
class Mutated:
    """Failing subjects that each mutation is about, before and after, and what each check said."""

    before: Keys
    after: Keys
    outcomes: dict[str, str]


@pytest.fixture(scope="module")
def mutated(samples_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Mutated:
    assert samples_run.code == 0, samples_run.errors
    folder = tmp_path_factory.mktemp("mutated")
    candidate = folder / "planledger.duckdb"
    release_id = (samples_run.home / "current").resolve().name
    shutil.copyfile(samples_run.home / "candidates" / release_id / candidate.name, candidate)
    mutations = {check.id: read_mutation(check) for check in CHECKS}
    before = failing(candidate, CHECKS, mutations)
    after: Keys = {}
    outcomes: dict[str, str] = {}
    for stage in ("records", "evidence"):
        due = [check for check in CHECKS if mutations[check.id].stage == stage]
        mutate(candidate, due, mutations)
        everything = ["--exclude", "tag:phase_2"]
        build(candidate, folder, everything if stage == "records" else ["--select", *tables(due)])
        results = GREEN | {
            name: status for one in due for name, status in mutations[one.id].dbt_results.items()
        }
        run = run_checks(candidate, docs_dir=folder / stage, dbt_results=results)
        seen = failing(candidate, due, mutations, run)
        after |= seen
        outcomes |= {one.check_id: one.outcome for one in run.outcomes if one.check_id in seen}
    return Mutated(before, after, outcomes)


def tables(checks: list[Check]) -> list[str]:
    return [check.table for check in checks]


def mutate(candidate: Path, due: list[Check], mutations: dict[str, Mutation]) -> None:
    """Every statement must change something: a mutation that misses its rows proves nothing."""
    with duckdb.connect(str(candidate)) as connection:
        for check in due:
            for statement in mutations[check.id].sql:
                changed = connection.execute(statement).fetchone()
                assert changed is not None and changed[0] > 0, (check.id, statement)


def build(candidate: Path, folder: Path, selection: list[str]) -> None:
    """Run models without their tests: what the tests would say of broken data is not asked here."""
    from dbt.cli.main import dbtRunner

    with candidate_opened(candidate):
        answer = dbtRunner().invoke(
            [
                "--quiet",
                "run",
                "--full-refresh",
                *selection,
                f"--project-dir={ROOT / 'dbt_project'}",
                f"--profiles-dir={ROOT / 'dbt_project'}",
                f"--target-path={folder / 'target'}",
                f"--log-path={folder / 'logs'}",
                "--vars={rebuild: all}",
            ]
        )
    assert answer.success, answer.exception


@contextmanager
def candidate_opened(candidate: Path) -> Iterator[None]:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    os.environ["PLANLEDGER_CANDIDATE"] = str(candidate)
    try:
        yield
    finally:
        del os.environ["PLANLEDGER_CANDIDATE"]
        if DuckDBConnectionManager._ENV is not None:  # dbt keeps the file open after it ended
            DuckDBConnectionManager._ENV.close()
            DuckDBConnectionManager._ENV = None


def failing(
    candidate: Path,
    checks: Sequence[Check],
    mutations: dict[str, Mutation],
    run: CheckRun | None = None,
) -> Keys:
    """Failing subjects of each check that its mutation is about."""
    found: Keys = {}
    with duckdb.connect(str(candidate), read_only=True) as connection:
        for check in checks:
            if check.id in CHECKS_ON_THE_RUN:
                failures = run.failures if run else ()
                found[check.id] = {one.subject_key for one in failures if one.check_id == check.id}
                continue
            rows = connection.execute(
                f"select subject_key from marts.{check.table}"
                f" where {check.failing_rows} and ({mutations[check.id].turns_red})"
            ).fetchall()
            found[check.id] = {row[0] for row in rows}
    return found


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_turns_red_when_its_inputs_are_broken(check: Check, mutated: Mutated) -> None:
    assert mutated.outcomes[check.id] == "fail"
    assert mutated.after[check.id] - mutated.before[check.id], read_mutation(check).breaks
