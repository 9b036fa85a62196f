"""From committed records to a published release: facts, checks, reports, then the symlink.

Each step takes and returns the release's id, so that the steps may run in different processes; the
rest is in the candidate's folder. Only ``publish_release`` shows anything to readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from expectations.outcomes import CheckRun
from ingestion.errors import CheckBrokenError, GateFailedError
from ingestion.load.finding_decisions import FindingDecisionStore
from ingestion.load.reviews import ReviewStore, decision_inputs
from ingestion.load.store import RecordStore
from ingestion.pipeline.attempt import (
    Attempt,
    Ending,
    component_versions,
    judged_generations,
    release_inputs,
    release_is_due,
    write_attempt,
)
from ingestion.pipeline.candidate import (
    BuildState,
    Candidate,
    begin_candidate,
    discard_candidate,
)
from ingestion.pipeline.models import not_green
from ingestion.pipeline.progress import step
from ingestion.settings import Settings
from ingestion.submissions.decisions import SubmissionDecisionStore

if TYPE_CHECKING:
    from ingestion.pipeline.gate import Question

BUILD_FACTS = "build_facts"
RUN_CHECKS = "run_checks"
BUILD_REPORTS = "build_reports"
APPROVE = "approve_release"
PUBLISH = "publish_release"
_CAUSES = 100
"""Failing rows kept to say why a release is blocked. Unit: rows."""


def build_facts(
    *,
    only_if_due: bool = False,
    full_refresh: bool = False,
    settings: Settings | None = None,
    again: tuple[str, datetime] | None = None,
) -> str:
    """Start a new candidate and build its facts and the evidence tables of the checks.

    Args:
        only_if_due: Whether to skip the task where an earlier build has done the work: several
            batches may have asked for a release while it was under way.
        full_refresh: Whether to build every model anew even where only reports came since the last
            release. The settings may ask for it too.
        settings: The home; default that of the environment.
        again: Id and moment of a release that is built once more, to prove it; default is a new id,
            and now.

    Returns:
        The id that the release will have.

    Raises:
        AirflowSkipException: Nothing is due.
    """
    from ingestion.pipeline.base import Inputs, fill_candidate, find_base, hash_code
    from ingestion.pipeline.models import build_models
    from ingestion.publish.release import next_release_id

    settings = settings or Settings()
    if only_if_due and not release_is_due(settings):
        from airflow.sdk.exceptions import AirflowSkipException

        raise AirflowSkipException("an earlier build holds all that is committed")
    with step(BUILD_FACTS):
        now = datetime.now(UTC).replace(microsecond=0)
        release_id, as_of = again or (next_release_id(settings), now)
        candidate = begin_candidate(settings, release_id)
        commits = RecordStore(settings).commits()
        decided = ReviewStore(settings).files()
        store = SubmissionDecisionStore(settings)
        findings = FindingDecisionStore(settings)
        settled = findings.files()
        inputs = Inputs(commits, decided, hash_code(), store.files(), settled)
        kept = (
            *decision_inputs(decided),
            *store.inputs(inputs.submission_decisions),
            *findings.inputs(settled),
        )
        base = None if full_refresh or settings.full_refresh else find_base(settings, inputs)
        rebuild, known = fill_candidate(candidate.database, settings, inputs, base)
        results = build_models(
            "facts",
            candidate.database,
            release_id=release_id,
            settings=settings,
            rebuild=rebuild,
            as_of=as_of,
        )
        candidate.save(
            BuildState(
                release_id=release_id,
                as_of=as_of,
                inputs=(*release_inputs(commits), *kept),
                generations=judged_generations(commits),
                decisions=inputs.decisions,
                submission_decisions=inputs.submission_decisions,
                finding_decisions=inputs.finding_decisions,
                commits=inputs.generations,
                code=inputs.code,
                rebuild=rebuild,
                dbt_results=known | results,
            )
        )
    return release_id


def run_checks(release_id: str, *, settings: Settings | None = None) -> str:
    """Judge the candidate; put outcomes, failing rows and what explains them into it.

    A failed check is a result; whether it stops the release is decided by ``publish_release``.
    """
    import duckdb

    from expectations.outcomes import causes_first, write_check_results
    from expectations.runner import run_checks as judge
    from ingestion.pipeline.hypotheses import write_hypotheses

    candidate = Candidate(settings or Settings(), release_id)
    with step(RUN_CHECKS):
        state = candidate.load()
        run = judge(candidate.database, docs_dir=candidate.docs, dbt_results=state.dbt_results)
        with duckdb.connect(str(candidate.database)) as connection:
            write_check_results(connection, run)
            write_hypotheses(connection)
        blocking = {outcome.check_id for outcome in run.blocking}
        causes = causes_first((one for one in run.failures if one.check_id in blocking), _CAUSES)
        candidate.save(
            state.model_copy(update={"check_outcomes": run.outcomes, "causes": tuple(causes)})
        )
    return release_id


def build_reports(
    release_id: str, *, with_docs: bool = True, settings: Settings | None = None
) -> str:
    """Build the findings, the reports that need them, and the documentation of all models.

    Args:
        release_id: The id that the release will have.
        with_docs: Whether the pages of the models are wanted.
        settings: The home; default that of the environment.

    Raises:
        GateFailedError: They cannot be built, although no check says why.
    """
    from ingestion.pipeline.models import build_models, write_docs

    settings = settings or Settings()
    candidate = Candidate(settings, release_id)
    with step(BUILD_REPORTS):
        state = candidate.load()
        results = build_models(
            "reports",
            candidate.database,
            release_id=release_id,
            settings=settings,
            rebuild=state.rebuild,
            as_of=state.as_of,
        )
        candidate.save(state.model_copy(update={"report_results": results}))
        with _remembered_if_blocked(state, settings):
            _refuse_red(results, state.checks(candidate.docs))
        if with_docs:
            page = candidate.docs / "models.html"
            write_docs(candidate.database, page, settings=settings, rebuild=state.rebuild)
    return release_id


def ask_to_publish(release_id: str, *, settings: Settings | None = None) -> Question | None:
    """Say what a person is to be asked before the candidate goes out, and tell who may answer.

    Returns:
        None where it may go out as it is: no check forbids it, or waivers cover every failing row.

    Raises:
        GateFailedError: It may not, and nobody can be asked, or nobody could excuse it.
        CheckBrokenError: A check could not be evaluated.
    """
    from ingestion.pipeline.gate import Gate
    from ingestion.pipeline.waiting import tell_approvers

    settings = settings or Settings()
    candidate = Candidate(settings, release_id)
    state = candidate.load()
    with step(APPROVE), _remembered_if_blocked(state, settings):
        gate = Gate(settings, candidate)
        question = gate.question() if settings.can_ask else None
        if question is None:
            gate.enforce()
        else:
            # Until somebody answers, and if nobody ever does, it is blocked.
            _remember(state, "blocked", settings)
            tell_approvers(question, settings)
    return question


def answer_release(
    release_id: str, *, approved: bool, actor: str, reason: str, settings: Settings | None = None
) -> str:
    """Record a person's answer; a candidate that was rejected is thrown away.

    Args:
        release_id: The candidate that was asked about.
        approved: The answer.
        actor: Who gave it.
        reason: Why.
        settings: The home; default that of the environment.
    """
    from ingestion.pipeline.gate import Gate

    settings = settings or Settings()
    candidate = Candidate(settings, release_id)
    Gate(settings, candidate).answer(approved=approved, actor=actor, reason=reason)
    if not approved:
        _remember(candidate.load(), "rejected", settings)
        discard_candidate(candidate)
    return release_id


def publish_release(release_id: str) -> str:
    """Publish the candidate as a release and make it current.

    Raises:
        GateFailedError: The data broke a promise of ours; the old release stays current.
        CheckBrokenError: A check could not be evaluated; the old release stays current.
    """
    from ingestion.pipeline.base import keep_as_base
    from ingestion.pipeline.gate import Gate
    from ingestion.pipeline.rule_texts import rule_texts
    from ingestion.publish.manifest import BuildSources
    from ingestion.publish.release import publish

    settings = Settings()
    candidate = Candidate(settings, release_id)
    with step(PUBLISH):
        state = candidate.load()
        with _remembered_if_blocked(state, settings):
            Gate(settings, candidate).enforce()
        publish(
            candidate.database,
            settings,
            release_id=release_id,
            created_at=state.as_of,
            inputs=state.inputs,
            versions=component_versions(),
            docs_dir=candidate.docs,
            rules=rule_texts(),
            sources=BuildSources(commits=state.commits, code=state.code),
        )
        _remember(state, "published", settings)
        keep_as_base(candidate, settings)
    return release_id


@contextmanager
def _remembered_if_blocked(state: BuildState, settings: Settings) -> Iterator[None]:
    """Write down that a check forbade the release: the same build would end the same."""
    try:
        yield
    except (GateFailedError, CheckBrokenError):
        _remember(state, "blocked", settings)
        raise


def _remember(state: BuildState, ended: Ending, settings: Settings) -> None:
    write_attempt(
        Attempt(
            release_id=state.release_id,
            ended=ended,
            ended_at=datetime.now(UTC),
            generations=state.generations,
            decisions=state.decisions,
            submission_decisions=state.submission_decisions,
            finding_decisions=state.finding_decisions,
            versions=component_versions(),
        ),
        settings,
    )


def _refuse_red(results: Mapping[str, str], checks: CheckRun) -> None:
    # Where a check blocks already, that is the cause and `publish_release` says it.
    red = not_green(results)
    if red and not checks.blocking:
        raise GateFailedError(
            "reports_failed",
            f"汇总模型或其检验未通过，未发布：{'、'.join(red)}",
            f"not published, models or their tests failed: {', '.join(red)}",
        )
