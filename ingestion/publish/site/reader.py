"""Read what the report shows from the published marts. The only module that names them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from ingestion.publish.site.audit_rows import (
    DecisionRow,
    DeclaredRow,
    EventRow,
    HypothesisRow,
    MartLink,
    MeasurabilityRow,
    NarrativeRow,
    RateRow,
    StatusRow,
    TrendRow,
)
from ingestion.publish.site.report_rows import ReportRows
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
from ingestion.publish.warehouse_file import open_published
from ingestion.records import Record

_COUNTED = (
    "fct_targets",
    "fct_actuals",
    "fct_tasks",
    "fct_progress_items",
    "fct_submissions",
)


_Row = TypeVar("_Row", bound=Record)

_TARGETS = """
(
    select
        targets.plan_id,
        targets.indicator_key,
        targets.target_key,
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
        targets.target_value,
        statements.document_key,
        cast(statements.evidence ->> '$[0].start' as integer) as text_start
    from marts.fct_targets as targets
    inner join marts.dim_indicators as indicators
        on targets.indicator_key = indicators.indicator_key
    left join marts.fct_target_statements as statements
        on targets.statement_key = statements.statement_key
    where statements.col_no is not null
) as target_rows
"""

# What tells a record within its document, as `documents.place_of` names it.
_SPAN = "'span:' || (evidence ->> '$[0].start') || ':' || (evidence ->> '$[0].end')"
_LINKS = f"""
(
    select
        document_key, plan_id, 'fct_target_statements' as mart, statement_key as row_key,
        target_key,
        case
            when stated_in = 'table'
                then 'cell:' || part_no || ':' || table_no || ':' || row_no || ':' || col_no
            else {_SPAN}
        end as place
    from marts.fct_target_statements
    union all
    select document_key, plan_id, 'fct_actuals', actual_key, null, {_SPAN} from marts.fct_actuals
    union all
    select
        document_key, plan_id, 'fct_tasks', task_key, null,
        'task:' || part_no || ':' || table_no || ':' || row_no
    from marts.fct_tasks
    union all
    select
        document_key, plan_id, 'fct_progress_items', progress_item_key, null,
        'item:' || part_no || ':' || table_no || ':' || project_no || ':' || item_seq
    from marts.fct_progress_items
) as links
"""


def read_report_rows(database: Path) -> ReportRows:
    """Read all rows of the report from the published file."""
    with open_published(database) as connection:
        return ReportRows(
            checks=_read(connection, CheckRow, "marts.fct_check_outcomes"),
            findings=_read(connection, FindingRow, "marts.fct_findings"),
            events=_read(connection, EventRow, "marts.fct_finding_events"),
            decisions=_read(connection, DecisionRow, "marts.fct_finding_decisions"),
            trends=_read(connection, TrendRow, "marts.rpt_release_trends"),
            hypotheses=_read(connection, HypothesisRow, "marts.rpt_finding_hypotheses"),
            narratives=_read(connection, NarrativeRow, "marts.rpt_narrative_vs_table"),
            measurability=_read(connection, MeasurabilityRow, "marts.rpt_measurability"),
            declared=_read(connection, DeclaredRow, "marts.chk_p02"),
            targets=_read(connection, TargetRow, _TARGETS),
            actuals=_read(
                connection, ActualRow, "marts.rpt_target_vs_actual where actual_value is not null"
            ),
            curves=_read(connection, CurveRow, "marts.rpt_progress_curves"),
            scores=_read(connection, ScoreRow, "marts.rpt_org_scorecard"),
            documents=_read(connection, DocumentRow, "marts.dim_documents"),
            submissions=_read(connection, SubmissionRow, "marts.fct_submissions"),
            statuses=_read(connection, StatusRow, "marts.rpt_submission_status"),
            rates=_read(connection, RateRow, "marts.rpt_submission_rates"),
            deliveries=_read(connection, DeliveryRow, "marts.fct_delivery_outcomes"),
            issues=_read(connection, IssueRow, "marts.fct_issues"),
            org_names=_org_names(connection),
            counts={table: _count(connection, f"marts.{table}") for table in _COUNTED},
            sums_evaluated=_count(connection, "marts.fct_reconciliations where is_evaluated"),
        )


def read_links(database: Path, document_ids: Iterable[str]) -> tuple[MartLink, ...]:
    """Read which rows of the marts the records of some documents became."""
    wanted = sorted(set(document_ids))
    with open_published(database) as connection:
        connection.execute("create temp table wanted as select unnest(?) as document_id", [wanted])
        return _read(
            connection, MartLink, f"{_LINKS} semi join wanted on document_key = wanted.document_id"
        )


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
