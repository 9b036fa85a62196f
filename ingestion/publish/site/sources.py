"""What codes and ids stand for: documents, submissions, organisations, plans. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingestion.publish.site.report_rows import ReportRows
from ingestion.publish.site.rows import DocumentRow
from ingestion.records import Record


class Source(Record):
    """A document or submission, as evidence names it. ``kind`` is a document kind."""

    title: str
    path: str = ""
    kind: str = ""
    plan_id: str | None = None
    is_synthetic: bool = False


class Lookups(Record):
    """What codes and ids in a finding stand for.

    ``synthetic_reports`` are (org, period) pairs: a finding about what is missing quotes no
    submission, but is about made-up ones all the same.
    """

    sources: dict[str, Source]
    org_names: dict[str, str]
    plan_titles: dict[str, str]
    synthetic_plans: frozenset[str]
    synthetic_reports: frozenset[tuple[str | None, str | None]]

    def org_name(self, org_code: str | None) -> str | None:
        """The organisation's name; a code that nobody knows is shown as it is."""
        return self.org_names.get(org_code, org_code) if org_code else None

    def plan_title(self, plan_id: str | None) -> str:
        """The plan's title, else what its id says."""
        return self.plan_titles.get(plan_id, plan_id.rsplit("|", 1)[-1]) if plan_id else ""


def collect_lookups(rows: ReportRows) -> Lookups:
    """Collect names and titles from the rows of the report."""
    return Lookups(
        sources=_sources(rows),
        org_names=rows.org_names,
        plan_titles=_plan_titles(rows.documents),
        synthetic_plans=frozenset(one.plan_id for one in rows.documents if one.is_synthetic),
        synthetic_reports=frozenset(
            (one.org_code, one.period_code) for one in rows.submissions if one.is_synthetic
        ),
    )


def _sources(rows: ReportRows) -> dict[str, Source]:
    paths = {one.document_key: one.path for one in reversed(rows.deliveries)}
    sources = {
        document_id: Source(title=path.rsplit("/", 1)[-1], path=path)
        for document_id, path in paths.items()
    }
    for submission in rows.submissions:
        document_id = submission.document_key or ""
        org = rows.org_names.get(submission.org_code or "", submission.org_code or "")
        sources[document_id] = Source(
            title=f"{org} {submission.period_code or ''}".strip(),
            path=paths.get(document_id, ""),
            kind="submission",
            plan_id=submission.plan_id,
            is_synthetic=bool(submission.is_synthetic),
        )
    for document in rows.documents:
        sources[document.document_key] = Source(
            title=document.title,
            path=paths.get(document.document_key, ""),
            kind=document.kind,
            plan_id=document.plan_id,
            is_synthetic=bool(document.is_synthetic),
        )
    return sources


def _plan_titles(documents: Sequence[DocumentRow]) -> dict[str, str]:
    """The edition in force names its plan."""
    in_force_last = sorted(documents, key=lambda one: not one.is_superseded)
    return {one.plan_id: one.title for one in in_force_last}
