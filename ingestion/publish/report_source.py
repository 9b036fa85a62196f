"""Read what the report shows: the published marts, and the candidate's texts for the quotes.

Each row model names exactly the columns that are read, so the models are the report's contract
with the warehouse: a column that is missing is our own fault and stops the publication.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from ingestion.publish.warehouse_file import open_published
from ingestion.records import Record

_COUNTED = (
    "fct_targets",
    "fct_actuals",
    "fct_tasks",
    "fct_progress_items",
    "fct_submissions",
)


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
    """One failed check on one subject, of ``marts.fct_findings``."""

    finding_key: str
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
    disposition: str | None


class TargetRow(Record):
    """One target cell as printed, of ``marts.fct_targets`` with its statement and indicator.

    Targets of running text have no column: they are not in the grid of a table.
    """

    plan_id: str
    indicator_key: str
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
    org_code: str | None
    period_code: str | None
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


class ReportRows(Record):
    """Everything that the report shows, as rows, in a fixed order."""

    checks: tuple[CheckRow, ...]
    findings: tuple[FindingRow, ...]
    targets: tuple[TargetRow, ...]
    actuals: tuple[ActualRow, ...]
    curves: tuple[CurveRow, ...]
    scores: tuple[ScoreRow, ...]
    documents: tuple[DocumentRow, ...]
    submissions: tuple[SubmissionRow, ...]
    deliveries: tuple[DeliveryRow, ...]
    issues: tuple[IssueRow, ...]
    org_names: dict[str, str]
    counts: dict[str, int]
    sums_evaluated: int


_Row = TypeVar("_Row", bound=Record)

_TARGETS = """
(
    select
        targets.plan_id,
        targets.indicator_key,
        indicators.indicator_name,
        indicators.action_name,
        indicators.row_no,
        targets.unit_name,
        targets.org_name,
        targets.is_total,
        statements.col_no,
        targets.period_code,
        targets.state,
        statements.raw,
        targets.comparator,
        targets.target_value
    from marts.fct_targets as targets
    inner join marts.dim_indicators as indicators
        on targets.indicator_key = indicators.indicator_key
    left join marts.fct_target_statements as statements
        on targets.statement_key = statements.statement_key
    where statements.col_no is not null
) as target_rows
"""


def read_report_rows(database: Path) -> ReportRows:
    """Read all rows of the report from the published file."""
    with open_published(database) as connection:
        marts = "marts."
        return ReportRows(
            checks=_read(connection, CheckRow, f"{marts}fct_check_outcomes"),
            findings=_read(connection, FindingRow, f"{marts}fct_findings"),
            targets=_read(connection, TargetRow, _TARGETS),
            actuals=_read(
                connection, ActualRow, f"{marts}rpt_target_vs_actual where actual_value is not null"
            ),
            curves=_read(connection, CurveRow, f"{marts}rpt_progress_curves"),
            scores=_read(connection, ScoreRow, f"{marts}rpt_org_scorecard"),
            documents=_read(connection, DocumentRow, f"{marts}dim_documents"),
            submissions=_read(connection, SubmissionRow, f"{marts}fct_submissions"),
            deliveries=_read(connection, DeliveryRow, f"{marts}fct_delivery_outcomes"),
            issues=_read(connection, IssueRow, f"{marts}fct_issues"),
            org_names=_org_names(connection),
            counts={table: _count(connection, f"{marts}{table}") for table in _COUNTED},
            sums_evaluated=_count(connection, f"{marts}fct_reconciliations where is_evaluated"),
        )


def read_texts(candidate: Path, document_ids: Iterable[str]) -> dict[str, str]:
    """Read the canonical texts that evidence points into, by document id."""
    wanted = sorted(set(document_ids))
    with duckdb.connect(str(candidate), read_only=True) as connection:
        rows = connection.execute(
            "select document_id, text from raw.texts where list_contains(?, document_id)", [wanted]
        ).fetchall()
    return {str(document_id): str(text) for document_id, text in rows}


def _read(
    connection: duckdb.DuckDBPyConnection, model: type[_Row], relation: str
) -> tuple[_Row, ...]:
    names = list(model.model_fields)
    rows = connection.execute(
        f"select {', '.join(names)} from {relation} order by all asc nulls last"
    ).fetchall()
    return tuple(_build(model, dict(zip(names, row, strict=True))) for row in rows)


def _build(model: type[_Row], values: dict[str, Any]) -> _Row:
    if "check_version" in values:  # a number or a text: only ever shown
        values["check_version"] = str(values["check_version"])
    return model(**values)


def _org_names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = connection.execute(
        "select org_code, org_name from marts.dim_org_units"
        " where org_code is not null order by valid_from nulls first, org_code"
    ).fetchall()
    return {str(code): str(name) for code, name in rows}


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"select count(*) from {relation}").fetchone()
    return int(row[0]) if row else 0
