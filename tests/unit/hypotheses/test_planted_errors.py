"""How often the wrong cell of a made-up table is named first, and among the first three.

The figures that the bounds stand for are printed by ``pytest -s``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from ingestion.hypotheses.sums import explain_sum
from tests.unit.hypotheses.made_up_tables import (
    SLIPS,
    Planted,
    grid,
    one_row,
    plant,
    row_system,
)

TRIES = 120


def planted(layout: str, kind: str) -> Iterator[Planted]:
    random_ = random.Random(f"{layout} {kind}")
    for _ in range(TRIES):
        if layout == "grid":
            cells, sums = grid(random_)
        else:
            cells = one_row(random_, is_flow=layout == "row of a year")
            sums = row_system(cells).sums
        found = plant(random_, cells, sums, kind)
        if found is not None:
            yield found


def shares(layout: str, kind: str) -> tuple[float, float]:
    """Share of tables whose right change is first, and among the first three."""
    ranks = []
    for one in planted(layout, kind):
        said = [
            {change.cell.key: change.value for change in hypothesis.changes}
            for hypothesis in explain_sum(one.system)
        ]
        ranks.append(said.index(one.right) if one.right in said else 99)
    return sum(rank == 0 for rank in ranks) / len(ranks), sum(rank < 3 for rank in ranks) / len(
        ranks
    )


LEAST = {
    ("grid", "digit_shift"): (0.99, 0.99),
    ("grid", "unit_slip"): (0.99, 0.99),
    ("grid", "digit_transposition"): (0.99, 0.99),
    ("grid", "digit_error"): (0.99, 0.99),
    ("grid", "last_year_value"): (0.99, 0.99),
    ("grid", "missing_part"): (0.99, 0.99),
    ("grid", "any_other_number"): (0.99, 0.99),
    ("grid", "total_is_wrong"): (0.99, 0.99),
    ("grid", "swapped_columns"): (0.9, 0.99),
    ("grid", "narrative_witness"): (0.99, 0.99),
    ("row", "digit_shift"): (0.98, 0.99),
    ("row", "unit_slip"): (0.98, 0.99),
    ("row", "digit_transposition"): (0.8, 0.95),
    ("row", "digit_error"): (0.35, 0.65),
    ("row", "last_year_value"): (0.8, 0.9),
    ("row", "missing_part"): (0.6, 0.9),
    ("row", "any_other_number"): (0.5, 0.8),
    ("row", "total_is_wrong"): (0.75, 0.95),
    ("row", "narrative_witness"): (0.98, 0.99),
    ("row of a year", "digit_shift"): (0.98, 0.99),
    ("row of a year", "unit_slip"): (0.98, 0.99),
    ("row of a year", "digit_transposition"): (0.9, 0.98),
    ("row of a year", "digit_error"): (0.6, 0.8),
    ("row of a year", "last_year_value"): (0.9, 0.97),
    ("row of a year", "last_period_value"): (0.85, 0.95),
    ("row of a year", "missing_part"): (0.8, 0.95),
    ("row of a year", "any_other_number"): (0.8, 0.9),
    ("row of a year", "total_is_wrong"): (0.93, 0.98),
    ("row of a year", "narrative_witness"): (0.98, 0.99),
}
"""Layout and kind of error -> least share of right changes ranked first, and within three.

A grid adds up both ways; a row has a total, its parts and last year's figures; a row of a year also
the periods around. A row alone cannot tell which of several parts was mistyped: see digit_error."""


@pytest.mark.parametrize(("layout", "kind"), list(LEAST), ids=" ".join)
def test_names_the_cell_that_is_wrong(layout: str, kind: str) -> None:
    first, within_three = shares(layout, kind)
    print(f"{layout}, {kind}: first {first:.2f}, within three {within_three:.2f}")
    assert (first >= LEAST[layout, kind][0], within_three >= LEAST[layout, kind][1]) == (True, True)


def test_every_kind_of_slip_is_planted() -> None:
    assert {kind for _, kind in LEAST} >= set(SLIPS)
