"""How text and table of a real plan stand to each other, as the warehouse's pairs say it.

The truth was made by hand. Skips if it is not here.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.match.mentions import mentions_of_quantities
from ingestion.match.pairs import TextPair, pair_targets, text_targets

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TRUTH = SHARED / "gold" / "narrative_table_pairs.csv"
pytestmark = pytest.mark.skipif(
    not TRUTH.exists(), reason="../shared with seeds and truth is absent"
)
MAGNITUDES = (1, 10_000, 10**8)
NEITHER = "only_in_narrative"


class Judged(NamedTuple):
    """One pair of the truth, and what the matching says of the same target and row."""

    row_no: int
    value: Decimal
    truth: str
    found: str
    status: str


def row_of(key: str) -> int:
    return int(key.partition("#")[0].split(":")[2])


def is_at(pair: TextPair, gold: dict[str, str]) -> bool:
    """The number of the target stands in the quoted words."""
    start, end = (int(place) for place in pair.left.key.split(":"))
    first = int(gold["narrative_offset"])
    last = first + len(gold["narrative_quote"])
    values = {Decimal(gold["narrative_value"]) * factor for factor in MAGNITUDES}
    return first < end <= last + 8 and start < last and pair.left.value in values


def judge(gold: dict[str, str], pairs: Iterable[TextPair]) -> Judged:
    """Prefer the pair with that very row; a row that only came near is not to be compared."""
    row_no = int(gold["table_row_no"])
    here = [pair for pair in pairs if is_at(pair, gold)]
    last = [pair for pair in here if pair.left.key == here[-1].left.key]
    found, status = NEITHER, "unmatched"
    for pair in last:
        near = {row_of(one.right_key): one.relation for one in pair.match.candidates}
        if pair.right is not None and row_of(pair.right.key) == row_no:
            found, status = pair.match.relation or NEITHER, pair.match.status
            break
        if near.get(row_no) == "not_comparable":
            found, status = "not_comparable", "unmatched"
    return Judged(row_no, Decimal(gold["narrative_value"]), gold["relation"], found, status)


@pytest.fixture(scope="module")
def pairs() -> tuple[TextPair, ...]:
    path = next((SHARED / "seeds").glob("004_*.txt"))
    read = interpret_document(read_document(path.read_bytes(), path.name))
    mentions = mentions_of_quantities(read.document, read.text.text, read.quantities)
    cells = [cell for cell in read.cells if cell.measure == "target"]
    targets = text_targets(mentions, read.quantities, read.text.text)
    return pair_targets(targets, cells, year=read.document.year)


@pytest.fixture(scope="module")
def judged(pairs: tuple[TextPair, ...]) -> list[Judged]:
    with TRUTH.open(encoding="utf-8") as lines:
        return [judge(gold, pairs) for gold in csv.DictReader(lines)]


def confusion(judged: Iterable[Judged]) -> str:
    """Truth by row, what was found by column."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in judged:
        counted[one.truth][one.found] += 1
    return "\n".join(f"{truth:15} {dict(row)}" for truth, row in sorted(counted.items()))


def test_nine_of_ten_relations_are_right(judged: list[Judged]) -> None:
    right = sum(one.found == one.truth for one in judged)
    print(f"{right} of {len(judged)} relations\n{confusion(judged)}")
    assert len(judged) == 99
    assert right >= 92, confusion(judged)


def test_every_contradiction_is_found_and_nothing_else_is_called_one(
    judged: list[Judged], pairs: tuple[TextPair, ...]
) -> None:
    true = {(one.row_no, one.value) for one in judged if one.truth == "contradict"}
    assert true == {(63, Decimal(85)), (70, Decimal(50))}
    assert {(o.row_no, o.value) for o in judged if o.found == "contradict"} == true
    assert sum(pair.match.relation == "contradict" for pair in pairs) == len(true)


def test_what_cannot_be_compared_is_never_matched(judged: list[Judged]) -> None:
    apart = [one for one in judged if one.truth == "not_comparable"]
    assert {one.status for one in apart} == {"unmatched"}


def test_what_a_cell_nests_is_quoted_from_that_cell(pairs: tuple[TextPair, ...]) -> None:
    (nested,) = [
        pair
        for pair in pairs
        if pair.match.status == "matched" and pair.right and "#" in pair.right.key
    ]
    assert nested.match.relation == "agree"
    assert nested.cell is not None
    assert not nested.cell.is_total
    assert "50%" in nested.cell.raw
