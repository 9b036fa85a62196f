"""A release can be built again: every table and every page of the report comes out alike."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ingestion.landing.archive import archive_path
from ingestion.settings import Settings
from tests.e2e.conftest import Run, planledger

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(samples_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy to alter, so that other tests of the session keep theirs."""
    assert samples_run.code == 0, samples_run.errors
    copy = tmp_path_factory.mktemp("verified") / "home"
    shutil.copytree(samples_run.home, copy, symlinks=True)
    return copy


def verify(home: Path, *flags: str) -> tuple[Run, dict]:
    done = planledger(home, "verify", "--json", *flags)
    return done, json.loads(done.said or "{}")


def test_built_again_it_is_the_same(home: Path) -> None:
    done, said = verify(home, "--rebuild")
    assert done.code == 0, done.said + done.errors
    tables, pages = said["rebuilt"]
    assert tables == said["verification"]["table_count"] > 60
    assert pages > 0 and said["notes"] == []


def test_a_document_altered_in_the_archive_is_named(home: Path) -> None:
    manifest = json.loads((home / "current" / "manifest.json").read_text("utf-8"))
    altered = manifest["inputs"][0]
    place = archive_path(altered["sha256"], Settings(home=home))
    place.chmod(0o644)
    place.write_bytes(place.read_bytes() + b"?")
    done, said = verify(home, "--rebuild")
    assert done.code == 1
    (one,) = said["differences"]
    assert (one["kind"], one["subject"]) == ("input_changed", altered["path"])
