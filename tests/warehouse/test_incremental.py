"""What is built from the candidate of the last release is what is built from nothing.

``PLANLEDGER_HISTORIES`` sets how many histories are tried, by default one.

Random histories: plans and reports come, late, corrected and taken back, are reviewed and returned,
periods are closed and opened; after every batch only what it reaches is built again, and in the end
every row of every mart is that of a full build. What counts, then and at any moment before, is what
an observer who lived through the history says (`observer`).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingestion.load.candidate import build_raw
from ingestion.load.changes import only_reports_differ, update_raw
from ingestion.load.store import RecordStore
from ingestion.match.run import match_entities
from ingestion.match.unchanged import documents_mean_the_same
from ingestion.publish.compare import compare_marts
from ingestion.settings import Settings
from tests.warehouse.observer import AS_KNOWN, LAST, Observer
from tests.warehouse.random_history import REVIEW_RULES, RandomHistory

ROOT = Path(__file__).resolve().parents[2]
SEEDS = range(int(os.environ.get("PLANLEDGER_HISTORIES", "1")))
BATCHES = 3
DECISIONS = 6
"""After each report. Unit: decisions."""


class Dbt:
    """The project, parsed once for each kind of build."""

    def __init__(self, scratch: Path) -> None:
        project = scratch / "project"
        shutil.copytree(
            ROOT / "dbt_project", project, ignore=shutil.ignore_patterns("target", "logs")
        )
        with (project / "seeds" / "reporting_calendar.csv").open("a", encoding="utf-8") as rules:
            rules.write(REVIEW_RULES)
        self._places = [
            f"--project-dir={project}",
            f"--profiles-dir={project}",
            f"--target-path={scratch / 'target'}",
            f"--log-path={scratch / 'logs'}",
        ]
        self._manifests: dict[str, Any] = {}

    def build(self, candidate: Path, rebuild: str) -> None:
        """Both phases, without checks between them: what they find follows from their tables."""
        facts = (
            ["--exclude", "tag:phase_2"]
            if rebuild == "all"
            else ["--selector", "reached_by_reports"]
        )
        for selection in (facts, ["--select", "tag:phase_2"]):
            arguments = ["build", *selection, "--exclude-resource-type", "test", "unit_test"]
            with _opened_by_dbt(candidate):
                self._invoke(arguments, rebuild)

    def compiled(self, candidate: Path, query: str) -> str:
        """A query with macros and references as SQL."""
        with _opened_by_dbt(candidate):
            answer = self._invoke(["compile", "--inline", query], "all")
        sql: str = answer.result.results[0].node.compiled_code
        return re.sub(r'"[^"]+"\."marts"\.', "marts.", sql)

    def _invoke(self, arguments: list[str], rebuild: str) -> Any:
        from dbt.cli.main import dbtRunner

        variables = f"--vars={{rebuild: {rebuild}}}"
        if rebuild not in self._manifests:
            parsed = dbtRunner().invoke(["--quiet", "parse", variables, *self._places])
            self._manifests[rebuild] = parsed.result
        for node in self._manifests[rebuild].nodes.values():
            if node.resource_type == "model":
                # Of a manifest that was used before dbt believes that its steps are written out.
                node.extra_ctes_injected, node.extra_ctes = False, []
        runner = dbtRunner(manifest=self._manifests[rebuild])
        answer = runner.invoke(["--quiet", *arguments, variables, *self._places])
        failed = [
            (one.node.name, one.message)
            for one in getattr(answer.result, "results", ())
            if str(one.status) != "success"
        ]
        assert answer.success, answer.exception or failed
        return answer


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


@pytest.fixture(scope="module")
def dbt(tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    return Dbt(tmp_path_factory.mktemp("dbt"))


def build_anew(candidate: Path, settings: Settings, dbt: Dbt) -> None:
    build_raw(candidate, settings)
    match_entities(candidate, settings)
    dbt.build(candidate, "all")


def follow(candidate: Path, settings: Settings, known: int, dbt: Dbt) -> str:
    """Bring a candidate of the first so many commits up to date; tell how it was done."""
    commits = RecordStore(settings).commits()
    before = candidate.with_suffix(".before")
    before.write_bytes(candidate.read_bytes())
    if only_reports_differ(commits[:known], commits):
        update_raw(candidate, settings, commits[:known], commits)
        match_entities(candidate, settings)
        if documents_mean_the_same(candidate, before):
            dbt.build(candidate, "changes")
            return "changes"
    candidate.unlink()
    build_anew(candidate, settings, dbt)
    return "all"


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_history_followed_batch_by_batch_ends_as_if_built_at_once(
    seed: int, tmp_path: Path, dbt: Dbt
) -> None:
    settings = Settings(home=tmp_path / "home")
    store = RecordStore(settings)
    history = RandomHistory(store, seed)
    history.begin()
    followed, anew = (tmp_path / name / "planledger.duckdb" for name in ("followed", "anew"))
    build_anew(followed, settings, dbt)
    ways = []
    for batch in range(BATCHES):
        known = len(store.commits())
        if batch == 1:
            history.reissue()
        for _ in range(2):
            history.report()
            for _ in range(DECISIONS):
                history.decide(settings.decisions / "submissions")
        ways.append(follow(followed, settings, known, dbt))
    build_anew(anew, settings, dbt)
    assert compare_marts(followed, anew) == []
    assert ways.count("changes") == BATCHES - 1
    query = dbt.compiled(anew, AS_KNOWN)
    with duckdb.connect(str(anew), read_only=True) as connection:
        (row,) = connection.execute("select count(*) from marts.fct_actuals").fetchall()
        assert row[0] > 20
        observer = Observer(connection)
        assert observer.counting(LAST) == observer.shown()
        for moment in observer.moments():
            assert observer.counting(moment) == observer.known(query, moment), moment
