"""Figures of a synthetic year: what each office would report if nobody made a mistake.

Everything follows from the seed and the plan's table. Units' figures add up to the city's own,
cumulative figures never fall, and no figure jumps; errors are planted later, in ``planting``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from .sources import PlanCell, read_plan

YEAR = 2024
MONTHS = tuple(f"{YEAR}-{month:02d}" for month in range(1, 13))
CITY = "舟山市"

_TIME_UNITS = frozenset({"工作日", "分钟"})
RATE_UNITS = _TIME_UNITS | {"%"}
_MONEY_UNIT = "亿元"
# A level at the end of the period, not a count of what was done in it.
_STOCK_ENDING = "拥有量"
# Rates that grow over the year as objects are visited one after the other.
_GROWING_RATES = ("抽查比例", "监督检查率", "办理覆盖率")
_ROW_OF_A_REPEATED_NAME = 68  # merged with row 67: one figure is reported for both
_FEW = 5
"""Up to this target a thing is done in single steps: a base opened, a standard issued."""

# Share of the year's work done by the end of the month, as a power of the share of time. Offices
# start slowly and end in a rush; few are ahead of time.
_POWERS = (0.9, 1.0, 1.0, 1.1, 1.2, 1.3, 1.4)
_QUARTERLY = 0.15
"""Part of the series that move mostly at a quarter's end and hardly between."""

_FEW_DONE_EARLY = ("尚未启动,已排定对象", "对象已确定,正在组织实施", "按年度安排下半年集中实施")
_SLOW = ("进度偏慢,已列入月度调度", "受项目周期影响,四季度集中完成", "材料在审,下季度完成")
_FULL = "截至{month}月末累计完成{value}{unit}"

Key = tuple[str, str, str]
"""Organisation, indicator, month."""


@dataclass(frozen=True)
class Figure:
    """One reported value. ``value`` is in ``unit``; ``basis`` as the form prints it.

    Attributes:
        printed: What was typed where that is not the number itself.
        period_printed: The period as typed, where it is not the month of the form.
    """

    org: str
    month: str
    indicator: str
    unit: str
    basis: str
    value: Decimal | None
    target: Decimal
    explanation: str = ""
    printed: str | None = None
    period_printed: str | None = None

    @property
    def key(self) -> Key:
        """What the figure is about."""
        return self.org, self.indicator, self.month


@dataclass(frozen=True)
class Series:
    """One indicator: the city's cell and those of the units that report it."""

    total: PlanCell
    parts: tuple[PlanCell, ...]

    @property
    def name(self) -> str:
        """Name of the indicator."""
        return self.total.indicator

    @property
    def is_rate(self) -> bool:
        """A rate or a time limit: never added up."""
        return self.total.unit in RATE_UNITS

    @property
    def is_level(self) -> bool:
        """A state at the end of the month rather than what was done since January."""
        return self.is_rate or self.name.endswith(_STOCK_ENDING)

    @property
    def is_money(self) -> bool:
        """Counted in 亿元, with two decimals."""
        return self.total.unit == _MONEY_UNIT


def all_series() -> list[Series]:
    """What the 2024 plan asks to be reported, in the plan's order."""
    return [
        Series(row[0], tuple(cell for cell in row[1:] if cell.state in ("value", "all_orgs")))
        for row in read_plan("plan_2024.csv")
        if row[0].row_no != _ROW_OF_A_REPEATED_NAME
    ]


def silent_cells() -> list[PlanCell]:
    """Cells of the 2024 plan where ``/`` is printed: nothing is asked of that unit."""
    return [
        cell
        for row in read_plan("plan_2024.csv")
        for cell in row[1:]
        if cell.state == "not_applicable" and row[0].unit not in RATE_UNITS
    ]


def clean_parts(draw: random.Random) -> dict[Key, Figure]:
    """Figures of the units, and of the city where no unit reports."""
    found: dict[Key, Figure] = {}
    for series in all_series():
        cells = series.parts or (series.total,)
        for cell in cells:
            org = cell.org if series.parts else CITY
            for month, value in zip(MONTHS, _drawn(series, cell, draw), strict=True):
                figure = _figure(series, cell, org, month, value)
                found[figure.key] = figure
    return found


def city_figures(parts: dict[Key, Figure]) -> Iterator[Figure]:
    """The city's own figures: sums of its units' figures, means of their rates."""
    values: dict[tuple[str, str], list[Decimal]] = {}
    for figure in parts.values():
        if figure.org != CITY and figure.value is not None:
            values.setdefault((figure.indicator, figure.month), []).append(figure.value)
    for series in all_series():
        for month in MONTHS if series.parts else ():
            reported = values[series.name, month]
            own = sum(reported, Decimal(0))
            if series.is_rate:
                own = _rounded(own / len(reported), 1)
            yield _figure(series, series.total, CITY, month, own)


def explained(figure: Figure, draw: random.Random) -> Figure:
    """Add the sentence that an office writes beside a figure that is behind, or that it counts."""
    if figure.explanation or figure.value is None or figure.basis != "累计" or not figure.target:
        return figure
    month = int(figure.month[-2:])
    share = figure.value / figure.target / (Decimal(month) / 12)
    words = ""
    if figure.value == 0:
        words = draw.choice(_FEW_DONE_EARLY)
    elif share < Decimal("0.6"):
        words = draw.choice(_SLOW)
    elif draw.random() < 0.02:
        words = _FULL.format(month=month, value=plain(figure.value), unit=figure.unit)
    return replace(figure, explanation=words)


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros that say nothing."""
    return f"{value.normalize():f}"


def _drawn(series: Series, cell: PlanCell, draw: random.Random) -> list[Decimal]:
    if cell.value is None:
        raise ValueError(f"row {cell.row_no} {cell.org}: no target to draw a figure from")
    if series.is_level:
        return _levels(series, cell.value, draw)
    if cell.value <= _FEW and not series.is_money:
        return _steps(cell.value, draw)
    return _counts(cell.value, draw, places=2 if series.is_money else 0)


def _levels(series: Series, target: Decimal, draw: random.Random) -> list[Decimal]:
    """A state that is almost there in January and creeps on; a checked share grows from nothing."""
    grows = any(word in series.name for word in _GROWING_RATES)
    start, end = (0.04, 1.0) if grows else (draw.uniform(0.93, 0.97), draw.uniform(0.995, 1.015))
    shares = sorted(start + (end - start) * _bent(month, 1.0, draw) for month in range(1, 13))
    if series.total.unit in _TIME_UNITS:
        shares = [2 - share for share in shares]  # a time limit is reached from above
    values = [target * Decimal(str(round(share, 4))) for share in shares]
    if not series.is_rate:
        return [_rounded(value, 0) for value in values]
    top = Decimal(100) if series.total.unit == "%" else Decimal(10_000)
    return [min(_rounded(value, 1), top) for value in values]


def _steps(target: Decimal, draw: random.Random) -> list[Decimal]:
    """One by one, most of them in the second half of the year; seldom one fewer or more."""
    done = max(0, int(target) + draw.choices((-1, 0, 1), (4, 88, 8))[0])
    months = sorted(draw.choices(range(1, 13), range(2, 14), k=done))
    return [Decimal(sum(when <= month for when in months)) for month in range(1, 13)]


def _counts(target: Decimal, draw: random.Random, *, places: int) -> list[Decimal]:
    """A flow: slow start, rush at the end, and an office that reaches 96 % or 108 %."""
    power = draw.choice(_POWERS)
    end = draw.uniform(0.95, 1.10) if draw.random() < 0.93 else draw.uniform(0.84, 0.94)
    quarterly = draw.random() < _QUARTERLY
    shares = sorted(end * _bent(month, power, draw) for month in range(1, 13))
    if quarterly:
        shares = [_held(shares, index) for index in range(12)]
    values = [target * Decimal(str(round(share, 5))) for share in shares]
    return [value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) for value in values]


def _bent(month: int, power: float, draw: random.Random) -> float:
    """Share of the work done; the noise is small against a month's work."""
    return float((month / 12) ** power * (1 + (draw.uniform(-0.02, 0.02) if month < 12 else 0)))


def _held(shares: list[float], index: int) -> float:
    """In the first two months of a quarter little more than half of its work is done."""
    begin = shares[index // 3 * 3 - 1] if index >= 3 else 0.0
    end = shares[index // 3 * 3 + 2]
    return begin + (end - begin) * (0.25, 0.55, 1.0)[index % 3]


def _figure(series: Series, cell: PlanCell, org: str, month: str, value: Decimal) -> Figure:
    return Figure(
        org=org,
        month=month,
        indicator=series.name,
        unit=series.total.unit,
        basis="期末" if series.is_level else "累计",
        value=value,
        target=cell.value or Decimal(0),
    )


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
