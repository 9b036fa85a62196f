"""Write the overview, plans, scorecards, submissions, rules and provenance."""

from __future__ import annotations

from ingestion.publish.curve_charts import draw_curve
from ingestion.publish.report_grids import HEAT_STEPS
from ingestion.publish.site.content import SiteContent
from ingestion.publish.site.documents import Places
from ingestion.publish.site.links import plan_page
from ingestion.publish.site.overview import arrange_overview
from ingestion.publish.site.submissions import STATES, arrange_states
from ingestion.publish.site.trend_chart import COLOURS, draw_trend
from ingestion.publish.site.write_documents import count_outcomes
from ingestion.publish.site.writer import SiteWriter

MOST_PERIODS = 4
"""Periods of which a heat map shows every figure; of more, only the last."""
MOST_INPUTS = 5000
MOST_TITLES = 30
"""Documents named on the first page."""


def write_overview(writer: SiteWriter, content: SiteContent, places: Places) -> None:
    """Write ``index.html``."""
    documents = content.rows.documents
    writer.write(
        "index.html",
        "site/index.html.j2",
        here="index",
        view=arrange_overview(
            content.rows,
            content.findings,
            content.causes,
            by_delivery_outcome=count_outcomes(content),
            has_synthetic=content.has_synthetic,
        ),
        documents=documents[:MOST_TITLES],
        document_count=len(documents),
        places=places,
        docs=content.docs,
        draw_trend=draw_trend,
        trend_colours=COLOURS,
    )


def write_plans(writer: SiteWriter, content: SiteContent, places: Places) -> None:
    """Write the audit of every plan, and their list."""
    writer.write(
        "plans.html",
        "site/plans.html.j2",
        here="plans",
        audits=content.audits,
        plan_page=plan_page,
    )
    scored = {one.plan_id: one.href for one in content.plans}
    for audit in content.audits:
        writer.write(
            plan_page(audit.plan_id),
            "site/plan.html.j2",
            here="plans",
            view=audit,
            places=places,
            heat_steps=HEAT_STEPS,
            score_href=f"../{scored[audit.plan_id]}" if audit.plan_id in scored else "",
        )


def write_scorecards(writer: SiteWriter, content: SiteContent, places: Places) -> None:
    """Write heat maps, curves and target tables."""
    common = {
        "heat_steps": HEAT_STEPS,
        "most_periods": MOST_PERIODS,
        "draw_curve": draw_curve,
        "places": places,
    }
    writer.write(
        "scorecards.html",
        "site/scorecards.html.j2",
        here="scorecards",
        plans=content.plans,
        **common,
    )
    for plan in content.plans:
        writer.write(plan.href, "site/scorecard.html.j2", here="scorecards", plan=plan, **common)
        if plan.targets:
            writer.write(
                plan.target_href, "site/targets.html.j2", here="scorecards", plan=plan, **common
            )


def write_submissions(writer: SiteWriter, content: SiteContent, places: Places) -> None:
    """Write the matrix of submissions."""
    writer.write(
        "submissions.html",
        "site/submissions.html.j2",
        here="submissions",
        grids=arrange_states(content.rows.statuses, content.rows.rates, content.rows.submissions),
        states=STATES,
        titles=content.lookups.plan_title,
        places=places,
    )


def write_rules(writer: SiteWriter, content: SiteContent) -> None:
    """Write the rule book."""
    writer.write("rules.html", "site/rules.html.j2", here="rules", families=content.families)


def write_manifest(writer: SiteWriter, content: SiteContent) -> None:
    """Write what the release was made from."""
    writer.write(
        "manifest.html",
        "site/manifest.html.j2",
        here="manifest",
        tables=content.tables,
        docs=content.docs,
        most_inputs=MOST_INPUTS,
    )
