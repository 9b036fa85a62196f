"""Run what dbt compiled straight in DuckDB: the same SQL in the same order, one process, no dbt.

Run as ``python -m tests.bench.straight_run CANDIDATE TARGET_PATH``; prints one line of JSON. The
seeds must be there: how a CSV file is read is not asked here.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

SETTINGS = (
    "set TimeZone = 'UTC'",
    "set threads = 2",
    "set preserve_insertion_order = false",
    f"set memory_limit = '{os.environ.get('PLANLEDGER_MEMORY_LIMIT', '5GB')}'",
)
"""Those of the profile that dbt uses."""


class Node(NamedTuple):
    """One thing that dbt ran: its id, what it makes, how, and by which SQL."""

    unique_id: str
    relation: str | None
    materialized: str
    sql: str

    def statement(self) -> str:
        """Return the SQL that makes the relation, or that counts what a test found."""
        if self.relation is None:
            return f"select count(*) from ({self.sql}) as found"
        kind = "view" if self.materialized == "view" else "table"
        return f"create or replace {kind} {self.relation} as {self.sql}"


def nodes_in_order(target: Path) -> list[Node]:
    """Return the models and data tests of dbt's last run, in the order in which they ended."""
    nodes = json.loads((target / "manifest.json").read_text("utf-8"))["nodes"]
    results = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    ran = [one for one in results if one["unique_id"].startswith(("model.", "test."))]
    return [_node(one, nodes[one["unique_id"]]) for one in ran if one["compiled_code"]]


def _node(result: dict[str, Any], node: dict[str, Any]) -> Node:
    is_model = node["resource_type"] == "model"
    return Node(
        result["unique_id"],
        result["relation_name"] if is_model else None,
        node["config"]["materialized"],
        result["compiled_code"],
    )


def peak_mib() -> float:
    """Return the most memory that this process ever held."""
    status = Path("/proc/self/status").read_text("ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def run(
    candidate: Path, nodes: Iterable[Node], settings: Iterable[str] = SETTINGS
) -> dict[str, Any]:
    """Run the nodes one after another; return wall and processor seconds, in all and each."""
    each: dict[str, tuple[float, float]] = {}
    with duckdb.connect(str(candidate)) as connection:
        for setting in SETTINGS:
            connection.execute(setting)
        began = time.perf_counter()
        for schema in ("staging", "intermediate", "marts"):
            connection.execute(f"create schema if not exists {schema}")
        for node in nodes:
            wall, processor = time.perf_counter(), time.process_time()
            connection.execute(node.statement()).fetchall()
            each[node.unique_id] = (
                time.perf_counter() - wall,
                time.process_time() - processor,
            )
        seconds = time.perf_counter() - began
    return {
        "seconds": seconds,
        "processor_seconds": sum(processor for _, processor in each.values()),
        "peak_mib": peak_mib(),
        "nodes": each,
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), nodes_in_order(Path(sys.argv[2])))))
