"""Try one report: what the warehouse would say if it came now.

The report is read into a scratch home that stands where the real one stands, and the same models
and checks are run on it. No rule is written twice, and nothing is loaded.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from ingestion.errors import ConfigError
from ingestion.landing import stat_delivery
from ingestion.load.store import RecordStore
from ingestion.pipeline.candidate import Candidate
from ingestion.pipeline.ingest import ingest_submissions
from ingestion.pipeline.release import build_facts, build_reports, run_checks
from ingestion.pipeline.scratch import scratch_home
from ingestion.publish.remarks import ReportRemark, read_remarks
from ingestion.records import Outcome, Record
from ingestion.settings import Settings


class Precheck(Record):
    """What the warehouse would say about a report.

    Attributes:
        outcome: What became of the file at the last step of its reading.
        remarks: What is said about its cells, in their order; empty where it was refused whole.
        acceptance: State that the report would have for each period, as (period, state).
    """

    outcome: Outcome
    remarks: tuple[ReportRemark, ...]
    acceptance: tuple[tuple[str, str], ...]

    @property
    def is_clean(self) -> bool:
        """Whether the sender has nothing to mend."""
        return self.outcome.outcome == "accepted" and not any(
            remark.is_to_mend for remark in self.remarks
        )


def check_report(file: Path, settings: Settings, *, org_code: str) -> Precheck:
    """Try one report as if ``org_code`` sent it now.

    Args:
        file: The report.
        settings: The real home; it is only read.
        org_code: The sender.

    Raises:
        ConfigError: There is nothing to check it against yet, or too many checks are running.
        OSError: The file cannot be read.
    """
    if not RecordStore(settings).commits():
        raise ConfigError(
            "nothing_loaded",
            "仓库中还没有任何计划，无法预检；请先载入计划文件",
            "the warehouse holds no plan to check against; load the plan documents first",
        )
    with scratch_home(settings) as scratch:
        outcome = _read(file, scratch, org_code)
        if outcome.outcome != "accepted" and not outcome.records_seen:
            return Precheck(outcome=outcome, remarks=(), acceptance=())
        release_id = run_checks(build_facts(settings=scratch), settings=scratch)
        build_reports(release_id, with_docs=False, settings=scratch)
        database = Candidate(scratch, release_id).database
        return Precheck(
            outcome=outcome,
            remarks=read_remarks(database, outcome.delivery_id).get(outcome.delivery_id, ()),
            acceptance=_acceptance(database, outcome.delivery_id),
        )


def _read(file: Path, scratch: Settings, org_code: str) -> Outcome:
    """Put the file into the scratch inbox, read it, and say what became of it."""
    path = f"progress/{org_code}/{file.name}"
    target = Path(scratch.landing) / path
    target.parent.mkdir(parents=True)
    shutil.copyfile(file, target)  # its time is now: it is received when it is sent
    ingest_submissions([path], settings=scratch)
    delivery = stat_delivery(scratch, path)
    assert delivery is not None
    (outcome,) = [
        one
        for one in RecordStore(scratch).outcomes()[-2:]
        if one.path == path and one.received_at == delivery.received_at
    ][-1:]
    return outcome


def _acceptance(database: Path, delivery_id: str) -> tuple[tuple[str, str], ...]:
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select period_code, acceptance_state from marts.fct_submissions"
            " where delivery_id = ? order by period_code",
            [delivery_id],
        ).fetchall()
    return tuple((period, state) for period, state in rows)
