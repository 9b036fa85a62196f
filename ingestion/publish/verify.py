"""Prove that a release is what was published: its files, its tables, and the chain it stands in.

Everything is worked out again from the bytes that lie there; the manifest only says what should
come out. A manifest cannot prove itself: the release that came after it pins it by its hash, and
the newest one is pinned by the hash that somebody noted down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import duckdb
from pydantic import ValidationError

from ingestion.errors import ConfigError
from ingestion.publish.altered_rows import show_altered_rows
from ingestion.publish.manifest import FileDigest, Manifest, TableDigest
from ingestion.publish.release import digest_files
from ingestion.publish.warehouse_file import digest_parquet, digest_tables
from ingestion.records import Record
from ingestion.settings import Settings

MANIFEST = "manifest.json"
DATABASE = "planledger.duckdb"
_PARQUET = "parquet"

AlterationKind = Literal[
    "manifest",
    "chain",
    "file_changed",
    "file_missing",
    "file_added",
    "table_unreadable",
    "table_missing",
    "table_added",
    "row_count",
    "table_changed",
    "input_missing",
    "input_changed",
    "rebuild_differs",
]


class Alteration(Record):
    """One thing that is not as it was published.

    Attributes:
        kind: What kind of thing it is.
        subject: Which: a path within the release, a table with the store that holds it, a release.
        expected: As the manifest says; a hash or a count.
        found: As it lies there.
        message_zh: One sentence, Chinese.
        message_en: The same in English.
        rows: Some of the rows that differ, where another copy of them is whole.
    """

    kind: AlterationKind
    subject: str
    expected: str | None = None
    found: str | None = None
    message_zh: str
    message_en: str
    rows: tuple[str, ...] = ()


class Verification(Record):
    """What became of the proof. ``chain`` names the releases from this one back to the first."""

    release_id: str
    manifest_sha256: str
    chain: tuple[str, ...]
    file_count: int
    table_count: int
    row_count: int
    alterations: tuple[Alteration, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was altered."""
        return not self.alterations


def verify_release(
    settings: Settings, release_id: str, *, noted_sha256: str | None = None
) -> Verification:
    """Prove one release.

    Args:
        settings: Where the releases are.
        release_id: Such as ``r0003``.
        noted_sha256: Hash of its manifest as somebody noted it when it was published.

    Raises:
        ConfigError: There is no such release.
    """
    folder = settings.releases / release_id
    if not folder.is_dir():
        raise ConfigError(
            "no_such_release",
            f"没有编号为 {release_id} 的发布",
            f"there is no release {release_id}",
        )
    manifest, sha256, broken = _read_manifest(folder)
    chain, links = _follow_chain(settings, release_id, manifest, sha256, noted_sha256)
    if manifest is None:
        found = [*broken, *links]
        return _verification(release_id, sha256, chain, None, found)
    database = list(_tables_altered(folder, manifest.tables))
    files = list(_files_altered(manifest.files, digest_files(folder)))
    return _verification(release_id, sha256, chain, manifest, [*broken, *links, *files, *database])


def _verification(
    release_id: str,
    sha256: str,
    chain: tuple[str, ...],
    manifest: Manifest | None,
    found: Iterable[Alteration],
) -> Verification:
    tables = manifest.tables if manifest else {}
    return Verification(
        release_id=release_id,
        manifest_sha256=sha256,
        chain=chain,
        file_count=len(manifest.files) if manifest else 0,
        table_count=len(tables),
        row_count=sum(one.rows for one in tables.values()),
        alterations=tuple(found),
    )


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a release.

    Raises:
        ConfigError: It cannot be read.
    """
    manifest, _, broken = _read_manifest(folder)
    if manifest is None:
        raise ConfigError("manifest_unreadable", broken[0].message_zh, broken[0].message_en)
    return manifest


def _read_manifest(folder: Path) -> tuple[Manifest | None, str, list[Alteration]]:
    """The manifest, its hash, and what is wrong with it in itself."""
    name = folder.name
    try:
        data = (folder / MANIFEST).read_bytes()
    except OSError:
        return None, "", [_manifest_altered(name, "清单不在", "its manifest is gone")]
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        manifest = Manifest.model_validate_json(data)
    except ValidationError:
        why = ("清单无法读取", "its manifest cannot be read")
        return None, sha256, [_manifest_altered(name, *why)]
    if manifest.release_id != name:
        why = (
            f"清单自称 {manifest.release_id}",
            f"its manifest says that it is {manifest.release_id}",
        )
        return manifest, sha256, [_manifest_altered(name, *why)]
    return manifest, sha256, []


def _manifest_altered(release_id: str, zh: str, en: str) -> Alteration:
    return Alteration(
        kind="manifest",
        subject=f"{release_id}/{MANIFEST}",
        message_zh=f"发布 {release_id} 的{zh}",
        message_en=f"release {release_id}: {en}",
    )


def _follow_chain(
    settings: Settings,
    release_id: str,
    manifest: Manifest | None,
    sha256: str,
    noted_sha256: str | None,
) -> tuple[tuple[str, ...], list[Alteration]]:
    """Follow the links back to the first release, and those that later releases hold to this."""
    found: list[Alteration] = []
    if noted_sha256 is not None and noted_sha256.lower() != sha256:
        found.append(_link_altered(release_id, noted_sha256.lower(), sha256, "记下的", "noted"))
    for later, pinned in _pins_of(settings, release_id):
        if pinned != sha256:
            found.append(_link_altered(release_id, pinned, sha256, f"{later} 记录的", later))
    chain = [release_id]
    while manifest is not None and manifest.previous is not None:
        link, by = manifest.previous, manifest.release_id
        folder = settings.releases / link.release_id
        if link.release_id in chain:
            found.append(_link_missing(link.release_id, by))
            break
        manifest, sha256, broken = _read_manifest(folder)
        if not sha256:
            found.append(_link_missing(link.release_id, by))
            break
        if sha256 != link.manifest_sha256:
            found += [
                *broken,
                _link_altered(link.release_id, link.manifest_sha256, sha256, f"{by} 记录的", by),
            ]
        chain.append(link.release_id)
    return tuple(chain), found


def _pins_of(settings: Settings, release_id: str) -> Iterator[tuple[str, str]]:
    """Hashes of this release's manifest that other releases hold."""
    for folder in sorted(settings.releases.glob("r*")):
        other = _read_manifest(folder)[0] if folder.is_dir() else None
        if other and other.previous and other.previous.release_id == release_id:
            yield folder.name, other.previous.manifest_sha256


def _link_altered(release_id: str, pinned: str, sha256: str, zh: str, en: str) -> Alteration:
    return Alteration(
        kind="chain",
        subject=release_id,
        expected=pinned,
        found=sha256 or None,
        message_zh=f"发布链断在 {release_id}：其清单与{zh} sha256 不符，清单被改动过",
        message_en=f"the chain is broken at {release_id}: its manifest does not have the sha256"
        f" that {en} holds, so it was altered",
    )


def _link_missing(release_id: str, by: str) -> Alteration:
    return Alteration(
        kind="chain",
        subject=release_id,
        message_zh=f"发布链断在 {release_id}：{by} 以它为前一发布，但它或其清单已不在",
        message_en=f"the chain is broken at {release_id}: {by} names it as the release before,"
        " but it or its manifest is gone",
    )


def _files_altered(
    expected: Mapping[str, FileDigest], found: Mapping[str, FileDigest]
) -> Iterator[Alteration]:
    for path in sorted(expected.keys() | (found.keys() - {MANIFEST})):
        before, now = expected.get(path), found.get(path)
        if before == now:
            continue
        kind: AlterationKind
        if now is None:
            kind, zh, en = "file_missing", "不在了", "is gone"
        elif before is None:
            kind, zh, en = "file_added", "是后加的", "was added"
        else:
            sizes = f"{before.size_bytes} → {now.size_bytes}"
            kind = "file_changed"
            zh, en = f"被改动（{sizes} 字节）", f"was altered ({sizes} bytes)"
        yield Alteration(
            kind=kind,
            subject=path,
            expected=before and before.sha256,
            found=now and now.sha256,
            message_zh=f"文件 {path} {zh}",
            message_en=f"file {path} {en}",
        )


def _tables_altered(folder: Path, expected: Mapping[str, TableDigest]) -> Iterator[Alteration]:
    """Compare both stores with the manifest; rows are named where the other store is whole."""
    for store, other in (("DuckDB", "Parquet"), ("Parquet", "DuckDB")):
        found = _digest_store(folder, store)
        if found is None:
            yield Alteration(
                kind="table_unreadable",
                subject=store,
                message_zh=f"{store} 中的表无法读取",
                message_en=f"the tables of the {store} store cannot be read",
            )
            continue
        for table in sorted(expected.keys() | found.keys()):
            altered = compare_digests(table, store, expected.get(table), found.get(table))
            if altered is not None:
                rows = show_altered_rows(folder, table, store, other)
                yield altered.model_copy(update={"rows": rows})


def _digest_store(folder: Path, store: str) -> dict[str, TableDigest] | None:
    try:
        if store == "DuckDB":
            return digest_tables(folder / DATABASE)
        return digest_parquet(folder / _PARQUET)
    except duckdb.Error:
        return None


def compare_digests(
    table: str, store: str, expected: TableDigest | None, found: TableDigest | None
) -> Alteration | None:
    """Say how one table differs from what the manifest holds of it; None if it does not."""
    if expected == found:
        return None
    kind: AlterationKind
    if found is None:
        kind, zh, en = "table_missing", "不在了", "is gone"
    elif expected is None:
        kind, zh, en = "table_added", "是后加的", "was added"
    elif expected.rows != found.rows:
        counts = f"{expected.rows} → {found.rows}"
        kind, zh, en = "row_count", f"的行数变了：{counts}", f"has another row count: {counts}"
    else:
        kind, zh, en = "table_changed", "的内容变了，行数未变", "has other rows, as many as before"
    return Alteration(
        kind=kind,
        subject=f"{table} ({store})",
        expected=expected and expected.hash,
        found=found and found.hash,
        message_zh=f"{store} 中的表 {table} {zh}",
        message_en=f"table {table} in {store} {en}",
    )
