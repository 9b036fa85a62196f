"""Arrange how far every target was reached, point by point, as one small chart an indicator. Pure.

The chart of an indicator shows shares of the target, so that a city's thousand and a county's forty
stand on one scale: the whole as a strong line, units as thin ones, what was due as a dashed one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ingestion.publish.report_arithmetic import show_decimal
from ingestion.publish.report_grids import show_rate
from ingestion.publish.site.rows import CurveRow, TargetRow
from ingestion.records import Record

LEAST_POINTS = 3
"""Ends of periods of which a curve is more than a line between two figures."""
MOST_CHARTS = 150
"""Charts of one plan: what is over stands in the mart, so that the page stays light."""
MOST_SHOWN = Decimal("1.6")
"""Shares above are cut off at the edge of a chart. Unit: one."""


class CurveLine(Record):
    """One organisation. ``points`` are (share of the period, share of the target), both of one."""

    org: str
    is_total: bool
    points: tuple[tuple[Decimal, Decimal], ...]


class Curve(Record):
    """One indicator: its lines, and what its last point says in words.

    Attributes:
        pace: What was due, as points like those of a line; empty without a schedule.
        low: Lower edge of the chart. Unit: one.
        high: Upper edge of the chart. Unit: one.
        summary_zh: What a reader who does not see the chart is told.
    """

    indicator: str
    unit: str
    row_no: int | None
    is_flow: bool
    lines: tuple[CurveLine, ...]
    pace: tuple[tuple[Decimal, Decimal], ...]
    low: Decimal
    high: Decimal
    actual: str
    target: str
    rate: str
    is_reached: bool
    behind: tuple[str, ...]
    summary_zh: str
    summary_en: str


class CurveSection(Record):
    """The indicators of one action."""

    action: str
    curves: tuple[Curve, ...]


class CurveGrid(Record):
    """All charts of one plan and target period."""

    plan_id: str
    period: str
    orgs: tuple[str, ...]
    sections: tuple[CurveSection, ...]
    left_out: int
    is_synthetic: bool

    @property
    def count(self) -> int:
        """Charts shown."""
        return sum(len(section.curves) for section in self.sections)


def arrange_curves(rows: Iterable[CurveRow], targets: Sequence[TargetRow]) -> tuple[CurveGrid, ...]:
    """Arrange the points: one grid a plan and target period, indicators in the plan's order."""
    order = {(one.plan_id, one.indicator_key): one for one in targets}
    columns = _columns(targets)
    by_plan: dict[tuple[str, str], dict[str, list[CurveRow]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows:
        if (row.plan_id, row.indicator_key) in order:
            by_plan[row.plan_id, row.period_code or ""][row.indicator_key].append(row)
    grids = [
        _grid(plan, by_plan[plan], {key: order[plan[0], key] for key in by_plan[plan]}, columns)
        for plan in sorted(by_plan)
    ]
    return tuple(grid for grid in grids if grid.sections)


def _columns(targets: Iterable[TargetRow]) -> dict[str, int]:
    """Organisation as printed -> its place in the table."""
    places: dict[str, int] = {}
    for one in targets:
        places.setdefault(one.org_name, one.col_no if one.col_no is not None else 1_000_000)
    return places


def _grid(
    plan: tuple[str, str],
    by_indicator: dict[str, list[CurveRow]],
    about: dict[str, TargetRow],
    columns: dict[str, int],
) -> CurveGrid:
    keys = sorted(
        (key for key, rows in by_indicator.items() if _is_curve(rows)),
        key=lambda key: (about[key].row_no or 1_000_000, about[key].indicator_name, key),
    )
    sections: dict[str, list[Curve]] = {}
    for key in keys[:MOST_CHARTS]:
        curve = _curve(by_indicator[key], about[key], columns)
        sections.setdefault(about[key].action_name or "", []).append(curve)
    shown = [row for key in keys[:MOST_CHARTS] for row in by_indicator[key]]
    orgs = {row.org_name: row.is_total for row in shown}
    return CurveGrid(
        plan_id=plan[0],
        period=plan[1],
        orgs=tuple(sorted((org for org in orgs if not orgs[org]), key=lambda o: columns.get(o, 0))),
        sections=tuple(
            CurveSection(action=action, curves=tuple(curves)) for action, curves in sections.items()
        ),
        left_out=max(0, len(keys) - MOST_CHARTS),
        is_synthetic=any(row.is_synthetic for row in shown),
    )


def _is_curve(rows: Sequence[CurveRow]) -> bool:
    return len({row.reporting_end_date for row in rows}) >= LEAST_POINTS


def _curve(rows: Sequence[CurveRow], about: TargetRow, columns: dict[str, int]) -> Curve:
    lines = _lines(rows, columns)
    last = _last(rows)
    low, high = _edges(rows)
    rate = show_rate(last.completion_rate)
    behind = _behind(rows)
    unit = about.unit_name or ""
    actual, target = show_decimal(last.actual_value), show_decimal(last.target_value)
    text = rate.text if rate else ""
    return Curve(
        indicator=about.indicator_name,
        unit=unit,
        row_no=about.row_no,
        is_flow=last.is_flow,
        lines=lines,
        pace=_pace(rows),
        low=low,
        high=high,
        actual=actual,
        target=target,
        rate=text,
        is_reached=last.completion_rate >= 1,
        behind=behind,
        summary_zh=f"{about.indicator_name}：{last.org_name}至{last.reporting_end_date}为{actual}{unit}，"
        f"目标{target}{unit}，完成{text}"
        + (f"；未达目标的单位：{'、'.join(behind)}" if behind else ""),
        summary_en=f"{last.org_name} {actual} of {target} by {last.reporting_end_date}, {text}",
    )


def _lines(rows: Sequence[CurveRow], columns: dict[str, int]) -> tuple[CurveLine, ...]:
    """The whole comes last: what is drawn last lies on top."""
    by_org: dict[tuple[bool, int, str], list[CurveRow]] = defaultdict(list)
    for row in rows:
        by_org[row.is_total, columns.get(row.org_name, 0), row.org_name].append(row)
    return tuple(
        CurveLine(org=org, is_total=is_total, points=_points(by_org[is_total, place, org]))
        for is_total, place, org in sorted(by_org)
    )


def _points(rows: Iterable[CurveRow]) -> tuple[tuple[Decimal, Decimal], ...]:
    in_order = sorted(rows, key=lambda row: row.reporting_end_date)
    return tuple(
        (row.elapsed_rate, min(max(row.completion_rate, Decimal(0)), MOST_SHOWN))
        for row in in_order
    )


def _pace(rows: Sequence[CurveRow]) -> tuple[tuple[Decimal, Decimal], ...]:
    """What was due of the whole, else of the unit whose schedule has most points."""
    by_org: dict[tuple[bool, str], dict[Decimal, Decimal]] = defaultdict(dict)
    for row in rows:
        if row.expected_rate is not None:
            by_org[not row.is_total, row.org_name][row.elapsed_rate] = row.expected_rate
    if not by_org:
        return ()
    return ((Decimal(0), Decimal(0)), *sorted(by_org[min(by_org)].items()))


def _last(rows: Sequence[CurveRow]) -> CurveRow:
    return max(rows, key=lambda row: (row.is_total, row.reporting_end_date, row.org_name))


def _edges(rows: Sequence[CurveRow]) -> tuple[Decimal, Decimal]:
    """From nothing for what grows; a level stays near its target, so its chart looks closer."""
    shares = [min(row.completion_rate, MOST_SHOWN) for row in rows]
    highest, lowest = max(*shares, Decimal(1)), min(*shares, Decimal("0.9"))
    if all(row.is_flow for row in rows) or lowest < Decimal("0.5"):
        return Decimal(0), max(highest + Decimal("0.05"), Decimal("1.15"))
    return lowest - Decimal("0.02"), highest + Decimal("0.03")


def _behind(rows: Sequence[CurveRow]) -> tuple[str, ...]:
    """Units that had not reached the target at their last point."""
    last: dict[str, CurveRow] = {}
    for row in sorted(rows, key=lambda row: row.reporting_end_date):
        if not row.is_total:
            last[row.org_name] = row
    return tuple(org for org, row in last.items() if row.completion_rate < 1)
