"""Arrange scores and targets as grids of coloured cells. Pure.

Colour is one hue from pale to deep, in steps that the legend prints; it repeats the number in the
cell and never carries a meaning of its own, so the grids read the same without colour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from ingestion.publish.report_arithmetic import show_decimal
from ingestion.publish.site.rows import ActualRow, ScoreRow, TargetRow
from ingestion.records import Record

HEAT_STEPS = (20, 40, 60, 80, 100)
"""Upper bounds of the colour steps. Unit: percent; the last step is at and above the last bound."""
_TENTH = Decimal("0.1")


class Rate(Record):
    """A percentage as shown, with its colour step from 0 to ``len(HEAT_STEPS)``."""

    text: str
    step: int


class ScoreCell(Record):
    """One organisation in one period."""

    period: str
    completeness: Rate | None
    completion: Rate | None
    assigned: int | None
    reported: int | None
    met: int | None
    findings: int


class ScoreLine(Record):
    """One organisation; a cell is None where the period asked nothing of it."""

    org: str
    cells: tuple[ScoreCell | None, ...]

    @property
    def findings(self) -> int:
        """Findings of all periods."""
        return sum(cell.findings for cell in self.cells if cell)

    @property
    def gaps(self) -> int:
        """Periods in which something due was not reported."""
        return sum(
            cell.assigned is not None and (cell.reported or 0) < cell.assigned
            for cell in self.cells
            if cell
        )


class ScoreGrid(Record):
    """Organisations × reporting periods of one plan."""

    plan_id: str
    periods: tuple[str, ...]
    synthetic_periods: frozenset[str]
    has_reports: bool
    lines: tuple[ScoreLine, ...]
    left_out: int = 0


class TargetCell(Record):
    """One target as printed, with the latest actual where one was reported."""

    printed: str
    state: str
    target_key: str
    document_key: str | None = None
    text_start: int | None = None
    actual: str | None = None
    rate: Rate | None = None
    is_synthetic: bool = False


class TargetLine(Record):
    """One indicator; a cell is None where the plan has no such cell."""

    row_no: int | None
    indicator: str
    unit: str | None
    cells: tuple[TargetCell | None, ...]


class TargetSection(Record):
    """The indicators of one action."""

    action: str | None
    lines: tuple[TargetLine, ...]


class TargetGrid(Record):
    """Indicators × organisations of one plan and target period."""

    plan_id: str
    period: str | None
    orgs: tuple[str, ...]
    sections: tuple[TargetSection, ...]
    indicator_count: int
    reported_count: int
    latest_as_of: date | None
    has_synthetic_actuals: bool
    left_out: int = 0


def show_rate(value: Decimal | None) -> Rate | None:
    """Show a rate as a percentage with at most one decimal; it is never rounded up to 100.

    Args:
        value: Unit: one (0.8 is 80 %).
    """
    if value is None:
        return None
    percent = value * 100
    shown = percent.quantize(_TENTH)
    if shown >= 100 > percent:
        shown = Decimal("99.9")
    step = sum(percent >= bound for bound in HEAT_STEPS)
    return Rate(text=f"{show_decimal(shown)}%", step=step)


def arrange_scores(rows: Iterable[ScoreRow]) -> tuple[ScoreGrid, ...]:
    """Arrange the scorecard: one grid per plan, organisations in their official order."""
    by_plan: dict[str, list[ScoreRow]] = defaultdict(list)
    for row in rows:
        by_plan[row.plan_id or ""].append(row)
    return tuple(_score_grid(plan_id, by_plan[plan_id]) for plan_id in sorted(by_plan))


def _score_grid(plan_id: str, rows: Sequence[ScoreRow]) -> ScoreGrid:
    periods = sorted({row.period_code or "" for row in rows})
    by_org: dict[str, list[ScoreRow]] = defaultdict(list)
    for row in sorted(rows, key=_score_order):
        by_org[row.org_name].append(row)
    return ScoreGrid(
        plan_id=plan_id,
        periods=tuple(periods),
        synthetic_periods=frozenset(row.period_code or "" for row in rows if row.is_synthetic),
        has_reports=any(row.reported_count for row in rows),
        lines=tuple(_score_line(org, by_org[org], periods) for org in by_org),
    )


def _score_order(row: ScoreRow) -> tuple[int, str, str]:
    order = row.sort_order if row.sort_order is not None else 1_000_000
    return order, row.org_name, row.period_code or ""


def _score_line(org: str, rows: Sequence[ScoreRow], periods: Sequence[str]) -> ScoreLine:
    cells = {row.period_code or "": _score_cell(row) for row in rows}
    return ScoreLine(
        org=org,
        cells=tuple(cells.get(period) for period in periods),
    )


def _score_cell(row: ScoreRow) -> ScoreCell:
    return ScoreCell(
        period=row.period_code or "",
        completeness=show_rate(row.completeness_rate),
        completion=show_rate(row.mean_completion_rate),
        assigned=row.assigned_count,
        reported=row.reported_count,
        met=row.met_count,
        findings=row.finding_count or 0,
    )


def arrange_targets(
    targets: Iterable[TargetRow], actuals: Iterable[ActualRow]
) -> tuple[TargetGrid, ...]:
    """Arrange targets as their plan prints them, one grid per plan and target period."""
    latest: dict[tuple[str, str, str], ActualRow] = {}
    for actual in sorted(actuals, key=lambda one: (one.as_of_date or date.min, one.period_code)):
        latest[actual.plan_id, actual.indicator_key, actual.org_name] = actual
    by_plan: dict[tuple[str, str], list[TargetRow]] = defaultdict(list)
    for target in targets:
        by_plan[target.plan_id, target.period_code or ""].append(target)
    return tuple(_target_grid(by_plan[plan], latest) for plan in sorted(by_plan))


def _target_grid(
    rows: Sequence[TargetRow], latest: dict[tuple[str, str, str], ActualRow]
) -> TargetGrid:
    in_order = sorted(rows, key=_column_order)
    orgs = tuple(dict.fromkeys(row.org_name for row in in_order))
    lines = sorted(rows, key=_line_order)
    sections = [
        TargetSection(action=action, lines=tuple(_target_lines(list(group), orgs, latest)))
        for action, group in groupby(lines, key=lambda row: row.action_name)
    ]
    used = [
        actual
        for row in rows
        if (actual := latest.get((row.plan_id, row.indicator_key, row.org_name)))
    ]
    return TargetGrid(
        plan_id=rows[0].plan_id,
        period=rows[0].period_code,
        orgs=orgs,
        sections=tuple(sections),
        indicator_count=len({row.indicator_key for row in rows}),
        reported_count=len(used),
        has_synthetic_actuals=any(one.is_synthetic for one in used),
        latest_as_of=max((one.as_of_date for one in used if one.as_of_date), default=None),
    )


def _column_order(row: TargetRow) -> tuple[bool, int, str]:
    return not row.is_total, row.col_no if row.col_no is not None else 1_000_000, row.org_name


def _line_order(row: TargetRow) -> tuple[int, str, str]:
    number = row.row_no if row.row_no is not None else 1_000_000
    return number, row.indicator_name, row.indicator_key


def _target_lines(
    rows: Sequence[TargetRow],
    orgs: Sequence[str],
    latest: dict[tuple[str, str, str], ActualRow],
) -> Iterable[TargetLine]:
    for _, group in groupby(rows, key=lambda row: row.indicator_key):
        of_indicator = list(group)
        first = of_indicator[0]
        cells = {
            row.org_name: _target_cell(
                row, latest.get((row.plan_id, row.indicator_key, row.org_name))
            )
            for row in of_indicator
        }
        yield TargetLine(
            row_no=first.row_no,
            indicator=first.indicator_name,
            unit=first.unit_name,
            cells=tuple(cells.get(org) for org in orgs),
        )


def _target_cell(row: TargetRow, actual: ActualRow | None) -> TargetCell:
    printed = row.raw or (show_decimal(row.target_value) if row.target_value is not None else "")
    cell = TargetCell(
        printed=printed,
        state=row.state,
        target_key=row.target_key,
        document_key=row.document_key,
        text_start=row.text_start,
    )
    if actual is None:
        return cell
    return cell.model_copy(
        update={
            "actual": show_decimal(actual.actual_value),
            "rate": show_rate(actual.completion_rate),
            "is_synthetic": bool(actual.is_synthetic),
        }
    )
