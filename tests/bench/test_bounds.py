"""What is too large is refused at once and cheaply; what the limits allow fits in a worker.

Measured on one core of a small machine: refusals take 0.0–0.6 s of processor time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .big_files import AS_LARGE_AS_ALLOWED, TOO_MUCH, pdf_of, written
from .measured import measure

MOST_MIB = 500
"""Memory of a worker. Unit: MiB."""


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_is_refused_within_seconds_and_the_limit_is_named(
    name: str, tmp_path: Path
) -> None:
    make, names = TOO_MUCH[name]
    found = measure(written(tmp_path, name, make()))
    (said,) = found.codes
    assert names in said
    assert found.seconds < 10
    assert found.peak_mib < MOST_MIB


@pytest.mark.parametrize("name", AS_LARGE_AS_ALLOWED)
def test_the_largest_that_is_read_fits_in_a_worker(name: str, tmp_path: Path) -> None:
    found = measure(written(tmp_path, name, AS_LARGE_AS_ALLOWED[name]()))
    (said,) = found.codes
    assert said.startswith("read")
    assert found.peak_mib < MOST_MIB
    assert found.seconds < 120


def test_a_worker_that_reads_every_format_stays_within_its_memory(
    shared: Path, tmp_path: Path
) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    formats = [path for path in (shared / "formats").iterdir() if path.suffix != ".md"]
    fixtures = Path(__file__).parents[1] / "fixtures" / "formats"
    others = [fixtures / "sheet.xls", fixtures / "sheet.xlsx"]
    large = written(tmp_path, "large.pdf", pdf_of(500))
    found = measure(*seeds, *sorted(formats), *others, large)
    assert sum(code.startswith("read") for code in found.codes) == len(found.codes) - 1
    assert found.peak_mib < MOST_MIB
