"""All rows of the report in one record. Pure."""

from __future__ import annotations

from ingestion.publish.site.audit_rows import (
    DecisionRow,
    DeclaredRow,
    EventRow,
    HypothesisRow,
    MeasurabilityRow,
    NarrativeRow,
    RateRow,
    StatusRow,
    TrendRow,
)
from ingestion.publish.site.rows import (
    ActualRow,
    CheckRow,
    CurveRow,
    DeliveryRow,
    DocumentRow,
    FindingRow,
    IssueRow,
    ScoreRow,
    SubmissionRow,
    TargetRow,
)
from ingestion.records import Record


class ReportRows(Record):
    """Everything that the report shows, as rows, in a fixed order."""

    checks: tuple[CheckRow, ...]
    findings: tuple[FindingRow, ...]
    events: tuple[EventRow, ...]
    decisions: tuple[DecisionRow, ...]
    trends: tuple[TrendRow, ...]
    hypotheses: tuple[HypothesisRow, ...]
    narratives: tuple[NarrativeRow, ...]
    measurability: tuple[MeasurabilityRow, ...]
    declared: tuple[DeclaredRow, ...]
    targets: tuple[TargetRow, ...]
    actuals: tuple[ActualRow, ...]
    curves: tuple[CurveRow, ...]
    scores: tuple[ScoreRow, ...]
    documents: tuple[DocumentRow, ...]
    submissions: tuple[SubmissionRow, ...]
    statuses: tuple[StatusRow, ...]
    rates: tuple[RateRow, ...]
    deliveries: tuple[DeliveryRow, ...]
    issues: tuple[IssueRow, ...]
    org_names: dict[str, str]
    counts: dict[str, int]
    sums_evaluated: int
