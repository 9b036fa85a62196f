"""Whatever is altered in a release is found, and named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import duckdb
import pytest

from ingestion.errors import ConfigError
from ingestion.publish.manifest import Release
from ingestion.publish.verify import Verification, verify_release
from ingestion.settings import Settings

Publish = Callable[..., Release]
Proof = Callable[[], Verification]


@pytest.fixture
def release(publish_now: Publish) -> Release:
    """The second of three releases, with Data Docs beside its report, free to be altered."""
    publish_now()
    second = publish_now()
    publish_now()
    for path in second.folder.rglob("*"):
        if path.is_file():
            path.chmod(0o644)
    return second


@pytest.fixture
def prove(settings: Settings, release: Release) -> Proof:
    return lambda: verify_release(settings, release.release_id)


def found(proof: Verification) -> list[tuple[str, str]]:
    return [(one.kind, one.subject) for one in proof.alterations]


def test_a_release_as_published_is_whole(prove: Proof) -> None:
    proof = prove()
    assert proof.is_whole
    assert proof.chain == ("r0002", "r0001")
    assert proof.table_count > 0 and proof.row_count > 0 and proof.file_count > 0


def test_one_byte_of_a_page_is_named(release: Release, prove: Proof) -> None:
    data = bytearray(release.report.read_bytes())
    data[len(data) // 2] ^= 1
    release.report.write_bytes(data)
    assert found(prove()) == [("file_changed", "site/index.html")]


def test_one_value_in_the_database_is_named_by_table_and_row(
    release: Release, prove: Proof
) -> None:
    with duckdb.connect(str(release.database)) as connection:
        connection.execute("update marts.fct_targets set target_value = 21 where target_value = 20")
    proof = prove()
    assert found(proof) == [
        ("file_changed", "planledger.duckdb"),
        ("table_changed", "fct_targets (DuckDB)"),
    ]
    rows = proof.alterations[1].rows
    assert [row[0] for row in rows] == ["-", "+"]
    assert "target_value=20.0000000000" in rows[0] and "target_value=21.0000000000" in rows[1]


def test_a_row_taken_out_is_told_by_both_counts(release: Release, prove: Proof) -> None:
    with duckdb.connect(str(release.database)) as connection:
        connection.execute("delete from marts.fct_targets where target_value = 20")
    altered = prove().alterations[1]
    assert (altered.kind, altered.subject) == ("row_count", "fct_targets (DuckDB)")
    assert "3 → 2" in altered.message_zh and "3 → 2" in altered.message_en


def test_a_table_added_or_dropped_is_named(release: Release, prove: Proof) -> None:
    with duckdb.connect(str(release.database)) as connection:
        connection.execute("create table marts.zzz as select 1 as n; drop table marts.fct_targets")
    assert found(prove())[1:] == [
        ("table_missing", "fct_targets (DuckDB)"),
        ("table_added", "zzz (DuckDB)"),
    ]


def test_rows_of_a_parquet_file_are_compared_too(release: Release, prove: Proof) -> None:
    file = release.parquet / "fct_targets.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table t as from '{file}'")
        connection.execute("update t set target_value = target_value * 10 where target_value = 5")
        connection.execute(f"copy t to '{file}' (format parquet)")
    proof = prove()
    assert found(proof) == [
        ("file_changed", "parquet/fct_targets.parquet"),
        ("table_changed", "fct_targets (Parquet)"),
    ]
    assert "target_value=50.0000000000" in proof.alterations[1].rows[1]


def test_a_parquet_file_written_anew_with_the_same_rows_is_only_another_file(
    release: Release, prove: Proof
) -> None:
    file = release.parquet / "fct_targets.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table t as from '{file}'")
        connection.execute(f"copy t to '{file}' (format parquet, compression snappy)")
    assert found(prove()) == [("file_changed", "parquet/fct_targets.parquet")]


@pytest.mark.parametrize("store", ["planledger.duckdb", "parquet/fct_targets.parquet"])
def test_a_damaged_store_is_told_and_the_other_still_proven(
    release: Release, prove: Proof, store: str
) -> None:
    (release.folder / store).write_bytes(b"\0" * 5000)
    kinds = [kind for kind, _ in found(prove())]
    assert kinds == ["file_changed", "table_unreadable"]


def test_files_added_and_removed_are_named(release: Release, prove: Proof) -> None:
    (release.site / "added.html").write_text("?", encoding="utf-8")
    release.report.unlink()
    assert found(prove()) == [
        ("file_added", "site/added.html"),
        ("file_missing", "site/index.html"),
    ]


def test_a_manifest_made_to_fit_is_betrayed_by_the_release_after_it(
    release: Release, prove: Proof
) -> None:
    manifest = json.loads(release.manifest_path.read_text(encoding="utf-8"))
    manifest["inputs"][0]["path"] = "plans/another.txt"
    release.manifest_path.write_text(json.dumps(manifest), encoding="utf-8")
    proof = prove()
    assert found(proof) == [("chain", "r0002")]
    assert "r0003" in proof.alterations[0].message_zh


def test_a_manifest_that_says_it_is_another_release_is_told(release: Release, prove: Proof) -> None:
    manifest = json.loads(release.manifest_path.read_text(encoding="utf-8"))
    manifest["release_id"] = "r0007"
    release.manifest_path.write_text(json.dumps(manifest), encoding="utf-8")
    assert ("manifest", "r0002/manifest.json") in found(prove())


@pytest.mark.parametrize("text", ["", "{}", "not json"])
def test_a_manifest_that_cannot_be_read_is_told(release: Release, prove: Proof, text: str) -> None:
    release.manifest_path.write_text(text, encoding="utf-8")
    assert found(prove())[0] == ("manifest", "r0002/manifest.json")


def test_a_manifest_that_is_gone_is_told(release: Release, prove: Proof) -> None:
    release.manifest_path.unlink()
    assert ("manifest", "r0002/manifest.json") in found(prove())


def test_a_removed_release_breaks_the_chain_where_it_stood(
    settings: Settings, release: Release
) -> None:
    shutil.rmtree(release.folder)
    proof = verify_release(settings, "r0003")
    assert found(proof) == [("chain", "r0002")]
    assert proof.chain == ("r0003",)


def test_an_altered_manifest_far_back_breaks_the_chain_there(
    settings: Settings, prove: Proof
) -> None:
    first = settings.releases / "r0001" / "manifest.json"
    first.chmod(0o644)
    first.write_text(first.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    proof = verify_release(settings, "r0003")
    assert found(proof) == [("chain", "r0001")]
    assert proof.chain == ("r0003", "r0002", "r0001")


def test_the_newest_manifest_is_proven_by_the_hash_that_was_noted(
    settings: Settings, release: Release
) -> None:
    noted = verify_release(settings, "r0003").manifest_sha256
    assert verify_release(settings, "r0003", noted_sha256=noted.upper()).is_whole
    altered = verify_release(settings, "r0003", noted_sha256="ab" * 32)
    assert found(altered) == [("chain", "r0003")]


def test_refuses_a_release_that_never_was(settings: Settings, release: Release) -> None:
    with pytest.raises(ConfigError, match="r0099"):
        verify_release(settings, "r0099")
