"""Unpack an archive of documents in memory, within limits. Pure; nothing is written to disk."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.limits import Limits
from ingestion.extract.package import Package, encrypted_file, linked_file
from ingestion.extract.registry import is_archive

INSIDE = "!/"
"""Stands between the path of an archive and that of its member: ``plans/a.zip!/b.docx``."""

_UTF8_FLAG = 0x800
_IGNORED_FOLDERS = frozenset({"__MACOSX"})
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})


class Member(NamedTuple):
    """One file of an archive, or of an archive inside it.

    Attributes:
        path: Inside the outermost archive, as people named it; ``inner.zip!/a.docx`` where nested.
        container_id: sha256 of the archive that holds it directly.
        data: Its bytes; ``None`` where it could not be unpacked.
        error: Why it was not unpacked, or why the archive that it is was not opened.
        is_archive: Whether it is an archive, whose members follow it.
    """

    path: str
    container_id: str
    data: bytes | None
    error: UnreadableDocumentError | None = None
    is_archive: bool = False


@dataclass
class _Budget:
    """What one delivery may still unpack, nested archives included."""

    limits: Limits
    name: str
    unpacked_bytes: int = 0
    members: int = 0
    paths: set[str] = field(default_factory=set)

    def spend(self, entries: list[zipfile.ZipInfo], place: str) -> None:
        """Count what an archive declares, before any of it is unpacked."""
        self.members += len(entries)
        self.unpacked_bytes += sum(entry.file_size for entry in entries)
        self.limits.refuse_more("members", self.members, self.name, place)
        self.limits.refuse_more("unpacked_bytes", self.unpacked_bytes, self.name, place)

    def unused(self, path: str) -> str:
        """Return the path, numbered if another member has it already."""
        found, number = path, 1
        while found in self.paths:
            number += 1
            name = PurePosixPath(path)
            found = str(name.with_name(f"{name.stem}~{number}{name.suffix}"))
        self.paths.add(found)
        return found


def read_container(data: bytes, name: str) -> Iterator[Member]:
    """Read the members of a ZIP one after another, those of ZIPs inside it included.

    Folder settings, hidden files and resource forks are left out. Names without the UTF-8 mark are
    read as GB18030, as Chinese programs write them. A member that cannot be unpacked comes with
    the reason, and the others go on.

    Args:
        data: The bytes as landed.
        name: File name, for messages.

    Returns:
        The members in stored order; those of a nested archive follow it.

    Raises:
        UnreadableDocumentError: ``corrupt_file``, ``encrypted_file``, ``over_limit`` or
            ``empty_archive``, about the archive as a whole.
    """
    budget = _Budget(Limits(), PurePosixPath(name).name)
    package = _open(data, "", budget)
    return _members(package, data, "", budget, depth=1)


def _open(data: bytes, place: str, budget: _Budget) -> Package:
    name = f"{budget.name}{INSIDE}{place}" if place else budget.name
    package = Package(data, name, budget.limits, allow_encrypted=True)
    entries = package.entries()
    budget.spend(entries, place)
    if entries and all(map(package.is_encrypted, entries)):
        raise encrypted_file(name)
    if not any(_path(entry) for entry in entries):
        raise _empty_archive(name, place)
    return package


def _members(
    package: Package, data: bytes, prefix: str, budget: _Budget, *, depth: int
) -> Iterator[Member]:
    container_id = hashlib.sha256(data).hexdigest()
    for entry in package.entries():
        stored = _path(entry)
        if stored is None:
            continue
        path = budget.unused(prefix + stored)
        if package.is_link(entry):
            error = linked_file(f"{budget.name}{INSIDE}{path}")
            yield Member(path, container_id, None, error)
            continue
        try:
            content = package.read(entry, f"{budget.name}{INSIDE}{path}")
        except UnreadableDocumentError as error:
            yield Member(path, container_id, None, error)
            continue
        if is_archive(content, path):
            yield from _nested(content, path, container_id, budget, depth=depth + 1)
        else:
            yield Member(path, container_id, content)


def _nested(
    data: bytes, path: str, container_id: str, budget: _Budget, *, depth: int
) -> Iterator[Member]:
    try:
        budget.limits.refuse_more("nesting", depth, budget.name, path)
        package = _open(data, path, budget)
    except UnreadableDocumentError as error:
        yield Member(path, container_id, data, error, is_archive=True)
        return
    yield Member(path, container_id, data, is_archive=True)
    yield from _members(package, data, path + INSIDE, budget, depth=depth)


def _path(entry: zipfile.ZipInfo) -> str | None:
    """A member's path as people named it, without steps upwards; None if it is no document."""
    stored = entry.filename
    name = stored if entry.flag_bits & _UTF8_FLAG else _decoded(stored)
    steps = name.replace("\\", "/").split("/")
    parts = [step for step in steps if step not in ("", "..", ".")]
    if not parts or parts[0] in _IGNORED_FOLDERS or parts[-1].lower() in _IGNORED_NAMES:
        return None
    return None if parts[-1].startswith((".", "~$")) else "/".join(parts)


def _decoded(stored: str) -> str:
    try:
        raw = stored.encode("cp437")
    except UnicodeEncodeError:
        return stored
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return stored


def _empty_archive(name: str, place: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "empty_archive",
        f"压缩包“{name}”里没有文件。请检查后重新报送。",
        f"The archive '{name}' holds no document. Check it and send it again.",
        place or name,
    )
