"""Draw the curves of an indicator as SVG: a picture that stands in the page, without script.

Altair describes the chart once; for each indicator only its points and its edges change. Text and
fonts are the page's: the picture holds no word but the ends of months and per cent, so that it is
the same bytes on any machine, whatever fonts it has.
"""

from __future__ import annotations

import copy
from decimal import Decimal
from functools import cache
from typing import Any

from markupsafe import Markup

from ingestion.publish.curves import Curve
from ingestion.publish.svg import VEGA_LITE, slim_svg

_WIDTH, _HEIGHT = 252, 118
_PADDING = {"left": 34, "right": 8, "top": 6, "bottom": 20}
_WHOLE, _UNIT, _PACE, _TARGET, _RULE = "#123f52", "#7fbec1", "#8b8471", "#a8261c", "#d8d4c9"
_QUARTERS = (0.25, 0.5, 0.75, 1)


def draw_curve(curve: Curve, *, is_year: bool) -> Markup:
    """One chart as ``<svg>``, with what it says in words for who does not see it.

    Args:
        curve: As arranged; its shares lie between its edges.
        is_year: Whether the target's period is a year, whose quarters end in known months.
    """
    import vl_convert

    described = _description(curve, is_year=is_year)
    svg = vl_convert.vegalite_to_svg(described, vl_version=VEGA_LITE)
    return _for_the_page(svg, curve)


def _description(curve: Curve, *, is_year: bool) -> dict[str, Any]:
    chart = copy.deepcopy(_template())
    chart["datasets"] = {
        "units": _rows(curve, is_total=False),
        "whole": _rows(curve, is_total=True),
        "pace": [{"x": _number(x), "y": _number(y)} for x, y in curve.pace],
        "target": [{"y": 1}],
    }
    axis_x, axis_y = _axes(chart)
    axis_y["scale"]["domain"] = [_number(curve.low), _number(curve.high)]
    axis_y["axis"]["values"] = [0, 0.5, 1] if curve.low == 0 else [_number(_step(curve.low)), 1]
    axis_x["axis"]["labelExpr"] = (
        "datum.value * 12 + '月'" if is_year else "datum.value * 100 + '%'"
    )
    return chart


def _axes(chart: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The horizontal and the vertical encoding of the first layer, which has the axes."""
    encoding = chart["layer"][0]["encoding"]
    return encoding["x"], encoding["y"]


def _step(low: Decimal) -> Decimal:
    """The first whole tenth inside the chart."""
    return (low * 10).to_integral_value(rounding="ROUND_CEILING") / 10


def _rows(curve: Curve, *, is_total: bool) -> list[dict[str, Any]]:
    return [
        {"x": _number(x), "y": _number(y), "org": line.org}
        for line in curve.lines
        if line.is_total == is_total
        for x, y in line.points
    ]


def _number(value: Decimal) -> float:
    return float(round(value, 4))


@cache
def _template() -> dict[str, Any]:
    """The chart without points: units under what was due under the target under the whole."""
    import altair

    x = altair.X(
        "x:Q",
        scale=altair.Scale(domain=[0, 1], nice=False),
        axis=altair.Axis(values=list(_QUARTERS), title=None, grid=False, labelFlush=False),
    )
    y = altair.Y(
        "y:Q",
        scale=altair.Scale(domain=[0, 1], nice=False, zero=False),
        axis=altair.Axis(values=[0, 0.5, 1], title=None, format="%", domain=False, ticks=False),
    )
    units = altair.Chart(altair.NamedData("units")).mark_line(
        color=_UNIT, strokeWidth=1.2, aria=True
    )
    layers = (
        units.encode(x=x, y=y, detail="org:N", description="org:N"),
        altair.Chart(altair.NamedData("target"))
        .mark_rule(color=_TARGET, strokeWidth=1)
        .encode(y="y:Q"),
        altair.Chart(altair.NamedData("pace"))
        .mark_line(color=_PACE, strokeWidth=1.2, strokeDash=[3, 3])
        .encode(x="x:Q", y="y:Q"),
        altair.Chart(altair.NamedData("whole"))
        .mark_line(color=_WHOLE, strokeWidth=2.4)
        .encode(x="x:Q", y="y:Q"),
    )
    chart = altair.layer(*layers).properties(
        width=_WIDTH, height=_HEIGHT, padding=_PADDING, autosize="none"
    )
    labels = {"labelFontSize": 10, "labelColor": "#556070", "labelOverlap": False}
    described: dict[str, Any] = chart.configure(
        aria=False,
        axis={**labels, "tickColor": _RULE, "domainColor": _RULE, "gridColor": "#eeebe1"},
        view={"stroke": None},
        line={"strokeCap": "round", "strokeJoin": "round"},
    ).to_dict()
    described["width"] -= _PADDING["left"] + _PADDING["right"]
    described["height"] -= _PADDING["top"] + _PADDING["bottom"]
    return described


def _for_the_page(svg: str, curve: Curve) -> Markup:
    return slim_svg(svg, said=curve.summary_zh, named="data-org")
