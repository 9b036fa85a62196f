"""Rows about findings over releases, the audit of plans and the state of reports. Pure."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from ingestion.records import Record


class EventRow(Record):
    """What happened to one finding in one release, of ``marts.fct_finding_events``."""

    finding_key: str
    release_no: int
    release_id: str
    event: str
    check_id: str
    subject_zh: str | None
    subject_en: str | None
    expected: str | None
    observed: str | None
    reopened_reason: str | None


class DecisionRow(Record):
    """One recorded disposition, of ``marts.fct_finding_decisions``."""

    finding_key: str
    decided_at: datetime | None
    disposition: str
    owner: str | None
    reason: str | None
    expires_on: date | None
    actor: str | None
    is_in_force: bool | None
    ended_reason: str | None


class TrendRow(Record):
    """Findings of one check in one release, of ``marts.rpt_release_trends``."""

    release_no: int
    release_id: str
    check_id: str
    severity: str
    open_count: int
    explained_count: int
    waived_count: int
    resolved_count: int
    new_count: int
    gone_count: int
    total_count: int


class HypothesisRow(Record):
    """What may be wrong in a failed sum, of ``marts.rpt_finding_hypotheses``.

    ``cells`` is a JSON list of objects with place, org, printed, suggested and evidence. ``score``
    lies between 0 and 1.
    """

    finding_key: str
    rank_no: int
    hypothesis_code: str
    text_zh: str
    text_en: str
    cells: str | None
    witness_evidence: str | None
    score: Decimal | None


class NarrativeRow(Record):
    """A target of running text beside its row of the table, of ``marts.rpt_narrative_vs_table``."""

    narrative_match_key: str
    plan_id: str
    document_key: str | None
    narrative_indicator: str | None
    narrative_quote: str | None
    narrative_comparator: str | None
    narrative_value: Decimal | None
    narrative_unit_name: str | None
    table_place: str | None
    table_indicator: str | None
    table_comparator: str | None
    table_value: Decimal | None
    table_unit_name: str | None
    relation: str | None
    reason: str | None
    evidence: str | None


class MeasurabilityRow(Record):
    """How measurable an action's targets are, of ``marts.rpt_measurability``. Score: 0 to 1."""

    plan_id: str
    document_key: str | None
    is_total: bool
    action_name: str | None
    target_count: int
    has_number_count: int
    has_unit_count: int
    has_owner_count: int
    has_deadline_count: int
    score: Decimal | None
    missing: str | None


class DeclaredRow(Record):
    """A declared number of items and the rows found, of ``marts.chk_p02``."""

    subject_key: str
    plan_id: str | None
    document_key: str | None
    subject_zh: str | None
    subject_en: str | None
    expected: str | None
    observed: str | None
    difference: Decimal | None
    is_evaluated: bool
    skip_reason: str | None
    evidence: str | None


class StatusRow(Record):
    """Whether one organisation has reported for one period, of ``marts.rpt_submission_status``."""

    plan_id: str
    sort_order: int | None
    org_code: str
    org_name: str
    period_code: str
    submission_state: str
    timeliness: str | None
    report_count: int | None
    due_count: int | None
    counted_count: int | None
    days_overdue: int | None
    due_date: date | None
    first_received_at: datetime | None
    exception_reason: str | None
    is_synthetic: bool | None


class RateRow(Record):
    """Completeness and timeliness of one scope, of ``marts.rpt_submission_rates``. Unit: one."""

    plan_id: str
    rate_scope: str
    org_code: str | None
    period_code: str | None
    duty_count: int | None
    received_duty_count: int | None
    late_duty_count: int | None
    missing_duty_count: int | None
    completeness_rate: Decimal | None
    timeliness_rate: Decimal | None


class MartLink(Record):
    """The row of a mart that one record of a document became.

    ``place`` is what tells the record within its document, as ``documents.place_of`` names it; null
    where nothing does.
    """

    document_key: str
    place: str | None
    mart: str
    row_key: str
    target_key: str | None
    plan_id: str | None
