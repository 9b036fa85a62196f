"""The archive keeps bytes once, whole, and proves them when they are read."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingestion.errors import UnreadableDocumentError
from ingestion.landing import archive_bytes, read_archived
from ingestion.landing.archive import archive_path
from ingestion.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def files(settings: Settings) -> list[Path]:
    return [path for path in settings.archive.rglob("*") if path.is_file()]


def test_keeps_bytes_under_their_sha256(settings: Settings) -> None:
    document_id = archive_bytes(b"plan", settings)
    assert document_id == hashlib.sha256(b"plan").hexdigest()
    assert read_archived(document_id, settings) == b"plan"
    assert files(settings) == [settings.archive / document_id[:2] / document_id]


def test_writes_equal_bytes_once(settings: Settings) -> None:
    document_id = archive_bytes(b"plan", settings)
    before = archive_path(document_id, settings).stat().st_mtime_ns
    assert archive_bytes(b"plan", settings) == document_id
    assert archive_path(document_id, settings).stat().st_mtime_ns == before


def test_many_writers_of_equal_bytes_leave_one_whole_file(settings: Settings) -> None:
    data = b"plan" * 50_000
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda _: archive_bytes(data, settings), range(32)))
    assert len(ids) == 1
    assert [path.read_bytes() for path in files(settings)] == [data]


def test_a_crash_while_writing_leaves_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, target: Path) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(OSError, match="disk full"):
            archive_bytes(b"plan", settings)
    assert files(settings) == []
    assert read_archived(archive_bytes(b"plan", settings), settings) == b"plan"


def test_refuses_bytes_that_a_disk_has_damaged(settings: Settings) -> None:
    document_id = archive_bytes(b"plan", settings)
    path = archive_path(document_id, settings)
    path.chmod(0o644)
    path.write_bytes(b"plaN")
    with pytest.raises(UnreadableDocumentError) as caught:
        read_archived(document_id, settings)
    assert caught.value.code == "archive_damaged"
    archive_bytes(b"plan", settings)
    assert read_archived(document_id, settings) == b"plan"


def test_refuses_bytes_that_were_never_archived(settings: Settings) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_archived("0" * 64, settings)
    assert caught.value.code == "not_archived"
