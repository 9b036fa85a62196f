"""Whatever lands gets its outcome, and the rest of the batch goes on."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest
from airflow.sdk.exceptions import AirflowSkipException

from ingestion.load.store import RecordStore
from ingestion.pipeline import ingest
from ingestion.pipeline.crashes import DocumentsCrashedError
from ingestion.pipeline.ingest import close_batch, ingest_documents, list_landed
from ingestion.pipeline.progress import Event, watched_by
from ingestion.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
BAD = ROOT / "tests" / "fixtures" / "bad"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANLEDGER_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def put(home):
    def put_file(path: str, data: bytes, *, age: float = 60) -> None:
        target = home / "landing" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        os.utime(target, (time.time() - age,) * 2)

    return put_file


def _ingest_all() -> dict[str, int]:
    (paths,) = list_landed("plans")
    return ingest_documents(paths)


def _finals() -> dict[str, tuple[str, str]]:
    return {
        outcome.path.removeprefix("plans/"): (outcome.outcome, outcome.code)
        for outcome in RecordStore(Settings()).outcomes()
    }


def test_an_empty_inbox_has_no_chunks(home):
    assert list_landed("plans") == []
    assert list_landed("progress") == []


def test_bad_documents_get_outcomes_and_the_good_ones_are_loaded(put):
    for path in BAD.iterdir():
        put(f"plans/{path.name}", path.read_bytes())
    counts = _ingest_all()
    assert counts == {"accepted": 3, "rejected": 3}
    finals = _finals()
    assert finals["empty.txt"] == ("rejected", "empty_file")
    assert finals["binary.txt"] == ("rejected", "binary_file")
    assert finals["duplicated_header.txt"] == ("rejected", "duplicate_header")
    assert {finals[name][0] for name in ("gbk.txt", "no_table.txt", "too_many_cells.txt")} == {
        "accepted"
    }


def test_a_refusal_says_file_and_place_in_both_languages(put):
    put("plans/duplicated_header.txt", (BAD / "duplicated_header.txt").read_bytes())
    _ingest_all()
    refused = RecordStore(Settings()).outcomes()[-1]
    assert refused.path == "plans/duplicated_header.txt"
    assert refused.place
    assert "表头" in refused.message_zh
    assert "header" in refused.message_en


def test_what_was_read_is_not_listed_again(put):
    put("plans/gbk.txt", (BAD / "gbk.txt").read_bytes())
    put("plans/empty.txt", b"")
    _ingest_all()
    assert list_landed("plans") == []


def test_the_same_bytes_under_another_name_are_a_duplicate(put):
    put("plans/gbk.txt", (BAD / "gbk.txt").read_bytes(), age=90)
    put("plans/copy.txt", (BAD / "gbk.txt").read_bytes())
    assert _ingest_all() == {"accepted": 1, "duplicate": 1}
    assert _finals()["copy.txt"] == ("duplicate", "same_bytes")


def test_a_file_still_being_written_waits_and_is_read_later(put):
    put("plans/gbk.txt", (BAD / "gbk.txt").read_bytes(), age=0)
    assert _ingest_all() == {"waiting": 1}
    assert list_landed("plans") == []
    put("plans/gbk.txt", (BAD / "gbk.txt").read_bytes(), age=60)
    assert _ingest_all() == {"accepted": 1}


@pytest.fixture
def crash_on(monkeypatch):
    def install(name: str, fault: BaseException) -> None:
        read = ingest.read_plan

        def crash(landed):
            if landed.delivery.path == f"plans/{name}":
                raise fault
            return read(landed)

        monkeypatch.setattr(ingest, "read_plan", crash)

    return install


OURS = [ZeroDivisionError("ours"), RecursionError(), OSError("a broken archive")]


@pytest.mark.parametrize("fault", OURS, ids=lambda fault: type(fault).__name__)
def test_a_fault_of_ours_is_an_outcome_and_the_others_are_committed(put, crash_on, fault):
    put("plans/crash.txt", b"crash", age=90)
    put("plans/good.txt", (BAD / "gbk.txt").read_bytes())
    crash_on("crash.txt", fault)
    with pytest.raises(DocumentsCrashedError) as raised:
        _ingest_all()
    assert "plans/crash.txt" in raised.value.message_en
    assert raised.value.__cause__.exceptions == (fault,)
    assert _finals() == {
        "good.txt": ("accepted", ""),
        "crash.txt": ("rejected", "internal_error"),
    }
    told = [one for one in RecordStore(Settings()).outcomes() if one.code == "internal_error"]
    for message in (told[0].message_zh, told[0].message_en):
        assert type(fault).__name__ in message
        assert "plans/crash.txt" in message


def test_a_document_that_crashed_us_is_not_tried_again_until_it_is_touched(put, crash_on):
    put("plans/crash.txt", b"crash")
    crash_on("crash.txt", ZeroDivisionError())
    with pytest.raises(DocumentsCrashedError):
        _ingest_all()
    assert list_landed("plans") == []
    put("plans/crash.txt", b"crash", age=30)
    assert list_landed("plans") == [["plans/crash.txt"]]


def test_the_log_says_where_our_code_crashed(put, crash_on, caplog):
    put("plans/crash.txt", b"crash")
    crash_on("crash.txt", ZeroDivisionError("ours"))
    with pytest.raises(DocumentsCrashedError):
        _ingest_all()
    assert "Traceback" in caplog.text
    assert "plans/crash.txt" in caplog.text


def test_records_that_cannot_be_written_cost_only_their_document(put, monkeypatch):
    put("plans/bad.txt", (BAD / "no_table.txt").read_bytes(), age=90)
    put("plans/good.txt", (BAD / "gbk.txt").read_bytes())
    write = RecordStore.write

    def fail(store, readings):
        if any(one.final.path == "plans/bad.txt" and one.records for one in readings):
            raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")
        return write(store, readings)

    monkeypatch.setattr(RecordStore, "write", fail)
    with pytest.raises(DocumentsCrashedError):
        _ingest_all()
    assert _finals() == {
        "bad.txt": ("rejected", "internal_error"),
        "good.txt": ("accepted", ""),
    }


@pytest.mark.parametrize(
    "fault", [MemoryError(), OSError(errno.ENOSPC, "disk full")], ids=["memory", "disk"]
)
def test_what_is_no_documents_fault_stops_the_chunk_and_keeps_what_was_read(put, crash_on, fault):
    put("plans/good.txt", (BAD / "gbk.txt").read_bytes())
    put("plans/larger.txt", (BAD / "gbk.txt").read_bytes() * 2)
    crash_on("larger.txt", fault)
    with pytest.raises(type(fault)):
        _ingest_all()
    assert _finals() == {"good.txt": ("accepted", "")}
    assert list_landed("plans") == [["plans/larger.txt"]]


def test_a_watcher_sees_how_far_a_chunk_is(put):
    put("plans/a.txt", (BAD / "gbk.txt").read_bytes())
    put("plans/b.txt", b"")
    events: list[Event] = []
    with watched_by(events.append):
        _ingest_all()
    assert [(event.state, event.amount) for event in events] == [
        ("expected", 2),
        ("started", 0),
        ("advanced", 1),
        ("advanced", 1),
        ("finished", 0),
    ]


def test_a_batch_without_changes_emits_no_asset(put):
    with pytest.raises(AirflowSkipException):
        close_batch()
    put("plans/gbk.txt", (BAD / "gbk.txt").read_bytes(), age=0)
    _ingest_all()
    with pytest.raises(AirflowSkipException):
        close_batch()


def test_a_batch_with_a_change_emits_its_asset(put):
    put("plans/gbk.txt", (BAD / "gbk.txt").read_bytes())
    _ingest_all()
    close_batch()


def test_a_batch_emits_its_asset_although_a_document_crashed_its_chunk(put, crash_on):
    put("plans/good.txt", (BAD / "gbk.txt").read_bytes())
    put("plans/crash.txt", b"crash")
    crash_on("crash.txt", ZeroDivisionError())
    with pytest.raises(DocumentsCrashedError):
        _ingest_all()
    assert list_landed("plans") == []
    close_batch()
