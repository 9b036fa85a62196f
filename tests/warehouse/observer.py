"""An observer who lives through a history: which figures count at a moment, said event by event.

Apart from the models: no windows and no spans, one pass over all that happened in its order. Which
steps a report must pass is taken from the calendar's models.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import duckdb

LAST = datetime(2999, 1, 1)
ANY_MOMENT = "1999-12-31 00:00:00.000000"
AS_KNOWN = (
    "select actual_key from ({{ actuals_as_known_on(ref('fct_actuals'), ref('dim_periods'), '"
    + ANY_MOMENT
    + "') }}) as known where source = 'submission'"
)
MOMENTS = 12


@dataclass
class Report:
    """One report as it stands at a moment."""

    delivery_id: str
    org: str
    period: str
    received_at: datetime
    steps: list[str]
    open_steps: list[str]
    is_taken: bool = False
    is_returned: bool = False

    @property
    def counts(self) -> bool:
        return self.is_taken and not self.is_returned and not self.open_steps


class Observer:
    """Reads what happened from the schema ``raw`` of a candidate.

    Args:
        connection: To the candidate, which is built.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._reports = self._rows(
            "select delivery_id, org_code, period_code, received_at, step_names"
            " from marts.fct_submissions"
        )
        self._decisions = self._rows(
            "select * from raw.submission_decisions order by decided_at, decision_id"
        )
        self._values = self._rows(
            "select actual_key, delivery_id, submitted_by, org_code, period_code, series_name,"
            " basis, reported_value, revision_no from marts.fct_actuals inner join"
            " (select distinct delivery_id, period_code, submitted_by_org_code as submitted_by"
            " from raw.submission_values) using (delivery_id, period_code)"
            " where source = 'submission'"
        )
        self._refused = {
            row["delivery_id"]
            for row in self._rows("select delivery_id from raw.outcomes where outcome = 'rejected'")
        }

    def moments(self) -> list[datetime]:
        """Some moments right after something happened."""
        happened = sorted(
            {row["received_at"] for row in self._reports}
            | {row["decided_at"] for row in self._decisions}
        )
        return happened[:: max(1, len(happened) // MOMENTS)]

    def shown(self) -> set[str]:
        """What the mart says counts now."""
        rows = self._rows(
            "select actual_key from marts.fct_actuals where is_latest and source = 'submission'"
        )
        return {row["actual_key"] for row in rows}

    def known(self, query: str, moment: datetime) -> set[str]:
        """What the compiled query says counted at a moment."""
        asked = query.replace(ANY_MOMENT, f"{moment:%Y-%m-%d %H:%M:%S.%f}")
        return {row["actual_key"] for row in self._rows(asked)}

    def counting(self, moment: datetime) -> set[str]:
        """What counted at a moment, by what had happened until then."""
        reports = {(one.delivery_id, one.org, one.period): one for one in self._lived_until(moment)}
        subjects: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        for value in self._values:
            report = reports.get(
                (value["delivery_id"], value["submitted_by"], value["period_code"])
            )
            if report is not None and report.counts:
                key = (value["org_code"], value["period_code"], value["series_name"])
                subjects.setdefault(key, []).append(value)
        return {self._last_word(said) for said in subjects.values()}

    @staticmethod
    def _last_word(said: list[dict[str, Any]]) -> str:
        figures = [one for one in said if one["reported_value"] is not None]
        last = max(figures or said, key=lambda one: one["revision_no"])
        return str(last["actual_key"])

    def _lived_until(self, moment: datetime) -> list[Report]:
        events: list[tuple[datetime, int, dict[str, Any]]] = [
            *((row["received_at"], 1, row) for row in self._reports),
            *((row["decided_at"], 0, row) for row in self._decisions),
        ]
        reports: list[Report] = []
        said: list[dict[str, Any]] = []
        for at, is_report, row in sorted(events, key=lambda event: event[:2]):
            if at > moment:
                break
            if is_report:
                reports.append(self._receive(row, said))
            else:
                said.append(row)
                self._decide(row, reports)
        return reports

    def _receive(self, row: dict[str, Any], said: list[dict[str, Any]]) -> Report:
        names = ("delivery_id", "org_code", "period_code", "received_at")
        steps = row["step_names"].split("、") if row["step_names"] else []
        report = Report(*(row[name] for name in names), steps, list(steps))
        words = [one["kind"] for one in said if _concerns(one, report)]
        report.is_taken = not words or words[-1] != "close"
        # A review may be recorded before the clock of the receipt: it counts all the same.
        for one in said:
            self._review(one, report)
        return report

    def _decide(self, row: dict[str, Any], reports: list[Report]) -> None:
        for report in reports:
            if _concerns(row, report) and row["kind"] != "close":
                report.is_taken = True
            self._review(row, report)

    @staticmethod
    def _review(row: dict[str, Any], report: Report) -> None:
        about = (row["delivery_id"], row["period_code"])
        if row["kind"] != "review" or about != (report.delivery_id, report.period):
            return
        step = row["step_name"]
        if row["verdict"] == "return":
            report.is_returned = True
        elif step in report.open_steps and not report.is_returned:
            is_last = step == report.steps[-1]
            if row["verdict"] == "accept" or not is_last:
                report.open_steps.remove(step)

    def _rows(self, sql: str) -> list[dict[str, Any]]:
        found = self._connection.execute(sql)
        names = [column[0] for column in found.description or ()]
        return [
            {name: _plain(value) for name, value in zip(names, row, strict=True)}
            for row in found.fetchall()
        ]


def _concerns(row: dict[str, Any], report: Report) -> bool:
    return (
        row["kind"] != "review"
        and row["period_code"] == report.period
        and row["org_code"] in (None, report.org)
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value if not isinstance(value, Decimal) else Decimal(value)
