"""A scratch home that stands where the real one stands, to try something without doing it.

It has links to the records, the decisions, the current release and the base, and its own inbox,
archive and candidates. What is committed in it is seen by nobody else, and is gone afterwards;
kept is only what dbt has parsed, so that the next try need not parse again.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ingestion.errors import ConfigError
from ingestion.pipeline.candidate import BASE
from ingestion.settings import Settings

_SLOTS = 8
"""Tries at the same time, each with a folder of its own."""
_KEPT = frozenset({"dbt"})


@contextmanager
def scratch_home(settings: Settings) -> Iterator[Settings]:
    """Lend a scratch home beside the real one.

    Yields:
        Its settings. Nothing in the real home is changed by what is done with them.

    Raises:
        ConfigError: Too many are in use at this moment.
    """
    folder, lock = _free_slot(settings.root / "scratch")
    with lock:
        try:
            _clear(folder)
            _furnish(folder, settings)
            given = settings.model_dump() | {
                "home": folder,
                "landing_url": "",
                "settle_seconds": 0,
            }
            yield Settings(**given)
        finally:
            _clear(folder)


def _free_slot(parent: Path) -> tuple[Path, TextIO]:
    """The first slot that no other process holds; the system frees it however that one ends."""
    for number in range(_SLOTS):
        folder = parent / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        lock = (parent / f"{number}.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        return folder, lock
    raise ConfigError(
        "too_many_checks",
        f"同时进行的预检已有 {_SLOTS} 个，请稍后再试",
        f"{_SLOTS} checks are running at this moment; try again later",
    )


def _clear(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.name in _KEPT:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _furnish(folder: Path, settings: Settings) -> None:
    for store in (settings.decisions, settings.releases):
        if store.exists():
            (folder / store.name).symlink_to(store)
    if settings.current.exists():
        (folder / settings.current.name).symlink_to(settings.current.resolve())
    for part in ("generations", "commits"):
        (folder / "records" / part).mkdir(parents=True)
        if (settings.records / part).is_dir():
            for entry in (settings.records / part).iterdir():
                (folder / "records" / part / entry.name).symlink_to(entry)
    (folder / "candidates").mkdir()
    if (settings.candidates / BASE).is_dir():
        (folder / "candidates" / BASE).symlink_to(settings.candidates / BASE)
