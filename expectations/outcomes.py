"""What a run of the checks yields: outcomes and failing rows, in the shape of the ``raw`` tables.

Columns and types of ``raw.check_outcomes`` and ``raw.check_failures`` are those of
:data:`ingestion.load.candidate.CHECK_TABLES`, in the field order of :class:`CheckOutcome` and
:class:`CheckFailure`. Reading a run is pure; only
:func:`write_check_results` touches a database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from heapq import nsmallest
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, SkipValidation

from expectations.check import Effect
from expectations.run_evidence import CHECKS_ON_THE_RUN
from ingestion.errors import CheckBrokenError, GateFailedError
from ingestion.records import Severity

if TYPE_CHECKING:
    import duckdb

OutcomeOfCheck = Literal["pass", "fail", "skipped", "error"]


class _Result(BaseModel):
    """Base of the rows: frozen and strict."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckOutcome(_Result):
    """What one check said. ``reason`` is set for ``skipped`` and ``error``, Chinese first."""

    check_id: str
    check_version: str
    outcome: OutcomeOfCheck
    reason: str | None = None
    evaluated_count: int
    failed_count: int
    severity: Severity
    effect: Effect
    title_zh: str
    title_en: str

    @property
    def blocks(self) -> bool:
        """Whether the release must not go out: a broken check, or a broken promise of ours."""
        return self.outcome == "error" or (
            self.outcome == "fail" and self.effect == "block_release"
        )


class CheckFailure(_Result):
    """One subject that failed one check, with finished sentences and its evidence as JSON text."""

    check_id: str
    check_version: str
    severity: Severity
    effect: Effect
    subject_key: str
    document_key: str | None
    plan_id: str | None
    subject_zh: str
    subject_en: str
    org_code: str | None
    period_code: str | None
    expected: str | None
    observed: str | None
    difference: Decimal | None
    tolerance: Decimal | None
    message_zh: str
    message_en: str
    evidence: str
    detail: str


class JudgedSubject(_Result):
    """A subject that failed in an earlier release and that this candidate still knows."""

    check_id: str
    plan_id: str | None
    subject_key: str
    expected: str | None
    observed: str | None
    is_evaluated: bool


class FindingCause(_Result):
    """A finding that shares its root cause with others, and the finding that names the cause."""

    check_id: str
    plan_id: str | None
    subject_key: str
    lead_check_id: str
    lead_plan_id: str | None
    lead_subject_key: str
    cause_zh: str
    cause_en: str


def causes_first(failures: Iterable[CheckFailure], most: int) -> list[CheckFailure]:
    """The first failing rows in their order, behind the others those that only follow from another.

    dbt skips every node behind one that failed.
    """
    return nsmallest(most, failures, key=lambda failure: failure.observed == "skipped")


class CheckRun(_Result):
    """All outcomes and every failing row of one run. ``docs_index`` opens the Data Docs.

    ``failures`` may lie on a disk: go through them, do not collect them. ``judged`` says what
    became of subjects that failed in an earlier release, ``causes`` which failing rows have one
    root cause.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    outcomes: tuple[CheckOutcome, ...]
    failures: SkipValidation[Collection[CheckFailure]]
    docs_index: Path
    judged: tuple[JudgedSubject, ...] = ()
    causes: tuple[FindingCause, ...] = ()

    @property
    def blocking(self) -> tuple[CheckOutcome, ...]:
        """The outcomes for which the release must not go out."""
        return tuple(outcome for outcome in self.outcomes if outcome.blocks)

    def raise_if_blocked(self, excused: Collection[str] = ()) -> None:
        """Stop the release if a check says so.

        Args:
            excused: Checks whose failing rows people answer for. What could not be evaluated is
                never excused.

        Raises:
            CheckBrokenError: A check could not be evaluated: the engineers must look.
            GateFailedError: The warehouse does not agree with what was read.
        """
        blocking = [
            outcome
            for outcome in self.blocking
            if outcome.outcome == "error" or outcome.check_id not in excused
        ]
        broken = [outcome for outcome in blocking if outcome.outcome == "error"]
        red = [outcome for outcome in blocking if outcome.check_id in CHECKS_ON_THE_RUN]
        unsaid = [outcome.check_id for outcome in broken]
        if broken and red:  # what was never built cannot be judged: the build is the cause
            raise GateFailedError(
                "build_failed",
                f"数据模型没有建成，未发布：{self._said(red[0], 'zh')}；"
                f"因此无法核验：{'、'.join(unsaid)}",
                f"not published, the models were not built: {self._said(red[0], 'en')}; "
                f"for that reason these checks say nothing: {', '.join(unsaid)}",
            )
        if broken:
            raise CheckBrokenError(
                "check_broken",
                "核验本身出错，未发布：" + "；".join(f"{o.check_id} {o.reason}" for o in broken),
                "not published, a check broke: " + ", ".join(o.check_id for o in broken),
            )
        if blocking:
            raise GateFailedError(
                "gate_failed",
                "数据未通过管道核验，未发布：" + "；".join(self._said(o, "zh") for o in blocking),
                "not published, a gate failed: " + "; ".join(self._said(o, "en") for o in blocking),
            )

    def _said(self, outcome: CheckOutcome, language: Literal["zh", "en"]) -> str:
        """The check's title and its first failing sentence; of nodes, one that was not skipped."""
        title = outcome.title_zh if language == "zh" else outcome.title_en
        own = (one for one in self.failures if one.check_id == outcome.check_id)
        for failure in causes_first(own, 1):
            said = failure.message_zh if language == "zh" else failure.message_en
            return f"{outcome.check_id} {title}({said})"
        return f"{outcome.check_id} {title}"


def write_check_results(connection: duckdb.DuckDBPyConnection, run: CheckRun) -> None:
    """Replace the rows of the tables of ``CHECK_TABLES`` by this run's.

    One transaction: a crash leaves the former rows.

    Args:
        connection: Open for writing on the candidate that was checked.
        run: What :func:`expectations.runner.run_checks` returned.
    """
    connection.begin()
    try:
        connection.execute("create schema if not exists raw")
        _replace(connection, "check_outcomes", run.outcomes)
        _replace_failures(connection, run.failures)
        _replace(connection, "judged_subjects", run.judged)
        _replace(connection, "finding_causes", run.causes)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _replace_failures(
    connection: duckdb.DuckDBPyConnection, failures: Collection[CheckFailure]
) -> None:
    """Take the failing rows from their files, without reading them here."""
    files = [str(file) for file in getattr(failures, "files", ())]
    if files:
        connection.execute(
            f"create or replace table raw.check_failures as select * from read_parquet({files!r})"
        )
    else:
        _replace(connection, "check_failures", tuple(failures))


def _replace(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[_Result]) -> None:
    """Create the table anew, as the candidate has it from the start, by one scan."""
    import pyarrow as pa

    from ingestion.load.candidate import CHECK_TABLES

    given = pa.Table.from_pylist([row.model_dump() for row in rows], schema=CHECK_TABLES[table])
    connection.register("given", given)
    connection.execute(f"create or replace table raw.{table} as select * from given")
    connection.unregister("given")
