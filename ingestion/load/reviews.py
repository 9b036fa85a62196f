"""The append-only store of reviewers' decisions, under ``<home>/decisions/reviews/``.

One immutable file for every import, named by its time and its content. Nothing is changed or
deleted: of two decisions on one question the later one counts, the earlier one stays as history.
The decisions survive every rebuild because no step of a build writes here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from ingestion.landing.appended import append_file, appended_files, read_appended
from ingestion.records import Record
from ingestion.settings import Settings

DecisionWord = Literal["accept", "correct", "reject"]


class Decision(Record):
    """One answer of a reviewer.

    Attributes:
        queue_key: The question that it answers; it stays the same from build to build.
        question_type: Type of the question when it was answered.
        subject: What it was about, in words, for whoever reads the file later.
        decision: ``accept`` what was read or suggested, ``correct`` it, or ``reject`` it.
        value: What the reviewer wrote.
        value_number: The number in it, if any.
        value_code: Code of the entity that it names, or of the accepted suggestion.
        value_name: Name of that entity.
        reviewer: Who decided.
        reason: Why.
    """

    queue_key: str
    question_type: str
    subject: str
    decision: DecisionWord
    value: str = ""
    value_number: Decimal | None = None
    value_code: str | None = None
    value_name: str | None = None
    reviewer: str
    reason: str


class DecisionFile(Record):
    """All decisions of one import, and what file they came from."""

    imported_at: datetime
    source: str
    decisions: tuple[Decision, ...]


class ReviewStore:
    """Reads and appends decisions. Holds no state."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.decisions / "reviews"

    def append(self, decisions: Sequence[Decision], source: str) -> Path:
        """Keep the decisions of one import, all or none.

        Args:
            decisions: At least one.
            source: Name of the file that they were read from.

        Returns:
            The new file.
        """
        kept = tuple(decisions)
        return append_file(
            self.folder,
            lambda at: DecisionFile(imported_at=at, source=source, decisions=kept),
        )

    def names(self) -> tuple[str, ...]:
        """Names of all files, oldest first: what a build can be told apart by."""
        return tuple(path.name for path in appended_files(self.folder))

    def files(self) -> list[tuple[Path, DecisionFile]]:
        """All imports, oldest first.

        Raises:
            ConfigError: A file cannot be read. It is not skipped: that would undo a decision.
        """
        return [(path, read_appended(path, DecisionFile)) for path in appended_files(self.folder)]


def latest_decisions(files: Iterable[tuple[Path, DecisionFile]]) -> dict[str, Decision]:
    """The decision that counts for each question, by its key."""
    return {one.queue_key: one for _, file in files for one in file.decisions}


def decision_rows(files: Sequence[tuple[Path, DecisionFile]]) -> list[dict[str, Any]]:
    """Every decision ever made as a row of ``raw.review_decisions``."""
    latest = {
        one.queue_key: (path.name, number)
        for path, file in files
        for number, one in enumerate(file.decisions)
    }
    return [
        {
            "decision_key": hashlib.md5(
                f"{path.name}|{number}".encode(), usedforsecurity=False
            ).hexdigest(),
            **one.model_dump(),
            "decided_at": file.imported_at.astimezone(UTC).replace(tzinfo=None),
            "is_latest": latest[one.queue_key] == (path.name, number),
        }
        for path, file in files
        for number, one in enumerate(file.decisions)
    ]


def decision_inputs(files: Iterable[tuple[Path, DecisionFile]]) -> tuple[tuple[str, str], ...]:
    """Return sha256 and place of every file of decisions, for the manifest of a release."""
    return tuple(
        (hashlib.sha256(path.read_bytes()).hexdigest(), f"decisions/reviews/{path.name}")
        for path, _ in files
    )
