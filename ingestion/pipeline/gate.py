"""Whether a release may go out: what the checks forbid, and what people answer for.

A check that blocks is excused where a waiver is in force on every one of its failing rows, or where
a person who was asked approved this very candidate. A waiver lasts until it expires, an approval is
for one build. What could not be evaluated or was never built is excused by nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from expectations.outcomes import CheckRun
from expectations.run_evidence import CHECKS_ON_THE_RUN
from ingestion.errors import GateFailedError
from ingestion.load.finding_decisions import FindingDecision, FindingDecisionStore
from ingestion.pipeline.candidate import BuildState, Candidate
from ingestion.pipeline.models import not_green
from ingestion.records import Record
from ingestion.settings import Settings

_SHOWN = 20
"""Failing rows that a question tells in words. Unit: rows."""


class BlockingRow(Record):
    """One failing row of a check that blocks, as the candidate has it."""

    finding_key: str
    check_id: str
    subject_zh: str
    message_zh: str
    message_en: str
    observed: str
    fingerprint: str
    disposition: str


class Question(Record):
    """What a person is asked before a blocked release goes out."""

    subject: str
    body: str


class Gate:
    """The gate of one candidate whose checks have run and whose findings are built.

    Args:
        settings: Where decisions are.
        candidate: The build.
    """

    def __init__(self, settings: Settings, candidate: Candidate) -> None:
        self._store = FindingDecisionStore(settings)
        self._candidate = candidate
        self._state: BuildState = candidate.load()
        self._run: CheckRun = self._state.checks(candidate.docs)
        self.rows = _read_rows(candidate, self._run, self._state.release_id)

    def enforce(self) -> None:
        """Let the release pass or stop it.

        Raises:
            GateFailedError: A check forbids it and nobody answers for all of its rows.
            CheckBrokenError: A check could not be evaluated.
        """
        excused = self._waived() | self._approved()
        try:
            self._run.raise_if_blocked(excused)
        except GateFailedError as error:
            raise self._with_advice(error) from error
        if excused and (red := not_green(self._state.report_results)):
            raise GateFailedError(
                "reports_failed",
                f"汇总模型或其检验未通过，未发布：{'、'.join(red)}",
                f"not published, models or their tests failed: {', '.join(red)}",
            )

    def question(self) -> Question | None:
        """What is to be asked; None where the release may go out as it is.

        Raises:
            GateFailedError: It may not, and nobody can excuse it.
            CheckBrokenError: The same, because a check could not be evaluated.
        """
        waiting = self._answerable() - self._waived() - self._approved()
        # Whatever would stop it after a yes stops it now.
        self._run.raise_if_blocked(self._waived() | self._approved() | waiting)
        return self._ask(waiting) if waiting else None

    def answer(self, *, approved: bool, actor: str, reason: str) -> None:
        """Record what a person said, row by row and all together."""
        waiting = self._answerable() - self._waived()
        self._store.append(
            [
                FindingDecision(
                    finding_key=row.finding_key,
                    check_id=row.check_id,
                    subject=row.subject_zh,
                    disposition="approved" if approved else "rejected",
                    fingerprint=row.fingerprint,
                    release_id=self._state.release_id,
                    owner=actor,
                    reason=reason,
                    actor=actor,
                )
                for row in self.rows
                if row.check_id in waiting
            ]
        )

    def _answerable(self) -> set[str]:
        """Failed checks all of whose rows are known and may be excused."""
        counts = {
            outcome.check_id: outcome.failed_count
            for outcome in self._run.blocking
            if outcome.outcome == "fail"
        }
        return {
            check_id
            for check_id, failed in counts.items()
            if len(self._of(check_id)) == failed and not any(map(_is_unbuilt, self._of(check_id)))
        }

    def _waived(self) -> set[str]:
        return {
            check_id
            for check_id in self._answerable()
            if all(row.disposition == "waived" for row in self._of(check_id))
        }

    def _approved(self) -> set[str]:
        """Checks whose rows, with these very values, were approved for this release."""
        said: dict[tuple[str, str], str] = {}
        for _, file in self._store.files():
            for one in file.decisions:
                if one.release_id == self._state.release_id and _is_answer(one):
                    said[one.finding_key, one.fingerprint] = one.disposition
        return {
            check_id
            for check_id in self._answerable()
            if all(
                row.disposition == "waived"
                or said.get((row.finding_key, row.fingerprint)) == "approved"
                for row in self._of(check_id)
            )
        }

    def _of(self, check_id: str) -> list[BlockingRow]:
        return [row for row in self.rows if row.check_id == check_id]

    def _ask(self, waiting: Collection[str]) -> Question:
        rows = [row for row in self.rows if row.check_id in waiting and row.disposition != "waived"]
        told = [
            f"- **{row.check_id}** {row.message_zh}  \n  {row.message_en} `{row.finding_key[:8]}`"
            for row in rows[:_SHOWN]
        ]
        if len(rows) > _SHOWN:
            told.append(f"- 另有 {len(rows) - _SHOWN} 条 and {len(rows) - _SHOWN} more")
        release_id = self._state.release_id
        return Question(
            subject=f"{release_id} 被核验拦下，是否发布？Blocked by checks: publish {release_id}?",
            body="\n".join(
                (
                    f"{len(rows)} 条发现拦下发布。批准只对本次发布有效；拒绝则丢弃本次构建。"
                    f"{len(rows)} findings block it. Approval is for this release alone; to reject "
                    "throws the candidate away.",
                    "",
                    *told,
                )
            ),
        )

    def _with_advice(self, error: GateFailedError) -> GateFailedError:
        """Say which command helps, where one does."""
        if not self._answerable() - self._waived():
            return error
        return GateFailedError(
            error.code,
            f"{error.message_zh}。查看：planledger findings list --blocking；确认可以放行的，逐条"
            "登记 planledger findings waive KEY --owner 负责人 --reason 理由 --expires 日期，"
            "再运行一次",
            f"{error.message_en}. See them by planledger findings list --blocking; where they may "
            "pass, say planledger findings waive KEY --owner … --reason … --expires … for each and "
            "run again",
            error.place,
        )


def _is_answer(decision: FindingDecision) -> bool:
    return decision.disposition in ("approved", "rejected")


def _is_unbuilt(row: BlockingRow) -> bool:
    """A node of the build that is not there, unlike a test that failed."""
    return row.check_id in CHECKS_ON_THE_RUN and not row.observed.startswith("fail")


def _read_rows(candidate: Candidate, run: CheckRun, release_id: str) -> tuple[BlockingRow, ...]:
    """Read the failing rows of the checks that block; none where they were not built."""
    import duckdb

    names = tuple(BlockingRow.model_fields)
    checks = [outcome.check_id for outcome in run.blocking if outcome.outcome == "fail"]
    if not checks or not candidate.database.is_file():
        return ()
    columns = ", ".join(f"coalesce({name}, '')" for name in names)
    with duckdb.connect(str(candidate.database), read_only=True) as connection:
        try:
            rows: list[tuple[Any, ...]] = connection.execute(
                f"select {columns} from marts.fct_findings"
                " where last_release_id = ? and list_contains(?, check_id)"
                " order by check_id, subject_zh, finding_key",
                [release_id, checks],
            ).fetchall()
        except duckdb.CatalogException:  # the findings themselves were not built
            return ()
    return tuple(BlockingRow(**dict(zip(names, row, strict=True))) for row in rows)
