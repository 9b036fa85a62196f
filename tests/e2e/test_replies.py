"""After a release every report is answered: a receipt for what counts, else a correction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from ingestion.pipeline.replies import write_replies
from ingestion.settings import Settings

from .conftest import Run


@pytest.fixture
def marts(samples_run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    database = samples_run.home / "current" / "planledger.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def folder_of(home: Path, org_code: str, period: str | None, delivery_id: str) -> Path:
    (found,) = (home / "outbox" / org_code / (period or "未识别期间")).glob(f"*_{delivery_id[:8]}")
    return found


def test_every_report_that_counts_has_a_receipt(
    samples_run: Run, marts: duckdb.DuckDBPyConnection
) -> None:
    rows = marts.execute(
        "select org_code, period_code, delivery_id, acceptance_state from marts.fct_submissions"
    ).fetchall()
    assert len(rows) > 100
    for org_code, period, delivery_id, state in rows:
        is_received = state in ("accepted", "partly_accepted")
        outbox = samples_run.home / "outbox" / org_code / period
        receipts = list(outbox.glob(f"*_{delivery_id[:8]}/回执.html"))
        assert bool(receipts) == is_received, (org_code, period, state)


def test_what_is_to_mend_is_marked_in_the_senders_own_file(
    samples_run: Run, marts: duckdb.DuckDBPyConnection
) -> None:
    rows = marts.execute(
        """
        select submissions.org_code, submissions.period_code, submissions.delivery_id,
            remarks.cell_name, remarks.sheet_name, remarks.message_zh
        from marts.rpt_submission_remarks as remarks
        join marts.fct_submissions as submissions using (delivery_id)
        where remarks.is_to_mend and remarks.cell_name is not null
            and remarks.sheet_name is not null
        """
    ).fetchall()
    assert rows
    for org_code, period, delivery_id, cell, sheet, message in rows:
        folder = folder_of(samples_run.home, org_code, period, delivery_id)
        (file,) = folder.glob("*需更正*.xlsx")
        comment = load_workbook(file)[sheet][cell].comment
        assert comment is not None, (file, cell)
        assert message in comment.text


def test_nothing_is_said_twice(samples_run: Run) -> None:
    assert write_replies(settings=Settings(home=samples_run.home)) == {
        "receipts": 0,
        "corrections": 0,
    }
