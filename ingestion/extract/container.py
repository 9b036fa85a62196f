"""Unpack an archive of documents in memory, within limits. Pure; nothing is written to disk."""

from __future__ import annotations

from pathlib import PurePosixPath

from ingestion.extract.limits import Limits
from ingestion.extract.package import Package

_UTF8_FLAG = 0x800
_IGNORED_FOLDERS = frozenset({"__MACOSX"})
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})


def read_container(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """Read the members of a ZIP, those of ZIPs inside it included.

    Folder settings, hidden files and resource forks are left out. Names without the UTF-8 mark are
    read as GB18030, as Chinese programs write them.

    Args:
        data: The bytes as landed.
        name: File name, for messages.

    Returns:
        (path inside the archive, bytes) in stored order; ``inner.zip!/a.docx`` for nested ones.

    Raises:
        UnreadableDocumentError: ``corrupt_file``, ``encrypted_file`` or ``over_limit``.
    """
    limits = Limits()
    members: list[tuple[str, bytes]] = []
    pending = [("", data, 1)]
    unpacked = 0
    while pending:
        prefix, packed, depth = pending.pop(0)
        limits.refuse_more("nesting", depth, name, prefix.removesuffix("!/"))
        package = Package(packed, name, limits)
        for entry in package.entries():
            path = _path(entry.filename, has_utf8_mark=bool(entry.flag_bits & _UTF8_FLAG))
            if path is None:
                continue
            content = package.read(entry)
            unpacked += len(content)
            limits.refuse_more("unpacked_bytes", unpacked, name, prefix + path)
            if path.lower().endswith(".zip"):
                pending.append((f"{prefix}{path}!/", content, depth + 1))
            else:
                members.append((prefix + path, content))
            limits.refuse_more("members", len(members) + len(pending), name)
    return members


def _path(stored: str, *, has_utf8_mark: bool) -> str | None:
    """A member's path as people named it, without steps upwards; None if it is no document."""
    name = stored if has_utf8_mark else _decoded(stored)
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p not in ("/", "..", ".")]
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
