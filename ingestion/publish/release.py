"""Publish a candidate as an immutable, numbered release, and make it the current one.

Everything is built in a folder that no reader looks at, renamed as a whole, and made current by
replacing one relative symlink. A crash at any step leaves the old release current; whoever has the
old release open keeps it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ingestion.errors import ConfigError
from ingestion.publish.manifest import (
    BuildSources,
    FileDigest,
    Manifest,
    PreviousRelease,
    Release,
    ReleaseInput,
)
from ingestion.publish.report import ReportHeader, RuleText, write_report
from ingestion.publish.warehouse_file import digest_tables, write_marts, write_parquet
from ingestion.settings import Settings

_BUILDING = ".building-"
_NUMBERED = re.compile(r"r(\d{4,})")
_READ_ONLY = 0o444


def next_release_id(settings: Settings) -> str:
    """Number the next release: ``r0001``, ``r0002`` and so on. A number is never given twice."""
    numbers = [
        int(match[1])
        for folder in _folders(settings.releases)
        if (match := _NUMBERED.fullmatch(folder.name))
    ]
    return f"r{max(numbers, default=0) + 1:04d}"


def no_release() -> ConfigError:
    """Say that nothing was published yet, and what to do."""
    return ConfigError(
        "no_release",
        "尚无发布，请先运行 planledger run",
        "there is no release yet; say planledger run first",
    )


def current_release(settings: Settings) -> Release | None:
    """Read the release that readers see, or None before the first publication.

    Raises:
        ConfigError: ``current`` points to no readable release.
    """
    if not settings.current.is_symlink():
        return None
    folder = settings.current.resolve()
    try:
        return _read_release(folder)
    except (OSError, ValueError) as error:
        raise ConfigError(
            "current_release_broken",
            f"当前发布指向 {folder}，但其清单无法读取：请改回一个完整的发布",
            f"current points to {folder}, whose manifest cannot be read: point it to a whole one",
        ) from error


def publish(  # noqa: PLR0913 - a release is all of these
    candidate: Path,
    settings: Settings,
    *,
    release_id: str,
    created_at: datetime,
    inputs: Iterable[ReleaseInput | tuple[str, str]],
    versions: Mapping[str, str],
    docs_dir: Path | None = None,
    rules: Sequence[RuleText] = (),
    sources: BuildSources | None = None,
) -> Release:
    """Build the release of a candidate and make it current.

    The candidate is only read; nobody may have it open for writing. Publishing a release again
    with the same tables changes no file and makes it current: that is how a retry after a crash
    ends well.

    Args:
        candidate: DuckDB file with schemas ``raw`` and ``marts``.
        settings: Where releases live.
        release_id: From ``next_release_id``.
        created_at: Aware; the only time that gets into the report.
        inputs: The deliveries that went in: sha256 and landing path.
        versions: Name to version, of code, checks and dependencies.
        docs_dir: Folder of GX Data Docs, copied beside the report; None if there is none.
        rules: The checks as their files state them, for the report's rule book.
        sources: What it can be built from again; None if that is not known.

    Raises:
        ConfigError: The release exists with other tables, or another publication is running.
    """
    if created_at.tzinfo is None:
        raise ValueError("created_at must be aware")
    if not _NUMBERED.fullmatch(release_id):
        raise ValueError(f"not a release id: {release_id!r}")
    settings.releases.mkdir(parents=True, exist_ok=True)
    with _only_publisher(settings.releases):
        _sweep(settings.releases)
        current = current_release(settings)
        header = ReportHeader(
            release_id=release_id,
            previous_release_id=_previous_of(current, release_id),
            previous_manifest_sha256=current.manifest_sha256
            if current and current.release_id != release_id
            else None,
            created_at=created_at,
            inputs=tuple(sorted((_as_input(one) for one in inputs), key=_input_order)),
            versions=dict(sorted(versions.items())),
        )
        building = settings.releases / f"{_BUILDING}{release_id}"
        try:
            _build(
                building,
                candidate,
                header,
                current,
                docs_dir=docs_dir,
                rules=rules,
                sources=sources,
            )
            release = _settle(building, settings.releases / release_id)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        _make_current(settings, release)
        return release


def _build(  # noqa: PLR0913 - a release is all of these
    building: Path,
    candidate: Path,
    header: ReportHeader,
    current: Release | None,
    *,
    docs_dir: Path | None,
    rules: Sequence[RuleText],
    sources: BuildSources | None,
) -> None:
    """Write every file of the release; the manifest comes last because it names the others."""
    building.mkdir()
    database = building / "planledger.duckdb"
    write_marts(candidate, database)
    write_parquet(database, building / "parquet")
    tables = digest_tables(database)
    site = building / "site"
    site.mkdir()
    if docs_dir is not None and docs_dir.is_dir():
        shutil.copytree(docs_dir, site / "data_docs")
    write_report(
        site,
        database=database,
        candidate=candidate,
        header=header,
        tables=tables,
        rules=rules,
    )
    previous = current and PreviousRelease(
        release_id=current.release_id, manifest_sha256=current.manifest_sha256
    )
    manifest = Manifest(
        release_id=header.release_id,
        previous=previous,
        created_at=header.created_at,
        inputs=header.inputs,
        versions=header.versions,
        sources=sources,
        tables=tables,
        files=digest_files(building),
    )
    text = manifest.model_dump_json(indent=2) + "\n"
    (building / "manifest.json").write_text(text, encoding="utf-8")
    _make_durable(building)


def _settle(building: Path, folder: Path) -> Release:
    """Give the finished folder its name, or recognise that it has been published before."""
    if not folder.exists():
        os.rename(building, folder)  # noqa: PTH104 - the one step that a crash may not split
        _sync(folder.parent)
        return _read_release(folder)
    release, again = _read_release(folder), _read_release(building)
    if release.tables != again.tables:
        raise ConfigError(
            "release_exists",
            f"发布 {folder.name} 已存在且内容不同：发布后不可更改，请使用新的编号",
            f"release {folder.name} exists with other tables: it never changes, take a new number",
        )
    shutil.rmtree(building)
    return release


def _make_current(settings: Settings, release: Release) -> None:
    """Flip the symlink. Relative, so that the whole home can be moved or mounted elsewhere."""
    fresh = settings.current.with_name(f".{settings.current.name}-new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(release.folder.relative_to(settings.root))
    os.replace(fresh, settings.current)  # noqa: PTH105 - named so in the design
    _sync(settings.root)


def _previous_of(current: Release | None, release_id: str) -> str | None:
    """A retry of the current release has the same predecessor as the first time."""
    if current is None:
        return None
    return current.previous_release_id if current.release_id == release_id else current.release_id


def _read_release(folder: Path) -> Release:
    data = (folder / "manifest.json").read_bytes()
    manifest = Manifest.model_validate_json(data)
    return Release(
        release_id=manifest.release_id,
        created_at=manifest.created_at,
        previous_release_id=manifest.previous.release_id if manifest.previous else None,
        folder=folder,
        manifest_sha256=hashlib.sha256(data).hexdigest(),
        tables=manifest.tables,
    )


def digest_files(folder: Path) -> dict[str, FileDigest]:
    """Hash every file below a folder, by its path within it."""
    digests = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        name = path.relative_to(folder).as_posix()
        digests[name] = FileDigest(sha256=digest, size_bytes=path.stat().st_size)
    return digests


def _make_durable(folder: Path) -> None:
    """Make every file read-only and put it on the disk before the folder gets its name."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            path.chmod(_READ_ONLY)
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _only_publisher(releases: Path) -> Iterator[None]:
    with (releases / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ConfigError(
                "publishing_elsewhere",
                "另一个发布正在进行：请等它结束后重试",
                "another publication is running: try again when it has ended",
            ) from error
        yield


def _sweep(releases: Path) -> None:
    """Remove what a crashed publication left; nobody else builds while we hold the lock."""
    for folder in _folders(releases):
        if folder.name.startswith(_BUILDING):
            shutil.rmtree(folder)


def _folders(releases: Path) -> list[Path]:
    return sorted(path for path in releases.glob("*") if path.is_dir()) if releases.exists() else []


def _as_input(one: ReleaseInput | tuple[str, str]) -> ReleaseInput:
    return one if isinstance(one, ReleaseInput) else ReleaseInput(sha256=one[0], path=one[1])


def _input_order(one: ReleaseInput) -> tuple[str, str]:
    return one.path, one.sha256
