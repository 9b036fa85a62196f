"""Write every sample document, submission and bad input: the same bytes on every run.

``python samples/build_samples.py`` writes into the repository, ``--out DIR`` elsewhere.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from builder.bad_inputs import bad_inputs
from builder.pages import plan_page, plan_text, progress_text
from builder.submissions import planted_errors, submissions
from builder.workbooks import task_workbook

ROOT = Path(__file__).resolve().parent.parent


def built_files() -> Iterator[tuple[str, bytes]]:
    """Path below the repository's root and bytes of every built file."""
    yield "samples/plans/zhoushan_2024_plan.html", plan_page().encode()
    yield "samples/plans/zhoushan_2023_plan.txt", plan_text().encode()
    yield "samples/plans/zhoushan_2020_tasks.xlsx", task_workbook()
    yield "samples/plans/zhejiang_2021q1_progress.txt", progress_text().encode()
    for path, content in submissions():
        yield f"samples/progress/{path}", content
    yield "samples/planted_errors.yml", planted_errors().encode()
    for name, content in bad_inputs():
        yield f"tests/fixtures/bad/{name}", content


def main() -> None:
    """Write the files and name them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--out", type=Path, default=ROOT, help="root of the tree to write into")
    root = parser.parse_args().out
    for path, content in built_files():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(f"{len(content):>8}  {path}")


if __name__ == "__main__":
    main()
