"""Draw findings over releases as SVG: open ones by severity, one column a release."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ingestion.publish.site.trends import Trend
from ingestion.publish.svg import VEGA_LITE, slim_svg

COLOURS = {"critical": "#a8261c", "warning": "#c98a12", "info": "#2a6ea8", "settled": "#b9b3a3"}
"""Colour by what is counted, from the bottom of a column to its top."""
_WIDTH, _HEIGHT = 460, 190
_PADDING = {"left": 36, "right": 12, "top": 10, "bottom": 26}


def draw_trend(trend: Trend) -> Markup:
    """The chart of a trend, with what it says in words for who does not see it."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(_description(trend), vl_version=VEGA_LITE)
    last = trend.points[-1]
    said = (
        f"各发布的发现数：{trend.points[0].release_id} 至 {last.release_id}，"
        f"最近一次待处置 {last.open} 条，其中严重 {last.critical} 条"
    )
    return slim_svg(svg, said=said)


def _description(trend: Trend) -> dict[str, Any]:
    import altair

    rows = [
        {"release": point.release_id, "kind": kind, "rank": rank, "count": getattr(point, kind)}
        for point in trend.points
        for rank, kind in enumerate(COLOURS)
    ]
    chart = (
        altair.Chart(altair.NamedData("points"))
        .mark_bar(size=min(46, 300 // max(1, len(trend.points))))
        .encode(
            x=altair.X(
                "release:N",
                sort=[point.release_id for point in trend.points],
                axis=altair.Axis(title=None, labelAngle=0, labelOverlap=True, ticks=False),
            ),
            y=altair.Y("count:Q", axis=altair.Axis(title=None, tickMinStep=1, tickCount=4)),
            color=altair.Color(
                "kind:N",
                scale=altair.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
                legend=None,
            ),
            order=altair.Order("rank:Q"),
        )
        .properties(width=_WIDTH, height=_HEIGHT, padding=_PADDING, autosize="none")
        .configure(
            aria=False,
            axis={
                "labelFontSize": 12,
                "labelColor": "#3f4856",
                "domain": False,
                "ticks": False,
                "gridColor": "#e4e0d5",
            },
            view={"stroke": None},
        )
    )
    described: dict[str, Any] = chart.to_dict()
    described["datasets"] = {"points": rows}
    described["width"] -= _PADDING["left"] + _PADDING["right"]
    described["height"] -= _PADDING["top"] + _PADDING["bottom"]
    return described
