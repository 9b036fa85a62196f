"""The smallest sets of cells whose change repairs all sums, found exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingestion.hypotheses.model import Cell, Sum, System
from ingestion.hypotheses.repair import failing_sums, smallest_repairs


def system(values: dict[str, int | None], *sums: Sum) -> System:
    cells = tuple(
        Cell(
            key=key,
            place=key,
            org=key,
            value=None if value is None else Decimal(value),
            is_total=any(one.total == key for one in sums),
        )
        for key, value in values.items()
    )
    return System(cells=cells, sums=sums)


ROW = Sum(total="t", parts=("a", "b"))


def repairs(one: System) -> list[dict[str, tuple[int, ...]]]:
    return [
        {
            key: tuple(int(bound) for bound in bounds if bound is not None)
            for key, bounds in r.items()
        }
        for r in smallest_repairs(one)
    ]


def test_nothing_is_repaired_where_every_sum_holds() -> None:
    one = system({"t": 3, "a": 1, "b": 2}, ROW)
    assert failing_sums(one) == [] and smallest_repairs(one) == []


def test_in_one_row_any_cell_may_be_the_wrong_one() -> None:
    assert repairs(system({"t": 20, "a": 12, "b": 7}, ROW)) == [
        {"t": (19, 19)},
        {"a": (13, 13)},
        {"b": (8, 8)},
    ]


def test_a_cell_that_would_have_to_be_negative_is_no_repair() -> None:
    assert repairs(system({"t": 5, "a": 9, "b": 2}, ROW)) == [{"t": (11, 11)}, {"a": (3, 3)}]


def test_a_cell_without_a_number_may_be_a_missing_part() -> None:
    assert {"b": (3, 3)} in repairs(system({"t": 5, "a": 2, "b": None}, ROW))


def test_where_a_row_and_a_column_fail_it_is_the_cell_where_they_cross() -> None:
    across = (ROW, Sum(total="u", parts=("c", "d")), Sum(total="x", parts=("v", "w")))
    down = (Sum(total="v", parts=("a", "c")), Sum(total="w", parts=("b", "d")))
    values = {"t": 3, "a": 91, "b": 2, "u": 7, "c": 3, "d": 4, "x": 10, "v": 4, "w": 6}
    assert repairs(system(values, *across, *down)) == [{"a": (1, 1)}]


def test_a_sum_that_holds_forbids_to_change_its_cells() -> None:
    other = Sum(total="u", parts=("a", "c"))
    assert repairs(system({"t": 4, "a": 1, "b": 2, "u": 3, "c": 2}, ROW, other)) == [
        {"t": (3, 3)},
        {"b": (3, 3)},
    ]


def test_two_cells_are_changed_only_where_one_does_not_do() -> None:
    down = (Sum(total="v", parts=("a", "c")), Sum(total="w", parts=("b", "d")))
    values = {"t": 3, "a": 2, "b": 1, "c": 3, "d": 4, "v": 4, "w": 6}
    assert {"a": (1, 1), "b": (2, 2)} in repairs(system(values, ROW, *down))


@pytest.mark.parametrize(
    ("one", "bounds"),
    [
        (ROW.model_copy(update={"tolerance": Decimal(1)}), {"t": (18, 20)}),
        (ROW.model_copy(update={"is_lower_bound": True}), {"t": (19,)}),
    ],
    ids=["tolerance", "lower bound"],
)
def test_tolerances_and_bounds_leave_an_interval(one: Sum, bounds: dict[str, object]) -> None:
    assert repairs(system({"t": 25, "a": 12, "b": 7}, one))[0] == bounds
