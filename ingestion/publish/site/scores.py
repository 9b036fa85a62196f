"""Arrange scorecards, curves and target tables plan by plan, each page within its size. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

from ingestion.publish.curves import CurveGrid, CurveSection, arrange_curves
from ingestion.publish.report_grids import (
    ScoreGrid,
    TargetGrid,
    TargetSection,
    arrange_scores,
    arrange_targets,
)
from ingestion.publish.site.links import plan_page, score_page, target_page
from ingestion.publish.site.report_rows import ReportRows
from ingestion.publish.site.sources import Lookups
from ingestion.records import Record

MOST_LINES = 500
"""Organisations of one heat map."""
MOST_CHARTS = 150
"""Charts of one plan."""
MOST_CHARTS_IN_ALL = 300
"""Charts of a release: each costs the drawing library some hundredths of a second."""
MOST_CELLS = 8000
"""Cells of the target tables of one plan."""

_Grid = TypeVar("_Grid", CurveGrid, TargetGrid)


class ScorePlan(Record):
    """One plan's pages. ``audit_href`` is empty for a plan without an audit."""

    plan_id: str
    title: str
    is_synthetic: bool
    href: str
    target_href: str
    audit_href: str
    scores: ScoreGrid | None
    curves: tuple[CurveGrid, ...]
    targets: tuple[TargetGrid, ...]

    @property
    def curve_count(self) -> int:
        """Charts of the plan."""
        return sum(grid.count for grid in self.curves)

    @property
    def target_keys(self) -> frozenset[str]:
        """Keys of the targets that its table shows."""
        return frozenset(
            cell.target_key
            for grid in self.targets
            for section in grid.sections
            for line in section.lines
            for cell in line.cells
            if cell
        )


def arrange_plans(
    rows: ReportRows, lookups: Lookups, audited: Collection[str]
) -> tuple[ScorePlan, ...]:
    """Arrange the plans, those with reports first, the latest first.

    Args:
        rows: Of this release.
        lookups: What codes and ids stand for.
        audited: Ids of the plans that have an audit.
    """
    scores = {grid.plan_id: grid for grid in arrange_scores(rows.scores)}
    curves = _by_plan(arrange_curves(rows.curves, rows.targets))
    targets = _by_plan(arrange_targets(rows.targets, rows.actuals))
    years = {one.plan_id: one.year or 0 for one in rows.documents}
    plans = sorted(
        {*scores, *targets},
        key=lambda one: (
            not (one in scores and scores[one].has_reports),
            -years.get(one, 0),
            one,
        ),
    )
    budget = MOST_CHARTS_IN_ALL
    arranged = []
    for plan_id in plans:
        shown = _within_charts(curves.get(plan_id, ()), min(MOST_CHARTS, budget))
        budget -= sum(grid.count for grid in shown)
        arranged.append(
            ScorePlan(
                plan_id=plan_id,
                title=lookups.plan_title(plan_id),
                is_synthetic=plan_id in lookups.synthetic_plans,
                href=score_page(plan_id),
                target_href=target_page(plan_id),
                audit_href=plan_page(plan_id) if plan_id in audited else "",
                scores=_within_lines(scores.get(plan_id)),
                curves=shown,
                targets=_within_cells(targets.get(plan_id, ())),
            )
        )
    return tuple(arranged)


def _by_plan(grids: Sequence[_Grid]) -> dict[str, list[_Grid]]:
    found: dict[str, list[_Grid]] = {}
    for grid in grids:
        found.setdefault(grid.plan_id, []).append(grid)
    return found


def _within_lines(grid: ScoreGrid | None) -> ScoreGrid | None:
    if grid is None or len(grid.lines) <= MOST_LINES:
        return grid
    return grid.model_copy(
        update={"lines": grid.lines[:MOST_LINES], "left_out": len(grid.lines) - MOST_LINES}
    )


def _within_charts(grids: Sequence[CurveGrid], most: int) -> tuple[CurveGrid, ...]:
    """The latest period first, as many charts as the page and the build can bear."""
    shown = []
    for grid in sorted(grids, key=lambda one: one.period, reverse=True):
        sections: list[CurveSection] = []
        for section in grid.sections:
            kept = section.curves[: max(0, most)]
            most -= len(kept)
            if kept:
                sections.append(CurveSection(action=section.action, curves=kept))
        left_out = grid.count - sum(len(one.curves) for one in sections)
        shown.append(
            grid.model_copy(
                update={"sections": tuple(sections), "left_out": grid.left_out + left_out}
            )
        )
    return tuple(one for one in shown if one.sections)


def _within_cells(grids: Sequence[TargetGrid]) -> tuple[TargetGrid, ...]:
    """The latest period first; a table that is too long is cut between two of its rows."""
    shown, room = [], MOST_CELLS
    for grid in sorted(grids, key=lambda one: one.period or "", reverse=True):
        most = room // max(1, len(grid.orgs))
        sections: list[TargetSection] = []
        for section in grid.sections:
            kept = section.lines[: max(0, most)]
            most -= len(kept)
            room -= len(kept) * len(grid.orgs)
            if kept:
                sections.append(TargetSection(action=section.action, lines=kept))
        lines = sum(len(one.lines) for one in grid.sections)
        cut = lines - sum(len(one.lines) for one in sections)
        shown.append(
            grid.model_copy(update={"sections": tuple(sections), "left_out": cut * len(grid.orgs)})
        )
    return tuple(one for one in shown if one.sections)
