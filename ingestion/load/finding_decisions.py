"""The append-only store of what people decided about findings, below ``<home>/decisions/``.

A person explains, waives, resolves or reopens a finding, or answers whether a release may go out
although it is blocked. Every decision stays; whether it is in force is for the models of the
warehouse to say, from all releases and all decisions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
from pydantic import Field, model_validator

from ingestion.errors import ConfigError
from ingestion.landing.appended import append_file, appended_files, hashed_files, read_appended
from ingestion.records import Record
from ingestion.settings import Settings

Disposition = Literal["explained", "waived", "resolved", "reopened"]
Answer = Literal["approved", "rejected"]

FINDING_DECISION_COLUMNS = pa.schema(
    {
        "decision_id": pa.string(),
        "finding_key": pa.string(),
        "check_id": pa.string(),
        "disposition": pa.string(),
        "owner": pa.string(),
        "reason": pa.string(),
        "expires_on": pa.date32(),
        "fingerprint": pa.string(),
        "release_id": pa.string(),
        "actor": pa.string(),
        "decided_at": pa.timestamp("us"),
        "is_latest": pa.bool_(),
    }
)
"""Columns of ``raw.finding_decisions``."""


class FindingDecision(Record):
    """One decision about one finding.

    Attributes:
        finding_key: The finding; it stays the same from release to release.
        check_id: Its check.
        subject: What it is about, in words, for whoever reads the file later.
        disposition: ``explained``, ``waived``, ``resolved`` or ``reopened``; an answer to a blocked
            release is ``approved`` or ``rejected`` and is about that release alone.
        fingerprint: Hash of expected and observed as they were: of other values nothing was said.
        release_id: The release that showed the finding; of an answer, the one that was asked about.
        owner: Who answers for it.
        reason: Why.
        expires_on: Last day of a waiver, in China.
        actor: Who wrote it down.
    """

    finding_key: str = Field(min_length=1)
    check_id: str
    subject: str = ""
    disposition: Disposition | Answer
    fingerprint: str = Field(min_length=1)
    release_id: str
    owner: str
    reason: str
    expires_on: date | None = None
    actor: str

    @model_validator(mode="after")
    def _is_whole(self) -> FindingDecision:
        if not (self.owner.strip() and self.actor.strip()):
            raise ValueError("a decision needs an owner and the name of whoever wrote it down")
        if not self.reason.strip():
            raise ValueError("a reason is needed")
        if (self.disposition == "waived") != (self.expires_on is not None):
            raise ValueError("a waiver, and nothing else, has a last day")
        return self


class FindingDecisionFile(Record):
    """The decisions that were made at one moment."""

    decided_at: datetime
    decisions: tuple[FindingDecision, ...]


DecidedFindings = Sequence[tuple[str, FindingDecisionFile]]
"""Decisions with the places of their files below ``decisions/``, oldest first."""

_FINDINGS, _APPROVALS = "findings", "approvals"


class FindingDecisionStore:
    """Reads and appends decisions. Holds no state.

    Answers to blocked releases lie in a folder of their own: each is about one build, so that it
    makes no other build due.
    """

    def __init__(self, settings: Settings) -> None:
        self._root = settings.decisions

    def append(self, decisions: Sequence[FindingDecision]) -> Path:
        """Keep decisions that were made together, all or none, and return the new file."""
        kept = tuple(decisions)
        answers = {one.disposition in get_args(Answer) for one in kept}
        if len(answers) != 1:
            raise ValueError("answers to a release and other decisions are not made together")
        folder = self._root / (_APPROVALS if answers.pop() else _FINDINGS)
        return append_file(folder, lambda at: FindingDecisionFile(decided_at=at, decisions=kept))

    def names(self) -> tuple[str, ...]:
        """Names of all files but those of answers: what a build can be told apart by."""
        return tuple(path.name for path in appended_files(self._root / _FINDINGS))

    def files(self) -> list[tuple[str, FindingDecisionFile]]:
        """All decisions with the places of their files, oldest first.

        Raises:
            ConfigError: A file cannot be read, or is not what was written. It is not skipped: that
                would undo a decision.
        """
        return [
            (f"{folder}/{path.name}", _read(path))
            for folder in (_FINDINGS, _APPROVALS)
            for path in appended_files(self._root / folder)
        ]

    def inputs(self, files: DecidedFindings) -> tuple[tuple[str, str], ...]:
        """Return sha256 and place of files of the store, for the manifest of a release."""
        return hashed_files(self._root, (place for place, _ in files), "decisions")


def decision_names(files: DecidedFindings) -> tuple[str, ...]:
    """Return the names that ``FindingDecisionStore.names`` gives to these files."""
    places = (place.split("/") for place, _ in files)
    return tuple(name for folder, name in places if folder == _FINDINGS)


def _read(path: Path) -> FindingDecisionFile:
    """Read one file, whose name bears the start of the hash of what was written."""
    content = read_appended(path, FindingDecisionFile)
    if not path.stem.endswith(f"-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}"):
        raise ConfigError(
            "decisions_altered",
            "处置决定文件与写入时不同：决定只可追加，不可修改；请从备份恢复",
            "a file of decisions is not what was written: decisions are added and never changed; "
            "restore it from a backup",
            str(path),
        )
    return content


def finding_decision_rows(files: DecidedFindings) -> list[dict[str, Any]]:
    """Every decision ever made as a row of ``raw.finding_decisions``.

    The latest on a finding counts. An answer to a blocked release is about that release alone and
    takes the place of no other decision.
    """
    rows = [
        {
            "decision_id": hashlib.md5(
                f"{place}|{number}".encode(), usedforsecurity=False
            ).hexdigest(),
            **one.model_dump(exclude={"subject"}),
            "decided_at": file.decided_at.astimezone(UTC).replace(tzinfo=None),
        }
        for place, file in files
        for number, one in enumerate(file.decisions)
    ]
    standing = (row for row in rows if row["disposition"] not in get_args(Answer))
    ordered = sorted(standing, key=lambda row: (row["decided_at"], row["decision_id"]))
    latest = {row["finding_key"]: row["decision_id"] for row in ordered}
    return [
        {**row, "is_latest": latest.get(row["finding_key"]) == row["decision_id"]} for row in rows
    ]
