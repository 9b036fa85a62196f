"""Rows that the report shows, one model a mart. Pure.

Each model names exactly the columns that are read, so the models are the report's contract with the
warehouse: a column that is missing is our own fault and stops the publication.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from ingestion.records import Record


class CheckRow(Record):
    """One check and its outcome, of ``marts.fct_check_outcomes``."""

    check_id: str
    check_version: str
    outcome: str
    reason: str | None
    evaluated_count: int
    failed_count: int
    severity: str
    effect: str
    title_zh: str
    title_en: str


class FindingRow(Record):
    """One failed check on one subject, of ``marts.fct_findings``.

    Findings with one ``cause_key`` have one root cause; ``is_cause_lead`` is true for the one of
    them that names it best, and ``cause_zh`` says it in a sentence. ``seen_count`` counts releases.
    """

    finding_key: str
    subject_key: str | None
    check_id: str
    check_version: str
    severity: str
    effect: str
    subject_zh: str | None
    subject_en: str | None
    org_code: str | None
    period_code: str | None
    expected: str | None
    observed: str | None
    difference: Decimal | None
    tolerance: Decimal | None
    message_zh: str
    message_en: str
    evidence: str | None
    detail: str | None
    document_key: str | None
    plan_id: str | None
    first_release_id: str | None
    last_release_id: str | None
    cause_key: str | None
    is_cause_lead: bool | None
    cause_zh: str | None
    cause_en: str | None
    occurrence: str | None
    seen_count: int | None
    reopened_reason: str | None
    disposition: str | None
    disposition_source: str | None
    disposition_owner: str | None
    disposition_reason: str | None
    disposition_expires_on: date | None
    disposition_decided_at: datetime | None


class TargetRow(Record):
    """One target cell as printed, of ``marts.fct_targets`` with its statement and indicator.

    Targets of running text have no column: they are not in the grid of a table. ``text_start`` is
    where the statement begins in its document. Unit: code points.
    """

    plan_id: str
    indicator_key: str
    target_key: str
    indicator_name: str
    action_name: str | None
    row_no: int | None
    unit_name: str | None
    org_name: str
    is_total: bool
    col_no: int | None
    period_code: str | None
    state: str
    raw: str | None
    comparator: str | None
    target_value: Decimal | None
    document_key: str | None = None
    text_start: int | None = None


class ActualRow(Record):
    """One target with its latest report, of ``marts.rpt_target_vs_actual``. Rates: 0.8 is 80 %."""

    plan_id: str
    indicator_key: str
    org_name: str
    period_code: str | None
    actual_value: Decimal | None
    as_of_date: date | None
    completion_rate: Decimal | None
    is_synthetic: bool | None


class CurveRow(Record):
    """One point of a target's way, of ``marts.rpt_progress_curves``. Rates: 0.8 is 80 %."""

    plan_id: str
    indicator_key: str
    org_name: str
    is_total: bool
    period_code: str | None
    reporting_end_date: date
    is_flow: bool
    actual_value: Decimal
    target_value: Decimal
    completion_rate: Decimal
    elapsed_rate: Decimal
    expected_rate: Decimal | None
    is_synthetic: bool | None


class ScoreRow(Record):
    """One org in one reporting period, of ``marts.rpt_org_scorecard``. Rates: 0.8 is 80 %."""

    org_code: str | None
    org_name: str
    sort_order: int | None
    plan_id: str | None
    period_code: str | None
    assigned_count: int | None
    reported_count: int | None
    met_count: int | None
    completeness_rate: Decimal | None
    mean_completion_rate: Decimal | None
    finding_count: int | None
    is_synthetic: bool | None


class DocumentRow(Record):
    """One document, of ``marts.dim_documents``."""

    document_key: str
    plan_id: str
    title: str
    issuer: str | None
    document_number: str | None
    index_number: str | None
    published_on: date | None
    kind: str
    year: int | None
    format: str
    is_synthetic: bool | None
    is_superseded: bool | None


class SubmissionRow(Record):
    """One submission, of ``marts.fct_submissions``."""

    submission_key: str
    document_key: str | None
    plan_id: str | None
    org_code: str | None
    period_code: str | None
    received_at: datetime | None
    acceptance_state: str | None
    is_synthetic: bool | None


class DeliveryRow(Record):
    """One step of one delivery, of ``marts.fct_delivery_outcomes``."""

    delivery_id: str
    document_key: str
    path: str
    kind: str
    org_code: str | None
    received_at: datetime
    size_bytes: int
    step: str
    outcome: str
    outcome_code: str | None
    message_zh: str | None
    message_en: str | None
    place: str | None
    records_seen: int
    records_loaded: int
    records_rejected: int
    records_ignored: int


class IssueRow(Record):
    """One thing that could not be read, or was read with doubt, of ``marts.fct_issues``."""

    document_key: str | None
    issue_code: str
    severity: str
    message_zh: str
    message_en: str
    place: str | None
    as_printed: str | None
