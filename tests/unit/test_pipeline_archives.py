"""An archive in the inbox: every file in it has an outcome of its own, whatever the others are."""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingestion.landing import read_archived
from ingestion.load.candidate import build_raw
from ingestion.load.store import RecordStore
from ingestion.pipeline.ingest import ingest_documents, ingest_submissions, list_landed
from ingestion.records import Outcome
from ingestion.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
BAD = ROOT / "tests" / "fixtures" / "bad"
GOOD = (BAD / "gbk.txt").read_bytes()
TABLE = ROOT / "samples" / "plans" / "zhoushan_2020_tasks.xlsx"
REPORT = ROOT / "samples" / "progress" / "330921"


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_password(data: bytes, member: str) -> bytes:
    """The same archive with the mark that one member needs a password."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        changed[archive.getinfo(member).header_offset + 6] |= 1
    entry = data.rindex(member.encode())
    changed[data.rindex(b"PK\x01\x02", 0, entry) + 8] |= 1
    return bytes(changed)


@pytest.fixture
def put(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANLEDGER_HOME", str(tmp_path))

    def put_file(path: str, data: bytes, *, age: float = 60) -> None:
        target = tmp_path / "landing" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        os.utime(target, (time.time() - age,) * 2)

    return put_file


def ingest_all() -> dict[str, int]:
    (paths,) = list_landed("plans")
    return ingest_documents(paths)


def finals() -> dict[str, tuple[str, str]]:
    return {one.path: (one.outcome, one.code) for one in RecordStore(Settings()).outcomes()}


def final(path: str) -> Outcome:
    return next(one for one in reversed(RecordStore(Settings()).outcomes()) if one.path == path)


def test_each_member_has_its_own_outcome_and_a_bad_one_stops_no_other(put):
    members = {
        "附件1.xlsx": TABLE.read_bytes(),
        "空.txt": b"",
        "密.txt": b"secret",
        "图.png": b"\x89PNG\r\n\x1a\n",
        "坏.docx": b"PK\x03\x04 broken",
        "内/更多.zip": packed({"文.txt": GOOD, "表头.txt": _fixture("duplicated_header.txt")}),
        "断.zip": packed({"a.txt": GOOD})[:40],
    }
    put("plans/包.zip", with_password(packed(members), "密.txt"))
    assert ingest_all() == {"accepted": 4, "rejected": 6}
    assert finals() == {
        "plans/包.zip!/附件1.xlsx": ("accepted", ""),
        "plans/包.zip!/空.txt": ("rejected", "empty_file"),
        "plans/包.zip!/密.txt": ("rejected", "encrypted_file"),
        "plans/包.zip!/图.png": ("rejected", "unknown_format"),
        "plans/包.zip!/坏.docx": ("rejected", "corrupt_file"),
        "plans/包.zip!/内/更多.zip": ("accepted", "unpacked"),
        "plans/包.zip!/内/更多.zip!/文.txt": ("accepted", ""),
        "plans/包.zip!/内/更多.zip!/表头.txt": ("rejected", "duplicate_header"),
        "plans/包.zip!/断.zip": ("rejected", "corrupt_file"),
        "plans/包.zip": ("accepted", "unpacked"),
    }


def test_what_a_member_yields_is_counted_and_kept_with_its_archive(put, tmp_path):
    archive = packed({"附件1.xlsx": TABLE.read_bytes(), "单.txt": GOOD})
    put("plans/包.zip", archive)
    ingest_all()
    told = final("plans/包.zip!/附件1.xlsx")
    assert told.records_loaded > 0
    for one in RecordStore(Settings()).outcomes():
        assert one.records_seen == one.records_loaded + one.records_rejected + one.records_ignored
    assert read_archived(told.document_id, Settings()) == TABLE.read_bytes()
    assert _containers(tmp_path) == {hashlib.sha256(archive).hexdigest()}


def test_a_document_sent_by_itself_has_no_archive(put, tmp_path):
    put("plans/单.txt", GOOD)
    ingest_all()
    assert _containers(tmp_path) == {None}


def test_a_second_run_reads_nothing_and_the_same_archive_elsewhere_loads_nothing(put):
    archive = packed({"a.txt": GOOD, "坏.txt": b""})
    put("plans/包.zip", archive)
    ingest_all()
    assert list_landed("plans") == []
    put("plans/又.zip", archive, age=30)
    assert ingest_all() == {"accepted": 1, "duplicate": 1, "rejected": 1}
    assert finals()["plans/又.zip!/a.txt"] == ("duplicate", "same_bytes")


def test_a_member_that_was_loaded_before_is_a_duplicate(put):
    put("plans/a.txt", GOOD, age=90)
    put("plans/包.zip", packed({"同.txt": GOOD, "再同.txt": GOOD}))
    assert ingest_all() == {"accepted": 2, "duplicate": 2}
    assert "plans/a.txt" in final("plans/包.zip!/再同.txt").message_zh


@pytest.mark.parametrize(
    ("data", "code", "named"),
    [
        pytest.param(packed({"a.txt": b"0" * 20_000_000}), "over_limit", "RATIO", id="bomb"),
        pytest.param(with_password(packed({"a": b"1"}), "a"), "encrypted_file", "密码", id="lock"),
        pytest.param(packed({"a.txt": GOOD})[:40], "corrupt_file", "损坏", id="cut short"),
        pytest.param(packed({}), "empty_archive", "没有文件", id="empty"),
    ],
)
def test_an_archive_that_cannot_be_opened_is_refused_as_a_whole(put, data, code, named):
    put("plans/包.zip", data)
    put("plans/好.txt", GOOD)
    assert ingest_all() == {"accepted": 1, "rejected": 1}
    assert final("plans/包.zip").code == code
    assert named in final("plans/包.zip").message_zh


def test_an_archive_of_submissions_is_read_for_the_organisation_that_sent_it(put):
    reports = {path.name: path.read_bytes() for path in sorted(REPORT.glob("2024-??.xlsx"))}
    assert reports
    put("progress/330921/一季度.zip", packed({**reports, "说明.docx": b"PK\x03\x04 broken"}))
    (paths,) = list_landed("progress")
    counts = ingest_submissions(paths)
    assert counts["accepted"] == len(reports) + 2
    beside = final("progress/330921/一季度.zip!/说明.docx")
    assert (beside.outcome, beside.code) == ("accepted", "supporting_file")
    for name in reports:
        told = final(f"progress/330921/一季度.zip!/{name}")
        assert (told.org_code, told.outcome) == ("330921", "accepted")
        assert told.records_loaded > 0
    assert list_landed("progress") == []


FORM = {
    "form": "planledger.submission",
    "template_version": "1",
    "plan_id": "p",
    "org_code": "330921",
    "period_code": "2024-06",
    "values": [
        {
            "indicator": "甲",
            "basis": "year_to_date",
            "value": 3,
            "attachments": ["台账.pdf", "照片.jpg", "没有.doc"],
        }
    ],
}


def _supporting() -> list[tuple[int | None, str, bool]]:
    store = RecordStore(Settings())
    rows = [
        row
        for commit in store.commits()
        if "supporting_file" in commit.rows
        for row in pq.read_table(
            store.data_file(commit.generation_id, "supporting_file")
        ).to_pylist()
    ]
    return [(row["row_no"], row["name"], row["sha256"] is not None) for row in rows]


def test_what_lies_beside_a_report_in_its_archive_supports_it(put):
    members = {"报表.json": json.dumps(FORM).encode(), "附件/台账.pdf": b"%PDF-", "其他.png": b"x"}
    put("progress/330921/六月.zip", packed(members))
    put("progress/330921/附件/照片.jpg", b"\xff\xd8\xff")
    (paths,) = list_landed("progress")
    assert ingest_submissions(paths) == {"accepted": 5}
    assert final("progress/330921/附件/照片.jpg").code == "supporting_file"
    assert set(_supporting()) == {
        (1, "附件/台账.pdf", True),
        (1, "照片.jpg", True),
        (1, "没有.doc", False),
        (None, "其他.png", True),
        (None, "照片.jpg", True),
    }


def test_a_report_finds_what_lies_in_the_folder_for_supporting_files(put):
    put("progress/330921/报表.json", json.dumps(FORM).encode())
    put("progress/330921/附件/2024-06/照片.jpg", b"\xff\xd8\xff")
    (paths,) = list_landed("progress")
    ingest_submissions(paths)
    assert (1, "照片.jpg", True) in _supporting()
    assert (1, "台账.pdf", False) in _supporting()


def _fixture(name: str) -> bytes:
    return (BAD / name).read_bytes()


def _containers(home: Path) -> set[str | None]:
    import duckdb

    candidate = home / "candidate.duckdb"
    build_raw(candidate, Settings())
    with duckdb.connect(str(candidate), read_only=True) as connection:
        rows = connection.execute("select container_id from raw.documents").fetchall()
    return {row[0] for row in rows}
