"""Quotes stand in their context, with exactly their characters marked."""

from __future__ import annotations

import pytest

from ingestion.publish.report_evidence import (
    CONTEXT,
    LONGEST_MARK,
    Passage,
    lay_out,
    read_evidence,
)
from ingestion.records import Locator

TEXT = "甲" * 100 + "\n目标20家\n\n" + "乙" * 300 + "末尾7件"


def _at(quote: str, document_id: str = "d") -> Locator:
    start = TEXT.index(quote)
    return Locator(document_id=document_id, start=start, end=start + len(quote), quote=quote)


def _marks(passage: Passage) -> list[str]:
    return [run.text for run in passage.runs if run.kind == "mark"]


def test_marks_exactly_the_quoted_characters_in_their_context() -> None:
    (passage,) = lay_out([_at("20")], {"d": TEXT}).passages
    assert _marks(passage) == ["20"]
    before, after = (
        "".join(run.text for run in passage.runs[:index]) for index in (len(passage.runs), 0)
    )
    assert "目标" in before
    assert not after
    kinds = [run.kind for run in passage.runs]
    assert kinds == ["text", "break", "text", "mark", "text", "break", "text"]
    start = TEXT.index("20")
    assert passage.runs[0].text == TEXT[start - CONTEXT : TEXT.index("\n")]
    assert passage.spans == (f"{start}–{start + 2}",)
    assert passage.standing == "found"
    assert passage.has_more_before
    assert passage.has_more_after


def test_neighbours_share_one_passage_and_distant_quotes_do_not() -> None:
    near = lay_out([_at("家"), _at("20")], {"d": TEXT}).passages
    assert [_marks(one) for one in near] == [["20", "家"]]
    far = lay_out([_at("20"), _at("7件")], {"d": TEXT}).passages
    assert [_marks(one) for one in far] == [["20"], ["7件"]]
    assert not far[1].has_more_after


def test_touching_quotes_stay_two_marks_and_overlapping_ones_become_one() -> None:
    (passage,) = lay_out([_at("目标"), _at("标20"), _at("家")], {"d": TEXT}).passages
    assert _marks(passage) == ["目标20", "家"]


def test_the_same_quote_twice_is_marked_once() -> None:
    (passage,) = lay_out([_at("20"), _at("20")], {"d": TEXT}).passages
    assert _marks(passage) == ["20"]
    assert len(passage.spans) == 1


def test_says_when_the_stored_text_has_other_characters_there() -> None:
    wrong = _at("20").model_copy(update={"quote": "21"})
    (passage,) = lay_out([wrong], {"d": TEXT}).passages
    assert passage.standing == "differs"


def test_a_long_quote_is_shown_by_its_two_ends() -> None:
    text = "始" + "中" * 1000 + "终"
    whole = Locator(document_id="d", start=0, end=len(text), quote=text)
    (passage,) = lay_out([whole], {"d": text}).passages
    gap = next(run for run in passage.runs if run.kind == "gap")
    assert gap.length == len(text) - LONGEST_MARK
    assert passage.runs[0].text.startswith("始")
    assert passage.runs[-1].text.endswith("终")
    assert passage.standing == "found"


def test_a_blank_cell_is_marked_where_it_stands() -> None:
    blank = Locator(document_id="d", start=100, end=100, quote="")
    (passage,) = lay_out([blank], {"d": TEXT}).passages
    assert _marks(passage) == [""]


@pytest.mark.parametrize(
    ("locator", "place", "standing"),
    [
        pytest.param(
            Locator(document_id="x", sheet="报送", cell="D4", quote="3"),
            "报送!D4",
            "recorded",
            id="cell",
        ),
        pytest.param(
            Locator(document_id="x", page=3, quote="3"), "第 3 页 p. 3", "recorded", id="page"
        ),
        pytest.param(
            Locator(document_id="x", start=5, end=6, quote="3"), "5–6", "recorded", id="no-text"
        ),
        pytest.param(
            Locator(document_id="d", start=9000, end=9001, quote="3"),
            "9000–9001",
            "differs",
            id="beyond-the-text",
        ),
    ],
)
def test_a_quote_without_place_in_a_stored_text_is_listed(
    locator: Locator, place: str, standing: str
) -> None:
    quotes = lay_out([locator, locator], {"d": TEXT})
    assert quotes.passages == ()
    (one,) = quotes.loose
    assert (one.place, one.quote, one.standing) == (place, "3", standing)


def test_a_quote_of_a_workbook_is_located_by_its_cell() -> None:
    cell = _at("20").model_copy(update={"sheet": "表", "cell": "B2"})
    next_cell = _at("目标").model_copy(update={"sheet": "表", "cell": "A2"})
    (passage,) = lay_out([cell, next_cell, _at("家")], {"d": TEXT}).passages
    assert passage.cells == ("表!A2", "B2")
    start = TEXT.index("家")
    assert passage.spans == (f"{start}–{start + 1}",)


def test_offsets_count_code_points() -> None:
    text = "𠮷𠮷目标20"
    (passage,) = lay_out(
        [Locator(document_id="d", start=4, end=6, quote="20")], {"d": text}
    ).passages
    assert _marks(passage) == ["20"]
    assert passage.standing == "found"


@pytest.mark.parametrize("printed", [None, "", "[]", "null"])
def test_reads_absent_evidence_as_none(printed: str | None) -> None:
    assert read_evidence(printed) == ()
