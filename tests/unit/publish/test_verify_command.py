"""``planledger verify`` names what was altered; its exit code says whether anything was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ingestion.cli import app
from ingestion.publish.manifest import Release

Publish = Callable[..., Release]


@pytest.fixture
def verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("PLANLEDGER_HOME", str(tmp_path / "home"))
    return lambda *arguments: CliRunner().invoke(app, ["verify", *arguments])


def test_a_whole_release_ends_with_0(verify: Callable[..., Result], publish_now: Publish) -> None:
    publish_now()
    published = publish_now()
    result = verify()
    assert result.exit_code == 0
    assert "与发布时一致" in result.stdout and "as it was published" in result.stdout
    assert "r0002 → r0001" in result.stdout
    assert published.manifest_sha256 in result.stdout


def test_an_altered_release_ends_with_1_and_names_what_it_is(
    verify: Callable[..., Result], publish_now: Publish
) -> None:
    published = publish_now()
    published.report.chmod(0o644)
    published.report.write_text("other", encoding="utf-8")
    result = verify("r0001")
    assert result.exit_code == 1
    assert "文件 site/index.html 被改动" in result.stdout
    assert "file site/index.html was altered" in result.stdout


def test_a_manifest_that_was_noted_otherwise_ends_with_1(
    verify: Callable[..., Result], publish_now: Publish
) -> None:
    published = publish_now()
    assert verify("--manifest", published.manifest_sha256).exit_code == 0
    assert verify("--manifest", "0" * 64).exit_code == 1


def test_scripts_get_json(verify: Callable[..., Result], publish_now: Publish) -> None:
    published = publish_now()
    (published.folder / "added.txt").write_text("?", encoding="utf-8")
    result = verify("--json")
    said = json.loads(result.stdout)
    assert said["exit_code"] == result.exit_code == 1
    (altered,) = said["verification"]["alterations"]
    assert (altered["kind"], altered["subject"]) == ("file_added", "added.txt")


@pytest.mark.parametrize("arguments", [(), ("r0009",)], ids=["nothing published", "no such one"])
def test_what_cannot_be_verified_ends_with_2(
    verify: Callable[..., Result], arguments: tuple[str, ...]
) -> None:
    result = verify(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_release_that_does_not_say_its_sources_cannot_be_built_again(
    verify: Callable[..., Result], publish_now: Publish
) -> None:
    publish_now()
    assert verify("--rebuild").exit_code == 2
