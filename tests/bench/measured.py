"""Runs a reading in a process of its own and says how long it took and how much memory it used."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_READ = r"""
import json, re, sys, time
from ingestion.errors import WarehouseError
from ingestion.extract.container import read_container
from ingestion.extract.registry import is_archive, read_document
from ingestion.interpret.document import interpret_document
codes, began = [], time.process_time()
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        data = file.read()
    try:
        if is_archive(data, path):
            codes.append(",".join(one.path for one in read_container(data, path)))
            continue
        found = interpret_document(read_document(data, path))
        codes.append(f"read {len(found.cells) + len(found.quantities)}")
    except WarehouseError as error:
        codes.append(f"{error.code} {error.message_zh}")
seconds = time.process_time() - began
# Not ru_maxrss: a process that was started by a larger one begins with the other's peak.
with open("/proc/self/status") as status:
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) / 1024
print(json.dumps({"codes": codes, "seconds": seconds, "peak_mib": peak}))
"""


class Measured(NamedTuple):
    """What became of each file; processor time of all; the most memory the process held."""

    codes: list[str]
    seconds: float
    peak_mib: float


def measure(*paths: Path) -> Measured:
    """Read and interpret files one after another in a fresh process."""
    command = [sys.executable, "-c", _READ, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))
