"""Records become visible whole, once, and together with their outcomes."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from ingestion.errors import ReconciliationError
from ingestion.load import store as store_module
from ingestion.load.store import Reading, RecordStore
from ingestion.settings import Settings


def test_an_empty_store_has_nothing(store: RecordStore) -> None:
    assert store.commits() == []
    assert store.outcomes() == []
    assert store.write([]) is None


def test_writes_many_documents_as_one_generation(
    store: RecordStore, build: SimpleNamespace
) -> None:
    readings = [
        build.reading("plans/a.html", "a", build.document("a"), build.cell("a"), build.cell("a")),
        build.reading("plans/b.html", "b", build.document("b"), build.task("b", "甲处", "乙处")),
    ]
    generation_id = store.write(readings)
    (commit,) = store.commits()
    assert commit.generation_id == generation_id
    assert commit.rows == {"document": 2, "cell": 2, "task": 1}
    assert store.outcomes() == [outcome for item in readings for outcome in item.outcomes]
    rows = pq.read_table(store.data_file(commit.generation_id, "document")).to_pylist()
    assert {row["delivery_id"] for row in rows} == {item.final.delivery_id for item in readings}
    assert {row["received_at"] for row in rows} == {build.morning.replace(tzinfo=None)}
    (task,) = pq.read_table(store.data_file(commit.generation_id, "task")).to_pylist()
    assert task["departments"] == ["甲处", "乙处"]


def test_later_generations_sort_later_even_if_the_clock_goes_back(
    store: RecordStore, build: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.write([build.reading("plans/a.html", "a")])

    class Yesterday(store_module.datetime):  # type: ignore[name-defined,misc]
        @classmethod
        def now(cls, tz: object = None) -> object:
            return super().now(tz) - store_module.timedelta(days=1)

    monkeypatch.setattr(store_module, "datetime", Yesterday)
    second = store.write([build.reading("plans/b.html", "b")])
    assert first is not None and second is not None and first < second


@pytest.mark.parametrize("step", ["write_table", "_sync", "commit"])
def test_a_crash_at_any_step_leaves_nothing_visible_and_the_next_run_starts_afresh(
    store: RecordStore, build: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store.write([build.reading("plans/a.html", "a", build.document("a"))])
    before = store.commits()

    def crash(*_: object, **__: object) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as patch:
        if step == "commit":
            patch.setattr(Path, "replace", crash)
        else:
            patch.setattr(store_module.pq if step == "write_table" else store_module, step, crash)
        with pytest.raises(OSError, match="power cut"):
            store.write([build.reading("plans/b.html", "b", build.document("b"))])
    assert store.commits() == before
    assert store.known_deliveries().previous(build.delivery("plans/b.html")) is None
    store.write([build.reading("plans/b.html", "b", build.document("b"))])
    assert len(store.commits()) == 2


def test_a_process_killed_between_data_and_commit_leaves_nothing_visible(
    store: RecordStore, settings: Settings, build: SimpleNamespace
) -> None:
    script = """
import os, sys
from pathlib import Path
from ingestion.load import store
from ingestion.load.store import Reading, RecordStore
from ingestion.records import Outcome
from ingestion.settings import Settings
store.RecordStore._commit = lambda self, commit: os._exit(9)
RecordStore(Settings(home=sys.argv[1])).write(
    [Reading((Outcome.model_validate_json(sys.argv[2]),))]
)
"""
    outcome = build.extracted("plans/a.html", "a")
    command = [sys.executable, "-c", script, str(settings.root), outcome.model_dump_json()]
    assert subprocess.run(command, check=False).returncode == 9
    assert store.commits() == []


def test_writers_at_the_same_time_do_not_collide(
    store: RecordStore, settings: Settings, build: SimpleNamespace
) -> None:
    script = """
import sys
from ingestion.load.store import Reading, RecordStore
from ingestion.records import Outcome
from ingestion.settings import Settings
outcome = Outcome.model_validate_json(sys.argv[2])
for _ in range(10):
    RecordStore(Settings(home=sys.argv[1])).write([Reading((outcome,))])
"""
    outcome = build.extracted("plans/a.html", "a").model_dump_json()
    command = [sys.executable, "-c", script, str(settings.root), outcome]
    writers = [subprocess.Popen(command) for _ in range(2)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    commits = store.commits()
    assert len({commit.generation_id for commit in commits}) == 20


def test_refuses_a_reading_that_mixes_deliveries_or_documents(build: SimpleNamespace) -> None:
    with pytest.raises(ReconciliationError):
        Reading((build.landed("plans/a.html", "a"), build.extracted("plans/b.html", "b")))
    with pytest.raises(ReconciliationError):
        Reading((build.extracted("plans/a.html", "a"),), (build.document("b"),))
    with pytest.raises(ReconciliationError):
        Reading(())


def test_refuses_counts_that_do_not_add_up(build: SimpleNamespace) -> None:
    with pytest.raises(ReconciliationError) as caught:
        Reading((build.extracted("plans/a.html", "a", seen=3, loaded=1, rejected=1),))
    assert caught.value.code == "records_unaccounted"


def test_a_number_that_cannot_be_kept_refuses_its_document_and_not_the_batch(
    build: SimpleNamespace,
) -> None:
    with pytest.raises(ReconciliationError) as caught:
        build.reading("plans/a.html", "a", build.cell("a", "0.12345678901"))
    assert caught.value.code == "number_out_of_range"
