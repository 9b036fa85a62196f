"""Make a candidate from the hand-made truth of the real documents, apart from any reader."""

from __future__ import annotations

import csv
import json
import os
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from ingestion.load.candidate import build_raw
from ingestion.match.run import match_entities
from ingestion.settings import Settings

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
RECEIVED = datetime(2024, 4, 1)
PLAN, TASKS, PROGRESS = "a" * 64, "b" * 64, "c" * 64


def read_gold(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


class Text:
    """A canonical text that grows; what is printed gets its locator."""

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        self.text = ""

    def print(self, printed: str) -> str:
        start = len(self.text)
        self.text += f"{printed}\r\n"
        return json.dumps(
            [
                {
                    "document_id": self.document_id,
                    "start": start,
                    "end": start + len(printed),
                    "sheet": None,
                    "cell": None,
                    "page": None,
                    "bbox": None,
                    "quote": printed,
                }
            ],
            ensure_ascii=False,
        )


def cell_rows(text: Text) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    evidence, row_no, action = "", "", ""
    for gold in read_gold("targets_2024.csv"):
        if gold["row_no"] != row_no:
            row_no, col_no = gold["row_no"], 0
            text.print(row_no)
            if gold["action"] != action:
                action = gold["action"]
                text.print(action)
                text.print(f"（{gold['action_declared_items']}项）")
            evidence = text.print(gold["indicator"])
        if gold["state"] != "merged_inherit":
            evidence = text.print(gold["raw"])
        rows.append(
            {
                "document_id": PLAN,
                "part_no": 11,
                "table_no": 0,
                "row_no": int(row_no),
                "col_no": col_no,
                "action": action,
                "action_declared_items": int(gold["action_declared_items"]),
                "indicator": gold["indicator"],
                "unit": gold["unit"] or None,
                "org": gold["org"],
                "is_total": gold["org"] == "全市",
                "measure": "target",
                "raw": gold["raw"],
                "state": gold["state"],
                "comparator": gold["comparator"] or None,
                "value": Decimal(gold["value"]) if gold["value"] else None,
                "change": change_of(gold["raw"]),
                "alignment": "proven",
                "alignment_basis": '["cell_count"]',
                "evidence": evidence,
            }
        )
        col_no += 1
    return rows


def change_of(raw: str) -> str | None:
    if raw.startswith("增长"):
        return "increase"
    return "decrease" if raw.startswith("下降") else None


def task_rows(text: Text) -> list[dict[str, Any]]:
    return [
        {
            "document_id": TASKS,
            "part_no": 1,
            "table_no": 0,
            "row_no": int(gold["row_no"]),
            "task": gold["task"],
            "goal_text": gold["goal_text"],
            "departments": ["办公室"],
            "evidence": text.print(gold["task"]),
        }
        for gold in read_gold("tasks_2020.csv")
    ]


def item_rows(text: Text) -> list[dict[str, Any]]:
    return [
        {
            "document_id": PROGRESS,
            "part_no": 0,
            "table_no": 0,
            "project_no": int(gold["project_no"]),
            "project_name": gold["project_name"],
            "item_seq": int(gold["item_seq"]),
            "label": gold["item_label"] or None,
            "text": gold["item_text"],
            "evidence": text.print(gold["item_text"]),
        }
        for gold in read_gold("progress_2021q1.csv")
    ]


def document_row(document_id: str, kind: str, title: str, year: int) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "plan_id": f"plan-{year}",
        "title": title,
        "issuer": "舟山市市场监督管理局",
        "kind": kind,
        "year": year,
        "format": "text",
        "is_synthetic": False,
        "parts": "[]",
        "evidence": "[]",
    }


def outcome_row(document_id: str, count: int) -> dict[str, Any]:
    return {
        "delivery_id": document_id[:16],
        "document_id": document_id,
        "path": f"plans/{document_id[0]}.txt",
        "kind": "plans",
        "size_bytes": 1,
        "step": "extract",
        "outcome": "accepted",
        "records_seen": count,
        "records_loaded": count,
        "records_rejected": 0,
        "records_ignored": 0,
    }


def make_raw(candidate: Path, home: Path) -> None:
    """Create the candidate with the schema ``raw`` filled from the truth."""
    build_raw(candidate, Settings(home=home))
    texts = {key: Text(key) for key in (PLAN, TASKS, PROGRESS)}
    loaded = {
        "cells": cell_rows(texts[PLAN]),
        "tasks": task_rows(texts[TASKS]),
        "progress_items": item_rows(texts[PROGRESS]),
    }
    counts = zip(texts, loaded.values(), strict=True)
    loaded["outcomes"] = [outcome_row(document_id, len(rows)) for document_id, rows in counts]
    loaded["texts"] = [
        {"document_id": text.document_id, "text": text.text} for text in texts.values()
    ]
    loaded["documents"] = [
        document_row(PLAN, "plan", "2024 年“十件实事”行动方案", 2024),
        document_row(TASKS, "task_list", "2020 年重点工作任务清单", 2020),
        document_row(PROGRESS, "progress_report", "2021 年一季度进展", 2021),
    ]
    with duckdb.connect(str(candidate)) as connection:
        for table, rows in loaded.items():
            for row in rows:
                insert(connection, table, row | {"generation_id": "g", "received_at": RECEIVED})
    match_entities(candidate, Settings(home=home))


def insert(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" for _ in row)
    connection.execute(
        f"insert into raw.{table} ({', '.join(row)}) values ({marks})", list(row.values())
    )


PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"


def build(
    candidate: Path, scratch: Path, *, select: str = "*", project: Path = PROJECT
) -> dict[str, str]:
    """Run dbt's first phase on the candidate and return status by node."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    os.environ["PLANLEDGER_CANDIDATE"] = str(candidate)
    try:
        result = dbtRunner().invoke(
            [
                "build",
                "--select",
                select,
                "--exclude",
                "tag:phase_2",
                "resource_type:unit_test",
                "resource_type:test",
                "--project-dir",
                str(project),
                "--profiles-dir",
                str(project),
                "--target-path",
                str(scratch / "target"),
                "--log-path",
                str(scratch / "logs"),
                "--quiet",
            ]
        )
    finally:
        del os.environ["PLANLEDGER_CANDIDATE"]
        if DuckDBConnectionManager._ENV is not None:  # dbt keeps the file open after it ended
            DuckDBConnectionManager._ENV.close()
            DuckDBConnectionManager._ENV = None
    assert result.exception is None, result.exception
    return {node.node.unique_id: str(node.status) for node in result.result.results}
