"""Arrange the rows of the report as the page shows them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from ingestion.publish.curves import CurveGrid, arrange_curves
from ingestion.publish.report_arithmetic import Arithmetic, lay_out_arithmetic
from ingestion.publish.report_evidence import LooseQuote, Passage, lay_out, read_evidence
from ingestion.publish.report_grids import (
    ScoreGrid,
    TargetGrid,
    arrange_scores,
    arrange_targets,
)
from ingestion.publish.site.rows import (
    CheckRow,
    DeliveryRow,
    DocumentRow,
    FindingRow,
    IssueRow,
    ReportRows,
)
from ingestion.records import Record

SEVERITIES = ("critical", "warning", "info")
MOST_WITH_EVIDENCE = 1500
"""Findings beyond this, in order of severity, are listed without quotes to keep the page usable."""
MOST_QUOTES = 30
"""Passages, and quotes without text, shown for one finding; the mart has all."""
MOST_ISSUES_A_CODE = 50
MOST_DELIVERIES = 300
_TROUBLE_FIRST = ("rejected", "waiting", "accepted", "superseded", "duplicate")


class Source(Record):
    """A document or submission, as evidence names it."""

    title: str
    path: str = ""
    is_synthetic: bool = False


class Lookups(Record):
    """What codes and ids in a finding stand for.

    ``synthetic_reports`` are (org, period) pairs: a finding about what is missing quotes no
    submission, but is about made-up ones all the same.
    """

    sources: dict[str, Source]
    org_names: dict[str, str]
    synthetic_reports: frozenset[tuple[str | None, str | None]]


class FindingView(Record):
    """One finding with everything needed to judge it."""

    row: FindingRow
    gist: str
    org_name: str | None
    source: Source | None
    arithmetic: Arithmetic
    passages: tuple[Passage, ...]
    loose: tuple[LooseQuote, ...]
    left_out: int
    is_synthetic: bool


class FindingGroup(Record):
    """The findings of one check."""

    check_id: str
    check: CheckRow | None
    severity: str
    findings: tuple[FindingView, ...]


class IssueGroup(Record):
    """The issues of one code; ``shown`` may be fewer than ``count``."""

    code: str
    severity: str
    count: int
    shown: tuple[IssueRow, ...]


class ReportView(Record):
    """The whole page."""

    groups: tuple[FindingGroup, ...]
    unquoted: tuple[FindingView, ...]
    finding_count: int
    finding_documents: tuple[tuple[str, str], ...]
    by_severity: dict[str, int]
    checks: tuple[CheckRow, ...]
    by_outcome: dict[str, int]
    score_grids: tuple[ScoreGrid, ...]
    curve_grids: tuple[CurveGrid, ...]
    target_grids: tuple[TargetGrid, ...]
    documents: tuple[DocumentRow, ...]
    deliveries: tuple[DeliveryRow, ...]
    delivery_count: int
    by_delivery_outcome: dict[str, int]
    issue_groups: tuple[IssueGroup, ...]
    issue_count: int
    sources: dict[str, Source]
    plan_titles: dict[str, str]
    synthetic_plans: frozenset[str]
    has_synthetic: bool
    counts: dict[str, int]
    sums_evaluated: int


def wanted_documents(rows: ReportRows) -> set[str]:
    """Name the documents whose text the findings point into."""
    return {one.document_id for row in rows.findings for one in read_evidence(row.evidence)}


def arrange_report(rows: ReportRows, texts: Mapping[str, str]) -> ReportView:
    """Arrange everything that the page shows.

    Args:
        rows: As read from the warehouse.
        texts: Canonical text by document id, of the documents that evidence points into.
    """
    sources = _sources(rows)
    ordered = sorted(rows.findings, key=_finding_order)
    lookups = Lookups(
        sources=sources,
        org_names=rows.org_names,
        synthetic_reports=frozenset(
            (one.org_code, one.period_code) for one in rows.submissions if one.is_synthetic
        ),
    )
    quoted = [_finding(row, lookups, texts) for row in ordered[:MOST_WITH_EVIDENCE]]
    unquoted = [_finding(row, lookups, {}) for row in ordered[MOST_WITH_EVIDENCE:]]
    deliveries = _last_steps(rows.deliveries)
    synthetic_plans = frozenset(one.plan_id for one in rows.documents if one.is_synthetic)
    return ReportView(
        groups=_groups(quoted, rows.checks),
        unquoted=tuple(unquoted),
        finding_count=len(ordered),
        finding_documents=_finding_documents(ordered, sources),
        by_severity={one: sum(row.severity == one for row in ordered) for one in SEVERITIES},
        checks=rows.checks,
        by_outcome=dict(Counter(one.outcome for one in rows.checks)),
        score_grids=arrange_scores(rows.scores),
        curve_grids=arrange_curves(rows.curves, rows.targets),
        target_grids=arrange_targets(rows.targets, rows.actuals),
        documents=rows.documents,
        deliveries=tuple(deliveries[:MOST_DELIVERIES]),
        delivery_count=len(deliveries),
        by_delivery_outcome=dict(Counter(one.outcome for one in deliveries)),
        issue_groups=_issue_groups(rows.issues),
        issue_count=len(rows.issues),
        sources=sources,
        plan_titles=_plan_titles(rows.documents),
        synthetic_plans=synthetic_plans,
        has_synthetic=any(one.is_synthetic for one in sources.values())
        or any(one.is_synthetic for one in rows.actuals),
        counts=rows.counts,
        sums_evaluated=rows.sums_evaluated,
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
            is_synthetic=bool(submission.is_synthetic),
        )
    for document in rows.documents:
        sources[document.document_key] = Source(
            title=document.title,
            path=paths.get(document.document_key, ""),
            is_synthetic=bool(document.is_synthetic),
        )
    return sources


def _plan_titles(documents: Sequence[DocumentRow]) -> dict[str, str]:
    """The edition in force names its plan."""
    in_force_last = sorted(documents, key=lambda one: not one.is_superseded)
    return {one.plan_id: one.title for one in in_force_last}


def _severity_rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _finding_order(row: FindingRow) -> tuple[int, str, str, str, str, str]:
    return (
        _severity_rank(row.severity),
        row.check_id,
        row.plan_id or "",
        row.period_code or "",
        row.subject_zh or "",
        row.finding_key,
    )


def _finding(row: FindingRow, lookups: Lookups, texts: Mapping[str, str]) -> FindingView:
    evidence = read_evidence(row.evidence)
    quotes = lay_out(evidence, texts)
    sources = lookups.sources
    named = {row.document_key, *(one.document_id for one in evidence)}
    return FindingView(
        row=row,
        gist=_gist(row),
        org_name=lookups.org_names.get(row.org_code, row.org_code) if row.org_code else None,
        source=sources.get(row.document_key or ""),
        arithmetic=lay_out_arithmetic(
            row.expected, row.observed, row.difference, row.tolerance, row.detail
        ),
        passages=quotes.passages[:MOST_QUOTES],
        loose=quotes.loose[:MOST_QUOTES],
        left_out=len(quotes.passages[MOST_QUOTES:]) + len(quotes.loose[MOST_QUOTES:]),
        is_synthetic=(row.org_code, row.period_code) in lookups.synthetic_reports
        or any(sources[one].is_synthetic for one in named if one and one in sources),
    )


def _gist(row: FindingRow) -> str:
    """The message without the subject that stands before it."""
    return row.message_zh.removeprefix(row.subject_zh or "").lstrip(":： ")


def _groups(
    findings: Sequence[FindingView], checks: Sequence[CheckRow]
) -> tuple[FindingGroup, ...]:
    by_id = {check.check_id: check for check in checks}
    return tuple(
        FindingGroup(
            check_id=check_id,
            check=by_id.get(check_id),
            severity=severity,
            findings=tuple(group),
        )
        for (severity, check_id), group in groupby(
            findings, key=lambda one: (one.row.severity, one.row.check_id)
        )
    )


def _finding_documents(
    findings: Sequence[FindingRow], sources: Mapping[str, Source]
) -> tuple[tuple[str, str], ...]:
    keys = sorted({row.document_key for row in findings if row.document_key})
    titled = [(key, sources[key].title if key in sources else key[:12]) for key in keys]
    return tuple(sorted(titled, key=lambda one: (one[1], one[0])))


def _last_steps(deliveries: Sequence[DeliveryRow]) -> list[DeliveryRow]:
    """One row per delivery: its last step. What went wrong comes first."""
    steps = ("land", "extract")
    last: dict[str, DeliveryRow] = {}
    for row in sorted(deliveries, key=lambda one: steps.index(one.step)):
        last[row.delivery_id] = row
    return sorted(last.values(), key=_delivery_order)


def _delivery_order(row: DeliveryRow) -> tuple[int, str, str]:
    known = row.outcome in _TROUBLE_FIRST
    rank = _TROUBLE_FIRST.index(row.outcome) if known else -1
    return rank, row.path, row.delivery_id


def _issue_groups(issues: Sequence[IssueRow]) -> tuple[IssueGroup, ...]:
    ordered = sorted(issues, key=_issue_order)
    groups = []
    for (severity, code), group in groupby(ordered, key=lambda one: (one.severity, one.issue_code)):
        rows = tuple(group)
        shown = rows[:MOST_ISSUES_A_CODE]
        groups.append(IssueGroup(code=code, severity=severity, count=len(rows), shown=shown))
    return tuple(groups)


def _issue_order(row: IssueRow) -> tuple[int, str, str, str]:
    return (
        _severity_rank(row.severity),
        row.issue_code,
        row.document_key or "",
        row.place or "",
    )
