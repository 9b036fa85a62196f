"""Arrange findings by root cause, the most severe first. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingestion.publish.report_arithmetic import plain
from ingestion.publish.report_evidence import read_evidence
from ingestion.publish.site.links import finding_page, plan_code
from ingestion.publish.site.rows import CheckRow, FindingRow
from ingestion.publish.site.sources import Lookups, Source
from ingestion.records import Record

SEVERITIES = ("critical", "warning", "info")
_UNSETTLED = ("open",)
_NEW = ("new", "reopened", "changed")


class FindingView(Record):
    """One finding as lists show it.

    ``gist`` is the message without the subject. ``quoted`` are the documents that its evidence
    points into. ``is_new`` holds for what is new, changed or reopened since the release before.
    """

    row: FindingRow
    page: str
    gist: str
    check_title: str
    org_name: str | None
    plan_code: str
    plan_title: str
    source: Source | None
    quoted: tuple[str, ...]
    expected: str | None
    observed: str | None
    is_synthetic: bool
    is_new: bool

    @property
    def disposition(self) -> str:
        """What was decided about it."""
        return self.row.disposition or "open"

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.disposition in _UNSETTLED


class Cause(Record):
    """Findings with one root cause, the one that names it first."""

    key: str
    lead: FindingView
    members: tuple[FindingView, ...]
    text_zh: str
    text_en: str

    @property
    def severity(self) -> str:
        """The worst of its findings that are open, else of all."""
        chosen = [one for one in self.members if one.is_open] or list(self.members)
        return min((one.row.severity for one in chosen), key=severity_rank)

    @property
    def open_count(self) -> int:
        """Findings of it that wait for somebody."""
        return sum(one.is_open for one in self.members)


def severity_rank(severity: str) -> int:
    """0 for the worst; what is not known comes last."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def view_findings(
    rows: Iterable[FindingRow],
    checks: Iterable[CheckRow],
    lookups: Lookups,
    *,
    is_first: bool = False,
) -> tuple[FindingView, ...]:
    """Name what every finding is about.

    Args:
        rows: Of this release.
        checks: For the titles.
        lookups: What codes and ids stand for.
        is_first: Whether no release came before: then nothing is new.

    Returns:
        In order of severity, check, plan, period and subject.
    """
    titles = {one.check_id: one.title_zh for one in checks}
    told = () if is_first else _NEW
    return tuple(_view(row, titles, lookups, told) for row in sorted(rows, key=_order))


def group_causes(findings: Sequence[FindingView]) -> tuple[Cause, ...]:
    """Group findings by root cause: what is open first, then by severity."""
    by_cause: dict[str, list[FindingView]] = defaultdict(list)
    for one in findings:
        by_cause[one.row.cause_key or one.row.finding_key].append(one)
    causes = [_cause(key, members) for key, members in by_cause.items()]
    return tuple(sorted(causes, key=_cause_order))


def count_by(findings: Iterable[FindingView], codes: Sequence[str]) -> dict[str, int]:
    """Findings that are open, by severity."""
    listed = [one.row.severity for one in findings if one.is_open]
    return {code: listed.count(code) for code in codes}


def findings_of_documents(findings: Iterable[FindingView]) -> Mapping[str, list[FindingView]]:
    """Findings by the documents that they quote, or are about."""
    found: dict[str, list[FindingView]] = defaultdict(list)
    for one in findings:
        for document in dict.fromkeys((*one.quoted, one.row.document_key or "")):
            if document:
                found[document].append(one)
    return found


def _order(row: FindingRow) -> tuple[int, str, str, str, str, str]:
    return (
        severity_rank(row.severity),
        row.check_id,
        row.plan_id or "",
        row.period_code or "",
        row.subject_zh or "",
        row.finding_key,
    )


def _cause_order(cause: Cause) -> tuple[bool, int, bool, str, str, str, str]:
    row = cause.lead.row
    return (
        not cause.open_count,
        severity_rank(cause.severity),
        row.severity != cause.severity,
        row.check_id,
        row.plan_id or "",
        row.subject_zh or "",
        cause.key,
    )


def _cause(key: str, members: Sequence[FindingView]) -> Cause:
    lead = next((one for one in members if one.row.is_cause_lead), members[0])
    rest = [one for one in members if one is not lead]
    return Cause(
        key=key,
        lead=lead,
        members=(lead, *rest),
        text_zh=lead.row.cause_zh or lead.row.message_zh,
        text_en=lead.row.cause_en or lead.row.message_en,
    )


def _view(
    row: FindingRow, titles: Mapping[str, str], lookups: Lookups, told: Sequence[str]
) -> FindingView:
    quoted = tuple(dict.fromkeys(one.document_id for one in read_evidence(row.evidence)))
    sources = lookups.sources
    named = {row.document_key, *quoted}
    return FindingView(
        row=row,
        page=finding_page(row.finding_key),
        gist=row.message_zh.removeprefix(row.subject_zh or "").lstrip(":： "),
        check_title=titles.get(row.check_id, ""),
        org_name=lookups.org_name(row.org_code),
        plan_code=plan_code(row.plan_id) if row.plan_id else "",
        plan_title=lookups.plan_title(row.plan_id),
        source=sources.get(row.document_key or ""),
        quoted=quoted,
        expected=plain(row.expected),
        observed=plain(row.observed),
        is_synthetic=(row.org_code, row.period_code) in lookups.synthetic_reports
        or any(sources[one].is_synthetic for one in named if one and one in sources),
        is_new=row.occurrence in told,
    )
