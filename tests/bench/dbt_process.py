"""One call of dbt in a process of its own: how long it took, and what it took.

Run as ``python -m tests.bench.dbt_process ARGUMENT…``; prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from .straight_run import peak_mib

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "dbt_project"


class DbtRun(NamedTuple):
    """What one call of dbt took.

    Attributes:
        wall: Seconds of the whole process.
        span: Seconds from the start of the first node to the end of the last one; the rest of
            ``wall`` is dbt's start-up.
        node_seconds: Execution times by kind (model, seed, test), summed; nodes overlap.
        processor_seconds: Of the whole process.
        peak_mib: The most memory that the process held.
        slowest: Execution times of the ten slowest nodes.
    """

    wall: float
    span: float
    node_seconds: dict[str, float]
    processor_seconds: float
    peak_mib: float
    slowest: dict[str, float]


def run_dbt(candidate: Path, target: Path, *arguments: str) -> DbtRun:
    """Call dbt on a candidate.

    Raises:
        RuntimeError: dbt ended with an error, or a node failed.
    """
    places = [
        f"--project-dir={PROJECT}",
        f"--profiles-dir={PROJECT}",
        f"--target-path={target}",
        f"--log-path={target / 'logs'}",
    ]
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.dbt_process", *arguments, *places],
        env=os.environ | {"PLANLEDGER_CANDIDATE": str(candidate), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(done.stdout[-4000:] + done.stderr[-4000:])
    process = json.loads(done.stdout.splitlines()[-1])
    results = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    seconds = {one["unique_id"]: float(one["execution_time"]) for one in results}
    slowest = sorted(seconds, key=lambda name: -seconds[name])[:10]
    return DbtRun(
        wall,
        _span(results),
        _by_kind(seconds),
        process["processor_seconds"],
        process["peak_mib"],
        {name: seconds[name] for name in slowest},
    )


def _span(results: list[dict[str, Any]]) -> float:
    moments = [
        datetime.fromisoformat(one[end].replace("Z", "+00:00"))
        for result in results
        for one in result["timing"]
        for end in ("started_at", "completed_at")
    ]
    return (max(moments) - min(moments)).total_seconds()


def _by_kind(seconds: dict[str, float]) -> dict[str, float]:
    kinds: dict[str, float] = {}
    for name, one in seconds.items():
        kind = name.split(".", 1)[0]
        kinds[kind] = kinds.get(kind, 0.0) + one
    return kinds


def main(arguments: list[str]) -> int:
    """Call dbt in this process and say what the process took."""
    from dbt.cli.main import dbtRunner

    result = dbtRunner().invoke(["--quiet", "--no-send-anonymous-usage-stats", *arguments])
    print(json.dumps({"processor_seconds": time.process_time(), "peak_mib": peak_mib()}))
    return 0 if result.success else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
