"""List the inbox and decide, from the listing alone, what may be read now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, get_args

from ingestion.landing.delivery import Delivery, DeliveryKind, Refusal
from ingestion.landing.storage import (
    Info,
    find_files,
    leads_out,
    list_folder,
    modified_at,
    open_inbox,
)
from ingestion.settings import Settings

PROGRESS = "progress"
PLANS = "plans"

# Names that programs give to what is not a delivery: copies under way, lock files, folder settings.
_TEMPORARY_PREFIXES = (".", "~$")
_TEMPORARY_SUFFIXES = (".part", ".tmp", ".crdownload", ".filepart", ".partial")
_FOLDER_SETTINGS = frozenset({"thumbs.db", "desktop.ini"})


def list_deliveries(
    settings: Settings, kind: DeliveryKind, now: datetime | None = None
) -> list[Delivery]:
    """List the files of one kind, oldest first, each with a refusal if it is not to be read now.

    Temporary names (``.part``, ``.tmp``, ``~$…``, hidden files) are left alone. A file outside
    every known folder is listed under ``plans``, with a refusal, so that none goes unmentioned.

    Args:
        settings: Where the inbox is; how long a file must rest; how large it may be.
        kind: ``plans`` or ``progress``.
        now: The time to compare with; default the clock.

    Returns:
        The deliveries; an inbox that does not exist yet is empty.

    Raises:
        ConfigError: The inbox URL cannot be opened.
    """
    now = now or datetime.now(UTC)
    file_system, root = open_inbox(settings)
    found = [
        _delivery(settings, file_system, root, info, now)
        for info in _files_of_kind(file_system, root, kind)
        if not _is_temporary(_below(root, info["name"]))
    ]
    return sorted(found, key=lambda delivery: (delivery.received_at, delivery.path))


def stat_delivery(settings: Settings, path: str, now: datetime | None = None) -> Delivery | None:
    """Look at one file again by its path below the inbox; ``None`` if it is gone.

    A mapped task calls this for its own paths, so that a chunk does not list the whole inbox.
    """
    file_system, root = open_inbox(settings)
    try:
        info = file_system.info(f"{root}/{path}")
    except FileNotFoundError:
        return None
    return _delivery(settings, file_system, root, info, now or datetime.now(UTC))


def list_beside(settings: Settings, delivery: Delivery) -> list[str]:
    """List the landing paths of all files in the folder of a delivery's organisation."""
    file_system, root = open_inbox(settings)
    found = find_files(file_system, f"{root}/{PROGRESS}/{delivery.org_code}")
    paths = (_below(root, info["name"]) for info in found)
    return sorted(path for path in paths if not _is_temporary(path))


def chunk_deliveries(deliveries: Iterable[Delivery], size: int) -> list[list[str]]:
    """Cut deliveries into chunks of paths for mapped tasks; files of equal size stay together.

    Equal bytes have equal sizes, so two copies of one plan meet in one task, which can then tell
    that the second is a duplicate: tasks that run at the same time cannot see each other. A chunk
    may therefore hold more than ``size`` files.
    """
    by_size = sorted(deliveries, key=lambda item: (item.size_bytes, item.received_at, item.path))
    chunks: list[list[str]] = []
    for _, same_size in groupby(by_size, key=lambda item: item.size_bytes):
        paths = [delivery.path for delivery in same_size]
        if chunks and len(chunks[-1]) + len(paths) <= size:
            chunks[-1].extend(paths)
        else:
            chunks.append(paths)
    return chunks


def _files_of_kind(file_system: Any, root: str, kind: DeliveryKind) -> Iterator[Info]:
    if kind == PROGRESS:
        yield from find_files(file_system, f"{root}/{PROGRESS}")
        return
    for entry in list_folder(file_system, root):
        if entry["type"] != "directory":
            yield entry
        elif PurePosixPath(entry["name"]).name != PROGRESS:
            yield from find_files(file_system, entry["name"])


def _below(root: str, name: str) -> str:
    return str(PurePosixPath(name).relative_to(root)) if root else name


def _is_temporary(path: str) -> bool:
    parts = PurePosixPath(path).parts
    name = parts[-1].casefold()
    return (
        any(part.startswith(_TEMPORARY_PREFIXES) for part in parts)
        or name.endswith(_TEMPORARY_SUFFIXES)
        or name in _FOLDER_SETTINGS
    )


def _delivery(
    settings: Settings, file_system: Any, root: str, info: Info, now: datetime
) -> Delivery:
    below = _below(root, info["name"])
    path = below.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    parts = PurePosixPath(path).parts
    is_progress = parts[0] == PROGRESS
    delivery = Delivery(
        path=path,
        url=path if path != below else file_system.unstrip_protocol(info["name"]),
        kind="progress" if is_progress else "plans",
        org_code=parts[1] if is_progress and len(parts) > 2 else None,
        received_at=modified_at(file_system, info),
        size_bytes=info["size"] or 0,
    )
    is_special = info["type"] != "file" or leads_out(file_system, root, info["name"])
    refusal = (
        _refuse_entry(path != below, is_special, path)
        or _refuse_place(delivery, parts)
        or _refuse_size(delivery.size_bytes, settings.max_file_bytes)
        or _refuse_unsettled(delivery.received_at, now, settings.settle_seconds)
    )
    return delivery.model_copy(update={"refusal": refusal})


def _refuse_place(delivery: Delivery, parts: tuple[str, ...]) -> Refusal | None:
    if delivery.kind == PROGRESS and delivery.org_code is None:
        return Refusal(
            outcome="rejected",
            code="outside_org_folder",
            message_zh=f"进展报送须放在 {PROGRESS}/<单位代码>/ 下，此文件不在任何单位的目录里",
            message_en=f"a submission belongs in {PROGRESS}/<org_code>/; this file is in no folder "
            "of an organisation",
            place=delivery.path,
        )
    if len(parts) < 2 or parts[0] not in get_args(DeliveryKind):
        return Refusal(
            outcome="rejected",
            code="outside_known_folder",
            message_zh=f"文件须放在 {PLANS}/ 或 {PROGRESS}/<单位代码>/ 下，此处无人读取",
            message_en=f"a file belongs in {PLANS}/ or {PROGRESS}/<org_code>/; nothing reads this "
            "place",
            place=delivery.path,
        )
    return None


def _refuse_entry(has_broken_name: bool, is_special: bool, path: str) -> Refusal | None:
    if has_broken_name:
        return Refusal(
            outcome="rejected",
            code="unreadable_file_name",
            message_zh="文件名不是 UTF-8 编码，请改名后重新放入",
            message_en="the file name is not UTF-8; rename the file and put it in again",
            place=path,
        )
    if is_special:
        return Refusal(
            outcome="rejected",
            code="not_a_regular_file",
            message_zh="这是链接或特殊文件，请放入文件本身",
            message_en="this is a link or a special file; put in the file itself",
            place=path,
        )
    return None


def _refuse_size(size: int, limit: int) -> Refusal | None:
    if size <= limit:
        return None
    return Refusal(
        outcome="rejected",
        code="too_large",
        message_zh=f"文件有 {size:,} 字节，超过上限 {limit:,} 字节"
        "（可由 PLANLEDGER_MAX_FILE_BYTES 调整）",
        message_en=f"the file has {size:,} bytes, the limit is {limit:,} bytes "
        "(PLANLEDGER_MAX_FILE_BYTES)",
    )


def _refuse_unsettled(
    received_at: datetime, now: datetime, settle_seconds: float
) -> Refusal | None:
    if received_at > now:
        return Refusal(
            outcome="waiting",
            code="modified_in_future",
            message_zh=f"文件的修改时间 {received_at:%Y-%m-%d %H:%M:%S} UTC 晚于本机时钟，"
            "到时再读；请检查时钟",
            message_en=f"the file is dated {received_at:%Y-%m-%d %H:%M:%S} UTC, ahead of this "
            "machine's clock; it is read when that time has come",
        )
    if now - received_at < timedelta(seconds=settle_seconds):
        return Refusal(
            outcome="waiting",
            code="still_being_written",
            message_zh=f"文件在 {settle_seconds:g} 秒内仍有改动，可能尚未写完，下次运行再读",
            message_en=f"the file changed within the last {settle_seconds:g} seconds and may still "
            "be being written; the next run reads it",
        )
    return None
