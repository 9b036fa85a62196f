"""Errors in a unit's own figures, which the city's office adds up like any other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from .figures import CITY, MONTHS, Figure, Series, plain, silent_cells
from .planting import Planted, Year, is_large, month_before, whole

_MANY = 10
"""A target that is not reached exactly by chance, and as many of them as make a pattern."""


def plant_in_parts(year: Year) -> None:
    """Errors that the city's office adds up like any other figure."""
    for _ in range(2):
        _fall(year)
    for _ in range(2):
        _jump(year)
    for _ in range(2):
        _stay_behind(year)
    for _ in range(2):
        _answer_where_nothing_is_asked(year)
    _reach_everything_exactly(year)


def _fall(year: Year) -> None:
    _, (org, name, month) = year.subject(MONTHS[5:11], is_large)
    before = year.parts[org, name, month_before(month)]
    assert before.value is not None
    fallen = min(whole(before.value * Decimal("0.93")), before.value - 2)
    year.parts[org, name, month] = replace(before, month=month, value=fallen)
    year.plant(
        Planted(
            kind="check",
            code="A02",
            org=org,
            indicator=name,
            period=month,
            expected=plain(before.value),
            observed=plain(fallen),
            done="累计数比上月减少",
        )
    )


def _jump(year: Year) -> None:
    def fits(series: Series, figure: Figure) -> bool:
        city = series.total.value or Decimal(0)
        return is_large(series, figure) and figure.target <= city / 5

    _, (org, name, month) = year.subject(MONTHS[6:10], fits)
    right = year.parts[org, name, month]
    extra = whole(right.target * Decimal("0.9"))
    for later in MONTHS[MONTHS.index(month) :]:
        figure = year.parts[org, name, later]
        assert figure.value is not None
        year.parts[org, name, later] = replace(figure, value=figure.value + extra)
    assert right.value is not None
    year.plant(
        Planted(
            kind="check",
            code="A04",
            org=org,
            indicator=name,
            period=month,
            expected=plain(right.value),
            observed=plain(right.value + extra),
            done="一个月内增加了全年目标的九成,以后各月保持",
        )
    )


def _stay_behind(year: Year) -> None:
    _, (org, name, _) = year.subject(MONTHS[11:], is_large)
    for index, month in enumerate(MONTHS):
        figure = year.parts[org, name, month]
        value = whole(figure.target * Decimal(index + 1) / 100)
        year.parts[org, name, month] = replace(figure, value=value, explanation="")
    figure = year.parts[org, name, MONTHS[-1]]
    year.plant(
        Planted(
            kind="check",
            code="A09",
            org=org,
            indicator=name,
            period=MONTHS[-1],
            expected=plain(figure.target),
            observed=plain(figure.value or Decimal(0)),
            done="全年每月只完成目标的百分之一,不作说明",
            follows=tuple(("A09", org, name, month) for month in MONTHS[:-1]),
        )
    )


def _answer_where_nothing_is_asked(year: Year) -> None:
    used = year.used_names
    free = [
        (cell, month)
        for cell in silent_cells()
        for month in MONTHS[6:]
        if cell.indicator not in used and (cell.org, month) not in year.used_reports
        if any(key[1] == cell.indicator and key[0] != CITY for key in year.parts)
    ]
    cell, month = year.chosen(free)
    used.add(cell.indicator)
    like = next(f for f in year.parts.values() if f.indicator == cell.indicator)
    value = Decimal(1)
    months = MONTHS[MONTHS.index(month) :]
    for later in months:
        added = replace(
            like, org=cell.org, month=later, value=value, target=Decimal(0), explanation=""
        )
        year.parts[added.key] = added
    year.plant(
        Planted(
            kind="check",
            code="S06",
            org=cell.org,
            indicator=cell.indicator,
            period=month,
            expected="/",
            observed=plain(value),
            done="计划中该单位为“/”,仍填报了数值,以后各月照填",
            follows=tuple(("S06", cell.org, cell.indicator, later) for later in months[1:]),
        )
    )


def _reach_everything_exactly(year: Year) -> None:
    own = {
        org: [
            figure
            for figure in year.parts.values()
            if (figure.org, figure.month, figure.basis) == (org, MONTHS[-1], "累计")
            and figure.target >= _MANY
        ]
        for org in sorted({key[0] for key in year.parts} - {CITY})
    }
    org, month = year.report(MONTHS[-1:], [org for org in own if len(own[org]) >= _MANY])
    touched = {planted.indicator for planted in year.planted if planted.org == org}
    for figure in own[org]:
        before = year.parts[org, figure.indicator, month_before(month)]
        assert before.value is not None
        if figure.indicator not in touched and before.value <= figure.target:
            year.parts[figure.key] = replace(figure, value=figure.target, explanation="")
    year.plant(
        Planted(
            kind="check",
            code="A06",
            org=org,
            period=month,
            done="十二月各项累计数全部恰好等于年度目标",
            follows=(("A06", org, "*", month), ("A06", CITY, "*", month)),
        )
    )
