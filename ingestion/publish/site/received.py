"""Deliveries and issues: what came, what became of it, what could not be read. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ingestion.publish.site.findings import severity_rank
from ingestion.publish.site.rows import DeliveryRow, IssueRow
from ingestion.records import Record

MOST_ISSUES_A_CODE = 50
MOST_DELIVERIES = 400
_TROUBLE_FIRST = ("rejected", "waiting", "accepted", "superseded", "duplicate")


class IssueGroup(Record):
    """The issues of one code; ``shown`` may be fewer than ``count``."""

    code: str
    severity: str
    count: int
    shown: tuple[IssueRow, ...]


def last_steps(deliveries: Sequence[DeliveryRow]) -> list[DeliveryRow]:
    """One row per delivery: its last step. What went wrong comes first."""
    steps = ("land", "extract")
    last: dict[str, DeliveryRow] = {}
    for row in sorted(deliveries, key=lambda one: steps.index(one.step)):
        last[row.delivery_id] = row
    return sorted(last.values(), key=_delivery_order)


def group_issues(issues: Sequence[IssueRow]) -> tuple[IssueGroup, ...]:
    """Issues by code, the most severe first."""
    groups = []
    ordered = sorted(issues, key=_issue_order)
    for (severity, code), group in groupby(ordered, key=lambda one: (one.severity, one.issue_code)):
        rows = tuple(group)
        shown = rows[:MOST_ISSUES_A_CODE]
        groups.append(IssueGroup(code=code, severity=severity, count=len(rows), shown=shown))
    return tuple(groups)


def _delivery_order(row: DeliveryRow) -> tuple[int, str, str]:
    known = row.outcome in _TROUBLE_FIRST
    rank = _TROUBLE_FIRST.index(row.outcome) if known else -1
    return rank, row.path, row.delivery_id


def _issue_order(row: IssueRow) -> tuple[int, str, str, str]:
    return (
        severity_rank(row.severity),
        row.issue_code,
        row.document_key or "",
        row.place or "",
    )
