"""Grids keep the plan's order, and colour never says more than the number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ingestion.publish.report_grids import arrange_scores, arrange_targets, show_rate
from ingestion.publish.site.rows import ActualRow, ScoreRow, TargetRow


def _target(**changes: Any) -> TargetRow:
    row: dict[str, Any] = {
        "plan_id": "p",
        "indicator_key": "i1",
        "target_key": "t1",
        "indicator_name": "食堂",
        "action_name": "食品",
        "row_no": 1,
        "unit_name": "家",
        "org_name": "甲县",
        "is_total": False,
        "col_no": 1,
        "period_code": "2024",
        "state": "value",
        "raw": "20",
        "comparator": "=",
        "target_value": Decimal(20),
    }
    return TargetRow(**(row | changes))


def _actual(**changes: Any) -> ActualRow:
    row: dict[str, Any] = {
        "plan_id": "p",
        "indicator_key": "i1",
        "org_name": "甲县",
        "period_code": "2024",
        "actual_value": Decimal(3),
        "as_of_date": date(2024, 3, 31),
        "completion_rate": Decimal("0.15"),
        "is_synthetic": True,
    }
    return ActualRow(**(row | changes))


def _score(org: str, order: int | None, period: str, **changes: Any) -> ScoreRow:
    row: dict[str, Any] = {
        "org_code": org,
        "org_name": org,
        "sort_order": order,
        "plan_id": "p",
        "period_code": period,
        "assigned_count": 4,
        "reported_count": 3,
        "met_count": 1,
        "completeness_rate": Decimal("0.75"),
        "mean_completion_rate": None,
        "finding_count": 0,
        "is_synthetic": org == "甲",
    }
    return ScoreRow(**(row | changes))


@pytest.mark.parametrize(
    ("value", "text", "step"),
    [
        ("0", "0%", 0),
        ("0.1996", "20%", 0),
        ("0.2", "20%", 1),
        ("0.75", "75%", 3),
        ("0.9999", "99.9%", 4),
        ("1", "100%", 5),
        ("1.33333", "133.3%", 5),
        ("-0.05", "-5%", 0),
    ],
)
def test_shows_a_rate_and_never_rounds_it_up_to_done(value: str, text: str, step: int) -> None:
    rate = show_rate(Decimal(value))
    assert rate is not None
    assert (rate.text, rate.step) == (text, step)


def test_targets_stand_as_their_plan_prints_them() -> None:
    rows = [
        _target(indicator_key="i2", indicator_name="二", row_no=2, org_name="甲县", col_no=1),
        _target(org_name="甲县", col_no=1, raw="5"),
        _target(org_name="全市", col_no=0, is_total=True, raw="20"),
        _target(org_name="乙县", col_no=2, raw="", state="merged_inherit", target_value=None),
    ]
    (grid,) = arrange_targets(rows, [])
    assert grid.orgs == ("全市", "甲县", "乙县")
    (section,) = grid.sections
    assert [line.indicator for line in section.lines] == ["食堂", "二"]
    assert [cell and cell.printed for cell in section.lines[0].cells] == ["20", "5", ""]
    assert section.lines[1].cells[0] is None
    assert (grid.indicator_count, grid.reported_count, grid.latest_as_of) == (2, 0, None)


def test_shows_the_latest_actual_of_a_target() -> None:
    later = _actual(as_of_date=date(2024, 6, 30), actual_value=Decimal("4.50"))
    (grid,) = arrange_targets([_target()], [later, _actual()])
    cell = grid.sections[0].lines[0].cells[0]
    assert cell is not None
    assert cell.actual == "4.5"
    assert cell.is_synthetic
    assert grid.latest_as_of == date(2024, 6, 30)


def test_an_action_printed_again_after_a_page_break_stays_where_it_is() -> None:
    rows = [
        _target(action_name=action, row_no=number, indicator_key=f"i{number}")
        for number, action in enumerate(["甲", "乙", "甲"], start=1)
    ]
    (grid,) = arrange_targets(rows, [])
    assert [section.action for section in grid.sections] == ["甲", "乙", "甲"]


def test_two_plans_are_two_grids() -> None:
    grids = arrange_targets([_target(plan_id="b"), _target(plan_id="a")], [])
    assert [grid.plan_id for grid in grids] == ["a", "b"]


def test_scores_keep_the_official_order_and_show_where_nothing_was_asked() -> None:
    rows = [
        _score("乙", 2, "2024-Q1"),
        _score("甲", 1, "2024-Q1"),
        _score("甲", 1, "2024-Q2", finding_count=3),
        _score("无序", None, "2024-Q1"),
    ]
    (grid,) = arrange_scores(rows)
    assert grid.periods == ("2024-Q1", "2024-Q2")
    assert [line.org for line in grid.lines] == ["甲", "乙", "无序"]
    assert [cell is None for cell in grid.lines[1].cells] == [False, True]
    assert [cell and cell.findings for cell in grid.lines[0].cells] == [0, 3]
    assert grid.synthetic_periods == {"2024-Q1", "2024-Q2"}


def test_nothing_to_show_is_no_grid() -> None:
    assert arrange_scores([]) == ()
    assert arrange_targets([], []) == ()
