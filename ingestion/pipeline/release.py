"""From committed records to a published release: facts, checks, reports, then the symlink.

Each step takes and returns the release's id, so that the steps may run in different processes; the
rest is in the candidate's folder. Only ``publish_release`` shows anything to readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version

from expectations.outcomes import CheckRun
from ingestion import __version__
from ingestion.errors import GateFailedError
from ingestion.load.store import RecordStore
from ingestion.pipeline.candidate import Candidate, begin_candidate
from ingestion.pipeline.models import not_green
from ingestion.pipeline.progress import step
from ingestion.settings import Settings

BUILD_FACTS = "build_facts"
RUN_CHECKS = "run_checks"
BUILD_REPORTS = "build_reports"
PUBLISH = "publish_release"
_CAUSES = 100
"""Failing rows kept to say why a release is blocked. Unit: rows."""
_DEPENDENCIES = (
    "apache-airflow",
    "dbt-core",
    "dbt-duckdb",
    "duckdb",
    "great-expectations",
    "pandas",
    "pyarrow",
)


def build_facts() -> str:
    """Start a new candidate and build its facts and the evidence tables of the checks.

    Returns:
        The id that the release will have.
    """
    from ingestion.load.candidate import build_raw
    from ingestion.pipeline.candidate import BuildState
    from ingestion.pipeline.models import build_models
    from ingestion.publish.release import next_release_id

    settings = Settings()
    with step(BUILD_FACTS):
        release_id = next_release_id(settings)
        candidate = begin_candidate(settings, release_id)
        as_of = datetime.now(UTC).replace(microsecond=0)
        build_raw(candidate.database, settings)
        results = build_models(
            "facts", candidate.database, release_id=release_id, as_of=as_of, settings=settings
        )
        candidate.save(BuildState(release_id=release_id, as_of=as_of, dbt_results=results))
    return release_id


def run_checks(release_id: str) -> str:
    """Judge the candidate, and put outcomes and failing rows into it.

    A failed check is a result; whether it stops the release is decided by ``publish_release``.
    """
    import duckdb

    from expectations.outcomes import write_check_results
    from expectations.runner import run_checks as judge

    candidate = Candidate(Settings(), release_id)
    with step(RUN_CHECKS):
        state = candidate.load()
        run = judge(candidate.database, docs_dir=candidate.docs, dbt_results=state.dbt_results)
        with duckdb.connect(str(candidate.database)) as connection:
            write_check_results(connection, run)
        blocking = {outcome.check_id for outcome in run.blocking}
        causes = tuple(failure for failure in run.failures if failure.check_id in blocking)
        candidate.save(
            state.model_copy(update={"check_outcomes": run.outcomes, "causes": causes[:_CAUSES]})
        )
    return release_id


def build_reports(release_id: str) -> str:
    """Build the findings, the reports that need them, and the documentation of all models.

    Raises:
        GateFailedError: They cannot be built, although no check says why.
    """
    from ingestion.pipeline.models import build_models, write_docs

    settings = Settings()
    candidate = Candidate(settings, release_id)
    with step(BUILD_REPORTS):
        state = candidate.load()
        results = build_models(
            "reports",
            candidate.database,
            release_id=release_id,
            as_of=state.as_of,
            settings=settings,
        )
        candidate.save(state.model_copy(update={"dbt_results": state.dbt_results | results}))
        _refuse_red(results, state.checks(candidate.docs))
        write_docs(candidate.database, candidate.docs / "models.html", settings=settings)
    return release_id


def publish_release(release_id: str) -> str:
    """Publish the candidate as a release and make it current.

    Raises:
        GateFailedError: The data broke a promise of ours; the old release stays current.
        CheckBrokenError: A check could not be evaluated; the old release stays current.
    """
    from ingestion.publish.release import publish

    settings = Settings()
    candidate = Candidate(settings, release_id)
    with step(PUBLISH):
        state = candidate.load()
        state.checks(candidate.docs).raise_if_blocked()
        publish(
            candidate.database,
            settings,
            release_id=release_id,
            created_at=state.as_of,
            inputs=release_inputs(settings),
            versions=component_versions(),
            docs_dir=candidate.docs,
        )
    return release_id


def release_is_due(settings: Settings) -> bool:
    """Tell whether a release would differ from the current one, whatever the reason.

    Covers what assets cannot tell: a release that failed earlier, and new code.
    """
    from ingestion.publish.manifest import Manifest
    from ingestion.publish.release import current_release

    inputs = release_inputs(settings)
    current = current_release(settings)
    if current is None:
        return bool(inputs)
    manifest = Manifest.model_validate_json(current.manifest_path.read_bytes())
    published = {(one.sha256, one.path) for one in manifest.inputs}
    return set(inputs) != published or manifest.versions != component_versions()


def _refuse_red(results: Mapping[str, str], checks: CheckRun) -> None:
    # Where a check blocks already, that is the cause and `publish_release` says it.
    red = not_green(results)
    if red and not checks.blocking:
        raise GateFailedError(
            "reports_failed",
            f"汇总模型或其检验未通过，未发布：{'、'.join(red)}",
            f"not published, models or their tests failed: {', '.join(red)}",
        )


def release_inputs(settings: Settings) -> list[tuple[str, str]]:
    """Return sha256 and landing path of every delivery with a final outcome, sorted."""
    settled = (one for one in RecordStore(settings).outcomes() if one.outcome != "waiting")
    return sorted({(one.document_id, one.path) for one in settled})


def component_versions() -> dict[str, str]:
    """Return the version of the code, of every check, and of what they run on."""
    from expectations.registry import load_checks

    checks = {f"check {check.id}": str(check.version) for check in load_checks()}
    return {"planledger": __version__} | {name: version(name) for name in _DEPENDENCIES} | checks
