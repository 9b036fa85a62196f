"""Errors of a whole file, late, missing, sent twice or not readable, and of rows beside its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from .figures import MONTHS, Figure
from .planting import Planted, Year
from .sending import first_day_after, sent_at, working_day
from .sources import read_plan

_UNKNOWN_INDICATOR = "新建共享单车停放点数量"
_UNKNOWN_ORG = "东极岛管委会"
_LATE_WORKING_DAYS = 18
_LAST_YEAR = read_plan("plan_2023.csv")
_UNITS_OF_2023 = {cell.org for row in _LAST_YEAR for cell in row[1:]}
_INDICATORS_OF_2023 = {row[0].indicator for row in _LAST_YEAR}


@dataclass(frozen=True)
class Sent:
    """One file in the inbox. ``path`` is below ``progress/``."""

    path: str
    data: bytes
    received_at: datetime


def plant_in_files(year: Year, orgs: Sequence[str], by_row: Sequence[str]) -> None:
    """Errors of whole reports and of rows that stand beside the report's own.

    Args:
        year: The year while errors are planted in it.
        orgs: The units.
        by_row: Those whose form says in each row whose figure it is and of which month.
    """
    months = MONTHS[4:11]
    for _ in range(2):
        _leave_rows_out(year, months, orgs)
    _never_send(year, months, orgs)
    for _ in range(2):
        _send_late(year, months, orgs)
    _send_twice(year, months, orgs)
    _report_for_another(year, months, by_row)
    _report_unasked(year, months, by_row)
    _name_the_unknown(year, months, by_row)
    for code, printed, done in (
        ("unreadable_value", "约30", "数值写成“约30”"),
        ("unreadable_value", "/", "应填数值处写“/”"),
    ):
        _type_no_number(year, months, by_row, (code, printed, done))


def late_time(year: Year, month: str) -> datetime:
    """Weeks after everybody else."""
    day = working_day(first_day_after(month), _LATE_WORKING_DAYS)
    return sent_at(day, year.draw)


def refused_first(year: Year, orgs: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """Reports whose first file cannot be read; the right one comes later the same day.

    Returns:
        Organisation, month, code of the refusal, what was done.
    """
    found = []
    for code, done in (
        ("missing_column", "沿用上年模板,没有“口径”列;当日改正重报"),
        ("damaged_workbook", "工作簿在传输中被截断;当日改正重报"),
        ("encrypted_file", "工作簿设了打开密码;当日改正重报"),
    ):
        org, month = year.report(MONTHS[4:11], orgs)
        year.plant(Planted(kind="refusal", code=code, org=org, period=month, done=done))
        found.append((org, month, code, done))
    return found


def draft_of_next_year(year: Year, orgs: Sequence[str]) -> tuple[str, list[Figure], datetime]:
    """Three figures for a month that has not begun."""
    org = year.chosen(orgs)
    rows = [year.sent[key] for key in sorted(year.sent) if key[0] == org and key[2] == MONTHS[0]]
    month = "2025-03"
    figures = [replace(figure, month=month, explanation="") for figure in rows[:3]]
    year.plant(
        Planted(
            kind="check",
            code="S09",
            org=org,
            period=month,
            expected="已结束的期间",
            observed=month,
            done="提前填报尚未开始的月份,共三项",
        )
    )
    sent = sent_at(working_day(first_day_after("2024-11"), 12), year.draw)
    return org, figures, sent


def _rows(year: Year, org: str, month: str) -> list[Figure]:
    return [figure for key, figure in year.sent.items() if key[0] == org and key[2] == month]


def _leave_rows_out(year: Year, months: Sequence[str], orgs: Sequence[str]) -> None:
    org, month = year.report(months, orgs)
    rows = [
        figure
        for figure in _rows(year, org, month)
        if figure.target and figure.indicator not in year.used_names
    ]
    for figure in year.draw.sample(rows, 2):
        del year.sent[figure.key]
    year.plant(
        Planted(kind="check", code="S01", org=org, period=month, done="漏报两项指标", observed="-2")
    )


def _never_send(year: Year, months: Sequence[str], orgs: Sequence[str]) -> None:
    summed = {planted.period for planted in year.planted if planted.code == "A01"}
    org, month = year.report([month for month in months if month not in summed], orgs)
    year.absent.add((org, month))
    year.plant(
        Planted(
            kind="check",
            code="S01",
            org=org,
            period=month,
            done="整月未报",
            observed="0",
            follows=(("S02", org, "", month),),
        )
    )


def _send_late(year: Year, months: Sequence[str], orgs: Sequence[str]) -> None:
    org, month = year.report(months, orgs)
    year.late.add((org, month))
    done = f"月后第{_LATE_WORKING_DAYS}个工作日才报送"
    year.plant(Planted(kind="check", code="S02", org=org, period=month, done=done))


def _send_twice(year: Year, months: Sequence[str], orgs: Sequence[str]) -> None:
    org, month = year.report(months, orgs)
    year.twice.add((org, month))
    done = "同一文件隔日再报一次,内容未变"
    year.plant(Planted(kind="check", code="S03", org=org, period=month, done=done))


def _report_for_another(year: Year, months: Sequence[str], orgs: Sequence[str]) -> None:
    org, month = year.report(months, orgs)
    other = year.chosen([name for name in orgs if name != org])
    row = next(f for f in _rows(year, other, month) if f.basis == "累计")
    year.added.setdefault((org, month), []).append(replace(row, explanation=""))
    year.plant(
        Planted(
            kind="issue",
            code="org_not_allowed",
            org=org,
            indicator=row.indicator,
            period=month,
            expected=org,
            observed=other,
            done="报表里夹带了另一单位的一行",
            follows=(("S04", org, row.indicator, month),),
        )
    )


def _report_unasked(year: Year, months: Sequence[str], orgs: Sequence[str]) -> None:
    """The plan of the year before has no column for this unit."""
    org, month = year.report(months, [org for org in orgs if org not in _UNITS_OF_2023])
    like = year.chosen([f for f in _rows(year, org, month) if f.indicator in _INDICATORS_OF_2023])
    row = replace(like, period_printed="2023-12", value=Decimal(5), explanation="")
    year.added.setdefault((org, month), []).append(row)
    year.plant(
        Planted(
            kind="check",
            code="S04",
            org=org,
            indicator=row.indicator,
            period="2023-12",
            observed=org,
            done="补报2023年计划的指标,该计划没有分给该单位任务",
            # That somebody reports on a month makes it due of all whom that plan asks.
            follows=tuple(("S01", name, "", "2023-12") for name in sorted(_UNITS_OF_2023)),
        )
    )


def _name_the_unknown(year: Year, months: Sequence[str], orgs: Sequence[str]) -> None:
    org, month = year.report(months, orgs)
    like = next(f for f in _rows(year, org, month) if f.basis == "累计")
    row = replace(like, indicator=_UNKNOWN_INDICATOR, unit="个", value=Decimal(7), explanation="")
    year.added.setdefault((org, month), []).append(row)
    year.plant(
        Planted(
            kind="check",
            code="S05",
            org=org,
            indicator=_UNKNOWN_INDICATOR,
            period=month,
            observed=_UNKNOWN_INDICATOR,
            done="填报了计划里没有的指标",
        )
    )
    for changes, code, done in (
        ({"org": _UNKNOWN_ORG}, "unknown_org", "填报了名录里没有的单位"),
        ({"period_printed": "2024年13月"}, "unknown_period", "期间写成“2024年13月”"),
    ):
        org, month = year.report(months, orgs)
        like = next(f for f in _rows(year, org, month) if f.basis == "累计")
        year.added.setdefault((org, month), []).append(
            replace(like, explanation="", **changes)  # type: ignore[arg-type]
        )
        year.plant(
            Planted(
                kind="issue",
                code=code,
                org=org,
                indicator=like.indicator,
                period=month,
                observed=next(iter(changes.values())),
                done=done,
                follows=(("S05", org, "*", month),),
            )
        )


def _type_no_number(
    year: Year, months: Sequence[str], orgs: Sequence[str], error: tuple[str, str, str]
) -> None:
    code, printed, done = error
    org, month = year.report(months, orgs)
    rows = [
        figure
        for figure in _rows(year, org, month)
        if figure.basis == "累计" and figure.target and figure.indicator not in year.used_names
    ]
    figure = year.chosen(rows)
    year.used_names.add(figure.indicator)
    year.sent[figure.key] = replace(figure, printed=printed, explanation="")
    year.plant(
        Planted(
            kind="issue",
            code=code,
            org=org,
            indicator=figure.indicator,
            period=month,
            observed=printed,
            done=done,
            follows=(("S01", org, "", month), ("S07", org, figure.indicator, month)),
        )
    )
