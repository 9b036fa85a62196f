"""Errors of one office's report that the city's own figures do not repeat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from .figures import CITY, MONTHS, Figure, Series, plain
from .planting import Planted, Year, is_large, month_before, whole

_SUMMED = 100
"""A total from which a month's work leaves room for a wrong sum that still rises."""

_SEVERAL = 3
_MOST_OF_IT = 80
"""A rate from which 103 per cent is a slip of counting and not of the decimal point."""
_NAMED_IN_PROSE = ("数量", "单位数", "企业数", "建成数")
"""Names that a sentence can say as they are; 在线开展直播培训 becomes another phrase in prose."""


def plant_in_reports(year: Year, by_row: Sequence[str], blanks: Sequence[str]) -> None:
    """Errors of one office that the city's own figures do not repeat.

    Args:
        year: The year while errors are planted in it.
        by_row: Units whose form says in each row whose figure it is and of which month.
        blanks: Units whose form keeps a row without a figure.
    """
    for _ in range(2):
        _contradict_in_words(year, by_row)
    for _ in range(2):
        _miss_the_sum(year)
    for _ in range(2):
        _revise_strongly(year)
    _shift(year, 10, MONTHS[4:10], "多录一个 0")
    _shift(year, 10_000, MONTHS[11:], "按万元填报,计量单位仍写亿元", is_money=True)
    for _ in range(2):
        _exceed_the_whole(year)
    for _ in range(2):
        _leave_blank(year, blanks)
    for _ in range(2):
        _use_another_unit(year)


def _miss_the_sum(year: Year) -> None:
    def fits(series: Series, figure: Figure) -> bool:
        return is_large(series, figure) and (series.total.value or 0) >= _SUMMED

    _, (_, name, month) = year.subject(MONTHS[3:11], fits)
    own = year.sent[CITY, name, month]
    after = year.sent[CITY, name, MONTHS[MONTHS.index(month) + 1]]
    assert own.value is not None and after.value is not None
    extra = max(Decimal(3), whole((after.value - own.value) / 3))
    year.sent[own.key] = replace(own, value=own.value + extra)
    year.used_reports.add((CITY, month))
    year.plant(
        Planted(
            kind="check",
            code="A01",
            org=CITY,
            indicator=name,
            period=month,
            expected=plain(own.value),
            observed=plain(own.value + extra),
            done="全市自报数比各单位之和多",
        )
    )


def _revise_strongly(year: Year) -> None:
    def fits(series: Series, figure: Figure) -> bool:
        before = year.sent[figure.org, figure.indicator, month_before(figure.month)].value
        if series.is_level or series.is_money or before is None or figure.value is None:
            return False
        return figure.value >= before * Decimal("1.27") and figure.value - before >= _SEVERAL

    _, (org, name, month) = year.subject(MONTHS[2:5], fits)
    right = year.sent[org, name, month]
    first = year.sent[org, name, month_before(month)].value
    assert right.value is not None and first is not None
    year.first_sent[org, month] = {right.key: replace(right, value=first)}
    year.plant(
        Planted(
            kind="check",
            code="A03",
            org=org,
            indicator=name,
            period=month,
            expected=plain(first),
            observed=plain(right.value),
            done="首次误报了上月的数,更正后增加四分之一以上,不作说明",
            follows=(("S03", org, "", month),),
        )
    )


def _shift(
    year: Year, factor: int, months: Iterable[str], done: str, *, is_money: bool = False
) -> None:
    def fits(series: Series, figure: Figure) -> bool:
        if not is_money:
            return is_large(series, figure)
        return series.is_money and len(series.parts) > 2 and figure.value is not None

    _, (org, name, month) = year.subject(months, fits)
    right = year.sent[org, name, month]
    assert right.value is not None
    year.sent[right.key] = replace(right, value=right.value * factor, explanation="")
    follows = [("A01", CITY, name, month), ("A04", org, name, month)]
    if month != MONTHS[-1]:
        after = MONTHS[MONTHS.index(month) + 1]
        follows += [("A02", org, name, after), ("A04", org, name, after)]
    year.plant(
        Planted(
            kind="check",
            code="A08",
            org=org,
            indicator=name,
            period=month,
            expected=plain(right.value),
            observed=plain(right.value * factor),
            done=done,
            follows=tuple(follows),
        )
    )


def _contradict_in_words(year: Year, orgs: Sequence[str]) -> None:
    """A report in prose beside the table: two figures as in the table, one that differs."""

    def fits(series: Series, figure: Figure) -> bool:
        is_named = series.name.endswith(_NAMED_IN_PROSE)
        return figure.org in orgs and is_named and is_large(series, figure)

    _, (org, name, month) = year.subject(MONTHS[3:11], fits)
    wrong = year.sent[org, name, month]
    touched = {planted.indicator for planted in year.planted}
    right = [
        figure
        for figure in year.sent.values()
        if (figure.org, figure.month, figure.basis) == (org, month, "累计")
        and figure.indicator not in {name, *touched}
        and figure.value
        and figure.indicator.endswith(_NAMED_IN_PROSE)
        and figure.target >= _SEVERAL
    ][:2]
    assert wrong.value is not None
    said = whole(wrong.value * Decimal("1.25"))
    year.said[org, month] = [*right, replace(wrong, value=said)]
    year.plant(
        Planted(
            kind="check",
            code="A07",
            org=org,
            indicator=name,
            period=month,
            expected=plain(said),
            observed=plain(wrong.value),
            done="文字小结中的累计数与报表数值不一致",
            follows=(("S03", org, "", month),),
        )
    )


def _exceed_the_whole(year: Year) -> None:
    def fits(series: Series, figure: Figure) -> bool:
        is_share = series.total.unit == "%" and "率" in series.name
        return is_share and figure.target >= _MOST_OF_IT

    _, (org, name, month) = year.subject(MONTHS[3:11], fits)
    right = year.sent[org, name, month]
    assert right.value is not None
    wrong = Decimal(year.draw.randrange(1021, 1050)) / 10
    year.sent[right.key] = replace(right, value=wrong, explanation="")
    year.plant(
        Planted(
            kind="check",
            code="A05",
            org=org,
            indicator=name,
            period=month,
            expected="100",
            observed=plain(wrong),
            done="比率超过百分之百",
            follows=(("A04", org, name, month),),
        )
    )


def _leave_blank(year: Year, orgs: Sequence[str]) -> None:
    def fits(series: Series, figure: Figure) -> bool:
        return (
            figure.org in orgs
            and not series.is_level
            and figure.value is not None
            and figure.value > 0
        )

    _, (org, name, month) = year.subject(MONTHS[3:11], fits)
    right = year.sent[org, name, month]
    year.sent[right.key] = replace(right, value=None, explanation="")
    year.plant(
        Planted(
            kind="check",
            code="S07",
            org=org,
            indicator=name,
            period=month,
            expected="数值或说明",
            done="数值和情况说明都留空",
            follows=(("S01", org, "", month),),
        )
    )


def _use_another_unit(year: Year) -> None:
    def fits(series: Series, figure: Figure) -> bool:
        return series.total.unit in ("家", "家次", "批次", "人次", "项") and bool(figure.value)

    _, (org, name, month) = year.subject(MONTHS[3:11], fits)
    right = year.sent[org, name, month]
    year.sent[right.key] = replace(right, unit="亿元", explanation="")
    year.plant(
        Planted(
            kind="check",
            code="S08",
            org=org,
            indicator=name,
            period=month,
            expected=right.unit,
            observed="亿元",
            done="计量单位填错",
        )
    )
