"""The raw schema of a candidate: all tables, only committed rows, only the reading that counts."""

import shutil
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from ingestion.load.candidate import build_raw
from ingestion.load.finding_decisions import FindingDecision, FindingDecisionStore
from ingestion.load.match_tables import MATCH_TABLES
from ingestion.load.store import Reading, RecordStore
from ingestion.settings import Settings

RECORD_TABLES = {
    *("documents", "texts", "cells", "tasks", "progress_items", "quantities", "submissions"),
    *("submission_values", "supporting_files", "issues", "outcomes", "reporting_rules"),
    *("declared_counts", "numbered_labels", "printed_years"),
}
EXTRA_TABLES = {
    *("check_outcomes", "check_failures", "changed_reports"),
    *("submission_decisions", "finding_decisions"),
    *("judged_subjects", "finding_causes", "finding_hypotheses"),
    *("previous_finding_events", "previous_release_trends"),
    "working_days",
    *MATCH_TABLES,
}


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    return tmp_path / "candidates" / "r1" / "planledger.duckdb"


def rows(candidate: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_all_tables_exist_even_if_nothing_was_ever_loaded(
    candidate: Path, settings: Settings
) -> None:
    counts = build_raw(candidate, settings)
    assert set(counts.rows) == RECORD_TABLES | EXTRA_TABLES
    assert {name for name, count in counts.rows.items() if count} == {"working_days"}


def test_keeps_decimals_lists_json_and_times(
    candidate: Path, settings: Settings, store: RecordStore, build: SimpleNamespace
) -> None:
    exact = "1234567890123456789012345678.0123456789"
    store.write(
        [build.reading("plans/a.html", "a", build.cell("a", exact), build.task("a", "甲", "乙"))]
    )
    assert build_raw(candidate, settings).rows["cells"] == 1
    assert rows(
        candidate, "select value, received_at, evidence ->> '$[0].quote' from raw.cells"
    ) == [(Decimal(exact), build.morning.replace(tzinfo=None), "数“1”")]
    assert rows(candidate, "select departments from raw.tasks") == [(["甲", "乙"],)]
    assert rows(candidate, "select path, step from raw.outcomes order by step desc") == [
        ("plans/a.html", "land"),
        ("plans/a.html", "extract"),
    ]


def test_the_latest_reading_of_a_document_replaces_all_rows_of_the_one_before(
    candidate: Path, settings: Settings, store: RecordStore, build: SimpleNamespace
) -> None:
    later = build.morning + timedelta(days=1)
    first = [build.document("a", "旧"), build.cell("a"), build.cell("a", row_no=2), build.task("a")]
    store.write([build.reading("plans/a.html", "a", *first), build.reading("plans/b.html", "b")])
    store.write(
        [build.reading("plans/a.html", "a", build.document("a", "新"), build.cell("a"), at=later)]
    )
    counts = build_raw(candidate, settings).rows
    assert (counts["documents"], counts["cells"], counts["tasks"]) == (1, 1, 0)
    assert rows(candidate, "select title, received_at from raw.documents") == [
        ("新", later.replace(tzinfo=None))
    ]


def test_a_duplicate_takes_nothing_away(
    candidate: Path, settings: Settings, store: RecordStore, build: SimpleNamespace
) -> None:
    store.write([build.reading("plans/a.html", "a", build.document("a"))])
    store.write(
        [
            Reading(
                (
                    build.landed("plans/b.html", "a"),
                    build.extracted("plans/b.html", "a", outcome="duplicate"),
                )
            )
        ]
    )
    counts = build_raw(candidate, settings).rows
    assert (counts["documents"], counts["outcomes"]) == (1, 4)


def test_equal_submissions_of_two_counties_are_kept_twice_and_their_text_once(
    candidate: Path, settings: Settings, store: RecordStore, build: SimpleNamespace
) -> None:
    for org in ("111", "112"):
        store.write(
            [build.reading(f"progress/{org}/q1.csv", "a", build.text("a"), build.cell("a"))]
        )
    counts = build_raw(candidate, settings).rows
    assert (counts["texts"], counts["cells"]) == (1, 2)
    assert rows(candidate, "select count(distinct delivery_id) from raw.cells") == [(2,)]


def test_reads_only_what_was_committed(
    candidate: Path, settings: Settings, store: RecordStore, build: SimpleNamespace
) -> None:
    generation_id = store.write([build.reading("plans/a.html", "a", build.document("a"))])
    assert generation_id is not None
    data = store.data_file(generation_id, "document")
    orphan = data.parent.with_name("20990101T000000000000Z-orphaned") / data.name
    orphan.parent.mkdir()
    shutil.copy(data, orphan)
    assert build_raw(candidate, settings).rows["documents"] == 1


def test_old_generations_without_a_later_column_are_still_read(
    candidate: Path, settings: Settings, store: RecordStore, build: SimpleNamespace
) -> None:
    generation_id = store.write([build.reading("plans/a.html", "a", build.document("a"))])
    assert generation_id is not None
    path = store.data_file(generation_id, "document")
    table = pq.read_table(path).drop_columns(["is_synthetic", "parts"])
    pq.write_table(table.append_column("gone", [["x"]]), path)
    build_raw(candidate, settings)
    assert rows(candidate, "select title, is_synthetic from raw.documents") == [("计划", None)]


def test_waiting_is_told_until_the_file_was_read(
    candidate: Path, settings: Settings, store: RecordStore, build: SimpleNamespace
) -> None:
    waiting = build.landed("plans/a.html", "").model_copy(update={"outcome": "waiting"})
    store.write([Reading((waiting,))])
    store.write([Reading((waiting,))])
    build_raw(candidate, settings)
    assert rows(candidate, "select outcome from raw.outcomes") == [("waiting",)]
    store.write([build.reading("plans/a.html", "a", at=build.morning + timedelta(seconds=5))])
    build_raw(candidate, settings)
    assert rows(candidate, "select distinct outcome from raw.outcomes") == [("accepted",)]


def test_a_file_that_a_crashed_build_left_is_replaced(
    candidate: Path, settings: Settings, store: RecordStore, build: SimpleNamespace
) -> None:
    candidate.parent.mkdir(parents=True)
    candidate.write_bytes(b"half a database")
    candidate.with_name("planledger.duckdb.wal").write_bytes(b"half a log")
    store.write([build.reading("plans/a.html", "a", build.document("a"))])
    assert build_raw(candidate, settings).rows["documents"] == 1


def publish(settings: Settings, sql: str) -> None:
    release = settings.releases / "r0"
    release.mkdir(parents=True)
    with duckdb.connect(str(release / "planledger.duckdb")) as connection:
        connection.execute(sql)
    settings.current.symlink_to("releases/r0")


def test_takes_the_events_of_the_current_release_over(candidate: Path, settings: Settings) -> None:
    publish(
        settings,
        "create schema marts; create table marts.fct_findings as select 'k' as finding_key;"
        " create table marts.fct_finding_events as select 'k' as finding_key, 'r0' as release_id,"
        " 0 as release_no, 'opened' as event, 'f' as fingerprint, 'x' as further;"
        " create table marts.rpt_release_trends as select 'r0' as release_id, 'P01' as check_id,"
        " 3 as open_count",
    )
    counts = build_raw(candidate, settings).rows
    assert (counts["previous_finding_events"], counts["previous_release_trends"]) == (1, 1)
    assert rows(
        candidate,
        "select finding_key, release_id, event, fingerprint, decision_id"
        " from raw.previous_finding_events",
    ) == [("k", "r0", "opened", "f", None)]


def test_a_release_older_than_events_opened_its_findings_when_it_first_had_them(
    candidate: Path, settings: Settings
) -> None:
    publish(
        settings,
        "create schema marts; create table marts.fct_findings as select 'k' as finding_key,"
        " 'P01' as check_id, 'p' as plan_id, 's' as subject_key, '甲' as subject_zh,"
        " 'a' as subject_en, '20' as expected, null as observed, 'r0007' as first_release_id,"
        " 'r0009' as last_release_id",
    )
    build_raw(candidate, settings)
    assert rows(
        candidate,
        "select finding_key, release_id, release_no, event, fingerprint = md5('20|')"
        " from raw.previous_finding_events",
    ) == [("k", "r0007", 7, "opened", True)]


def test_a_release_without_findings_is_no_obstacle(candidate: Path, settings: Settings) -> None:
    publish(settings, "create schema marts")
    assert build_raw(candidate, settings).rows["previous_finding_events"] == 0


def test_decisions_about_findings_are_there_with_those_that_count(
    candidate: Path, settings: Settings
) -> None:
    told = {"finding_key": "k", "check_id": "P01", "fingerprint": "f", "release_id": "r0001"}
    told |= {"owner": "甲", "actor": "甲", "reason": "已核实"}
    store = FindingDecisionStore(settings)
    for disposition in ("explained", "resolved", "approved"):
        store.append([FindingDecision(**told, disposition=disposition)])
    assert build_raw(candidate, settings).rows["finding_decisions"] == 3
    assert rows(
        candidate,
        "select disposition, is_latest from raw.finding_decisions order by decided_at",
    ) == [("explained", False), ("resolved", True), ("approved", False)]
