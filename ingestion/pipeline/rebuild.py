"""Build a published release once more, from its archive, records and decisions, and compare.

It is done in a scratch home that holds only what the release was made from, at the moment at which
the release looked at the world. The same code must give the same hash of every table and the same
bytes of the report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ingestion.errors import ConfigError
from ingestion.landing.archive import archive_path
from ingestion.pipeline.attempt import component_versions
from ingestion.pipeline.base import hash_code
from ingestion.pipeline.candidate import Candidate
from ingestion.pipeline.release import build_facts, build_reports, run_checks
from ingestion.pipeline.rule_texts import rule_texts
from ingestion.publish.compare import TableDifference, compare_marts
from ingestion.publish.manifest import BuildSources, Manifest, Release
from ingestion.publish.release import digest_files, publish
from ingestion.publish.verify import Alteration, compare_digests, read_manifest
from ingestion.records import Record
from ingestion.settings import Settings

_DECISIONS = "decisions/"
_NOT_COMPARED = ("planledger.duckdb", "parquet/", "site/data_docs/")
"""What need not be the same bytes: the tables are compared by their rows, and Data Docs tell when
the checks ran."""
_SHOWN = 3


class Rebuild(Record):
    """What building again gave.

    Attributes:
        alterations: What is not as published: inputs, tables, pages.
        notes: Why that may be, Chinese with English: other code, other versions.
        table_count: Tables compared.
        page_count: Files of the report compared.
    """

    alterations: tuple[Alteration, ...]
    notes: tuple[str, ...] = ()
    table_count: int = 0
    page_count: int = 0


def rebuild_release(settings: Settings, release_id: str) -> Rebuild:
    """Build a release again and compare it with what its manifest holds.

    Args:
        settings: The home; it is only read.
        release_id: A release whose manifest can be read.

    Raises:
        ConfigError: The release does not say what it was built from.
    """
    folder = settings.releases / release_id
    manifest = read_manifest(folder)
    sources = manifest.sources
    if sources is None:
        raise ConfigError(
            "sources_unknown",
            f"发布 {release_id} 没有记下它由哪些读取结果构建，无法重建",
            f"release {release_id} does not say which readings it was built from",
        )
    missing = [*_inputs_altered(settings, manifest), *_commits_missing(settings, sources)]
    if missing:
        return Rebuild(alterations=tuple(missing))
    with _home_of(settings, manifest, sources) as scratch:
        again = _publish_again(scratch, manifest, sources)
        altered = [*_tables_differ(manifest, again, folder), *_pages_differ(manifest, again)]
    return Rebuild(
        alterations=tuple(altered),
        notes=_other_code(manifest, sources),
        table_count=len(manifest.tables),
        page_count=sum(_is_compared(path) for path in manifest.files),
    )


def _inputs_altered(settings: Settings, manifest: Manifest) -> Iterator[Alteration]:
    """Every document and decision must still be the bytes that the manifest names."""
    for one in manifest.inputs:
        is_decision = one.path.startswith(_DECISIONS)
        place = settings.root / one.path if is_decision else archive_path(one.sha256, settings)
        where = one.path if is_decision else f"archive {one.sha256[:12]}… ({one.path})"
        if not place.is_file():
            yield Alteration(
                kind="input_missing",
                subject=one.path,
                expected=one.sha256,
                message_zh=f"发布所用的 {where} 已不在",
                message_en=f"what the release was made from is gone: {where}",
            )
        elif (found := hashlib.sha256(place.read_bytes()).hexdigest()) != one.sha256:
            yield Alteration(
                kind="input_changed",
                subject=one.path,
                expected=one.sha256,
                found=found,
                message_zh=f"发布所用的 {where} 被改动",
                message_en=f"what the release was made from was altered: {where}",
            )


def _commits_missing(settings: Settings, sources: BuildSources) -> Iterator[Alteration]:
    for commit in sources.commits:
        if not (settings.records / "commits" / f"{commit}.json").is_file():
            yield Alteration(
                kind="input_missing",
                subject=f"records/commits/{commit}.json",
                message_zh=f"发布所用的读取结果 {commit} 已不在",
                message_en=f"the readings {commit} that the release was made from are gone",
            )


@contextmanager
def _home_of(settings: Settings, manifest: Manifest, sources: BuildSources) -> Iterator[Settings]:
    """Lend a home that holds what the release was made from, and nothing that came later."""
    parent = settings.root / "scratch"
    parent.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=parent, prefix="rebuild-") as place:
        home = Path(place)
        for commit in sources.commits:
            _link(settings.records / "commits" / f"{commit}.json", home / "records/commits")
            generation = settings.records / "generations" / commit
            if generation.is_dir():
                _link(generation, home / "records/generations")
        for one in manifest.inputs:
            if one.path.startswith(_DECISIONS):
                _link(settings.root / one.path, (home / one.path).parent)
        (home / "archive").symlink_to(settings.archive)
        (home / "candidates").mkdir()
        _link_releases(settings, manifest, home)
        given = settings.model_dump() | {"home": home, "landing_url": "", "full_refresh": True}
        yield Settings(**given)


def _link_releases(settings: Settings, manifest: Manifest, home: Path) -> None:
    (home / "releases").mkdir()
    if manifest.previous is not None:
        before = settings.releases / manifest.previous.release_id
        _link(before, home / "releases")
        (home / "current").symlink_to(Path("releases") / before.name)


def _link(source: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / source.name).symlink_to(source)


def _publish_again(scratch: Settings, manifest: Manifest, sources: BuildSources) -> Release:
    release_id = build_facts(
        settings=scratch, full_refresh=True, again=(manifest.release_id, manifest.created_at)
    )
    run_checks(release_id, settings=scratch)
    build_reports(release_id, settings=scratch)
    candidate = Candidate(scratch, release_id)
    return publish(
        candidate.database,
        scratch,
        release_id=release_id,
        created_at=manifest.created_at,
        inputs=candidate.load().inputs,
        versions=component_versions(),
        docs_dir=candidate.docs,
        rules=rule_texts(),
        sources=sources,
    )


def _tables_differ(manifest: Manifest, again: Release, folder: Path) -> Iterator[Alteration]:
    compared = {
        table: compare_digests(
            table, "rebuild", manifest.tables.get(table), again.tables.get(table)
        )
        for table in sorted(manifest.tables.keys() | again.tables.keys())
    }
    altered = {table: one for table, one in compared.items() if one is not None}
    if not altered:
        return
    stored = folder / "planledger.duckdb"
    rows = {}
    if stored.is_file():
        rows = {one.table: one for one in compare_marts(stored, again.database, examples=_SHOWN)}
    for table, one in altered.items():
        yield one.model_copy(
            update={
                "kind": "rebuild_differs",
                "message_zh": f"重建所得的表 {table} 与发布时不同",
                "message_en": f"table {table} comes out otherwise when it is built again",
                "rows": _differing(rows.get(table)),
            }
        )


def _differing(found: TableDifference | None) -> tuple[str, ...]:
    """Rows for people: those of the release with a minus, those built again with a plus."""
    if found is None:
        return ()
    shown = []
    for number, row in enumerate(found.examples):
        sign = "-" if number < min(found.left_only, _SHOWN) else "+"
        filled = ", ".join(f"{name}={value}" for name, value in row.items() if value is not None)
        shown.append(f"{sign} {filled[:240]}")
    return tuple(shown)


def _pages_differ(manifest: Manifest, again: Release) -> Iterator[Alteration]:
    found = digest_files(again.folder)
    for path in sorted(manifest.files.keys() | found.keys()):
        before, now = manifest.files.get(path), found.get(path)
        if path != "manifest.json" and _is_compared(path) and before != now:
            yield Alteration(
                kind="rebuild_differs",
                subject=path,
                expected=before and before.sha256,
                found=now and now.sha256,
                message_zh=f"重建所得的 {path} 与发布时不同",
                message_en=f"{path} comes out otherwise when it is built again",
            )


def _is_compared(path: str) -> bool:
    return not path.startswith(_NOT_COMPARED)


def _other_code(manifest: Manifest, sources: BuildSources) -> tuple[str, ...]:
    """Say what is not as it was when the release was built: differences may come from there."""
    notes = []
    if sources.code != hash_code():
        notes.append("代码、模型、核验或词表与发布时不同 the code is not that of the release")
    versions = component_versions()
    for name in sorted(versions.keys() | manifest.versions.keys()):
        before, now = manifest.versions.get(name), versions.get(name)
        if before != now:
            notes.append(f"{name}：{before or '—'} → {now or '—'}")
    return tuple(notes)
