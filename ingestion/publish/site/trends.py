"""Findings over releases: the rows of the chart and of the table behind it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingestion.publish.site.audit_rows import TrendRow
from ingestion.records import Record

MOST_RELEASES = 24
"""Releases shown, the latest ones."""


class TrendPoint(Record):
    """All findings of one release. Open ones are counted by severity."""

    release_id: str
    critical: int
    warning: int
    info: int
    settled: int
    new: int
    gone: int

    @property
    def open(self) -> int:
        """Findings that waited for somebody."""
        return self.critical + self.warning + self.info


class Trend(Record):
    """The releases in the order of their publication."""

    points: tuple[TrendPoint, ...]
    left_out: int

    @property
    def highest(self) -> int:
        """Most findings that were open in one release."""
        return max(point.open for point in self.points)


def arrange_trend(rows: Sequence[TrendRow]) -> Trend | None:
    """Add up the checks of each release; None before there is anything to count."""
    by_release: dict[tuple[int, str], list[TrendRow]] = defaultdict(list)
    for row in rows:
        by_release[row.release_no, row.release_id].append(row)
    points = [_point(release_id, by_release[_, release_id]) for _, release_id in sorted(by_release)]
    if not points:
        return None
    return Trend(
        points=tuple(points[-MOST_RELEASES:]), left_out=max(0, len(points) - MOST_RELEASES)
    )


def _point(release_id: str, rows: Sequence[TrendRow]) -> TrendPoint:
    def open_of(severity: str) -> int:
        return sum(row.open_count for row in rows if row.severity == severity)

    return TrendPoint(
        release_id=release_id,
        critical=open_of("critical"),
        warning=open_of("warning"),
        info=open_of("info"),
        settled=sum(row.explained_count + row.waived_count + row.resolved_count for row in rows),
        new=sum(row.new_count for row in rows),
        gone=sum(row.gone_count for row in rows),
    )
