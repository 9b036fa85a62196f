"""Write every sample document, submission and bad input: the same bytes on every run.

``python samples/build_samples.py`` writes into the repository, ``--out DIR`` elsewhere. With
``--seed N --out DIR`` it writes another synthetic year of submissions beside the same plans, as a
folder that ``planledger run --from DIR`` reads.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from builder.bad_inputs import bad_inputs
from builder.pages import plan_page, plan_text, progress_text
from builder.sources import SOURCES
from builder.submissions import SEED, Generation, generation
from builder.workbooks import task_workbook

ROOT = Path(__file__).resolve().parent.parent
RECEIVED = "received.csv"
ERRORS = "planted_errors.yml"


def plans() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the plans and reports in running text."""
    yield "plans/zhoushan_2024_plan.html", plan_page().encode()
    yield "plans/zhoushan_2023_plan.txt", plan_text().encode()
    yield "plans/zhoushan_2020_tasks.xlsx", task_workbook()
    yield "plans/zhejiang_2021q1_progress.txt", progress_text().encode()


def year_files(year: Generation) -> Iterator[tuple[str, bytes]]:
    """Submissions of one synthetic year, when they came, and what is wrong in them."""
    for sent in year.files:
        yield f"progress/{sent.path}", sent.data
    with (SOURCES / RECEIVED).open(encoding="utf-8") as lines:
        documents = "".join(
            f"{row['path']},{row['received_at']}\n" for row in csv.DictReader(lines)
        )
    yield RECEIVED, (year.received() + documents).encode()
    yield ERRORS, year.errors().encode()


def built_files() -> Iterator[tuple[str, bytes]]:
    """Path below the repository's root and bytes of every built file."""
    for name, content in (*plans(), *year_files(generation())):
        yield f"samples/{name}", content
    for name, content in bad_inputs():
        yield f"tests/fixtures/bad/{name}", content


def other_year(seed: int) -> Iterator[tuple[str, bytes]]:
    """Path below a folder and bytes of another year and of the plans beside it."""
    yield from plans()
    yield from year_files(generation(seed))


def main() -> None:
    """Write the files and name them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--out", type=Path, default=ROOT, help="root of the tree to write into")
    parser.add_argument("--seed", type=int, help=f"another year than {SEED}; asks for --out")
    asked = parser.parse_args()
    if asked.seed is not None and asked.out == ROOT:
        parser.error("--seed writes another year: say where with --out")
    for path, content in built_files() if asked.seed is None else other_year(asked.seed):
        target = asked.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(f"{len(content):>8}  {path}")


if __name__ == "__main__":
    main()
