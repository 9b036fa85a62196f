"""What holds for the whole repository: no machine's paths, no copied text, all named in docs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

_TEXT = {".py", ".md", ".sql", ".yml", ".yaml", ".toml", ".txt", ".html", ".csv", ".j2", ".sh", ""}


def _tracked(root: Path) -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore") if path.suffix in _TEXT else ""


def test_names_no_path_of_one_machine(root: Path) -> None:
    found = [
        str(path.relative_to(root))
        for path in _tracked(root)
        if re.search(r"(?<![\w.])/(work|home|root|Users)/\w", _text(path))
    ]
    assert found == []


def test_carries_no_sentence_of_the_real_documents(root: Path, shared: Path) -> None:
    sentences = {
        squashed
        for seed in (shared / "seeds").glob("*.txt")
        for sentence in re.split(r"[。;;\n]", seed.read_text(encoding="utf-8"))
        if len(squashed := re.sub(r"\s", "", sentence)) >= 40
    }
    assert sentences
    copied = {
        str(path.relative_to(root)): found
        for path in _tracked(root)
        if (squashed := re.sub(r"\s", "", _text(path)))
        and (found := [sentence for sentence in sentences if sentence in squashed])
    }
    assert copied == {}


@pytest.mark.parametrize("folder", ["dags", "expectations/checks", "dbt_project/models/marts"])
def test_every_dag_check_and_mart_is_named_in_the_docs(root: Path, folder: str) -> None:
    docs = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [root / "README.md", *(root / "docs").rglob("*.md")]
    )
    stems = {
        path.stem
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".sql"} and not path.stem.startswith("_")
    }
    assert stems
    assert sorted(stem for stem in stems if stem not in docs) == []
