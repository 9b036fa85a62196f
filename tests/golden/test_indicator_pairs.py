"""Text against table of a real plan, by truth made by hand. Skips if the truth is not here."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.match.indicator_model import IndicatorMatch, Relation
from ingestion.match.indicators import match_indicators
from ingestion.match.mentions import mentions_of_cells, mentions_of_quantities

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
PAIRS = SHARED / "gold" / "narrative_table_pairs.csv"
pytestmark = pytest.mark.skipif(
    not PAIRS.exists(), reason="../shared with seeds and truth is absent"
)
MAGNITUDES = (1, 10_000, 10**8)


class Pair(NamedTuple):
    """One pair of the truth, with the mention of the text and what was found."""

    left_key: str | None
    row_no: int
    truth: str
    accepted: Relation | None
    proposed: Relation | None


def row_of(key: str) -> int:
    return int(key.split("#", maxsplit=1)[0].split(":")[2])


def relation_to(row_no: int, matches: list[IndicatorMatch]) -> tuple[Relation | None, ...]:
    """What was accepted, and what a reviewer is shown. Not to be compared needs no acceptance."""
    accepted = [m.relation for m in matches if m.right_key and row_of(m.right_key) == row_no]
    near = [c for m in matches for c in m.candidates if row_of(c.right_key) == row_no]
    told_apart = [c.relation for c in near if c.relation == "not_comparable"]
    shown = [*accepted, *told_apart, *(c.relation for c in near), None]
    return [*accepted, *told_apart, None][0], shown[0]


@pytest.fixture(scope="module")
def matched() -> tuple[list[Pair], list[IndicatorMatch]]:
    path = next((SHARED / "seeds").glob("004_*.txt"))
    found = interpret_document(read_document(path.read_bytes(), path.name))
    left = mentions_of_quantities(found.document, found.text.text, found.quantities)
    rows = mentions_of_cells(found.cells, year=found.document.year)
    matches = list(match_indicators(left, rows))
    by_left = defaultdict(list)
    for match in matches:
        by_left[match.left_key].append(match)
    pairs = []
    with PAIRS.open(encoding="utf-8") as lines:
        for gold in csv.DictReader(lines):
            key = mention_at(gold, left)
            relations = relation_to(int(gold["table_row_no"]), by_left.get(key, []))
            pairs.append(Pair(key, int(gold["table_row_no"]), gold["relation"], *relations))
    return pairs, matches


def mention_at(gold: dict[str, str], left) -> str | None:
    """The mention whose number stands in the quoted words."""
    start = int(gold["narrative_offset"])
    end = start + len(gold["narrative_quote"])
    values = {Decimal(gold["narrative_value"]) * factor for factor in MAGNITUDES}
    inside = [m for m in left if start < int(m.key.split(":")[1]) <= end + 8]
    inside = [m for m in inside if int(m.key.split(":")[0]) < end]
    return next((m.key for m in reversed(inside) if m.value in values), None)


def test_nothing_is_matched_that_the_truth_does_not_pair(matched) -> None:
    pairs, matches = matched
    true = {(p.left_key, p.row_no) for p in pairs if p.truth != "not_comparable"}
    found = {(m.left_key, row_of(m.right_key)) for m in matches if m.right_key}
    assert found - true == set()
    assert len(true) == 89  # of which two are no quantity of the text
    assert len(found & true) >= 83


def test_nine_of_ten_relations_are_right(matched) -> None:
    pairs, _ = matched
    assert len(pairs) == 99
    assert sum(p.accepted == p.truth for p in pairs) >= 90
    assert sum(p.proposed == p.truth for p in pairs) >= 92


def test_every_contradiction_is_found_and_no_other(matched) -> None:
    pairs, matches = matched
    found = {(m.left_key, row_of(m.right_key)) for m in matches if m.relation == "contradict"}
    assert found == {(p.left_key, p.row_no) for p in pairs if p.truth == "contradict"}
    assert {row for _, row in found} == {63, 70}


def test_what_is_told_apart_is_never_matched(matched) -> None:
    _, matches = matched
    assert all(m.right_key is None for m in matches if m.relation == "not_comparable")
    assert all(m.candidates for m in matches if m.status == "ambiguous")
