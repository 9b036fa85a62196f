"""An invented year of deliveries: what was received when, and a candidate of what had come by then.

Nobody's real figures. A delivery is what the loader would have written for it; of a document that
came twice the record keeps the last reading, the outcomes keep every receipt, as in the real store.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from ingestion.load.candidate import build_raw
from ingestion.match.run import match_entities
from ingestion.settings import Settings

CITY, DINGHAI, PUTUO = "330900", "330902", "330903"
PLAN_ID = "舟山市示例局|舟示〔2024〕1号"
CHECKS, RATE = "食品抽检批次(批次)", "抽检合格率(%)"
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Delivery:
    """What came at one moment: rows by table, and the documents among them."""

    at: datetime
    what: str
    rows: Rows = field(default_factory=dict)


def day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text} 09:00:00")


def _cell(
    document_id: str, indicator: str, org: str, value: str, place: tuple[int, int]
) -> dict[str, Any]:
    row_no, col_no = place
    quote = {"document_id": document_id, "start": row_no * 100 + col_no, "quote": value}
    return {
        "document_id": document_id,
        "part_no": 0,
        "table_no": 0,
        "row_no": row_no,
        "col_no": col_no,
        "indicator": indicator,
        "unit": "批次" if indicator == CHECKS else "%",
        "org": org,
        "is_total": org == "全市",
        "measure": "target",
        "raw": value,
        "state": "value",
        "comparator": "=",
        "value": Decimal(value),
        "alignment": "printed",
        "alignment_basis": "[]",
        "evidence": json.dumps([quote], ensure_ascii=False),
    }


def _document(
    document_id: str, plan_id: str, kind: str, title: str, published: str
) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "delivery_id": document_id[:16],
        "plan_id": plan_id,
        "title": title,
        "issuer": "舟山市示例局",
        "published_on": published,
        "kind": kind,
        "year": 2024,
        "standing": "issued",
        "format": "html",
        "is_synthetic": True,
        "parts": "[]",
        "attachments": "[]",
        "evidence": "[]",
    }


def plan(at: str, letter: str, published: str, targets: dict[str, str], what: str) -> Delivery:
    """A plan of two indicators for the city and two counties; targets of the first by place."""
    document_id = letter * 64
    cells = [
        _cell(document_id, CHECKS, place, value, (1, column))
        for column, (place, value) in enumerate(targets.items())
    ]
    cells += [
        _cell(document_id, RATE, place, "98", (2, column))
        for column, place in enumerate(("全市", "定海", "普陀"))
    ]
    document = _document(document_id, PLAN_ID, "plan", "2024年示例行动方案", published)
    return Delivery(day(at), what, {"documents": [document], "cells": cells})


def draft(at: str) -> Delivery:
    document_id = "d" * 64
    document = _document(document_id, f"{PLAN_ID}|draft", "plan", "2024年示例方案", "2024-03-01")
    cell = _cell(document_id, CHECKS, "全市", "500", (1, 0))
    rows: Rows = {"documents": [document | {"standing": "draft"}], "cells": [cell]}
    return Delivery(day(at), "草案", rows)


def report(at: str, letter: str, kind: str, title: str, said: tuple[str, str]) -> Delivery:
    """Prose of the city: when it was published, and how many checks it says were done."""
    document_id = letter * 64
    published, value = said
    document = _document(document_id, f"舟山市示例局|{title}|2024", kind, title, published)
    quantity = {
        "document_id": document_id,
        "part_no": 0,
        "kind": "actual",
        "quote": value,
        "start": 10,
        "end": 12,
        "indicator": "食品抽检批次",
        "comparator": "=",
        "value": Decimal(value),
        "unit": "批次",
        "year": 2024,
        "implicit": False,
        "evidence": "[]",
    }
    return Delivery(day(at), title, {"documents": [document], "quantities": [quantity]})


def submission(
    at: str, org: str, period: str, values: Sequence[tuple[str, str, str]], what: str
) -> Delivery:
    """A unit's report: (indicator, basis, value)."""
    delivery_id = f"{org}-{at}"
    shared = {
        "delivery_id": delivery_id,
        "document_id": f"{org}{at}".encode().hex()[:64].ljust(64, "0"),
        "org_code": org,
        "period_code": period,
        "is_synthetic": True,
        "evidence": "[]",
    }
    rows = [
        shared
        | {
            "row_no": number,
            "submitted_by_org_code": org,
            "org_as_printed": org,
            "as_of": "2024-03-31",
            "indicator": name,
            "value": Decimal(value),
            "raw": value,
            "basis": basis,
        }
        for number, (name, basis, value) in enumerate(values, start=1)
    ]
    head = shared | {"value_count": len(rows)}
    return Delivery(day(at), what, {"submissions": [head], "submission_values": rows})


FIRST = {"全市": "100", "定海": "60", "普陀": "40"}
AGAIN = {"全市": "90", "定海": "50", "普陀": "40"}
HISTORY = (
    draft("2024-03-05"),
    plan("2024-04-03", "a", "2024-04-01", FIRST, "方案"),
    submission(
        "2024-04-10", DINGHAI, "2024-Q1", [(CHECKS, "period", "10"), (RATE, "level", "97")], "报送"
    ),
    submission("2024-05-01", DINGHAI, "2024-Q1", [(CHECKS, "period", "12")], "更正"),
    submission("2024-05-20", DINGHAI, "2024-Q1", [(CHECKS, "period", "10")], "撤回更正"),
    plan("2024-06-03", "b", "2024-06-01", AGAIN, "重新印发"),
    submission("2024-07-10", DINGHAI, "2024-Q2", [(CHECKS, "period", "8")], "二季度"),
    plan("2024-07-20", "a", "2024-04-01", FIRST, "放回原件"),
    submission("2024-08-01", DINGHAI, "2024-Q1", [(CHECKS, "period", "11")], "迟到的更正"),
    report("2024-08-15", "r", "progress_report", "2024年二季度进展", ("2024-08-14", "30")),
    submission("2024-09-01", CITY, "2024-Q2", [(CHECKS, "year_to_date", "29")], "市级报送"),
    Delivery(day("2024-10-08"), "目标调整"),
    plan("2024-11-04", "c", "2024-11-01", AGAIN, "再次印发"),
    report("2025-01-20", "s", "annual_summary", "2024年工作总结", ("2025-01-18", "95")),
)
ADJUSTMENT = {
    "plan_id": PLAN_ID,
    "indicator_name": "食品抽检批次",
    "org_code": PUTUO,
    "period_code": "2024",
    "comparator": "",
    "new_value": "35",
    "unit_name": "",
    "approval_document": "关于调整示例目标的批复",
    "approval_number": "",
    "approved_on": "2024-09-28",
    "effective_on": "2024-10-01",
    "recorded_on": "2024-10-08",
    "recorded_by": "示例",
    "reason": "invented",
}


def write_adjustments(project: Path, until: datetime) -> None:
    """The reviewed list of adjustments as it read at a moment."""
    path = project / "seeds" / "target_adjustments.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(ADJUSTMENT))
        writer.writeheader()
        if datetime.fromisoformat(ADJUSTMENT["recorded_on"]) <= until:
            writer.writerow(ADJUSTMENT)


def make_candidate(candidate: Path, home: Path, until: datetime) -> None:
    """A candidate of all that had been delivered by a moment, and of nothing else."""
    build_raw(candidate, Settings(home=home))
    known: dict[str, Delivery] = {}
    with duckdb.connect(str(candidate)) as connection:
        for delivery in (one for one in HISTORY if one.at <= until):
            for document in delivery.rows.get("documents", ()):
                known[document["document_id"]] = delivery
                _insert(connection, "outcomes", _outcome(document["document_id"]), delivery.at)
            if "submissions" in delivery.rows:
                _insert_all(connection, delivery)
        for delivery in known.values():
            _insert_all(connection, delivery)
    match_entities(candidate, Settings(home=home))


def _outcome(document_id: str) -> dict[str, Any]:
    return {
        "delivery_id": document_id[:16],
        "document_id": document_id,
        "path": f"plans/{document_id[0]}.html",
        "kind": "plans",
        "size_bytes": 1,
        "step": "extract",
        "outcome": "accepted",
    }


def _insert_all(connection: duckdb.DuckDBPyConnection, delivery: Delivery) -> None:
    for table, rows in delivery.rows.items():
        for row in rows:
            _insert(connection, table, row, delivery.at)


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any], at: datetime
) -> None:
    full = row | {"generation_id": "g", "received_at": at}
    names = ", ".join(f'"{name}"' for name in full)
    marks = ", ".join("?" for _ in full)
    connection.execute(f"insert into raw.{table} ({names}) values ({marks})", list(full.values()))
