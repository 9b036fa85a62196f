"""Whether a release is due: what is committed, against what was last built to its end.

One small file beside the candidates says which generations the last build held and how it ended.
A build that never came to an end (a full disk, a killed worker) leaves the former entry, and so it
is due again. A lost file costs one build.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from ingestion import __version__
from ingestion.load.finding_decisions import FindingDecisionStore
from ingestion.load.reviews import ReviewStore
from ingestion.load.store import Commit, RecordStore
from ingestion.records import Record
from ingestion.settings import Settings
from ingestion.submissions.decisions import SubmissionDecisionStore

_FILE = "last_attempt.json"
_BLOCK_HOLDS = timedelta(hours=1)
"""How long a schedule leaves a blocked build alone. A check may have been broken by something that
passes, such as a full disk, and whoever should mend the rest is reminded."""
_DEPENDENCIES = (
    "apache-airflow",
    "dbt-core",
    "dbt-duckdb",
    "duckdb",
    "great-expectations",
    "pandas",
    "pyarrow",
    "rapidfuzz",
)


Ending = Literal["published", "blocked", "rejected"]


class Attempt(Record):
    """A build that came to its end.

    Attributes:
        release_id: The release that it became, or would have become.
        ended: ``blocked`` if a check forbade it: the same again would likely end the same;
            ``rejected`` if a person who was asked said no.
        ended_at: When, UTC.
        generations: What it was built from; those that only say ``waiting`` do not count.
        decisions: Files of reviewers' decisions that it obeyed.
        submission_decisions: Files of decisions about submissions that it obeyed.
        finding_decisions: Files of decisions about findings that it obeyed.
        versions: Of the code, the checks and what they run on.
    """

    release_id: str
    ended: Ending
    ended_at: datetime
    generations: tuple[str, ...]
    decisions: tuple[str, ...] = ()
    submission_decisions: tuple[str, ...] = ()
    finding_decisions: tuple[str, ...] = ()
    versions: dict[str, str]


def release_is_due(settings: Settings, *, even_if_blocked: bool = False) -> bool:
    """Tell whether what is committed or decided, or the code, differs from what was last built.

    Args:
        settings: Where the record store, the candidates and the releases are.
        even_if_blocked: Whether a build that a check has just blocked is due again unchanged. A
            person who asks wants to hear it again; a schedule must not build it every minute.
    """
    committed = judged_generations(RecordStore(settings).commits())
    if not committed:
        return False
    attempt = read_attempt(settings)
    if attempt is None or attempt.generations != committed:
        return True
    obeyed = (attempt.decisions, attempt.submission_decisions, attempt.finding_decisions)
    stores = (ReviewStore(settings), SubmissionDecisionStore(settings))
    decided = (*(store.names() for store in stores), FindingDecisionStore(settings).names())
    if obeyed != decided or attempt.versions != component_versions():
        return True
    if attempt.ended == "rejected":
        return even_if_blocked
    if attempt.ended == "blocked":
        return even_if_blocked or datetime.now(UTC) - attempt.ended_at >= _BLOCK_HOLDS
    is_there = (settings.releases / attempt.release_id / "manifest.json").is_file()
    return not (is_there and settings.current.is_symlink())


def judged_generations(commits: Iterable[Commit]) -> tuple[str, ...]:
    """Return the ids of the generations in which something was decided, in order."""
    return tuple(
        sorted(
            commit.generation_id
            for commit in commits
            if any(outcome.outcome != "waiting" for outcome in commit.outcomes)
        )
    )


def release_inputs(commits: Iterable[Commit]) -> tuple[tuple[str, str], ...]:
    """Return sha256 and landing path of every delivery with a final outcome, sorted."""
    outcomes = (outcome for commit in commits for outcome in commit.outcomes)
    settled = (one for one in outcomes if one.outcome != "waiting")
    return tuple(sorted({(one.document_id, one.path) for one in settled}))


def component_versions() -> dict[str, str]:
    """Return the version of the code, of every check, and of what they run on."""
    from expectations.registry import load_checks

    checks = {f"check {check.id}": str(check.version) for check in load_checks()}
    return {"planledger": __version__} | {name: version(name) for name in _DEPENDENCIES} | checks


def read_attempt(settings: Settings) -> Attempt | None:
    """Read how the last build ended; None if none did, or the entry cannot be read."""
    try:
        return Attempt.model_validate_json(_place(settings).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def write_attempt(attempt: Attempt, settings: Settings) -> None:
    """Say how a build ended, by one atomic rename."""
    place = _place(settings)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(".tmp")
    draft.write_text(attempt.model_dump_json(indent=1), "utf-8")
    draft.replace(place)


def _place(settings: Settings) -> Path:
    return settings.candidates / _FILE
