"""Indicator × organisation tables of every shape that plans print, of imaginary places.

A seeded generator draws a table with its truth and prints it as flattened text, as a page and as a
workbook. What is read is held to the truth; a cell that says ``proven`` or ``printed`` is never
wrong, whatever was lost on the way.
"""

from __future__ import annotations

import random

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.matrix import find_matrices
from ingestion.records import Cell
from tests.unit.interpret.table_shapes import (
    SHAPES,
    Score,
    as_html,
    as_text,
    as_xlsx,
    damaged,
    draw,
    judge,
)

WRITERS = {"text": as_text, "page": as_html, "workbook": as_xlsx}
# Shapes whose words cannot all be read from flattened text; the others are read exactly.
HARD = {
    "header words broken": 0.8,
    "header words broken, total last": 0.8,
    "heading over the organisations, total last": 0.9,
}
SEEDS = range(4)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("presentation", WRITERS)
def test_a_table_of_any_shape_is_read(name: str, presentation: str) -> None:
    score = Score()
    for seed in SEEDS:
        sheet = draw(SHAPES[name], seed)
        judge(sheet, read_cells(*WRITERS[presentation](sheet)), score)
    least = HARD.get(name, 1.0) if presentation == "text" else 1.0
    assert score.exact >= least * score.whole
    assert score.wrong_sure == 0
    assert score.extra == 0 or least < 1.0


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
def test_lost_cells_never_make_a_wrong_cell_sure(name: str, share: float) -> None:
    score = Score()
    for seed in SEEDS:
        sheet = damaged(draw(SHAPES[name], seed), random.Random(seed), share)
        judge(sheet, read_cells(*as_text(sheet)), score)
    assert score.wrong_sure == 0


def test_one_lost_cell_in_twenty_leaves_most_of_the_tables_right() -> None:
    score = Score()
    for shape in SHAPES.values():
        for seed in SEEDS:
            sheet = damaged(draw(shape, seed), random.Random(seed), 0.05)
            judge(sheet, read_cells(*as_text(sheet)), score)
    assert score.exact >= 0.75 * score.whole


def read_cells(data: bytes, name: str) -> tuple[Cell, ...]:
    return find_matrices(read_document(data, name)).cells
