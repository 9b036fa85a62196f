"""Random deliveries of a made-up city, committed batch by batch: the same seed gives the same.

Plans, re-issues, monthly and quarterly reports, late ones, corrections, reports of the city for its
counties, names and units that no plan knows, refused files, and reports that a later reading takes
back; and what people decide about reports and periods, at any time. Nobody's real figures.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingestion.landing import Delivery, outcome_for
from ingestion.load.store import Reading, RecordStore
from ingestion.records import (
    Cell,
    Document,
    DocumentText,
    Issue,
    Locator,
    Outcome,
    Quantity,
    Submission,
    SubmissionValue,
)
from ingestion.submissions.decisions import SubmissionDecision, SubmissionDecisionFile

ISSUER = "舟山市示例局"
CITY, COUNTIES = "330900", {"330902": "定海", "330903": "普陀", "330921": "岱山"}
INDICATORS = (
    ("食品抽检批次", "批次"),
    ("抽检合格率", "%"),
    ("新增示范点", "个"),
    ("年末在册企业", "家"),
)
REVIEW_RULES = """\
1,*,330902,month,,,,next,0,day,初审;审定,,,invented
2,*,*,quarter,,,,next,0,day,审定,,,invented
"""
"""Steps that some reports must pass, as lines of the seed reporting_calendar."""
STEPS = ("初审", "审定", "没有这一步")
UNKNOWN = (("无人知道的指标", "个"), ("无人知道的指标", "%"), ("另一个指标", None))
YEARS = (2023, 2024)


class RandomHistory:
    """Writes batches of deliveries into a record store.

    Args:
        store: Where they are committed.
        seed: Another one gives other deliveries.
    """

    def __init__(self, store: RecordStore, seed: int) -> None:
        self._store = store
        self._dice = random.Random(seed)
        self._count = 0
        self._clock = datetime(2024, 1, 2, 8, tzinfo=UTC)
        self._sent: list[Reading] = []

    def begin(self) -> None:
        """Plans of two years, prose, and the first reports."""
        readings = [self._plan(year, edition=1) for year in YEARS]
        readings += [self._plan(2024, edition=1, action="第二方案"), self._prose()]
        readings += [self._report() for _ in range(4)]
        self._store.write(readings)

    def report(self) -> None:
        """One batch in which no plan comes."""
        events: Sequence[Callable[[], Reading]] = (
            *[self._report] * 5,
            self._correction,
            self._refusal,
            self._taken_back,
        )
        chosen = [self._dice.choice(events) for _ in range(self._dice.randint(1, 4))]
        self._store.write([event() for event in chosen])

    def decide(self, folder: Path) -> None:
        """Something is decided about a report or a period that came, or that never does."""
        reports = [one for one in self._sent if any(isinstance(r, Submission) for r in one.records)]
        heads = [r for one in reports for r in one.records if isinstance(r, Submission)]
        head = self._dice.choice(heads)
        kind = self._dice.choice(("review", "review", "review", "close", "reopen", "exception"))
        about: dict[str, Any] = {
            "kind": kind,
            "period_code": head.period_code,
            "org_code": head.org_code,
            "actor": "某人",
            "comment": "理由",
        }
        if kind == "review":
            about["delivery_id"] = head.delivery_id
            about["step_name"] = self._dice.choice(STEPS)
            about["verdict"] = self._dice.choice(
                ("accept", "accept", "accept", "forward", "return")
            )
        elif kind == "close" and self._dice.random() < 0.7:
            about["org_code"] = None
        self._count += 1
        at = self._clock + timedelta(days=self._dice.randint(-40, 20), seconds=self._count)
        file = SubmissionDecisionFile(decided_at=at, decisions=(SubmissionDecision(**about),))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{at:%Y%m%dT%H%M%S%fZ}-{self._count:08}.json"
        path.write_text(file.model_dump_json(), "utf-8")

    def reissue(self) -> None:
        """A plan that came is issued again with other targets."""
        self._store.write([self._plan(self._dice.choice(YEARS), edition=2)])

    # --- what comes -------------------------------------------------------------------------

    def _report(self) -> Reading:
        org = self._dice.choice((CITY, *COUNTIES))
        year = self._dice.choice(YEARS)
        periods = self._dice.sample(
            [f"{year}-{month:02}" for month in range(1, 7)]
            + [f"{year}-Q1", f"{year}-Q2", f"{year}"],
            self._dice.choice((1, 1, 1, 2)),
        )
        about = [org] if org != CITY or self._dice.random() < 0.6 else [CITY, *COUNTIES]
        return self._submission(org, [(period, one) for period in periods for one in about])

    def _correction(self) -> Reading:
        """The same periods again; it may have been sent before what it corrects was."""
        earlier = [one for one in self._sent if any(isinstance(r, Submission) for r in one.records)]
        if not earlier:
            return self._report()
        chosen = self._dice.choice(earlier)
        said = [r for r in chosen.records if isinstance(r, SubmissionValue)]
        org = str(chosen.final.org_code)
        return self._submission(org, sorted({(r.period_code, r.org_code) for r in said}))

    def _taken_back(self) -> Reading:
        """A report that is read again, and now refused as a whole."""
        reports = [one for one in self._sent if one.final.kind == "progress"]
        if not reports:
            return self._report()
        chosen = self._dice.choice(reports)
        refused = chosen.final.model_copy(
            update={"outcome": "rejected", "code": "unreadable"} | _counts(0, 0)
        )
        return Reading((refused,))

    def _refusal(self) -> Reading:
        delivery, document_id = self._delivery(f"progress/{self._dice.choice(list(COUNTIES))}")
        problem = Issue(
            document_id=document_id,
            code="unreadable",
            severity="critical",
            message_zh="读不出",
            message_en="cannot be read",
        )
        return Reading(_outcomes(delivery, document_id, 1, 0), (problem,))

    def _submission(self, org: str, about: Sequence[tuple[str, str]]) -> Reading:
        delivery, document_id = self._delivery(f"progress/{org}")
        identity = outcome_for(
            delivery, step="land", outcome="accepted", document_id=document_id
        ).delivery_id
        values = [
            value
            for period, subject in about
            for value in self._values(document_id, identity, org, subject, period)
        ]
        values = [one.model_copy(update={"row_no": no}) for no, one in enumerate(values, 2)]
        heads = [
            Submission(
                document_id=document_id,
                delivery_id=identity,
                org_code=subject,
                period_code=period,
                received_at=delivery.received_at,
                value_count=sum(
                    (one.period_code, one.org_code) == (period, subject) for one in values
                ),
            )
            for period in sorted({period for period, _ in about})
            for subject in [org]
        ]
        text = DocumentText(document_id=document_id, text=f"报送 {document_id}")
        reading = Reading(
            _outcomes(delivery, document_id, len(values), len(values)), (text, *heads, *values)
        )
        self._sent.append(reading)
        return reading

    def _values(
        self, document_id: str, delivery_id: str, sender: str, org: str, period: str
    ) -> list[SubmissionValue]:
        known = self._dice.sample(INDICATORS, self._dice.randint(1, len(INDICATORS)))
        strange = [self._dice.choice(UNKNOWN)] if self._dice.random() < 0.3 else []
        found = []
        for name, unit in (*known, *strange):
            value = Decimal(self._dice.randint(0, 120))
            basis = "level" if unit == "%" else self._dice.choice(("period", "year_to_date"))
            printed = name if self._dice.random() < 0.5 or unit is None else f"{name}({unit})"
            found.append(
                SubmissionValue(
                    document_id=document_id,
                    delivery_id=delivery_id,
                    row_no=1,
                    submitted_by_org_code=sender,
                    org_code=org,
                    org_as_printed=COUNTIES.get(org, "舟山市"),
                    period_code=period,
                    as_of=date(int(period[:4]), self._dice.randint(1, 12), 28),
                    indicator=printed,
                    unit=unit if self._dice.random() < 0.7 else None,
                    value=None if self._dice.random() < 0.05 else value,
                    raw=str(value),
                    basis=basis,
                    evidence=(_locator(document_id, str(value), "D2"),),
                )
            )
        return found

    def _plan(self, year: int, *, edition: int, action: str = "示例行动") -> Reading:
        delivery, document_id = self._delivery("plans")
        document = Document(
            document_id=document_id,
            plan_id=f"{ISSUER}|{action}|{year}",
            title=f"{year}年{action}方案",
            issuer=ISSUER,
            published_on=date(year, edition, 15),
            kind="plan",
            year=year,
            format="xlsx",
        )
        rows = INDICATORS if action == "示例行动" else INDICATORS[1:3]
        cells = [
            cell
            for row_no, (name, unit) in enumerate(rows, 1)
            for cell in self._row(document_id, row_no, name, unit, action)
        ]
        text = DocumentText(document_id=document_id, text=f"方案 {document_id}")
        count = len(cells)
        return Reading(_outcomes(delivery, document_id, count, count), (document, text, *cells))

    def _row(self, document_id: str, row_no: int, name: str, unit: str, action: str) -> list[Cell]:
        parts = [Decimal(self._dice.randint(20, 90)) for _ in COUNTIES]
        total = sum(parts) if unit != "%" else Decimal(90)
        return [
            Cell(
                document_id=document_id,
                part_no=1,
                table_no=1,
                row_no=row_no,
                col_no=col_no,
                action=action,
                action_declared_items=2,
                indicator=name,
                unit=unit,
                org=org,
                is_total=org == "全市",
                raw=str(value),
                state="value",
                comparator=">=",
                value=Decimal(90) if unit == "%" else value,
                alignment="printed",
                evidence=(_locator(document_id, str(value), f"{'BCDE'[col_no]}{row_no}"),),
            )
            for col_no, (org, value) in enumerate(
                zip(("全市", *COUNTIES.values()), (total, *parts), strict=True)
            )
        ]

    def _prose(self) -> Reading:
        delivery, document_id = self._delivery("plans")
        words = "上半年完成食品抽检批次 77 批次"
        document = Document(
            document_id=document_id,
            plan_id=f"{ISSUER}|进展|2024",
            title="2024年上半年示例行动进展",
            issuer=ISSUER,
            published_on=date(2024, 7, 5),
            kind="progress_report",
            year=2024,
            format="text",
        )
        said = Quantity(
            document_id=document_id,
            part_no=1,
            kind="actual",
            quote="77 批次",
            start=12,
            end=17,
            indicator="食品抽检批次",
            comparator="=",
            value=Decimal(77),
            unit="批次",
            year=2024,
            evidence=(Locator(document_id=document_id, start=12, end=17, quote=words[12:17]),),
        )
        text = DocumentText(document_id=document_id, text=words)
        return Reading(_outcomes(delivery, document_id, 0, 0), (document, text, said))

    # --- how it comes -----------------------------------------------------------------------

    def _delivery(self, folder: str) -> tuple[Delivery, str]:
        """A file of its own; what comes later may have been sent earlier."""
        self._count += 1
        self._clock += timedelta(days=self._dice.randint(0, 9), minutes=1)
        at = self._clock - timedelta(days=self._dice.choice((0, 0, 0, 25)))
        kind, _, org = folder.partition("/")
        delivery = Delivery(
            path=f"{folder}/{self._count}.xlsx",
            url="",
            kind="plans" if kind == "plans" else "progress",
            org_code=org or None,
            received_at=at,
            size_bytes=1,
        )
        return delivery, sha256(f"{folder}{self._count}".encode()).hexdigest()


def _outcomes(
    delivery: Delivery, document_id: str, seen: int, loaded: int
) -> tuple[Outcome, Outcome]:
    landed = outcome_for(delivery, step="land", outcome="accepted", document_id=document_id)
    read = landed.model_copy(update={"step": "extract"} | _counts(seen, loaded))
    if seen and not loaded:
        read = read.model_copy(update={"outcome": "rejected", "code": "unreadable"})
    return landed, read


def _counts(seen: int, loaded: int) -> dict[str, int]:
    return {
        "records_seen": seen,
        "records_loaded": loaded,
        "records_rejected": seen - loaded,
        "records_ignored": 0,
    }


def _locator(document_id: str, quote: str, cell: str) -> Locator:
    return Locator(document_id=document_id, sheet="表一", cell=cell, quote=quote)
