"""Put the forms together that organisations fill in, from the current release."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from ingestion.publish.form_choice import choose_orgs, choose_period, choose_plan
from ingestion.publish.form_source import (
    FormOrg,
    FormPlan,
    LastFigure,
    PlanRows,
    ReportedTarget,
    read_plan_rows,
    read_plans,
    required_release,
)
from ingestion.publish.manifest import Release
from ingestion.records import Basis
from ingestion.settings import Settings
from ingestion.submissions.periods import Period
from ingestion.workbooks.model import Form, FormRow


def build_forms(
    settings: Settings, *, plan: str | None, period: str, orgs: Sequence[str] = ()
) -> tuple[Form, ...]:
    """Build the form of each organisation that reports on a plan.

    Args:
        settings: Where the current release is.
        plan: The plan's id, number or title, or a part of them that only one has; may be left out
            where only one plan has targets for the period.
        period: Such as ``2024-06`` or ``2024-Q2``.
        orgs: Codes or names; all that report on the plan if empty.

    Returns:
        The forms in the order of the organisations.

    Raises:
        ConfigError: There is no release, or no such plan, period or organisation.
    """
    release, wanted = required_release(settings), choose_period(period)
    chosen = choose_plan(read_plans(release), plan, wanted)
    rows = read_plan_rows(release, chosen, wanted)
    return tuple(
        _build_form(release, chosen, wanted, rows, org) for org in choose_orgs(rows.orgs, orgs)
    )


def _build_form(
    release: Release, plan: FormPlan, period: Period, rows: PlanRows, org: FormOrg
) -> Form:
    """Put the form of one organisation together."""
    figures = {
        figure.indicator_key: figure for figure in rows.figures if figure.org_code == org.org_code
    }
    return Form(
        plan_id=plan.plan_id,
        plan_name=plan.title,
        document_number=plan.document_number,
        org_code=org.org_code,
        org_name=org.org_name,
        period_code=period.code,
        previous_period_code=previous_code(period),
        release_id=release.release_id,
        created_at=release.created_at,
        is_synthetic=plan.is_synthetic,
        rows=tuple(
            _form_row(target, figures.get(target.indicator_key), period)
            for target in rows.targets
            if target.org_code == org.org_code
        ),
    )


def _form_row(target: ReportedTarget, figure: LastFigure | None, period: Period) -> FormRow:
    basis: Basis = "year_to_date" if target.time_additivity == "sum" else "level"
    # A figure of another kind is no last figure: a level says nothing about what was added up.
    if figure is not None and (figure.basis == "level") != (basis == "level"):
        figure = None
    return FormRow(
        indicator_key=target.indicator_key,
        indicator_name=target.indicator_name,
        unit_name=target.unit_name,
        basis=basis,
        comparator=target.comparator,
        change=target.change,
        target_value=target.target_value,
        target_value_max=target.target_value_max,
        completion_method=target.completion_method,
        baseline_value=target.baseline_value,
        previous_value=figure.figure if figure else None,
        previous_period_code=figure.period_code if figure else None,
        is_previous_adjacent=bool(
            figure and figure.period_end_date + timedelta(days=1) == period.start
        ),
    )


def previous_code(period: Period) -> str | None:
    """The period of the same length right before, within the year; none before a year's first."""
    year, _, part = period.code.partition("-")
    if not part:
        return None
    letter, number = (part[0], int(part[1:])) if part[0] in "HQ" else ("", int(part))
    if number == 1:
        return None
    return f"{year}-{letter}{number - 1}" if letter else f"{year}-{number - 1:02d}"
