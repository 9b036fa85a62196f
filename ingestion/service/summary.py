"""What a run loaded, what it found and where to look. Reads the stores and changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from ingestion.extract.container import INSIDE
from ingestion.load.store import RecordStore
from ingestion.pipeline.unpack import UNPACKED
from ingestion.publish.manifest import Release
from ingestion.publish.release import current_release
from ingestion.records import Outcome, Record, Severity
from ingestion.settings import Settings


class IssueLine(Record):
    """Something in a document that was not read, or was read with doubt."""

    severity: Severity
    place: str
    message_zh: str
    message_en: str


class DocumentLine(Record):
    """What became of one file. ``is_new`` is false where an earlier run said so already."""

    outcome: Outcome
    is_new: bool
    issues: tuple[IssueLine, ...] = ()

    @property
    def worth_telling(self) -> tuple[IssueLine, ...]:
        """The issues that cost something; all, where nothing at all was found in the file."""
        return tuple(
            issue
            for issue in self.issues
            if issue.severity != "info" or not self.outcome.records_seen
        )


class FindingLine(Record):
    """One finding of the current release, in words."""

    check_id: str
    severity: Severity
    title_zh: str | None
    title_en: str | None
    message_zh: str
    message_en: str
    document_title: str | None = None


class RunSummary(Record):
    """Everything that the end of a run tells.

    Attributes:
        documents: The folder's files and whatever else was new, in order of path.
        release: The current release, or None if there never was one.
        is_new_release: Whether this run published it.
        findings: Of the current release, critical first.
        failed: DAG -> what went wrong.
    """

    documents: tuple[DocumentLine, ...]
    release: Release | None
    is_new_release: bool
    findings: tuple[FindingLine, ...]
    failed: Mapping[str, str] = {}

    @property
    def loaded(self) -> tuple[DocumentLine, ...]:
        """The files whose content is in the warehouse."""
        return tuple(
            line
            for line in self.documents
            if line.outcome.outcome in ("accepted", "duplicate") and line.outcome.code != UNPACKED
        )

    @property
    def succeeded(self) -> bool:
        """Whether something is loaded, and nothing that should have been published was not."""
        return bool(self.loaded) and not self.failed and self.release is not None


def known_generations(settings: Settings) -> frozenset[str]:
    """Return the generations committed so far, to tell afterwards which are new."""
    return frozenset(commit.generation_id for commit in RecordStore(settings).commits())


def summarise(
    settings: Settings,
    *,
    delivered: Collection[str],
    generations_before: Collection[str],
    release_before: str | None,
    failed: Mapping[str, str],
) -> RunSummary:
    """Read the stores after a run.

    Args:
        settings: Where they are.
        delivered: Landing paths of the folder that was put in.
        generations_before: From ``known_generations``, before the run.
        release_before: Id of the release that was current before the run.
        failed: DAG -> what went wrong.
    """
    release = current_release(settings)
    documents = _documents(settings, delivered, generations_before)
    return RunSummary(
        documents=_with_issues(documents, release) if release else documents,
        release=release,
        is_new_release=release is not None and release.release_id != release_before,
        findings=read_findings(release) if release else (),
        failed=failed,
    )


def read_findings(release: Release) -> tuple[FindingLine, ...]:
    """Read the findings of a release, critical first, then by check."""
    import duckdb

    with duckdb.connect(str(release.database), read_only=True) as connection:
        rows = connection.execute(
            """
            select
                found.check_id, found.severity, told.title_zh, told.title_en,
                found.message_zh, found.message_en, documents.title
            from marts.fct_findings as found
            left join marts.fct_check_outcomes as told using (check_id)
            left join marts.dim_documents as documents using (document_key)
            order by
                case found.severity when 'critical' then 0 when 'warning' then 1 else 2 end,
                found.check_id, found.plan_id, found.period_code, found.subject_zh,
                found.finding_key
            """
        ).fetchall()
    names = tuple(FindingLine.model_fields)
    return tuple(FindingLine(**dict(zip(names, row, strict=True))) for row in rows)


def _documents(
    settings: Settings, delivered: Collection[str], generations_before: Collection[str]
) -> tuple[DocumentLine, ...]:
    """Give each file its latest outcome; the last step of a delivery comes last in its commit."""
    latest: dict[str, DocumentLine] = {}
    for commit in RecordStore(settings).commits():
        is_new = commit.generation_id not in generations_before
        for outcome in commit.outcomes:
            if is_new or outcome.path.split(INSIDE)[0] in delivered:
                latest[outcome.path] = DocumentLine(outcome=outcome, is_new=is_new)
    return tuple(latest[path] for path in sorted(latest))


def _with_issues(documents: tuple[DocumentLine, ...], release: Release) -> tuple[DocumentLine, ...]:
    """Add what the release says about each new document."""
    import duckdb

    issues: dict[str, list[IssueLine]] = defaultdict(list)
    with duckdb.connect(str(release.database), read_only=True) as connection:
        rows = connection.execute(
            """
            select document_key, severity, coalesce(place, ''), message_zh, message_en
            from marts.fct_issues
            order by
                case severity when 'critical' then 0 when 'warning' then 1 else 2 end, issue_key
            """
        )
        for document_id, *values in rows.fetchall():
            names = tuple(IssueLine.model_fields)
            issues[document_id].append(IssueLine(**dict(zip(names, values, strict=True))))
    return tuple(
        line.model_copy(update={"issues": tuple(issues[line.outcome.document_id])})
        if line.is_new
        else line
        for line in documents
    )
