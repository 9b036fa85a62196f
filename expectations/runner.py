"""Run every check on a candidate and return four outcomes and all failing rows.

A check passes, fails, is skipped (and says why) or is in error. Great Expectations judges; the
failing rows are read in full from ``chk_<id>`` by the same condition; the two must agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from expectations.causes import find_causes
from expectations.check import CHECK_COLUMNS, Check
from expectations.data_docs import complete_docs
from expectations.evidence_file import MARTS, open_evidence
from expectations.failure_log import BATCH, FailureLog
from expectations.judge import Judgement, judge
from expectations.known import judge_again, read_known_subjects
from expectations.messages import fill_template
from expectations.outcomes import CheckFailure, CheckOutcome, CheckRun, JudgedSubject
from expectations.registry import load_checks
from expectations.run_evidence import CHECKS_ON_THE_RUN, write_run_evidence

if TYPE_CHECKING:
    import duckdb

_FAILURE_COLUMNS = tuple(
    name for name in CHECK_COLUMNS if name in CheckFailure.model_fields and name != "check_id"
)


class UndecidedError(Exception):
    """The predicate of a check says nothing about an evaluated row."""


def run_checks(candidate: Path, *, docs_dir: Path, dbt_results: Mapping[str, str]) -> CheckRun:
    """Judge a candidate.

    Args:
        candidate: DuckDB file with ``marts.chk_<id>``; nobody may have it open for writing. It is
            opened READ_ONLY and closed again.
        docs_dir: Where the Data Docs are built.
        dbt_results: dbt's unique_id -> status, of the build that made the candidate.

    Returns:
        One outcome a check, in order of id, and every failing row with finished messages; those
        lie in files beside ``docs_dir``.
    """
    checks = load_checks()
    with TemporaryDirectory(prefix="planledger-checks-") as scratch:
        run_file = Path(scratch) / "run.duckdb"
        has_data = _has_data(candidate, checks)
        write_run_evidence(run_file, dbt_results, has_data=has_data)
        files = _files(candidate, run_file, checks)
        judgements = judge(files, docs_dir=docs_dir)
        known = read_known_subjects(candidate)
        failures = FailureLog(docs_dir.with_name(f"{docs_dir.name}-failures"))
        outcomes: dict[str, CheckOutcome] = {}
        judged: list[JudgedSubject] = []
        for file, its_checks in files.items():
            with open_evidence(file) as connection:
                for check in its_checks:
                    outcome = _conclude(connection, check, judgements[check.id], failures)
                    outcomes[check.id] = outcome
                    if outcome.outcome != "error":
                        judged.extend(judge_again(connection, check, known))
    with open_evidence(candidate) as connection:
        causes = find_causes(connection, failures)
    concluded = tuple(outcomes[check.id] for check in checks)
    return CheckRun(
        outcomes=concluded,
        failures=failures,
        docs_index=complete_docs(docs_dir, concluded),
        judged=tuple(judged),
        causes=tuple(causes),
    )


def _files(candidate: Path, run_file: Path, checks: Sequence[Check]) -> dict[Path, list[Check]]:
    """Which file holds the evidence of which checks."""
    on_run = [check for check in checks if check.id in CHECKS_ON_THE_RUN]
    return {candidate: [check for check in checks if check not in on_run], run_file: on_run}


def _has_data(candidate: Path, checks: Sequence[Check]) -> bool:
    """Whether dbt put any row into any evidence table of the candidate."""
    with open_evidence(candidate) as connection:
        present = _tables(connection)
        return any(
            _count(connection, f"{MARTS}.{check.table}")
            for check in checks
            if check.table in present
        )


def _conclude(
    connection: duckdb.DuckDBPyConnection, check: Check, judgement: Judgement, log: FailureLog
) -> CheckOutcome:
    """Turn what GX said and what the evidence table holds into one of four outcomes."""
    if judgement.error is not None:
        return _error(check, judgement.error)
    try:
        failed = log.write(check.id, failures_of(connection, check))
        evaluated = _count(connection, f"{MARTS}.{check.table}", "is_evaluated")
    except UndecidedError:
        undecided = f"is_evaluated and ({check.predicate}) is null"
        count = _count(connection, f"{MARTS}.{check.table}", undecided)
        return _error(check, f"判定条件对 {count} 行没有结果 | undecided rows: {count}")
    except Exception as broken:  # a broken template or predicate is this check's error
        return _error(check, f"{type(broken).__name__}: {broken}")
    if judgement.holds != (failed == 0):
        return _error(check, "GX 与判定条件不一致 | GX and the condition disagree")
    if not evaluated:
        return _outcome(check, "skipped", reason=_why_skipped(connection, check))
    verdict = "fail" if failed else "pass"
    return _outcome(check, verdict, evaluated=evaluated, failed=failed)


def failures_of(connection: duckdb.DuckDBPyConnection, check: Check) -> Iterator[CheckFailure]:
    """Read every failing row by one scan, a batch at a time, in a fixed order.

    Raises:
        UndecidedError: The predicate says nothing about a row.
    """
    cursor = connection.execute(
        f"select {', '.join(_FAILURE_COLUMNS)}, {check.row_severity} as severity,"
        f" ({check.predicate}) is null as is_undecided"
        f" from {MARTS}.{check.table}"
        f" where is_evaluated and ({check.predicate}) is distinct from false"
        " order by is_undecided desc, plan_id, subject_key, document_key"
    )
    while batch := cursor.fetchmany(BATCH):
        for *values, is_undecided in batch:
            if is_undecided:
                raise UndecidedError
            yield _failure(check, dict(zip((*_FAILURE_COLUMNS, "severity"), values, strict=True)))


def _failure(check: Check, row: dict[str, Any]) -> CheckFailure:
    """Add what the check knows to what the row says."""
    return CheckFailure(
        check_id=check.id,
        check_version=str(check.version),
        effect=check.effect,
        message_zh=fill_template(check.message_zh, row),
        message_en=fill_template(check.message_en, row),
        **row,
    )


def _why_skipped(connection: duckdb.DuckDBPyConnection, check: Check) -> str:
    """Say why nothing was evaluated: no input, or the reasons that the evidence table gives."""
    reasons = connection.execute(
        f"select coalesce(skip_reason, 'unknown'), count(*) from {MARTS}.{check.table}"
        " group by 1 order by 2 desc, 1"
    ).fetchall()
    if reasons:
        said = ", ".join(f"{reason} × {count}" for reason, count in reasons)
        return f"没有可判定的对象：{said} | nothing to evaluate: {said}"
    present = _tables(connection)
    empty = [
        name
        for name in check.inputs
        if name not in present or not _count(connection, f"{MARTS}.{name}")
    ]
    if empty:
        return f"没有输入：{'、'.join(empty)} 为空 | no input: {', '.join(empty)} empty"
    return "输入中没有适用的对象 | the inputs hold nothing that the check is about"


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of all tables and views in the marts."""
    rows = connection.execute(
        "select table_name from information_schema.tables where table_schema = ?", [MARTS]
    ).fetchall()
    return {str(row[0]) for row in rows}


def _count(connection: duckdb.DuckDBPyConnection, table: str, where: str = "true") -> int:
    """Number of rows of a table that a condition holds for."""
    row = connection.execute(f"select count(*) from {table} where {where}").fetchone()
    return int(row[0]) if row else 0


def _error(check: Check, reason: str) -> CheckOutcome:
    """The check could not say anything."""
    return _outcome(check, "error", reason=reason)


def _outcome(
    check: Check, outcome: Any, *, reason: str | None = None, evaluated: int = 0, failed: int = 0
) -> CheckOutcome:
    """Build an outcome row from the check's own words."""
    return CheckOutcome(
        check_id=check.id,
        check_version=str(check.version),
        outcome=outcome,
        reason=reason,
        evaluated_count=evaluated,
        failed_count=failed,
        severity=check.severity,
        effect=check.effect,
        title_zh=check.title_zh,
        title_en=check.title_en,
    )
