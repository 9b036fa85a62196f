from __future__ import annotations

from datetime import date

import pytest

from ingestion.errors import ConfigError
from ingestion.publish.form_choice import choose_orgs, choose_period, choose_plan
from ingestion.publish.form_source import FormOrg, FormPlan
from ingestion.publish.forms import previous_code


def plan(plan_id: str, title: str, year: int, number: str | None = None) -> FormPlan:
    return FormPlan(
        plan_id=plan_id,
        title=title,
        document_number=number,
        is_synthetic=False,
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        org_count=3,
        indicator_count=9,
    )


RIVERS = plan(
    "云岭市水务局|云岭水〔2031〕7号", "云岭市2031年河湖行动方案", 2031, "云岭水〔2031〕7号"
)
ROADS = plan("云岭市交通局|2031", "云岭市2031年道路行动方案", 2031)
OLD = plan("云岭市水务局|云岭水〔2030〕2号", "云岭市2030年河湖行动方案", 2030, "云岭水〔2030〕2号")
PLANS = (RIVERS, ROADS, OLD)
MAY = choose_period("2031-05")
ORGS = (FormOrg(org_code="990101", org_name="东溪"), FormOrg(org_code="990102", org_name="清溪"))


@pytest.mark.parametrize(
    ("text", "period", "chosen"),
    [
        ("云岭水〔2031〕7号", "2031-05", RIVERS),
        (RIVERS.plan_id, "2031-Q2", RIVERS),
        ("道路", "2031-05", ROADS),
        ("河湖", "2031-05", RIVERS),
        ("河湖", "2030", OLD),
        (None, "2030-H1", OLD),
    ],
)
def test_finds_the_plan_that_is_meant(text, period, chosen) -> None:
    assert choose_plan(PLANS, text, choose_period(period)) == chosen


@pytest.mark.parametrize(
    ("plans", "text", "period", "code", "said"),
    [
        (PLANS, None, "2031-05", "which_plan", "云岭水〔2031〕7号"),
        (PLANS, "行动", "2031-05", "which_plan", "道路"),
        (PLANS, "教育", "2031-05", "unknown_plan", "河湖"),
        (PLANS, "道路", "2030-05", "period_outside_plan", "2031-01—2031-12"),
        (PLANS, None, "2029", "period_outside_plan", "云岭市2030年河湖行动方案"),
        ((), None, "2031", "no_plan", "没有"),
    ],
)
def test_says_which_plans_there_are(plans, text, period, code, said) -> None:
    with pytest.raises(ConfigError) as refused:
        choose_plan(plans, text, choose_period(period))
    assert refused.value.code == code
    assert said in refused.value.message_zh


@pytest.mark.parametrize("text", ["2031-13", "五月", "", "2031-Q5", "31-05"])
def test_refuses_what_is_no_period(text) -> None:
    with pytest.raises(ConfigError, match="2024-06"):
        choose_period(text)


def test_finds_organisations_by_code_or_name() -> None:
    assert choose_orgs(ORGS, []) == ORGS
    assert choose_orgs(ORGS, ["清溪", "990102"]) == ORGS[1:]
    with pytest.raises(ConfigError, match="990101 东溪"):
        choose_orgs(ORGS, ["清溪", "西溪"])


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("2031-05", "2031-04"),
        ("2031-01", None),
        ("2031-10", "2031-09"),
        ("2031-Q3", "2031-Q2"),
        ("2031-Q1", None),
        ("2031-H2", "2031-H1"),
        ("2031", None),
    ],
)
def test_the_period_before_lies_in_the_same_year(code, before) -> None:
    assert previous_code(choose_period(code)) == before
