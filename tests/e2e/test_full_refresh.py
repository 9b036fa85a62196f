"""`planledger run --full-refresh` builds every model anew; without it only what reports reach."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingestion.pipeline.candidate import Candidate
from ingestion.settings import Settings
from tests.e2e.conftest import ROOT, planledger

pytestmark = pytest.mark.slow
SAMPLES = ROOT / "samples"


def release_with(home: Path, folder: Path, org_code: str, *flags: str) -> str:
    """Land one more county's reports and say how the release was built."""
    shutil.copytree(SAMPLES / "progress" / org_code, folder / "progress" / org_code)
    done = planledger(home, "run", "--from", str(folder), *flags)
    assert done.code == 0, done.said + done.errors
    release_id = (home / "current").resolve().name
    assert (home / "current" / "site" / "data_docs" / "models.html").is_file()
    return Candidate(Settings(home=home), release_id).load().rebuild


def test_a_run_builds_all_anew_only_where_it_is_asked_to(tmp_path: Path) -> None:
    folder, home = tmp_path / "given", tmp_path / "home"
    (folder / "plans").mkdir(parents=True)
    shutil.copy(SAMPLES / "plans" / "zhoushan_2024_plan.html", folder / "plans")
    built = [
        release_with(home, folder, "330902"),
        release_with(home, folder, "330903"),
        release_with(home, folder, "330921", "--full-refresh"),
    ]
    assert built == ["all", "changes", "all"]
