"""Cutting overlapping places into segments."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.publish.annotated_marks import (
    Entry,
    collect_entries,
    cut_segments,
    first_segments,
    is_doubtful,
    segments_within,
)
from ingestion.records import Cell, DocumentText, Issue, Locator, Quantity, Record, Task

TEXT = "完成登记500家以上，培训0.9万人次。\n甲县|3|"


def locate(start: int, end: int, quote: str | None = None) -> Locator:
    return Locator(
        document_id="d", start=start, end=end, quote=TEXT[start:end] if quote is None else quote
    )


def task(*places: Locator) -> Task:
    return Task(
        document_id="d", part_no=1, table_no=1, row_no=1, task="登记", goal_text="", evidence=places
    )


def quantity(start: int, end: int, *, implicit: bool = False) -> Quantity:
    return Quantity(
        document_id="d",
        part_no=1,
        kind="target",
        quote=TEXT[start:end],
        start=start,
        end=end,
        indicator="登记",
        value=Decimal(500),
        implicit=implicit,
        evidence=(),
    )


def cell(state: str, *places: Locator, alignment: str = "proven") -> Cell:
    fields = {"state": state, "alignment": alignment, "evidence": places}
    where = {"part_no": 1, "table_no": 1, "row_no": 1, "col_no": 1}
    return Cell.model_validate(
        {"document_id": "d", "indicator": "建站", "org": "甲县", **where, **fields}
    )


def pieces(records: list[Record], *blocks: tuple[int, int]) -> list[tuple[str, list[str]]]:
    entries = collect_entries(records, TEXT)  # type: ignore[arg-type]
    segments = cut_segments(entries, blocks or [(0, len(TEXT))])
    return [(TEXT[one.start : one.end], [e.kind for e in one.entries]) for one in segments]


def test_an_inner_place_stands_before_the_outer_one() -> None:
    assert pieces([task(locate(0, 10)), quantity(4, 10)]) == [
        ("完成登记", ["task"]),
        ("500家以上", ["quantity", "task"]),
    ]


def test_places_that_cross_are_cut_where_they_cross() -> None:
    assert pieces([task(locate(0, 6)), task(locate(4, 10))]) == [
        ("完成登记", ["task"]),
        ("50", ["task", "task"]),
        ("0家以上", ["task"]),
    ]


def test_an_issue_only_comments() -> None:
    issue = Issue(
        document_id="d",
        code="x",
        severity="warning",
        message_zh="疑",
        message_en="doubt",
        evidence=(locate(4, 7),),
    )
    assert pieces([quantity(4, 10), issue])[0] == ("500", ["quantity", "issue"])


def test_a_segment_ends_where_its_block_ends() -> None:
    assert pieces([task(locate(0, 10))], (0, 4), (4, 10)) == [
        ("完成登记", ["task"]),
        ("500家以上", ["task"]),
    ]


def test_text_outside_of_every_block_is_not_marked() -> None:
    assert pieces([task(locate(0, 10))], (0, 4)) == [("完成登记", ["task"])]


def test_a_covered_cell_stands_behind_the_cell_that_prints() -> None:
    place = locate(24, 25)
    entries = collect_entries([cell("merged_inherit", place), cell("value", place)], TEXT)
    (segment,) = cut_segments(entries, [(0, len(TEXT))])
    assert [one.number for one in segment.entries] == [2, 1]


def test_an_empty_cell_is_a_hole_after_the_cell_before_it() -> None:
    (entry,) = collect_entries([cell("blank", locate(24, 25), locate(25, 26))], TEXT)
    assert (entry.hole, entry.spans) == (25, ())


def test_the_least_certain_entry_decides_how_a_segment_looks() -> None:
    place = locate(24, 25)
    records = [cell("value", place), cell("merged_inherit", place, alignment="ambiguous")]
    (segment,) = cut_segments(collect_entries(records, TEXT), [(0, len(TEXT))])
    assert segment.doubt == "ambiguous"


def test_the_text_itself_is_no_entry() -> None:
    assert collect_entries([DocumentText(document_id="d", text=TEXT)], TEXT) == ()


@pytest.mark.parametrize(
    ("place", "checked", "differing"),
    [
        (locate(0, 4), 1, 0),
        (locate(0, 4, "别的字样"), 1, 1),
        (locate(0, 999), 0, 0),
        (Locator(document_id="d", sheet="表", cell="A1", quote="3"), 0, 0),
    ],
    ids=["equal", "differs", "beyond the text", "no place in the text"],
)
def test_quotes_are_compared_with_the_text(place: Locator, checked: int, differing: int) -> None:
    (entry,) = collect_entries([task(place)], TEXT)
    assert (entry.checked, entry.differing) == (checked, differing)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (quantity(4, 10), False),
        (quantity(4, 10, implicit=True), True),
        (cell("value", locate(24, 25)), False),
        (cell("value", locate(24, 25), alignment="inferred"), True),
        (cell("value", locate(24, 25), alignment="ambiguous"), True),
    ],
)
def test_doubt_is_what_a_person_should_look_at(record: Record, *, expected: bool) -> None:
    (entry,) = collect_entries([record], TEXT)  # type: ignore[list-item]
    assert is_doubtful(entry) is expected


_SPANS = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda one: (one[0], sum(one)))


@given(spans=st.lists(_SPANS, max_size=8), edges=st.sets(st.integers(0, 28), max_size=5))
def test_every_character_is_marked_once_by_all_that_claim_it(
    spans: list[tuple[int, int]], edges: set[int]
) -> None:
    entries = [
        Entry(number, "task", None, (span,), None, "", 0, 0, task())
        for number, span in enumerate(spans, start=1)
    ]
    bounds = sorted({0, 28} | edges)
    segments = cut_segments(entries, list(pairwise(bounds)))
    assert [one.number for one in segments] == list(range(1, len(segments) + 1))
    for place in range(28):
        at = [one for one in segments if one.start <= place < one.end]
        claimed = {one.number for one in entries if one.spans[0][0] <= place < one.spans[0][1]}
        assert len(at) == bool(claimed)
        assert {entry.number for one in at for entry in one.entries} == claimed
    assert set(first_segments(segments)) == {one.number for one in entries}
    assert list(segments_within(segments, 0, 28)) == list(segments)
