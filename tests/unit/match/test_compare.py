"""Two values of one indicator: agree, contradict, harder, easier, or not to be compared."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from ingestion.match.compare import base_unit, compare_values
from ingestion.match.indicator_model import IndicatorMention
from ingestion.records import Comparator


def stated(printed: str) -> IndicatorMention:
    """Read ``>= 85 % increase``; a missing field is ``_``."""
    comparator, value, unit, change, *_ = [*printed.split(), "_", "_", "_"]
    return IndicatorMention(
        key=printed,
        name="指标",
        comparator=None if comparator == "_" else comparator,  # type: ignore[arg-type]
        value=None if value == "_" else Decimal(value),
        unit=None if unit == "_" else unit,
        change=None if change == "_" else change,  # type: ignore[arg-type]
    )


IN_ONE_PLAN = [
    ("= 20 家", "= 20 家", "agree"),
    (">= 20 家", "= 20 家", "agree"),
    (">= 20 家", "> 20 家", "agree"),
    ("= 20 家", "= 20 个", "agree"),
    ("= 20 家", "= 20", "agree"),
    ("= 200000000 元", "= 2 亿元", "agree"),
    ("= 21 万元", "= 210000 元", "agree"),
    ("<= 0.5 小时", "<= 30 分钟", "agree"),
    ("= 3 平方公里", "= 300 公顷", "agree"),
    ("= 3.6 万人", "= 36000 人", "agree"),
    ("~ 1000 台", "= 1023 台", "agree"),
    ("> 1000 台", "= 1060 台", "agree"),
    (">= 8 % increase", "= 8 % increase", "agree"),
    ("= 1000 人次", "= 1000 人", "agree"),
    (">= 85 %", ">= 90 %", "contradict"),
    (">= 50 %", ">= 25 %", "contradict"),
    ("= 19 家", "= 20 家", "contradict"),
    ("<= 7 工作日", ">= 7 工作日", "contradict"),
    ("~ 1000 台", "= 1200 台", "contradict"),
    (">= 8 % increase", ">= 8 % decrease", "contradict"),
    ("= 3 亿元", "= 3 万元", "contradict"),
    ("= 60 %", "= 60 家", "not_comparable"),
    (">= 8 % increase", "= 8 %", "not_comparable"),
    ("= 5 万亩", "= 5 个", "not_comparable"),
    ("= 5 亿元", "= 5 亿美元", "not_comparable"),
    ("= 7 工作日", "= 7 天", "not_comparable"),
    ("= 1000 人次", "= 800 人", "not_comparable"),
    ("_ _", "= 5 家", None),
]

BETWEEN_PLANS = [
    (">= 85 %", ">= 90 %", "stricter"),
    (">= 85 %", "= 80 %", "looser"),
    ("<= 7 工作日", "<= 5 工作日", "stricter"),
    ("<= 7 工作日", "= 9 工作日", "looser"),
    ("= 3 % decrease", "= 4 % decrease", "stricter"),
    ("= 20 家", "= 25 家", "stricter"),
    ("= 20 家", "= 20 家", "agree"),
]


@pytest.mark.parametrize(("left", "right", "relation"), IN_ONE_PLAN)
def test_compares_two_statements_of_one_plan(left: str, right: str, relation: str | None) -> None:
    assert compare_values(stated(left), stated(right)) == relation


@pytest.mark.parametrize(("left", "right", "relation"), BETWEEN_PLANS)
def test_compares_targets_of_two_plans(left: str, right: str, relation: str) -> None:
    assert compare_values(stated(left), stated(right), is_one_plan=False) == relation


def test_a_bare_number_takes_the_direction_it_is_given() -> None:
    slower = compare_values(stated("= 5 天"), stated("= 7 天"), is_one_plan=False, direction="down")
    assert slower == "looser"


@pytest.mark.parametrize("right", [row for row in IN_ONE_PLAN if row[2] in ("agree", "contradict")])
def test_agreeing_and_contradicting_work_both_ways(right: tuple[str, str, str]) -> None:
    one, other, relation = right
    assert compare_values(stated(other), stated(one)) == relation


def test_conversions_are_those_of_the_warehouse(root: Path) -> None:
    seed = (root / "dbt_project" / "seeds" / "units.csv").read_text(encoding="utf-8")
    units = {row["unit_name"]: row for row in csv.DictReader(seed.splitlines())}
    for name, row in units.items():
        base, factor = base_unit(name)
        if base == name or row["dimension"] == "count":
            continue
        assert units[base]["base_unit_code"] == row["base_unit_code"], name
        assert factor * Decimal(units[base]["factor"]) == Decimal(row["factor"]), name


def test_every_comparator_is_compared() -> None:
    signs: tuple[Comparator, ...] = (">=", "<=", ">", "<", "=", "~")
    for sign in signs:
        assert compare_values(stated(f"{sign} 5 家"), stated(f"{sign} 5 家")) == "agree"
