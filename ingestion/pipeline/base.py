"""The candidate of the last release, kept so that the next one need not be built from nothing.

It is used where only reports came or went since: the same documents, decisions, code and versions.
Work is done on a copy, so a build that fails leaves it as it was. A lost base costs one full build.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from ingestion.load.finding_decisions import DecidedFindings, decision_names
from ingestion.load.reviews import DecisionFile
from ingestion.load.store import Commit
from ingestion.pipeline.attempt import component_versions
from ingestion.pipeline.candidate import BASE, BuildState, Candidate, Rebuild
from ingestion.records import Record
from ingestion.settings import PROJECT_ROOT, Settings
from ingestion.submissions.decisions import SubmissionDecisionFile

_CODE = ("ingestion", "expectations", "dbt_project")
_NOT_CODE = frozenset({"__pycache__", "target", "logs"})
_DATABASE, _ENTRY = "planledger.duckdb", "base.json"


class Base(Record):
    """What the kept candidate was built from, and how its first phase went.

    Attributes:
        release_id: The release that it became.
        commits: Ids of all commits of the record store then.
        decisions: Files of reviewers' decisions that it obeyed.
        submission_decisions: Files of decisions about submissions that it obeyed.
        code: Hash of the code, the models and the lookups.
        versions: Of the code, the checks and what they run on.
        dbt_results: dbt's unique id -> status.
    """

    release_id: str
    commits: tuple[str, ...]
    decisions: tuple[str, ...]
    submission_decisions: tuple[str, ...] = ()
    code: str
    versions: dict[str, str]
    dbt_results: dict[str, str]


@dataclass(frozen=True)
class Inputs:
    """What a candidate is made from."""

    commits: Sequence[Commit]
    decided: Sequence[tuple[Path, DecisionFile]]
    code: str
    decided_submissions: Sequence[tuple[str, SubmissionDecisionFile]] = ()
    settled_findings: DecidedFindings = ()

    @property
    def generations(self) -> tuple[str, ...]:
        """Ids of the commits."""
        return tuple(commit.generation_id for commit in self.commits)

    @property
    def decisions(self) -> tuple[str, ...]:
        """Names of the files of decisions."""
        return tuple(path.name for path, _ in self.decided)

    @property
    def submission_decisions(self) -> tuple[str, ...]:
        """Names of the files of decisions about submissions."""
        return tuple(name for name, _ in self.decided_submissions)

    @property
    def finding_decisions(self) -> tuple[str, ...]:
        """Names of the files of decisions about findings, as their store tells builds apart."""
        return decision_names(self.settled_findings)


def find_base(settings: Settings, inputs: Inputs) -> Base | None:
    """Read the entry of the base; None where there is none or something but reports differs."""
    from ingestion.load.changes import only_reports_differ

    folder = settings.candidates / BASE
    try:
        base = Base.model_validate_json((folder / _ENTRY).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    is_same = (
        (folder / _DATABASE).is_file()
        and base.code == inputs.code
        and base.decisions == inputs.decisions
        and base.versions == component_versions()
        and set(base.commits) <= set(inputs.generations)
    )
    return base if is_same and only_reports_differ(_known(base, inputs), inputs.commits) else None


def fill_candidate(
    database: Path, settings: Settings, inputs: Inputs, base: Base | None
) -> tuple[Rebuild, dict[str, str]]:
    """Fill the schema ``raw`` of a candidate and match its names.

    Args:
        database: The file to make.
        settings: Where the record store and the base are.
        inputs: What it is made from.
        base: The base to start from, if any.

    Returns:
        How the models are to be built, and dbt's results of those that need not be.
    """
    from ingestion.load.candidate import build_raw
    from ingestion.load.changes import update_raw
    from ingestion.match.run import match_entities
    from ingestion.match.unchanged import documents_mean_the_same

    if base is not None:
        kept = settings.candidates / BASE / _DATABASE
        shutil.copyfile(kept, database)
        known = _known(base, inputs)
        update_raw(
            database,
            settings,
            known,
            inputs.commits,
            inputs.decided_submissions,
            settled=inputs.settled_findings,
        )
        match_entities(database, settings, inputs.decided)
        if documents_mean_the_same(database, kept):
            return "changes", base.dbt_results
    build_raw(
        database, settings, inputs.commits, inputs.decided_submissions, inputs.settled_findings
    )
    match_entities(database, settings, inputs.decided)
    return "all", {}


def keep_as_base(candidate: Candidate, settings: Settings) -> None:
    """Keep a candidate that was published, in the place of the one before.

    Killed half-way, or on a full disk, it leaves no base rather than one that says something else
    than it holds: the release is out, and what is lost is time.
    """
    folder = settings.candidates / BASE
    with suppress(OSError):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        _link(candidate.database, folder / _DATABASE)
        _write_entry(folder, candidate.load())


def _write_entry(folder: Path, state: BuildState) -> None:
    entry = Base(
        release_id=state.release_id,
        commits=state.commits,
        decisions=state.decisions,
        submission_decisions=state.submission_decisions,
        code=state.code,
        versions=component_versions(),
        dbt_results=state.dbt_results,
    )
    draft = folder / f"{_ENTRY}.tmp"
    draft.write_text(entry.model_dump_json(indent=1), "utf-8")
    draft.replace(folder / _ENTRY)


def hash_code() -> str:
    """Hash every file that decides what a build says: code, models, checks and lookups."""
    digest = sha256()
    for path in _code_files():
        digest.update(f"{path.relative_to(PROJECT_ROOT).as_posix()}\n".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _code_files() -> Iterator[Path]:
    for top in _CODE:
        for path in sorted((PROJECT_ROOT / top).rglob("*")):
            if path.is_file() and path.name[0] != "." and not _NOT_CODE & set(path.parts):
                yield path


def _known(base: Base, inputs: Inputs) -> list[Commit]:
    known = set(base.commits)
    return [commit for commit in inputs.commits if commit.generation_id in known]


def _link(source: Path, target: Path) -> None:
    """Two names for one file, as nobody writes to it any more; a copy where that cannot be."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
