"""The matrix of submissions: organisations down, periods across, a state in every cell. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ingestion.publish.report_grids import Rate, show_rate
from ingestion.publish.site.audit_rows import RateRow, StatusRow
from ingestion.publish.site.rows import SubmissionRow
from ingestion.records import Record

MOST_LINES = 400
STATES = ("on_time", "received", "late", "in_review", "returned", "missing", "not_due")


class StateCell(Record):
    """One organisation in one period. ``document_keys`` are the reports, the latest first."""

    row: StatusRow
    document_keys: tuple[str, ...]


class StateLine(Record):
    """One organisation; a cell is None where the period asked nothing of it."""

    org: str
    cells: tuple[StateCell | None, ...]
    completeness: Rate | None
    timeliness: Rate | None


class StateGrid(Record):
    """Organisations × periods of one plan."""

    plan_id: str
    periods: tuple[str, ...]
    lines: tuple[StateLine, ...]
    by_state: dict[str, int]
    completeness: Rate | None
    timeliness: Rate | None
    left_out: int
    is_synthetic: bool


def arrange_states(
    statuses: Iterable[StatusRow], rates: Iterable[RateRow], submissions: Iterable[SubmissionRow]
) -> tuple[StateGrid, ...]:
    """Arrange one matrix a plan, the latest first; organisations in their official order."""
    by_plan: dict[str, list[StatusRow]] = defaultdict(list)
    for row in statuses:
        by_plan[row.plan_id].append(row)
    rate_of = {(one.plan_id, one.rate_scope, one.org_code): one for one in rates}
    reports = _reports(submissions)
    grids = [_grid(plan_id, by_plan[plan_id], rate_of, reports) for plan_id in sorted(by_plan)]
    return tuple(sorted(grids, key=lambda grid: grid.periods[-1], reverse=True))


def _reports(
    submissions: Iterable[SubmissionRow],
) -> dict[tuple[str | None, str | None], tuple[str, ...]]:
    found: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    latest_first = sorted(
        submissions, key=lambda one: (str(one.received_at or ""), one.submission_key), reverse=True
    )
    for one in latest_first:
        if one.document_key:
            found[one.org_code, one.period_code].append(one.document_key)
    return {key: tuple(dict.fromkeys(keys)) for key, keys in found.items()}


def _grid(
    plan_id: str,
    rows: Sequence[StatusRow],
    rate_of: dict[tuple[str, str, str | None], RateRow],
    reports: dict[tuple[str | None, str | None], tuple[str, ...]],
) -> StateGrid:
    periods = tuple(sorted({row.period_code for row in rows}))
    by_org: dict[tuple[str, str], dict[str, StateCell]] = defaultdict(dict)
    for row in sorted(rows, key=_order):
        cell = StateCell(row=row, document_keys=reports.get((row.org_code, row.period_code), ()))
        by_org[row.org_code, row.org_name][row.period_code] = cell
    lines = [
        _line(name, cells, periods, rate_of.get((plan_id, "organisation", code)))
        for (code, name), cells in by_org.items()
    ]
    whole = rate_of.get((plan_id, "plan", None))
    counted = Counter(row.submission_state for row in rows)
    return StateGrid(
        plan_id=plan_id,
        periods=periods,
        lines=tuple(lines[:MOST_LINES]),
        by_state={state: counted[state] for state in STATES if counted[state]},
        completeness=show_rate(whole.completeness_rate) if whole else None,
        timeliness=show_rate(whole.timeliness_rate) if whole else None,
        left_out=max(0, len(lines) - MOST_LINES),
        is_synthetic=any(row.is_synthetic for row in rows),
    )


def _line(
    name: str, cells: dict[str, StateCell], periods: Sequence[str], rate: RateRow | None
) -> StateLine:
    return StateLine(
        org=name,
        cells=tuple(cells.get(period) for period in periods),
        completeness=show_rate(rate.completeness_rate) if rate else None,
        timeliness=show_rate(rate.timeliness_rate) if rate else None,
    )


def _order(row: StatusRow) -> tuple[int, str, str]:
    order = row.sort_order if row.sort_order is not None else 1_000_000
    return order, row.org_name, row.period_code
