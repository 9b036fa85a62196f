"""Declared counts and numbering of the real documents, against the truth made by hand.

A row of the truth is found where a failing count, a broken series or a misprinted year quotes a
place within its quote; a false alarm is one that does so on a row that is in order.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import pairwise

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import Interpretation, interpret_document

SEEDS = ("000", "001", "002", "003", "004")


@dataclass(frozen=True)
class Alarm:
    """One thing that the checks would call wrong, with the places that it quotes."""

    document: str
    what: str
    places: tuple[tuple[int, int], ...]


@pytest.fixture(scope="module")
def truth(shared):
    with (shared / "gold/declared_vs_found.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def read(shared) -> dict[str, Interpretation]:
    found = {}
    for number in SEEDS:
        path = next((shared / "seeds").glob(f"{number}_*.txt"))
        found[number] = interpret_document(read_document(path.read_bytes(), path.name))
    return found


def spans(evidence) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in evidence if one.start is not None)


def alarms_of(document: str, said: Interpretation) -> list[Alarm]:
    return [
        *_count_alarms(document, said),
        *_group_alarms(document, said),
        *_series_alarms(document, said),
        *(
            Alarm(document, f"year {one.raw}", spans(one.evidence))
            for one in said.printed_years
            if one.year is None
        ),
    ]


def _count_alarms(document, said):
    for one in said.declared_counts:
        if one.is_certain and one.found not in (None, one.declared):
            yield Alarm(document, one.quote, ((one.start, one.end),))


def _group_alarms(document, said):
    """Groups of an indicator table; the last row of the table stands for the sum of all of them."""
    groups: dict[str, tuple[int, set[int], list]] = {}
    for cell in said.cells:
        if cell.action and cell.action_declared_items:
            declared, rows, places = groups.setdefault(
                cell.action, (cell.action_declared_items, set(), [])
            )
            rows.add(cell.row_no)
            places += spans(cell.evidence)
    for action, (declared, rows, places) in groups.items():
        if declared != len(rows):
            first = min(start for start, _ in places)
            yield Alarm(document, f"{action} {declared}", ((first - 30, first),))
    if sum(one[0] for one in groups.values()) != sum(len(one[1]) for one in groups.values()):
        last = max(end for one in groups.values() for _, end in one[2])
        yield Alarm(document, "all groups", ((last - 60, last),))


def _series_alarms(document, said):
    series: dict[int, list] = {}
    for label in said.numbered_labels:
        series.setdefault(label.series_no, []).append(label)
    for labels in series.values():
        if labels[0].number != 1:
            continue
        for before, after in pairwise(labels):
            if after.number != before.number + 1:
                yield Alarm(document, f"{after.label} after {before.label}", spans(after.evidence))


def touches(alarm: Alarm, row) -> bool:
    start = int(row["offset"])
    end = start + len(row["quote"])
    return alarm.document == row["doc"] and any(a < end and start < b for a, b in alarm.places)


def test_finds_every_row_that_does_not_match_and_alarms_on_no_other(truth, read):
    alarms = [alarm for number in SEEDS for alarm in alarms_of(number, read[number])]
    wrong = [row for row in truth if row["match"].lower() == "no"]
    missed = [row["what"] for row in wrong if not any(touches(one, row) for one in alarms)]
    assert len(wrong) == 4
    assert missed == []
    right = [row for row in truth if row["match"] in ("yes", "n/a")]
    false = [
        (one.what, row["what"])
        for row in right
        for one in alarms
        if touches(one, row) and not any(touches(one, other) for other in wrong)
    ]
    assert false == []
    beside = [one.what for one in alarms if not any(touches(one, row) for row in wrong)]
    assert beside == []


def test_counts_that_are_listed_in_so_many_words_are_compared(truth, read):
    """Of the counts that the truth calls right a fair share is held to its list, none is missed."""
    compared = [
        row
        for row in truth
        if row["match"] == "yes"
        and any(
            one.found == one.declared
            and one.start < int(row["offset"]) + len(row["quote"])
            and int(row["offset"]) < one.end
            for one in read[row["doc"]].declared_counts
        )
    ]
    assert len(compared) >= 14
