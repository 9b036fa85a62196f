"""An append-only folder of small JSON files, each named by its time and its content.

Nothing is changed or deleted, so no step of a build can lose what a person decided.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ingestion.errors import ConfigError

_STAMP = "%Y%m%dT%H%M%S%fZ"
_Content = TypeVar("_Content", bound=BaseModel)


def append_file(folder: Path, content: Callable[[datetime], BaseModel]) -> Path:
    """Write one more file, whole or not at all.

    Args:
        folder: Made where it is missing.
        content: Makes what to write from the time that the file will bear, UTC. It is later than
            that of every file that is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    at = _next_time(folder)
    text = json.dumps(content(at).model_dump(mode="json"), ensure_ascii=False, indent=1)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    path = folder / f"{at:{_STAMP}}-{digest}.json"
    draft = path.with_suffix(".tmp")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path


def appended_files(folder: Path) -> list[Path]:
    """All files, oldest first."""
    return sorted(folder.glob("*.json")) if folder.is_dir() else []


def read_appended(path: Path, kind: type[_Content]) -> _Content:
    """Read one file.

    Raises:
        ConfigError: It cannot be read. It is not skipped: that would undo a decision.
    """
    try:
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ConfigError(
            "decisions_unreadable",
            f"审核决定文件无法读取，请从备份恢复：{error}",
            f"a file of decisions cannot be read; restore it from a backup: {error}",
            str(path),
        ) from error


def hashed_files(folder: Path, names: Iterable[str], place: str) -> tuple[tuple[str, str], ...]:
    """Return sha256 and place of files of a folder, for the manifest of a release."""
    return tuple(
        (hashlib.sha256((folder / name).read_bytes()).hexdigest(), f"{place}/{name}")
        for name in names
    )


def _next_time(folder: Path) -> datetime:
    now = datetime.now(UTC)
    files = appended_files(folder)
    if files:
        # A clock that was set back must not make the newest decision look old.
        last = datetime.strptime(files[-1].name.split("-")[0], _STAMP).replace(tzinfo=UTC)
        now = max(now, last + timedelta(microseconds=1))
    return now
