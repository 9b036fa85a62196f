"""A made-up city's year of monthly reports: clean histories of many shapes, and errors in them.

Everything follows from a seed. The shapes are those that honest figures have: steady, seasonal,
slow to start, in a rush at the end, in one batch, with idle months, a few things only, past the
target, stopped at the target, money with decimals, rates, time limits, stocks. The city reports the
sum of its units. Errors are put in one a value, far enough apart that each stands alone.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ingestion.load.candidate import build_raw
from ingestion.settings import Settings

YEAR, PLAN = 2024, "made-up plan"
CITY, UNITS = "700100", [f"7001{number:02}" for number in range(1, 12)]
DOCUMENT = "f" * 64
FLOWS = (
    "steady", "seasonal", "slow_start", "rush", "idle_months", "few", "batch",
    "beyond", "stops", "money", "limit_count",
)  # fmt: skip
LEVELS = ("rate_high", "rate_rising", "time_limit", "stock")
PARTS = ("part", "whole", "share")
"""Two counts and the rate that they make."""


@dataclass(frozen=True)
class Indicator:
    """One row of the plan's table."""

    no: int
    name: str
    shape: str
    unit: str

    @property
    def is_level(self) -> bool:
        return self.shape in LEVELS or self.shape == "share"


@dataclass(frozen=True)
class Figure:
    """One reported value; revision 1 is sent again."""

    org: str
    indicator: Indicator
    month: int
    value: Decimal | None
    unit: str | None = None
    name: str | None = None
    explanation: str | None = None
    revision: int = 0
    form: str = "flat"
    year: int = YEAR

    @property
    def period(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def key(self) -> tuple[str, int, int]:
        return (self.org, self.indicator.no, self.month)


@dataclass(frozen=True)
class Planted:
    """An error that was put in, and which check tells it."""

    check_id: str
    org: str
    indicator_name: str
    period: str


@dataclass
class Year:
    """The plan and all reports of its year."""

    seed: int
    indicators: list[Indicator]
    targets: dict[tuple[str, int], Decimal | None]
    figures: dict[tuple[str, int, int], Figure]
    further: list[Figure] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)


def make_year(seed: int, copies: int = 4) -> Year:
    """A clean year: every shape ``copies`` times, for eleven units and their city."""
    chance = random.Random(seed)
    indicators = _indicators(copies)
    targets: dict[tuple[str, int], Decimal | None] = {}
    figures: dict[tuple[str, int, int], Figure] = {}
    for indicator in indicators:
        usual = chance.choice((20, 60, 150, 400, 1200, 5000))
        for org in UNITS:
            if indicator.shape not in PARTS and chance.random() < 0.08:
                targets[org, indicator.no] = None  # the plan has / here
                continue
            target = _target(indicator, usual, chance)
            targets[org, indicator.no] = target
            for month, value in enumerate(_history(indicator.shape, target, chance), start=1):
                figures[org, indicator.no, month] = Figure(org, indicator, month, value)
        if not indicator.is_level:
            _add_city(indicator, targets, figures)
    _make_shares(indicators, figures)
    return Year(seed, indicators, targets, figures)


def _indicators(copies: int) -> list[Indicator]:
    units = {"money": "万元", "time_limit": "天"}
    made = [
        Indicator(
            copy * len(FLOWS + LEVELS) + place + 1,
            f"{'甲乙丙丁戊己庚辛'[copy]}类{shape}{'率' if shape.startswith('rate') else '数'}",
            shape,
            "%" if shape.startswith("rate") else units.get(shape, "家"),
        )
        for copy in range(copies)
        for place, shape in enumerate(FLOWS + LEVELS)
    ]
    names = {"part": "食品抽检合格批次", "whole": "食品抽检批次", "share": "食品抽检合格率"}
    for shape, name in names.items():
        unit = "%" if shape == "share" else "批次"
        made.append(Indicator(len(made) + 1, name, shape, unit))
    return made


def _target(indicator: Indicator, usual: int, chance: random.Random) -> Decimal:
    shape = indicator.shape
    if shape in ("few", "batch"):
        return Decimal(chance.randint(1, 9))
    if shape == "money":
        return _rounded(usual * chance.uniform(0.5, 2), 2)
    if shape.startswith("rate") or shape == "share":
        return Decimal(chance.choice((80, 90, 95, 98)))
    if shape == "time_limit":
        return Decimal(chance.choice((2, 3, 5)))
    return Decimal(max(10, round(usual * chance.uniform(0.5, 2))))


def _history(shape: str, target: Decimal, chance: random.Random) -> list[Decimal]:
    """Twelve figures: since January for what adds up, else the level of the month."""
    if shape in LEVELS or shape == "share":
        return _levels(shape, float(target), chance)
    reached = {
        "beyond": chance.uniform(1.2, 1.6), "stops": 1.0, "few": 1.0, "batch": 1.0,
        "limit_count": chance.uniform(0.5, 0.95),
    }.get(shape, chance.uniform(0.92, 1.12))  # fmt: skip
    weights = _weights(shape, chance)
    places = 2 if shape == "money" else 0
    done, sums = 0.0, []
    for weight in weights:
        done += weight / sum(weights)
        sums.append(_rounded(min(done, 1.0) * reached * float(target), places))
    if shape == "stops":
        # it was done before December, and then nothing more was counted
        pace = chance.uniform(1.02, 1.3)
        sums = [min(target, _rounded(float(one) * pace, 0)) for one in sums]
    return sums


def _weights(shape: str, chance: random.Random) -> list[float]:
    """How much is done in each month."""
    noisy = [chance.uniform(0.6, 1.4) for _ in range(12)]
    if shape == "seasonal":
        peak = chance.randint(3, 9)
        return [n * (3.0 if abs(m - peak) <= 1 else 0.6) for m, n in enumerate(noisy)]
    if shape == "slow_start":
        return [n * (m + 0.3) for m, n in enumerate(noisy)]
    if shape == "rush":
        return [n * (3.5 if m >= 10 else 1.0) for m, n in enumerate(noisy)]
    if shape == "idle_months":
        return [n * chance.choice((0, 0, 1, 2)) + 0.05 * (m == 11) for m, n in enumerate(noisy)]
    if shape == "batch":
        at = chance.randint(4, 11)
        return [1.0 if m == at else 0.0 for m in range(12)]
    return noisy


def _levels(shape: str, target: float, chance: random.Random) -> list[Decimal]:
    if shape == "rate_high":
        return [_rounded(min(100, target + chance.uniform(-2.5, 2)), 1) for _ in range(12)]
    if shape == "rate_rising":
        first, last = chance.uniform(15, 60), min(100.0, target + chance.uniform(-3, 2))
        return [
            _rounded(first + (last - first) * m / 11 + chance.uniform(-1.5, 1.5), 1)
            for m in range(11)
        ] + [_rounded(last, 1)]
    if shape == "time_limit":
        first = target * chance.uniform(1.2, 2.5)
        return [
            _rounded(first + (target - first) * m / 11 + chance.uniform(-0.2, 0.2), 1)
            for m in range(12)
        ]
    level, levels = target * chance.uniform(0.6, 1.0), []
    for _ in range(12):
        level *= chance.uniform(0.98, 1.07)
        levels.append(_rounded(level, 0))
    return levels


def _make_shares(indicators: list[Indicator], figures: dict[Any, Figure]) -> None:
    """The part is some 95 of 100 of the whole, and the rate follows from both."""
    part, whole, share = (one for one in indicators if one.shape in PARTS)
    for (org, no, month), figure in list(figures.items()):
        if no != whole.no or figure.value is None:
            continue
        passed = (figure.value * Decimal("0.95")).quantize(Decimal(1), ROUND_HALF_UP)
        figures[org, part.no, month] = Figure(org, part, month, passed)
        if org != CITY:
            rate = 100 * passed / figure.value if figure.value else Decimal(95)
            figures[org, share.no, month] = Figure(org, share, month, _rounded(float(rate), 2))
    city = [key for key in figures if key[0] == CITY and key[1] == part.no]
    for key in city:
        total = sum(
            (figures[org, part.no, key[2]].value or Decimal(0) for org in UNITS), Decimal(0)
        )
        figures[key] = replace(figures[key], value=total)


def _add_city(
    indicator: Indicator,
    targets: dict[tuple[str, int], Decimal | None],
    figures: dict[tuple[str, int, int], Figure],
) -> None:
    parts = [targets[org, indicator.no] for org in UNITS]
    targets[CITY, indicator.no] = sum((part for part in parts if part is not None), Decimal(0))
    for month in range(1, 13):
        values = [figures.get((org, indicator.no, month)) for org in UNITS]
        total = sum((one.value for one in values if one and one.value is not None), Decimal(0))
        figures[CITY, indicator.no, month] = Figure(CITY, indicator, month, total)


def _rounded(value: float, places: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


# --- written into a candidate ---------------------------------------------------------------


def write_year(candidate: Path, year: Year, home: Path) -> int:
    """Create a candidate whose raw tables hold the year; return the number of values."""
    build_raw(candidate, Settings(home=home))
    figures = [*year.figures.values(), *year.further]
    with duckdb.connect(str(candidate)) as connection:
        for table, rows in _plan_rows(year).items():
            _insert(connection, table, rows)
        submissions, values = _report_rows(figures)
        _insert(connection, "submissions", submissions)
        _insert(connection, "submission_values", values)
        _insert(connection, "outcomes", [_outcome(one) for one in submissions])
    return len(figures)


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[dict[str, Any]]
) -> None:
    given = list(rows)
    if given:
        names = sorted({name for row in given for name in row})
        columns = {name: [row.get(name) for row in given] for name in names}
        connection.register("given", pa.table(columns))
        connection.execute(f"insert into raw.{table} by name select * from given")
        connection.unregister("given")


def _plan_rows(year: Year) -> dict[str, list[dict[str, Any]]]:
    received = {"generation_id": "g", "delivery_id": "plan", "received_at": datetime(2024, 1, 20)}
    names = {CITY: "全市"} | {org: _name(org) for org in UNITS}
    cells = []
    for indicator in year.indicators:
        for place, (org, name) in enumerate(names.items()):
            target = year.targets.get((org, indicator.no))
            cells.append(_cell(indicator, place, org, name, target) | received)
    return {
        "documents": [
            received
            | {
                "document_id": DOCUMENT, "plan_id": PLAN, "title": "任务分解表", "kind": "plan",
                "issuer": "某市", "standing": "issued", "year": YEAR, "format": "text",
                "is_synthetic": True, "published_on": date(2024, 1, 15), "parts": "[]",
                "attachments": "[]", "evidence": "[]",
            }
        ],
        "outcomes": [_outcome(received | {"document_id": DOCUMENT, "value_count": len(cells)})],
        "cells": cells,
        "document_scopes": [
            {"document_id": DOCUMENT, "scope_key": CITY, "scope_org_code": CITY,
             "scope_name": "某市", "basis": "issuer"}
        ],
        "entity_matches": [
            {"match_key": f"m{org}", "entity_type": "org", "scope_key": CITY, "scope_name": "某市",
             "printed_name": name, "matched_code": org, "matched_name": name,
             "method": "official", "status": "matched", "score": Decimal(1), "candidates": "[]",
             "occurrence_count": 1, "evidence": "[]"}
            for org, name in names.items()
        ],
        "org_units_in_use": [
            {"org_code": org, "org_name": name, "official_name": f"某市{name}",
             "org_level": "city" if org == CITY else "county",
             "parent_org_code": None if org == CITY else CITY, "is_official": True}
            for org, name in names.items()
        ],
    }  # fmt: skip


def _name(org: str) -> str:
    return "甲乙丙丁戊己庚辛壬癸子"[UNITS.index(org)] + "县"


def _cell(
    indicator: Indicator, place: int, org: str, name: str, target: Decimal | None
) -> dict[str, Any]:
    comparator = "<=" if indicator.shape in ("time_limit", "limit_count") else ">="
    return {
        "document_id": DOCUMENT, "part_no": 1, "table_no": 0, "row_no": indicator.no,
        "col_no": 3 + place, "action": "实事", "indicator": indicator.name,
        "unit": indicator.unit, "org": name, "is_total": org == CITY, "measure": "target",
        "raw": "/" if target is None else str(target),
        "state": "not_applicable" if target is None else "value",
        "comparator": None if target is None else comparator, "value": target,
        "alignment": "printed", "alignment_basis": "[]",
        "evidence": _evidence(DOCUMENT, f"{chr(67 + place)}{indicator.no + 2}", str(target or "/")),
    }  # fmt: skip


def _evidence(document_id: str, cell: str, quote: str) -> str:
    one = {"document_id": document_id, "sheet": "表", "cell": cell, "quote": quote}
    return json.dumps([one], ensure_ascii=False)


def _report_rows(figures: list[Figure]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    submissions: dict[str, dict[str, Any]] = {}
    values = []
    for figure in figures:
        name = f"{figure.org}/{figure.period}/{figure.revision}/{figure.form}"
        document_id = hashlib.sha256(name.encode()).hexdigest()
        end = (date(figure.year, figure.month, 28) + timedelta(days=4)).replace(day=1)
        as_of = end - timedelta(days=1)
        received = datetime(end.year, end.month, 5) + timedelta(days=10 * figure.revision)
        if figure.form == "narrative":  # the text came before the workbook
            received -= timedelta(days=1)
        if figure.year > YEAR:  # sent a year too early
            received = received.replace(year=YEAR)
        common = {
            "generation_id": "g", "delivery_id": document_id[:16], "document_id": document_id,
            "received_at": received, "org_code": figure.org, "period_code": figure.period,
            "is_synthetic": True,
        }  # fmt: skip
        submission = submissions.setdefault(
            name,
            common
            | {"form": figure.form, "is_partial": figure.revision > 0, "value_count": 0,
               "evidence": "[]"},
        )  # fmt: skip
        submission["value_count"] += 1
        raw = "" if figure.value is None else str(figure.value)
        values.append(
            common
            | {
                "row_no": figure.indicator.no + 2, "submitted_by_org_code": figure.org,
                "org_as_printed": "全市" if figure.org == CITY else _name(figure.org),
                "as_of": as_of, "indicator": figure.name or figure.indicator.name,
                "unit": figure.unit or figure.indicator.unit, "value": figure.value, "raw": raw,
                "basis": "level" if figure.indicator.is_level else "year_to_date",
                "explanation": figure.explanation,
                "evidence": _evidence(document_id, f"D{figure.indicator.no + 2}", raw),
            }
        )  # fmt: skip
    return list(submissions.values()), values


def _outcome(given: dict[str, Any]) -> dict[str, Any]:
    return {
        key: given[key] for key in ("generation_id", "delivery_id", "document_id", "received_at")
    } | {
        "path": f"progress/{given['delivery_id']}.xlsx", "kind": "progress",
        "org_code": given.get("org_code"), "size_bytes": 1, "step": "extract",
        "outcome": "accepted", "code": "", "records_seen": given["value_count"],
        "records_loaded": given["value_count"], "records_rejected": 0, "records_ignored": 0,
    }  # fmt: skip


# --- errors ---------------------------------------------------------------------------------


def plant_errors(year: Year, each: int = 6) -> None:
    """Put ``each`` errors of every kind into a clean year, at most one in a series."""
    chance = random.Random(year.seed + 1)
    taken: set[tuple[str, int]] = set()
    for plant in (_too_large, _too_small, _fallen, _peaked, _leapt, _strayed, _revised, _jumped):
        left = each
        keys = sorted(key for key in year.figures if key[0] != CITY)
        chance.shuffle(keys)
        for key in keys:
            if left and (key[0], key[1]) not in taken and plant(year, key, chance):
                taken.add((key[0], key[1]))
                left -= 1
        assert not left, plant.__name__
    for plant_form in _OF_FORM:
        plant_form(year, taken, chance, each)


def _neighbours(year: Year, key: tuple[str, int, int]) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """The figure before, the figure, the one after and the target; nothing before January."""
    org, no, month = key
    before = year.figures.get((org, no, month - 1))
    after = year.figures.get((org, no, month + 1))
    value = year.figures[key].value or Decimal(0)
    return (
        (before.value or Decimal(0)) if before else Decimal(0),
        value,
        (after.value or Decimal(0)) if after else value,
        year.targets.get((org, no)) or Decimal(0),
    )


def _put(year: Year, key: tuple[str, int, int], value: Decimal, check_id: str) -> bool:
    figure = year.figures[key]
    year.figures[key] = replace(figure, value=value)
    year.planted.append(Planted(check_id, figure.org, figure.indicator.name, figure.period))
    return True


def _is_flow(year: Year, key: tuple[str, int, int]) -> bool:
    shape = year.figures[key].indicator.shape
    return shape in FLOWS and shape not in ("few", "batch")


def _too_large(year: Year, key: tuple[str, int, int], chance: random.Random) -> bool:
    """Ten, a hundred or ten thousand times the figure, in a month with a past or a great share."""
    before, value, after, target = _neighbours(year, key)
    power = chance.choice((1, 1, 2, 4))
    is_seen = 10**power * value > 4 * after or (key[2] == 12 and 2 * value > target)
    flow = _is_flow(year, key) and before > 0 and is_seen and 3 * value > target / 3
    level = year.figures[key].indicator.shape in ("rate_high", "stock") and 2 < key[2] < 12
    return (flow or level) and _put(year, key, value * 10**power, "A08")


def _too_small(year: Year, key: tuple[str, int, int], chance: random.Random) -> bool:
    """A tenth or a ten-thousandth, where the figure before shows it."""
    before, value, _, _ = _neighbours(year, key)
    power = chance.choice((1, 4))
    seen = before > 0 and 4 * value < before * 10**power and value >= 10
    level = year.figures[key].indicator.shape == "rate_high" and 2 < key[2] < 12
    if not ((_is_flow(year, key) and seen) or level):
        return False
    return _put(year, key, value / 10**power, "A08")


def _fallen(year: Year, key: tuple[str, int, int], chance: random.Random) -> bool:
    """A figure that is lower than the one before by a tenth to a third."""
    before, _, after, _ = _neighbours(year, key)
    if not (_is_flow(year, key) and before >= 10 and after > before and key[2] < 12):
        return False
    return _put(year, key, _whole(before * Decimal(chance.uniform(0.65, 0.9))), "A02")


def _peaked(year: Year, key: tuple[str, int, int], chance: random.Random) -> bool:
    """A figure twice to three times too high, which is right again in the next report."""
    before, value, after, target = _neighbours(year, key)
    high = _whole(after * Decimal(chance.uniform(2, 3)))
    later = year.figures.get((key[0], key[1], key[2] + 2))
    fits = _is_flow(year, key) and before > 0 and 4 * value > target and 2 < key[2] < 11
    if not (fits and later and later.value and later.value < high):
        return False
    return _put(year, key, high, "A04")


def _move_city(year: Year, key: tuple[str, int, int], value: Decimal) -> None:
    """A wrong figure that lasts has gone into the city's own total as well."""
    _, no, month = key
    figure, total = year.figures[key], year.figures[CITY, no, month]
    change = value - (figure.value or Decimal(0))
    year.figures[key] = replace(figure, value=value)
    year.figures[CITY, no, month] = replace(total, value=(total.value or Decimal(0)) + change)


def _leapt(year: Year, key: tuple[str, int, int], chance: random.Random) -> bool:
    """One month adds more than a whole target, and all later figures keep it."""
    org, no, month = key
    before, _, _, target = _neighbours(year, key)
    shape = year.figures[key].indicator.shape
    if shape not in ("steady", "slow_start", "money") or not (before > 0 and 4 < month < 12):
        return False
    more = _whole(target * Decimal(chance.uniform(1.1, 1.6)))
    for later in range(month, 13):
        later_key = (org, no, later)
        _move_city(year, later_key, (year.figures[later_key].value or Decimal(0)) + more)
    _plant(year, "A04", year.figures[key])
    return True


def _strayed(year: Year, key: tuple[str, int, int], chance: random.Random) -> bool:
    """A high rate that is a third lower in one month."""
    value = year.figures[key].value or Decimal(0)
    if year.figures[key].indicator.shape != "rate_high" or not 2 < key[2] < 12:
        return False
    return _put(year, key, _whole(value * Decimal(chance.uniform(0.5, 0.7))), "A04")


def _revised(year: Year, key: tuple[str, int, int], chance: random.Random) -> bool:
    """Sent again and changed by a third to a half, in order with the months beside it."""
    before, value, after, _ = _neighbours(year, key)
    former = _whole((before + 2 * after) / 3)
    fits = _is_flow(year, key) and value >= 15 and before > 0 and 1 < key[2] < 12
    if not (fits and before <= former <= after) or not abs(former - value) > value / 4:
        return False
    figure = year.figures[key]
    year.further.append(replace(figure, revision=1))
    year.figures[key] = replace(figure, value=former)
    year.planted.append(Planted("A03", figure.org, figure.indicator.name, figure.period))
    return True


def _jumped(year: Year, key: tuple[str, int, int], chance: random.Random) -> bool:
    """In October from less than half to the very target, and nothing more until December."""
    org, no, month = key
    before, _, _, target = _neighbours(year, key)
    shape = year.figures[key].indicator.shape
    if shape not in ("steady", "slow_start", "rush") or target < 60 or 2 * before > target:
        return False
    if not 5 < month < 11:
        return False
    for later in range(month, 13):
        _move_city(year, (org, no, later), target)
    _plant(year, "A06", year.figures[key])
    return True


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def _behind(year: Year, taken: set[tuple[str, int]], chance: random.Random, each: int) -> None:
    """A fifth of what was done, all year long."""
    for org, no in _free(year, taken, ("steady", "seasonal", "beyond"), chance, each):
        for month in range(1, 13):
            key = (org, no, month)
            _move_city(year, key, _whole((year.figures[key].value or Decimal(0)) / 5))
        _plant(year, "A09", year.figures[org, no, 12])


def _numerators(year: Year, taken: set[tuple[str, int]], chance: random.Random, each: int) -> None:
    """More that passed than were tested; a rate above 100; a rate that its counts do not make."""
    for org, no in _free(year, taken, ("part",), chance, min(each, 4)):
        month = chance.randint(3, 11)
        whole = year.figures[org, no + 1, month].value or Decimal(0)
        _move_city(year, (org, no, month), _whole(whole * Decimal("1.01")) + 1)
        _plant(year, "A05", year.figures[org, no, month])
        taken.add((org, no + 2))
    for org, no in _free(year, taken, ("rate_high",), chance, each):
        month = chance.randint(2, 12)
        year.figures[org, no, month] = replace(year.figures[org, no, month], value=Decimal("103.5"))
        _plant(year, "A05", year.figures[org, no, month])
    for org, no in _free(year, taken, ("share",), chance, min(each, 4)):
        month = chance.randint(2, 12)
        figure = year.figures[org, no, month]
        year.figures[org, no, month] = replace(figure, value=(figure.value or Decimal(0)) - 4)
        _plant(year, "A05", year.figures[org, no, month])


def _told(year: Year, taken: set[tuple[str, int]], chance: random.Random, each: int) -> None:
    """The text of a report says another number than its workbook."""
    for org, no in _free(year, taken, ("steady", "seasonal", "stock"), chance, each):
        figure = year.figures[org, no, chance.randint(4, 12)]
        other = _whole((figure.value or Decimal(0)) * Decimal("0.88")) - 1
        year.further.append(replace(figure, value=other, form="narrative", revision=0))
        _plant(year, "A07", figure)


def _unasked(year: Year, taken: set[tuple[str, int]], chance: random.Random, each: int) -> None:
    """Figures where the plan has ``/``, unknown names, other kinds of units, blanks, the future."""
    slashes = sorted(key for key, target in year.targets.items() if target is None)
    by_no = {indicator.no: indicator for indicator in year.indicators}
    for org, no in chance.sample(slashes, each):
        year.figures[org, no, 6] = Figure(org, by_no[no], 6, Decimal(7))
        _plant(year, "S06", year.figures[org, no, 6])
    for place, (org, no) in enumerate(_free(year, taken, FLOWS[:4], chance, 3 * each)):
        key = (org, no, chance.randint(2, 11))
        figure = year.figures[key]
        if place % 3 == 0:
            year.figures[key] = replace(figure, name=f"{figure.indicator.name}外的事项")
            _plant(year, "S05", year.figures[key])
        elif place % 3 == 1:
            year.figures[key] = replace(figure, unit="公里")
            _plant(year, "S08", figure)
        else:
            year.figures[key] = replace(figure, value=None)
            _plant(year, "S07", figure)
    for org in chance.sample(UNITS, 2):
        early = Figure(org, year.indicators[0], 9, Decimal(5), year=YEAR + 1)
        year.further.append(early)
        year.planted.append(Planted("S09", org, "", early.period))
    for _, no in _free(year, taken, ("rate_high",), chance, 1):
        foreign = Figure(CITY, by_no[no], 7, Decimal(93))
        year.further.append(foreign)
        _plant(year, "S06", foreign)


_OF_FORM: tuple[Callable[[Year, set[tuple[str, int]], random.Random, int], None], ...] = (
    _behind, _numerators, _told, _unasked,
)  # fmt: skip


def _free(
    year: Year,
    taken: set[tuple[str, int]],
    shapes: Iterable[str],
    chance: random.Random,
    count: int,
) -> list[tuple[str, int]]:
    """Series of some shapes without an error yet; they are taken with this."""
    wanted = set(shapes)
    free = sorted(
        {
            (figure.org, figure.indicator.no)
            for figure in year.figures.values()
            if figure.org != CITY and figure.month == 12 and figure.indicator.shape in wanted
        }
        - taken
    )
    chosen = chance.sample(free, count)
    taken.update(chosen)
    return chosen


def _plant(year: Year, check_id: str, figure: Figure) -> None:
    name = figure.name or figure.indicator.name
    year.planted.append(Planted(check_id, figure.org, name, figure.period))
