"""The append-only store of decisions about submissions, under ``<home>/decisions/submissions/``.

A person reviews a report (逐级审核), closes or reopens a period, or lets one organisation report
into a closed one. Every decision stays; what they amount to is for the models of the warehouse to
say, from all reports and all decisions, in whatever order they came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
from pydantic import model_validator

from ingestion.landing.appended import append_file, appended_files, hashed_files, read_appended
from ingestion.records import Record
from ingestion.settings import Settings

DecisionKind = Literal["review", "close", "reopen", "exception"]
Verdict = Literal["accept", "return", "forward"]

DECISION_COLUMNS = pa.schema(
    {
        "decision_id": pa.string(),
        "kind": pa.string(),
        "plan_id": pa.string(),
        "org_code": pa.string(),
        "period_code": pa.string(),
        "delivery_id": pa.string(),
        "step_name": pa.string(),
        "verdict": pa.string(),
        "actor": pa.string(),
        "comment": pa.string(),
        "decided_at": pa.timestamp("us"),
    }
)
"""Columns of ``raw.submission_decisions``."""


class SubmissionDecision(Record):
    """One decision.

    Attributes:
        kind: ``review`` of one report, ``close`` or ``reopen`` a period, or an ``exception`` that
            lets one organisation report into a closed period.
        plan_id: The plan that it is about; ``None`` means all.
        org_code: Who sent the report; of a period, whom it is closed to, ``None`` means all.
        period_code: The period.
        delivery_id: The report that is reviewed.
        step_name: The step of the review (科室初审), as the reporting calendar names it.
        verdict: ``accept``; ``return`` to the sender; ``forward`` to the next step.
        actor: Who decided.
        comment: Why. A return, and whatever is said about a period, needs a reason.
    """

    kind: DecisionKind
    plan_id: str | None = None
    org_code: str | None = None
    period_code: str
    delivery_id: str | None = None
    step_name: str | None = None
    verdict: Verdict | None = None
    actor: str
    comment: str = ""

    @model_validator(mode="after")
    def _is_whole(self) -> SubmissionDecision:
        is_review = self.kind == "review"
        if not self.actor.strip():
            raise ValueError("a decision needs the name of whoever decides")
        if is_review != (self.delivery_id is not None and self.verdict is not None):
            raise ValueError("a review, and nothing else, has a report and a verdict")
        if self.kind == "exception" and self.org_code is None:
            raise ValueError("an exception is made for one organisation")
        if (not is_review or self.verdict == "return") and not self.comment.strip():
            raise ValueError("a reason is needed")
        return self


class SubmissionDecisionFile(Record):
    """The decisions that were made at one moment."""

    decided_at: datetime
    decisions: tuple[SubmissionDecision, ...]


class SubmissionDecisionStore:
    """Reads and appends decisions. Holds no state."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.decisions / "submissions"

    def append(self, decisions: Sequence[SubmissionDecision]) -> Path:
        """Keep decisions that were made together, all or none, and return the new file."""
        kept = tuple(decisions)
        return append_file(
            self.folder, lambda at: SubmissionDecisionFile(decided_at=at, decisions=kept)
        )

    def names(self) -> tuple[str, ...]:
        """Names of all files, oldest first: what a build can be told apart by."""
        return tuple(path.name for path in appended_files(self.folder))

    def files(self) -> list[tuple[str, SubmissionDecisionFile]]:
        """All decisions with the names of their files, oldest first.

        Raises:
            ConfigError: A file cannot be read. It is not skipped: that would undo a decision.
        """
        return [
            (path.name, read_appended(path, SubmissionDecisionFile))
            for path in appended_files(self.folder)
        ]

    def inputs(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return sha256 and place of files of the store, for the manifest of a release."""
        return hashed_files(self.folder, names, "decisions/submissions")


def decision_rows(files: Sequence[tuple[str, SubmissionDecisionFile]]) -> list[dict[str, Any]]:
    """Every decision ever made as a row of ``raw.submission_decisions``."""
    return [
        {
            "decision_id": hashlib.md5(
                f"{name}|{number}".encode(), usedforsecurity=False
            ).hexdigest(),
            **one.model_dump(),
            "decided_at": file.decided_at.astimezone(UTC).replace(tzinfo=None),
        }
        for name, file in files
        for number, one in enumerate(file.decisions)
    ]
