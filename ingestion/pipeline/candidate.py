"""A build under way: its folder, its clock and what its steps left for the next ones."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import Field

from expectations.outcomes import CheckFailure, CheckOutcome, CheckRun
from ingestion.records import Record
from ingestion.settings import Settings

Rebuild = Literal["all", "changes"]
BASE = "base"
"""The folder beside the candidates that keeps the one of the last release."""


class BuildState(Record):
    """What the steps of one build hand on, as steps may run in different processes.

    Attributes:
        release_id: The release that this is to become.
        as_of: The build's only clock, UTC.
        inputs: sha256 and landing path of every delivery that the build was made from.
        generations: The committed generations that it was made from.
        decisions: The files of reviewers' decisions that it obeys.
        submission_decisions: The files of decisions about submissions that it obeys.
        finding_decisions: The files of decisions about findings that it obeys.
        commits: Ids of all commits that were there, also of those in which nothing was decided.
        code: What the code, the models and the lookups were, as one hash.
        rebuild: Whether all was built anew, or only what changed reports reach.
        dbt_results: dbt's unique id -> status, of the first phase; what was not built again has
            that of the build before.
        report_results: The same, of the second phase.
        check_outcomes: Empty until the checks have run.
        causes: Failing rows of the checks that block, to say why.
    """

    release_id: str
    as_of: datetime
    inputs: tuple[tuple[str, str], ...] = ()
    generations: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    submission_decisions: tuple[str, ...] = ()
    finding_decisions: tuple[str, ...] = ()
    commits: tuple[str, ...] = ()
    code: str = ""
    rebuild: Rebuild = "all"
    dbt_results: dict[str, str] = Field(default_factory=dict)
    report_results: dict[str, str] = Field(default_factory=dict)
    check_outcomes: tuple[CheckOutcome, ...] = ()
    causes: tuple[CheckFailure, ...] = ()

    def checks(self, docs: Path) -> CheckRun:
        """Return what the checks said, with the failing rows of those that block."""
        return CheckRun(
            outcomes=self.check_outcomes, failures=self.causes, docs_index=docs / "index.html"
        )


class Candidate:
    """The folder of one build. One process at a time works in it, and nobody else looks at it.

    Args:
        settings: Where candidates are.
        release_id: The release that this is to become.
    """

    def __init__(self, settings: Settings, release_id: str) -> None:
        self.folder = settings.candidates / release_id

    @property
    def database(self) -> Path:
        """The DuckDB file."""
        return self.folder / "planledger.duckdb"

    @property
    def docs(self) -> Path:
        """Pages of the checks, made by Great Expectations."""
        return self.folder / "checks"

    @property
    def _state(self) -> Path:
        return self.folder / "build.json"

    def load(self) -> BuildState:
        """Read what earlier steps handed on."""
        return BuildState.model_validate_json(self._state.read_text("utf-8"))

    def save(self, state: BuildState) -> None:
        """Hand on to later steps."""
        self._state.write_text(state.model_dump_json(indent=1), "utf-8")


def discard_candidate(candidate: Candidate) -> None:
    """Throw a build away that is not to go out."""
    shutil.rmtree(candidate.folder, ignore_errors=True)


def begin_candidate(settings: Settings, release_id: str) -> Candidate:
    """Make an empty folder for a build and throw away what earlier ones left, but for the base."""
    for folder in settings.candidates.glob("*"):
        if folder.is_dir() and folder.name != BASE:
            shutil.rmtree(folder, ignore_errors=True)
    candidate = Candidate(settings, release_id)
    candidate.folder.mkdir(parents=True)
    return candidate
