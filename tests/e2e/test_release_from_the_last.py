"""A release that started from the candidate of the last one is the one that a full build makes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ingestion.load.store import RecordStore
from ingestion.pipeline.candidate import Candidate
from ingestion.pipeline.release import build_facts, build_reports, publish_release, run_checks
from ingestion.publish.compare import compare_marts
from ingestion.settings import Settings
from tests.warehouse.random_history import RandomHistory

pytestmark = pytest.mark.slow


def release(home: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """Build and publish as the DAG does; the folder of the release, and what was built."""
    monkeypatch.setenv("PLANLEDGER_HOME", str(home))
    release_id = publish_release(build_reports(run_checks(build_facts())))
    return home / "releases" / release_id, Candidate(Settings(), release_id).load().rebuild


def test_every_table_of_the_release_has_the_same_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "followed"
    history = RandomHistory(RecordStore(Settings(home=home)), seed=5)
    history.begin()
    release(home, monkeypatch)
    for _ in range(4):
        history.report()
    shutil.copytree(home, tmp_path / "anew", symlinks=True)
    shutil.rmtree(tmp_path / "anew" / "candidates" / "base")
    followed, how = release(home, monkeypatch)
    anew, how_else = release(tmp_path / "anew", monkeypatch)
    assert (how, how_else) == ("changes", "all")
    database = "planledger.duckdb"
    assert compare_marts(followed / database, anew / database) == []
    ours, theirs = (
        json.loads((folder / "manifest.json").read_text("utf-8"))["tables"]
        for folder in (followed, anew)
    )
    assert ours == theirs
    assert ours["fct_findings"]["rows"] > 0
