"""The locks are complete, hashed, name no index host, and satisfy pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = {"dev.txt": "dev", "production.txt": "production"}
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)", re.M)


def _declared(root: Path, extra: str) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", [*LOCKS, "uv.txt"])
def test_every_pinned_package_has_hashes_and_no_host_is_named(root: Path, lock: str) -> None:
    text = (root / "requirements" / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", "\n" + text.strip())
    packages = [block for block in blocks if _PINNED.match(block.strip())]
    assert packages
    assert not [block.split()[0] for block in packages if "--hash=sha256:" not in block]
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)


@pytest.mark.parametrize(("lock", "extra"), LOCKS.items())
def test_the_lock_satisfies_what_the_project_declares(root: Path, lock: str, extra: str) -> None:
    text = (root / "requirements" / lock).read_text(encoding="utf-8")
    pinned: dict[str, list[str]] = {}
    for match in _PINNED.finditer(text):
        pinned.setdefault(canonicalize_name(match["name"]), []).append(match["version"])
    unmet = [
        str(requirement)
        for requirement in _declared(root, extra)
        if not any(
            requirement.specifier.contains(version, prereleases=True)
            for version in pinned.get(canonicalize_name(requirement.name), [])
        )
    ]
    assert unmet == []
