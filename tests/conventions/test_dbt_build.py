"""The whole dbt project builds: on nothing, with its unit tests, and on a plan that came twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.load.candidate import build_raw
from ingestion.load.schemas import arrow_schema, table_name, to_row
from ingestion.records import Record
from ingestion.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PLAN = "004_d240f9b8d317eb0f.txt"


def run_dbt(candidate: Path, *arguments: str) -> dict[str, str]:
    """Run dbt in a process of its own, which then lets go of the file; node -> status."""
    target = candidate.parent / "target"
    places = [
        f"--project-dir={ROOT / 'dbt_project'}",
        f"--profiles-dir={ROOT / 'dbt_project'}",
        f"--target-path={target}",
        f"--log-path={candidate.parent / 'logs'}",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *arguments, *places],
        env=os.environ | {"PLANLEDGER_CANDIDATE": str(candidate)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "WARN=0" in done.stdout, done.stdout[-4000:]
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    return {result["unique_id"]: result["status"] for result in results}


def fill(candidate: Path, records: list[tuple[Record, dict[str, Any]]]) -> None:
    tables: dict[str, list[dict[str, Any]]] = {}
    kinds = {}
    for record, provenance in records:
        name = table_name(record.record)  # type: ignore[attr-defined]
        kinds[name] = type(record)
        tables.setdefault(name, []).append(to_row(record, provenance))
    with duckdb.connect(str(candidate)) as connection:
        for name, rows in tables.items():
            connection.register("given", pa.Table.from_pylist(rows, arrow_schema(kinds[name])))
            connection.execute(f"insert into raw.{name} by name select * from given")
            connection.unregister("given")


def columns_without_description(candidate: Path) -> list[str]:
    manifest = json.loads((candidate.parent / "target" / "manifest.json").read_text("utf-8"))
    described = {
        f"{node['schema']}.{node['name']}.{column}"
        for node in manifest["nodes"].values()
        for column, about in node.get("columns", {}).items()
        if about["description"]
    }
    with duckdb.connect(str(candidate), read_only=True) as connection:
        built = connection.execute(
            "select concat_ws('.', table_schema, table_name, column_name)"
            " from information_schema.columns where table_schema <> 'raw'"
        ).fetchall()
    return sorted({name for (name,) in built} - described)


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    file = tmp_path / "planledger.duckdb"
    build_raw(file, Settings(home=tmp_path / "home"))
    return file


@pytest.mark.slow
def test_builds_on_nothing_and_every_unit_test_passes(candidate: Path) -> None:
    results = run_dbt(candidate, "build")
    assert set(results.values()) <= {"success", "pass", "no-op"}
    assert sum(key.startswith("unit_test.") for key in results) > 30
    assert columns_without_description(candidate) == []


@pytest.mark.slow
def test_a_plan_that_came_twice_is_one_set_of_targets(candidate: Path, shared: Path) -> None:
    data = (shared / "seeds" / PLAN).read_bytes()
    received = datetime(2024, 4, 3)
    records: list[tuple[Record, dict[str, Any]]] = []
    for number, copy in enumerate((data, data.decode("utf-8").encode("gb18030"))):
        provenance = {
            "generation_id": "g",
            "delivery_id": f"delivery {number}",
            "received_at": received.replace(day=3 + number),
        }
        reading = interpret_document(read_document(copy, PLAN))
        records += [(record, provenance) for record in reading.records()]
    fill(candidate, records)
    run_dbt(candidate, "build", "--exclude-resource-type=test", "--exclude-resource-type=unit_test")
    with duckdb.connect(str(candidate), read_only=True) as connection:
        counted = connection.execute(
            """
            select
                (select count(*) from marts.fct_target_statements where stated_in = 'table'),
                (select count(*) from marts.fct_targets where stated_in = 'table'),
                (select count(*) from marts.dim_indicators where stated_in = 'table'),
                (select count(distinct document_key) from marts.fct_targets),
                (select count(*) from marts.dim_documents where is_superseded)
            """
        ).fetchone()
    assert counted == (1944, 972, 81, 1, 0)
