"""A release is whole or not there, numbered once, and never changes."""

from __future__ import annotations

import fcntl
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from ingestion.errors import ConfigError
from ingestion.publish import release as publishing
from ingestion.publish.manifest import Manifest, Release
from ingestion.publish.release import current_release, next_release_id, publish
from ingestion.settings import Settings

Publish = Callable[..., Release]


def _run(candidate: Path, sql: str) -> None:
    with duckdb.connect(str(candidate)) as connection:
        connection.execute(sql)


def _visible(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.releases.iterdir() if path.is_dir())


def test_numbers_releases_from_one_and_never_twice(
    settings: Settings, publish_now: Publish
) -> None:
    assert next_release_id(settings) == "r0001"
    assert publish_now().release_id == "r0001"
    assert publish_now().release_id == "r0002"
    _link_to(settings, "r0001").replace(settings.current)
    assert next_release_id(settings) == "r0003"


def _link_to(settings: Settings, release_id: str) -> Path:
    link = settings.root / "link"
    link.symlink_to(Path("releases") / release_id)
    return link


def test_nothing_is_current_before_the_first_publication(settings: Settings) -> None:
    assert current_release(settings) is None


def test_makes_the_release_current_by_a_relative_link(
    settings: Settings, publish_now: Publish
) -> None:
    published = publish_now()
    assert settings.current.readlink() == Path("releases/r0001")
    assert current_release(settings) == published
    assert published.report.is_file()
    assert published.database.is_file()


def test_a_moved_home_still_has_its_current_release(
    tmp_path: Path, settings: Settings, publish_now: Publish
) -> None:
    publish_now()
    settings.root.rename(tmp_path / "elsewhere")
    moved = current_release(Settings(home=tmp_path / "elsewhere"))
    assert moved is not None
    assert moved.release_id == "r0001"


def test_manifest_names_every_file_by_its_hash_and_the_release_before(
    publish_now: Publish,
) -> None:
    first, second = publish_now(), publish_now()
    manifest = Manifest.model_validate_json(second.manifest_path.read_text(encoding="utf-8"))
    found = {
        path.relative_to(second.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in second.folder.rglob("*")
        if path.is_file() and path != second.manifest_path
    }
    assert {name: one.sha256 for name, one in manifest.files.items()} == found
    assert manifest.previous is not None
    assert manifest.previous.release_id == "r0001"
    assert manifest.previous.manifest_sha256 == first.manifest_sha256
    assert manifest.inputs[0].path == "plans/plan.txt"
    assert manifest.tables["fct_targets"].rows == 3
    assert (
        "key order" in json.loads(second.manifest_path.read_text("utf-8"))["table_hash_definition"]
    )


def test_files_of_a_release_are_read_only(publish_now: Publish) -> None:
    published = publish_now()
    modes = {path.stat().st_mode & 0o777 for path in published.folder.rglob("*") if path.is_file()}
    assert modes == {0o444}


def test_copies_data_docs_beside_the_report_and_links_them(
    tmp_path: Path, publish_now: Publish
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.html").write_text("docs", encoding="utf-8")
    published = publish_now(docs_dir=docs)
    assert (published.site / "data_docs" / "index.html").read_text(encoding="utf-8") == "docs"
    assert 'href="data_docs/index.html"' in published.report.read_text(encoding="utf-8")


def test_same_candidate_gives_the_same_report_and_table_hashes(
    tmp_path: Path, candidate: Path, publish_now: Publish
) -> None:
    first = publish_now()
    other_home = Settings(home=tmp_path / "other")
    second = publish(
        candidate,
        other_home,
        release_id="r0001",
        created_at=first.created_at,
        inputs=[("ab" * 32, "plans/plan.txt")],
        versions={"planledger": "0.1.0"},
    )
    assert second.report.read_bytes() == first.report.read_bytes()
    assert second.tables == first.tables


STEPS = [
    "write_marts",
    "write_parquet",
    "digest_tables",
    "write_report",
    "digest_files",
    "_make_durable",
    "_settle",
    "_make_current",
]


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_leaves_the_old_release_current(
    step: str,
    settings: Settings,
    publish_now: Publish,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish_now()
    before = {path: path.read_bytes() for path in settings.current.rglob("*") if path.is_file()}

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(publishing, step, fail)
        with pytest.raises(OSError, match="disk is full"):
            publish_now(release_id="r0002")
    current = current_release(settings)
    assert current is not None
    assert current.release_id == "r0001"
    assert {path: path.read_bytes() for path in before} == before
    assert not [name for name in _visible(settings) if name.startswith(".")]
    assert publish_now(release_id="r0002").release_id == "r0002"
    assert settings.current.readlink() == Path("releases/r0002")


KILLED = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from ingestion.publish import release
from ingestion.settings import Settings
setattr(release, sys.argv[1], lambda *args, **kwargs: os._exit(9))
release.publish(Path(sys.argv[2]), Settings(home=Path(sys.argv[3])), release_id="r0002",
    created_at=datetime(2026, 11, 21, 13, 5, tzinfo=UTC), inputs=[], versions={})
"""


@pytest.mark.parametrize("step", ["write_report", "_settle", "_make_current"])
def test_a_killed_publisher_leaves_the_old_release_current_and_the_next_one_tidies_up(
    step: str, candidate: Path, settings: Settings, publish_now: Publish
) -> None:
    publish_now()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, step, str(candidate), str(settings.root)], check=False
    )
    assert killed.returncode == 9
    assert settings.current.readlink() == Path("releases/r0001")
    for name in _visible(settings):
        whole = (settings.releases / name / "manifest.json").is_file()
        assert whole or name.startswith(".building-")
    assert publish_now(release_id="r0002").release_id == "r0002"
    assert _visible(settings) == ["r0001", "r0002"]
    assert settings.current.readlink() == Path("releases/r0002")


READER = """
import sys, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    print(connection.execute("select count(*) from marts.fct_targets").fetchone()[0], flush=True)
    sys.stdin.readline()
    print(connection.execute("select count(*) from marts.fct_targets").fetchone()[0], flush=True)
"""


def test_a_reader_keeps_the_release_that_it_opened(
    candidate: Path, settings: Settings, publish_now: Publish
) -> None:
    publish_now()
    through_link = str(settings.current / "planledger.duckdb")
    with subprocess.Popen(
        [sys.executable, "-c", READER, through_link],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdin is not None
        assert reader.stdout.readline() == "3\n"
        _run(candidate, "delete from marts.fct_targets where org_code = '02'")
        publish_now()
        with duckdb.connect(through_link, read_only=True) as fresh:
            row = fresh.execute("select count(*) from marts.fct_targets").fetchone()
            assert row == (2,)
        reader.stdin.write("go on\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "3\n"


def test_refuses_to_change_a_release(
    candidate: Path, settings: Settings, publish_now: Publish
) -> None:
    published = publish_now()
    before = published.manifest_path.read_bytes()
    _run(candidate, "update marts.fct_targets set target_value = 21 where org_code = '00'")
    with pytest.raises(ConfigError, match="r0001") as refused:
        publish_now(release_id="r0001")
    assert refused.value.code == "release_exists"
    assert published.manifest_path.read_bytes() == before
    assert _visible(settings) == ["r0001"]


def test_refuses_to_publish_while_another_publication_runs(
    settings: Settings, publish_now: Publish
) -> None:
    settings.releases.mkdir(parents=True)
    with (settings.releases / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ConfigError) as refused:
            publish_now()
    assert refused.value.code == "publishing_elsewhere"


def test_says_when_current_points_to_no_release(settings: Settings) -> None:
    settings.root.mkdir(parents=True)
    settings.current.symlink_to("releases/r0007")
    with pytest.raises(ConfigError) as refused:
        current_release(settings)
    assert refused.value.code == "current_release_broken"


@pytest.mark.parametrize("release_id", ["r1", "../r0001", "R0001", ""])
def test_refuses_a_release_id_that_is_not_one(
    release_id: str, candidate: Path, settings: Settings
) -> None:
    with pytest.raises(ValueError, match="not a release id"):
        publish(
            candidate,
            settings,
            release_id=release_id,
            created_at=datetime.fromisoformat("2026-11-21T13:05:00+00:00"),
            inputs=[],
            versions={},
        )


def test_refuses_a_time_without_zone(candidate: Path, settings: Settings) -> None:
    with pytest.raises(ValueError, match="aware"):
        publish(
            candidate,
            settings,
            release_id="r0001",
            created_at=datetime.fromisoformat("2026-11-21T13:05:00"),
            inputs=[],
            versions={},
        )
