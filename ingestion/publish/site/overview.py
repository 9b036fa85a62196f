"""Arrange the first page: what was read, what is wrong, how it changed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingestion.publish.site.findings import SEVERITIES, Cause, FindingView, count_by
from ingestion.publish.site.report_rows import ReportRows
from ingestion.publish.site.rows import CheckRow
from ingestion.publish.site.trends import Trend, arrange_trend
from ingestion.records import Record

MOST_CAUSES = 12
_DISPOSITIONS = ("open", "explained", "waived", "resolved")


class Verdict(Record):
    """The release in one sentence. ``tone`` is critical, warning or calm."""

    tone: str
    text_zh: str
    text_en: str


class Overview(Record):
    """The first page."""

    verdict: Verdict
    causes: tuple[Cause, ...]
    cause_count: int
    open_by_severity: dict[str, int]
    by_disposition: dict[str, int]
    finding_count: int
    new_count: int
    checks: tuple[CheckRow, ...]
    by_outcome: dict[str, int]
    document_count: int
    delivery_count: int
    by_delivery_outcome: dict[str, int]
    issue_count: int
    counts: dict[str, int]
    sums_evaluated: int
    trend: Trend | None
    has_synthetic: bool


def arrange_overview(
    rows: ReportRows,
    findings: Sequence[FindingView],
    causes: Sequence[Cause],
    *,
    by_delivery_outcome: dict[str, int],
    has_synthetic: bool,
) -> Overview:
    """Arrange the first page.

    Args:
        rows: Of this release.
        findings: All of them.
        causes: Their root causes, the worst first.
        by_delivery_outcome: Deliveries by what became of them.
        has_synthetic: Whether anything shown was made up.
    """
    open_causes = [one for one in causes if one.open_count]
    return Overview(
        verdict=_verdict(open_causes, rows.checks),
        causes=tuple(open_causes[:MOST_CAUSES]),
        cause_count=len(open_causes),
        open_by_severity=count_by(findings, SEVERITIES),
        by_disposition={
            code: sum(one.disposition == code for one in findings) for code in _DISPOSITIONS
        },
        finding_count=len(findings),
        new_count=sum(one.is_new for one in findings),
        checks=rows.checks,
        by_outcome=dict(Counter(one.outcome for one in rows.checks)),
        document_count=len(rows.documents),
        delivery_count=sum(by_delivery_outcome.values()),
        by_delivery_outcome=by_delivery_outcome,
        issue_count=len(rows.issues),
        counts=rows.counts,
        sums_evaluated=rows.sums_evaluated,
        trend=arrange_trend(rows.trends),
        has_synthetic=has_synthetic,
    )


def _verdict(causes: Sequence[Cause], checks: Sequence[CheckRow]) -> Verdict:
    by_severity = Counter(one.severity for one in causes)
    broken = sum(one.outcome == "error" for one in checks)
    if broken:
        return Verdict(
            tone="critical",
            text_zh=f"{broken} 项检查出错，结论不完整",
            text_en=f"{broken} checks broke: the verdict is incomplete",
        )
    if by_severity["critical"]:
        count = by_severity["critical"]
        waits = "cause waits" if count == 1 else "causes wait"
        return Verdict(
            tone="critical",
            text_zh=f"{count} 个严重问题待处置",
            text_en=f"{count} critical {waits} for a decision",
        )
    if causes:
        return Verdict(
            tone="warning",
            text_zh=f"没有严重问题，{len(causes)} 个其他问题待处置",
            text_en=f"Nothing critical; {len(causes)} other causes wait for a decision",
        )
    return Verdict(tone="calm", text_zh="没有待处置的问题", text_en="Nothing waits for a decision")
