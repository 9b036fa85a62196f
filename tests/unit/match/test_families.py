"""Texts against tables of made-up plans of ten domains: found, left alone, never mistaken."""

from __future__ import annotations

import pytest

from ingestion.match.indicators import match_indicators

from .match_families import TABLES, TEXTS, Saying, mention, row_mentions

CASES = [
    pytest.param(domain, saying, id=f"{domain}-{saying[0]}-{saying[1]}")
    for domain, sayings in TEXTS.items()
    for saying in sayings
]


@pytest.mark.parametrize(("domain", "saying"), CASES)
def test_a_text_is_matched_to_its_row_or_left_alone(domain: str, saying: Saying) -> None:
    name, value, unit, row, relation = saying
    (found,) = match_indicators([mention("text", name, value, unit)], row_mentions(domain))
    assert found.right_key == row
    assert (found.status == "matched") == (row is not None)
    if relation is not None:
        assert found.relation == relation


@pytest.mark.parametrize("domain", TABLES)
def test_a_table_matches_itself_row_by_row(domain: str) -> None:
    rows = row_mentions(domain)
    found = match_indicators(rows, rows)
    assert [(m.left_key, m.right_key, m.method, m.relation) for m in found] == [
        (row.key, row.key, "exact", "agree") for row in rows
    ]


@pytest.mark.parametrize("domain", TABLES)
def test_no_row_is_taken_for_another_one_even_with_the_same_number(domain: str) -> None:
    rows = row_mentions(domain)
    for row in rows:
        others = [mention(r.key, r.name, str(row.value), row.unit) for r in rows if r != row]
        (found,) = match_indicators([row], others)
        assert found.right_key is None, (row.name, found)


@pytest.mark.parametrize("domain", TABLES)
def test_rows_of_another_domain_are_never_matched(domain: str) -> None:
    others = [row for other in TABLES if other != domain for row in row_mentions(other)]
    assert all(m.status == "unmatched" for m in match_indicators(row_mentions(domain), others))


@pytest.mark.parametrize(("domain", "saying"), CASES)
def test_one_action_makes_no_false_match(domain: str, saying: Saying) -> None:
    name, value, unit, row, _ = saying
    text = mention("text", name, value, unit, action="甲行动")
    (found,) = match_indicators([text], row_mentions(domain, action="甲行动"))
    assert found.right_key == row


@pytest.mark.parametrize(("domain", "saying"), CASES)
def test_another_year_is_matched_right_or_not_at_all(domain: str, saying: Saying) -> None:
    name, value, unit, row, _ = saying
    text = mention("text", name, value, unit, year=2023)
    (found,) = match_indicators([text], row_mentions(domain, year=2024))
    assert found.right_key in (row, None)
