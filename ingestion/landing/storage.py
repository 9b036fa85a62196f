"""The inbox as a file system, local or remote. All fsspec calls of the project are here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fsspec

from ingestion.errors import ConfigError
from ingestion.landing.delivery import Delivery
from ingestion.settings import Settings

Info = dict[str, Any]


def open_inbox(settings: Settings) -> tuple[Any, str]:
    """Open the file system of the inbox.

    Returns:
        The file system and the path of the inbox on it, without a trailing slash.

    Raises:
        ConfigError: The URL names a protocol that is unknown or not installed.
    """
    try:
        file_system, root = fsspec.core.url_to_fs(settings.landing)
    except (ImportError, ValueError) as error:
        raise ConfigError(
            "landing_url",
            f"无法打开收件目录 {settings.landing}：{error}",
            f"cannot open the inbox {settings.landing}: {error}",
        ) from error
    # A remote listing may be cached from the run before; an inbox is about what is new.
    file_system.invalidate_cache()
    return file_system, str(root).rstrip("/")


def find_files(file_system: Any, folder: str) -> Iterator[Info]:
    """Everything below a folder that is not a folder; nothing where the folder does not exist."""
    found: dict[str, Info] = file_system.find(folder, detail=True)
    yield from found.values()


def leads_out(file_system: Any, root: str, name: str) -> bool:
    """Whether a path of a local inbox leads out of it, over a link of a folder above it."""
    if "file" not in file_system.protocol:
        return False
    return not Path(name).resolve().is_relative_to(Path(root).resolve())


def list_folder(file_system: Any, folder: str) -> list[Info]:
    """Direct content of a folder; nothing where the folder does not exist."""
    try:
        content: list[Info] = file_system.ls(folder, detail=True)
    except FileNotFoundError:
        return []
    return content


def modified_at(file_system: Any, info: Info) -> datetime:
    """Modification time in UTC, cut to microseconds, from whatever the file system calls it."""
    found = info.get("mtime") or info.get("LastModified") or info.get("last_modified")
    if found is None:
        found = file_system.modified(info["name"])
    if isinstance(found, int | float):
        return datetime.fromtimestamp(found, UTC)
    assert isinstance(found, datetime)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def fetch(delivery: Delivery) -> bytes:
    """Read all bytes of a delivery, as they are now.

    Raises:
        OSError: The file went away or may not be read.
    """
    file_system, path = fsspec.core.url_to_fs(delivery.url)
    data: bytes = file_system.cat_file(path)
    return data
