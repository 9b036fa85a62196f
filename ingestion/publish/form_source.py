"""Read from the current release what the forms of one plan and period hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar

import duckdb

from ingestion.errors import ConfigError
from ingestion.publish.manifest import Release
from ingestion.publish.release import current_release, no_release
from ingestion.publish.warehouse_file import open_published
from ingestion.records import Basis, Change, Comparator, Record
from ingestion.settings import Settings
from ingestion.submissions.periods import Period
from ingestion.workbooks.model import CompletionMethod

_Row = TypeVar("_Row", bound=Record)


class FormPlan(Record):
    """A plan that has targets to report on."""

    plan_id: str
    title: str
    document_number: str | None
    is_synthetic: bool
    first_day: date
    last_day: date
    org_count: int
    indicator_count: int


class FormOrg(Record):
    """An organisation that reports on a plan itself."""

    org_code: str
    org_name: str


class ReportedTarget(Record):
    """One target that its organisation reports on itself."""

    org_code: str
    indicator_key: str
    indicator_name: str
    unit_name: str | None
    time_additivity: str
    comparator: Comparator | None
    change: Change | None
    target_value: Decimal | None
    target_value_max: Decimal | None
    completion_method: CompletionMethod | None
    baseline_value: Decimal | None


class LastFigure(Record):
    """The last accepted figure of an indicator before a period, cumulative or level."""

    org_code: str
    indicator_key: str
    basis: Basis
    period_code: str
    period_end_date: date
    figure: Decimal


# What an organisation reports itself, of the plans that count. A target is of a period: the form of
# a month asks for the targets whose period that month lies in, of several the longest (the year's).
_REPORTED = """
    select
        targets.*,
        periods.period_start_date,
        periods.period_end_date
    from marts.fct_targets as targets
    inner join marts.dim_periods as periods on targets.period_code = periods.period_code
    where
        targets.reporting_duty = 'own'
        and targets.state in ('value', 'all_orgs')
        and targets.org_code is not null
        and targets.is_plan_of_record
"""
_PLANS = f"""
    select
        reported.plan_id,
        documents.title,
        documents.document_number,
        coalesce(documents.is_synthetic, false) as is_synthetic,
        min(reported.period_start_date) as first_day,
        max(reported.period_end_date) as last_day,
        count(distinct reported.org_code) as org_count,
        count(distinct reported.indicator_key) as indicator_count
    from ({_REPORTED}) as reported
    inner join marts.dim_documents as documents
        on reported.document_key = documents.document_key
    group by 1, 2, 3, 4
    qualify row_number() over (
        partition by reported.plan_id order by count(*) desc, documents.title
    ) = 1
    order by last_day desc, reported.plan_id
"""
_TARGETS = f"""
    select
        reported.org_code,
        reported.indicator_key,
        indicators.indicator_name,
        reported.unit_name,
        reported.time_additivity,
        reported.comparator,
        reported.change,
        reported.target_value,
        reported.target_value_max,
        reported.completion_method,
        reported.baseline_value
    from ({_REPORTED}) as reported
    inner join marts.dim_indicators as indicators
        on reported.indicator_key = indicators.indicator_key
    where
        reported.plan_id = $plan_id
        and reported.period_start_date <= $first_day
        and reported.period_end_date >= $last_day
    qualify row_number() over (
        partition by reported.org_code, reported.indicator_key
        order by reported.period_start_date, reported.period_end_date desc, reported.target_key
    ) = 1
    order by
        reported.org_code, indicators.row_no nulls last, indicators.indicator_name,
        reported.indicator_key
"""
_FIGURES = """
    select
        actuals.org_code,
        actuals.indicator_key,
        actuals.basis,
        actuals.period_code,
        periods.period_end_date,
        case
            when actuals.basis = 'level' then actuals.actual_value
            else actuals.year_to_date_value
        end as figure
    from marts.fct_actuals as actuals
    inner join marts.dim_periods as periods on actuals.period_code = periods.period_code
    where
        actuals.plan_id = $plan_id
        and actuals.is_latest
        and figure is not null
        and periods.period_end_date < $first_day
        and year(periods.period_end_date) = year($first_day)
    qualify row_number() over (
        partition by actuals.org_code, actuals.indicator_key
        order by periods.period_end_date desc, periods.period_start_date, actuals.actual_key
    ) = 1
    order by actuals.org_code, actuals.indicator_key
"""


class PlanRows(Record):
    """What the release has of one plan for one period."""

    orgs: tuple[FormOrg, ...]
    targets: tuple[ReportedTarget, ...]
    figures: tuple[LastFigure, ...]


def required_release(settings: Settings) -> Release:
    """The current release.

    Raises:
        ConfigError: ``no_release``.
    """
    release = current_release(settings)
    if release is None:
        raise no_release()
    return release


def read_plans(release: Release) -> tuple[FormPlan, ...]:
    """Read the plans that have targets to report on, the latest first.

    Raises:
        ConfigError: ``release_too_old``.
    """
    try:
        with open_published(release.database) as connection:
            return _read(connection, FormPlan, _PLANS, {})
    except duckdb.Error as error:
        raise ConfigError(
            "release_too_old",
            "当前发布早于填报模板功能，请再运行一次 planledger run",
            f"the current release is older than the forms; say planledger run again ({error})",
        ) from error


def read_plan_rows(release: Release, plan: FormPlan, period: Period) -> PlanRows:
    """Read the targets of a plan that hold for a period, and the last figures before it."""
    days: dict[str, object] = {"plan_id": plan.plan_id, "first_day": period.start}
    with open_published(release.database) as connection:
        targets = _read(connection, ReportedTarget, _TARGETS, days | {"last_day": period.end})
        figures = _read(connection, LastFigure, _FIGURES, days)
        reporting = {target.org_code for target in targets}
        orgs = tuple(org for org in _read_orgs(connection) if org.org_code in reporting)
    return PlanRows(orgs=orgs, targets=targets, figures=figures)


def _read_orgs(connection: duckdb.DuckDBPyConnection) -> tuple[FormOrg, ...]:
    return _read(
        connection,
        FormOrg,
        "select org_code, org_name from marts.dim_org_units order by sort_order, org_code",
        {},
    )


def _read(
    connection: duckdb.DuckDBPyConnection, model: type[_Row], query: str, values: dict[str, object]
) -> tuple[_Row, ...]:
    names = list(model.model_fields)
    rows = connection.execute(f"select {', '.join(names)} from ({query})", values).fetchall()
    return tuple(model(**dict(zip(names, row, strict=True))) for row in rows)
