"""Put a folder's files into the inbox, as a sender would. Bytes that lie there already stay."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from ingestion.errors import ConfigError
from ingestion.landing import stat_delivery
from ingestion.landing.delivery import DeliveryKind
from ingestion.landing.received import RECEIVED, read_received
from ingestion.landing.storage import open_inbox
from ingestion.records import Record
from ingestion.settings import Settings

_KINDS = frozenset(get_args(DeliveryKind))
_DOCUMENT_SUFFIXES = frozenset(
    {".csv", ".docx", ".htm", ".html", ".json", ".pdf", ".txt", ".xls", ".xlsm", ".xlsx", ".zip"}
)
_HIDDEN_PREFIXES = (".", "~$")


class Delivered(Record):
    """What was put into the inbox, by landing path; ``left`` and ``linked`` are file names.

    Attributes:
        new: Copied now.
        same: The inbox held these bytes already.
        growing: Still being written where they come from; to be put in another time.
        left: Not documents: beside ``plans/`` and ``progress/``, or hidden.
        linked: Links that lead out of the folder; the files themselves are asked for.
    """

    new: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    growing: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()

    @property
    def paths(self) -> frozenset[str]:
        """Landing paths of all files of the folder."""
        return frozenset((*self.new, *self.same))


def deliver_folder(folder: Path, settings: Settings) -> Delivered:
    """Copy a folder's files into the inbox and keep their modification times.

    Where a laid out folder lists in ``received.csv`` when a file came, that time is kept instead;
    an inbox in an object store dates what it is given itself.

    A folder that has ``plans/`` or ``progress/`` is laid out like the inbox: those two are taken,
    and documents that lie loose beside them are plans. Of any other folder every file is a plan.
    A file that was changed a moment ago is given the time that the inbox asks for, so that it can
    be read in this run; one that changes meanwhile is not put in. One that takes the place of other
    bytes and is not younger than they were (an earlier version put back) is dated now: a path's
    deliveries are told apart by their times.

    Args:
        folder: Where the files are; left as it is.
        settings: Where the inbox is.

    Raises:
        ConfigError: The folder does not exist, or its list of times cannot be read.
    """
    if not folder.is_dir():
        raise ConfigError(
            "no_such_folder", f"目录不存在：{folder}", f"there is no such folder: {folder}"
        )
    linked, files = _inside(folder)
    placed = dict(_landing_paths(folder, files))
    sources = {path: source for path, source in placed.items() if source}
    times = read_received(folder) if _is_laid_out(folder) else {}
    _wait_for([source.stat().st_mtime for source in sources.values()], settings)
    growing = {path for path, source in sources.items() if not _has_rested(source, settings)}
    new = {
        path
        for path, source in sources.items()
        if path not in growing and _copy(source, path, settings, times.get(path))
    }
    landed = [one for path in new if (one := stat_delivery(settings, path))]
    _wait_for([one.received_at.timestamp() for one in landed], settings)
    return Delivered(
        new=tuple(sorted(new)),
        same=tuple(sorted(sources.keys() - new - growing)),
        growing=tuple(sorted(growing)),
        left=tuple(sorted(path for path, source in placed.items() if source is None)),
        linked=tuple(linked),
    )


def _inside(folder: Path) -> tuple[list[str], list[Path]]:
    """Links of a folder that lead out of it or nowhere, and its files, both in order."""
    home = folder.resolve()
    linked: list[str] = []
    files: list[Path] = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() and not path.resolve().is_relative_to(home):
            linked.append(path.relative_to(folder).as_posix())
        elif path.is_file() and path.resolve().is_relative_to(home):
            files.append(path)
    return linked, files


def _landing_paths(folder: Path, files: Iterable[Path]) -> Iterator[tuple[str, Path | None]]:
    """Yield landing path and source of every file; a file that is left has no source."""
    is_laid_out = _is_laid_out(folder)
    for source in files:
        below = PurePosixPath(source.relative_to(folder).as_posix())
        if any(part.startswith(_HIDDEN_PREFIXES) for part in below.parts):
            yield str(below), None
        elif not is_laid_out:
            yield f"plans/{below}", source
        elif str(below) == RECEIVED:
            continue
        elif below.parts[0] in _KINDS:
            yield str(below), source
        elif len(below.parts) == 1 and below.suffix.casefold() in _DOCUMENT_SUFFIXES:
            yield f"plans/{below}", source
        else:
            yield str(below), None


def _is_laid_out(folder: Path) -> bool:
    return any((folder / kind).is_dir() for kind in _KINDS)


def _copy(source: Path, path: str, settings: Settings, received_at: datetime | None) -> bool:
    """Copy one file unless the inbox holds its bytes; tell whether it was copied."""
    file_system, root = open_inbox(settings)
    target = f"{root}/{path}"
    replaced = stat_delivery(settings, path)
    if _holds(file_system, target, source):
        return False
    file_system.makedirs(target.rpartition("/")[0], exist_ok=True)
    if not Path(root).is_absolute() or "file" not in file_system.protocol:
        file_system.put_file(str(source), target)
        return True
    draft = Path(f"{target}.part")
    shutil.copy2(source, draft)
    if received_at is not None:
        os.utime(draft, (received_at.timestamp(), received_at.timestamp()))
    if replaced is not None and draft.stat().st_mtime <= replaced.received_at.timestamp():
        os.utime(draft)
    os.replace(draft, target)  # noqa: PTH105 - nobody may see half a file
    return True


def _holds(file_system: Any, target: str, source: Path) -> bool:
    try:
        size = file_system.info(target)["size"]
    except FileNotFoundError:
        return False
    if size != source.stat().st_size:
        return False
    return bool(file_system.cat_file(target) == source.read_bytes())


def _has_rested(source: Path, settings: Settings) -> bool:
    """Whether nobody wrote to a file for as long as the inbox asks; a time to come is no news."""
    return not 0 <= time.time() - source.stat().st_mtime < settings.settle_seconds


def _wait_for(times: Iterable[float], settings: Settings) -> None:
    """Wait once until the youngest has rested. Unit of ``times``: seconds since the epoch."""
    now = time.time()
    ages = [now - one for one in times if 0 <= now - one < settings.settle_seconds]
    if ages:
        time.sleep(settings.settle_seconds - min(ages) + 0.05)
