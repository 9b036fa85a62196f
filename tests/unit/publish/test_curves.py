"""Curves of targets against actuals: what is arranged, and what is drawn."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from lxml import etree

from ingestion.publish.curve_charts import draw_curve
from ingestion.publish.curves import MOST_SHOWN, Curve, CurveGrid, arrange_curves
from ingestion.publish.site.rows import CurveRow, TargetRow

WHOLE, PART = "全市", "甲县"


def _target(key: str, row_no: int, org: str) -> TargetRow:
    return TargetRow(
        plan_id="p",
        indicator_key=key,
        target_key=f"{key}-{org}",
        indicator_name=f"指标<{key}>",
        action_name="行动",
        row_no=row_no,
        unit_name="家",
        org_name=org,
        is_total=org == WHOLE,
        col_no=0 if org == WHOLE else 1,
        period_code="2024",
        state="value",
        raw="10",
        comparator="=",
        target_value=Decimal(10),
    )


def _point(key: str, org: str, month: int, done: str, *, is_flow: bool = True) -> CurveRow:
    elapsed = Decimal(month) / 12
    return CurveRow(
        plan_id="p",
        indicator_key=key,
        org_name=org,
        is_total=org == WHOLE,
        period_code="2024",
        reporting_end_date=date(2024, month, 28),
        is_flow=is_flow,
        actual_value=Decimal(done),
        target_value=Decimal(10),
        completion_rate=Decimal(done) / 10,
        elapsed_rate=elapsed,
        expected_rate=elapsed if is_flow else None,
        is_synthetic=True,
    )


def _year(key: str = "a", **options: bool) -> list[CurveRow]:
    points = [(WHOLE, 3, "2"), (WHOLE, 6, "5"), (WHOLE, 12, "9")]
    points += [(PART, 12, "30"), (PART, 3, "1"), (PART, 6, "4")]
    return [_point(key, *point, **options) for point in points]


TARGETS = [
    _target(key, row_no, org) for key, row_no in (("b", 2), ("a", 1)) for org in (WHOLE, PART)
]


def _only(rows: list[CurveRow]) -> tuple[CurveGrid, Curve]:
    (grid,) = arrange_curves(rows, TARGETS)
    ((curve,),) = (section.curves for section in grid.sections)
    return grid, curve


def test_the_whole_lies_on_top_and_says_where_it_ended() -> None:
    grid, curve = _only(_year())
    assert [line.org for line in curve.lines] == [PART, WHOLE]
    assert (curve.actual, curve.target, curve.rate, curve.is_reached) == ("9", "10", "90%", False)
    assert curve.summary_zh == "指标<a>：全市至2024-12-28为9家，目标10家，完成90%"
    assert (grid.orgs, grid.is_synthetic, grid.count) == ((PART,), True, 1)


def test_points_are_in_time_and_what_leaves_the_chart_is_cut_off() -> None:
    part = _only(_year())[1].lines[0]
    assert [share for _, share in part.points] == [Decimal("0.1"), Decimal("0.4"), MOST_SHOWN]


def test_a_unit_that_fell_short_is_named() -> None:
    rows = [*_year()[:3], *(_point("a", PART, month, "6") for month in (3, 6, 12))]
    curve = _only(rows)[1]
    assert curve.behind == (PART,)
    assert curve.summary_zh.endswith("；未达目标的单位：甲县")


def test_two_points_are_no_curve() -> None:
    assert arrange_curves(_year()[:2], TARGETS) == ()


def test_indicators_stand_in_the_order_of_the_plan() -> None:
    (grid,) = arrange_curves([*_year("b"), *_year("a")], TARGETS)
    assert [curve.row_no for section in grid.sections for curve in section.curves] == [1, 2]


def test_a_level_is_looked_at_closely_and_has_no_pace() -> None:
    rows = [_point("a", WHOLE, month, "9.5", is_flow=False) for month in (3, 6, 12)]
    curve = _only(rows)[1]
    assert curve.pace == ()
    assert (curve.low, curve.high) == (Decimal("0.88"), Decimal("1.03"))


def test_the_picture_is_the_same_bytes_and_holds_no_font_and_no_link() -> None:
    curve = _only(_year())[1]
    picture = draw_curve(curve, is_year=True)
    assert picture == draw_curve(curve, is_year=True)
    svg = etree.fromstring(picture)
    assert re.findall("font-family|href|<script|style=", picture) == []
    assert set(svg.itertext()) >= {"3月", "12月", "100%", curve.summary_zh}
    assert len(picture) < 4000


def test_the_picture_tells_its_lines_apart() -> None:
    svg = etree.fromstring(draw_curve(_only(_year())[1], is_year=False))
    assert [path.get("data-org") for path in svg.iter("{*}path") if path.get("data-org")] == [PART]
    dashed = [path for path in svg.iter("{*}path") if path.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert "25%" in set(svg.itertext())
