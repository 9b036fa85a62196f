"""One mistake has one lead, whatever the order in which its findings are read."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from expectations.causes import Place, find_causes, read_places, read_rules
from expectations.outcomes import CheckFailure
from expectations.registry import load_checks

PLAN, REPORT, OTHER = "p" * 64, "r" * 64, "o" * 64


def at(document: str, start: int, *, quote: str = "1") -> dict[str, Any]:
    return {"document_id": document, "start": start, "end": start + 2, "quote": quote}


def failure(
    check_id: str, key: str, places: Sequence[dict[str, Any]], **named: Any
) -> CheckFailure:
    fields: dict[str, Any] = dict.fromkeys(CheckFailure.model_fields)
    fields |= {
        "check_id": check_id,
        "check_version": "1",
        "severity": "critical",
        "effect": "report",
        "plan_id": "plan",
        "subject_key": key,
        "subject_zh": key,
        "subject_en": key,
        "message_zh": key,
        "message_en": key,
        "evidence": json.dumps(list(places)),
        "detail": "{}",
    }
    return CheckFailure(**{**fields, **named})


def causes(failures: Sequence[CheckFailure]) -> dict[str, str]:
    """Subject -> subject of its lead, of what shares a cause; figures stand at 10, 20, 30 …"""
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        for table, document in (("fct_actuals", REPORT), ("fct_target_statements", PLAN)):
            connection.execute(
                f"create table marts.{table} (document_key varchar, evidence varchar)"
            )
            for start in range(10, 100, 10):
                # beside each figure its name, which is no figure
                cited = [at(document, start), at(document, 500, quote="名称")]
                connection.execute(
                    f"insert into marts.{table} values (?, ?)", [document, json.dumps(cited)]
                )
        found = find_causes(connection, failures)
    return {one.subject_key: one.lead_subject_key for one in found}


NAME = at(REPORT, 500, quote="名称")


def test_a_slip_leads_the_sum_that_it_spoils() -> None:
    slip = failure("A08", "slip", [at(REPORT, 20), NAME])
    total = failure("A01", "sum", [at(REPORT, 10), NAME, at(REPORT, 20), NAME])
    assert causes([total, slip]) == {"slip": "slip", "sum": "slip"}


def test_two_slips_in_one_sum_hide_neither() -> None:
    slips = [failure("A08", key, [at(REPORT, start)]) for key, start in (("a", 20), ("b", 30))]
    total = failure("A01", "sum", [at(REPORT, 10), at(REPORT, 20), at(REPORT, 30)])
    assert causes([*slips, total]) == {"a": "a", "sum": "a"}


def test_a_name_printed_beside_both_figures_links_nothing() -> None:
    one = failure("A08", "one", [at(REPORT, 20), NAME])
    other = failure("A02", "other", [at(REPORT, 30), NAME])
    assert causes([one, other]) == {}


def test_figures_at_the_same_place_of_other_documents_are_others() -> None:
    one = failure("A08", "one", [at(REPORT, 20)])
    other = failure("A01", "other", [at(OTHER, 20)])
    assert causes([one, other]) == {}


def test_one_cell_of_a_plan_rings_once() -> None:
    total = failure("P01", "sum", [at(PLAN, 10), at(PLAN, 20)])
    texts = [
        failure("P03", key, [at(PLAN, start), at(PLAN, 10)])
        for key, start in (("a", 30), ("b", 40))
    ]
    elsewhere = failure("P06", "elsewhere", [at(PLAN, 90)])
    assert causes([*texts, elsewhere, total]) == {"sum": "sum", "a": "sum", "b": "sum"}


def test_a_sentence_that_disagrees_twice_rings_once() -> None:
    text = failure("P03", "table", [at(PLAN, 10), at(PLAN, 30)])
    twice = failure("P04", "twice", [at(PLAN, 30), at(PLAN, 40)])
    assert causes([text, twice]) == {"twice": "twice", "table": "twice"}


def test_the_same_misreading_of_a_target_is_one_for_each_organisation() -> None:
    found = [
        failure(
            "S06",
            f"{org} {month}",
            [at(REPORT, start), at(PLAN, 50)],
            org_code=org,
            period_code=month,
        )
        for org, start, month in (
            *(("A", 10, "2024-09"), ("A", 20, "2024-08")),
            *(("B", 30, "2024-08"), ("C", 40, "2024-08")),
        )
    ]
    assert causes(found) == {"A 2024-08": "A 2024-08", "A 2024-09": "A 2024-08"}


def test_a_missing_row_is_missed_by_the_count_and_by_the_sum() -> None:
    count = failure("P02", "count", [at(PLAN, 10)], difference=Decimal(-1))
    total = failure("P01", "sum", [at(PLAN, 10)], difference=Decimal(-3))
    assert causes([total, count]) == {"count": "count", "sum": "count"}
    too_many = failure("P02", "count", [at(PLAN, 10)], difference=Decimal(1))
    assert causes([total, too_many]) == {}


def test_a_declared_count_leads_the_numbering_of_its_rows() -> None:
    count = failure("P02", "count", [at(PLAN, 300), at(PLAN, 310)])
    numbers = failure("P05", "numbers", [at(PLAN, 310)])
    assert causes([numbers, count]) == {"count": "count", "numbers": "count"}


def test_what_a_report_lacks_follows_from_its_being_incomplete() -> None:
    whole = failure("S01", "S01", [], org_code="A", period_code="2024-06")
    lacking = failure("S07", "S07", [NAME], org_code="A", period_code="2024-06")
    elsewhere = failure("S07", "later", [NAME], org_code="A", period_code="2024-07")
    assert causes([lacking, elsewhere, whole]) == {"S01": "S01", "S07": "S01"}


@pytest.mark.parametrize("seed", range(5))
def test_any_findings_have_one_lead_a_cause_in_whatever_order_they_come(seed: int) -> None:
    dice = random.Random(seed)
    checks = [lead.check for lead in read_rules().leads]
    found = [
        failure(
            dice.choice(checks),
            f"{number:03}",
            [at(dice.choice((PLAN, REPORT)), 10 * dice.randint(1, 9)) for _ in range(3)],
            org_code=dice.choice("AB"),
            period_code=f"2024-{dice.randint(1, 3):02}",
            difference=Decimal(dice.choice((-1, 1))),
        )
        for number in range(80)
    ]
    first = causes(found)
    dice.shuffle(found)
    assert causes(found) == first
    assert len(first) > 20
    leads = set(first.values())
    assert all(first[lead] == lead for lead in leads), "a lead leads itself"
    assert min(Counter(first.values()).values()) > 1, "who stands alone is in no group"


def test_every_rule_is_about_checks_that_may_lead_and_says_why() -> None:
    rules = read_rules()
    leads = [lead.check for lead in rules.leads]
    assert len(leads) == len(set(leads))
    assert {check for rule in rules.rules for check in rule.checks} <= set(leads)
    assert all(one.reason for one in (*rules.leads, *rules.rules))
    families = {check.id[0] for check in load_checks()}
    assert {check[0] for check in leads} <= families | {"X"}


def test_a_cause_is_said_in_both_languages() -> None:
    for lead in read_rules().leads:
        values = {"subject_zh": "甲", "subject_en": "a", "others": 2}
        assert "甲" in lead.cause_zh.format_map(values)
        assert "2" in lead.cause_en.format_map(values)


def test_places_are_spans_cells_or_pages() -> None:
    evidence = json.dumps(
        [
            {"document_id": "d", "start": 1, "end": 3, "sheet": "表", "cell": "B2"},
            {"document_id": "d", "sheet": "表", "cell": "B3"},
            {"document_id": "d", "page": 2, "bbox": "1,2,3,4", "sheet": None},
            {"document_id": "d"},
        ]
    )
    assert read_places(evidence) == [
        Place("d", 1, 3),
        Place("d", -1, -1, "表!B3"),
        Place("d", -1, -1, "2!1,2,3,4"),
    ]
