"""One figure per subject: what a report says twice counts once, what it contradicts not. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ingestion.submissions.results import ReadRow
from ingestion.values.width import squash


def settle_repeats(rows: Iterable[ReadRow]) -> None:
    """One figure per organisation, period, indicator and basis; of two that differ, none.

    A row left blank gives way to one with a figure.
    """
    same: dict[tuple[str, ...], list[ReadRow]] = defaultdict(list)
    for row in rows:
        if row.value is not None:
            value = row.value
            subject = value.indicator_key or squash(value.indicator)
            same[value.org_code, value.period_code, subject, value.basis].append(row)
    for found in same.values():
        if len(found) > 1:
            _settle(found)


def _settle(rows: list[ReadRow]) -> None:
    filled = [row for row in rows if row.value and row.value.value is not None] or rows[:1]
    first = filled[0]
    figures = {(row.value.value, row.value.unit) for row in filled if row.value}
    for row in rows:
        if len(figures) > 1 and row in filled:
            row.reject(*_contradiction(row, filled))
        elif row is not first:
            row.ignore(*_repeat(first))


def _repeat(first: ReadRow) -> tuple[str, str, str]:
    return (
        "row_repeated",
        f"本行与{first.place}重复，只计一次",
        f"this row repeats {first.place} and is counted once",
    )


def _contradiction(row: ReadRow, rows: list[ReadRow]) -> tuple[str, str, str]:
    others = "、".join(other.place for other in rows if other is not row)
    return (
        "rows_contradict",
        f"同一单位、期间、指标、口径另有不同数值（{others}），无法判断以哪个为准",
        f"another row gives a different figure for the same subject ({others}); neither is taken",
    )
