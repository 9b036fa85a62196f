"""``planledger status``: who has reported, as a matrix of organisations and periods.

Reads the marts of the current release; every figure is the release's own, none is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ingestion.errors import ConfigError
from ingestion.publish.release import current_release, no_release
from ingestion.records import Record
from ingestion.settings import Settings

_Row = TypeVar("_Row", bound=Record)
_WIDE = 112
"""From this width on each cell also says how complete it is. Unit: columns."""
_WORST = 8
"""Periods of which it is told who is missing; the matrix has them all. Unit: periods."""
_MARKS = {
    "on_time": ("按", "green", "按时"),
    "received": ("收", "green", "已收（未定期限）"),
    "late": ("迟", "yellow", "迟报"),
    "in_review": ("审", "cyan", "审核中"),
    "returned": ("退", "magenta", "退回待重报"),
    "missing": ("缺", "bold red", "未报"),
    "not_due": ("·", "dim", "未到期"),
}
_BASES = {
    "reviewed": ("报送日历", "reviewed calendar"),
    "plan_text": ("计划原文", "the plan's own words"),
    "others_reported": (
        "未规定报送周期，已有单位报送的期次视为应报",
        "no rule: periods that somebody reported for",
    ),
}
_HALVES = {"H1": "上半年", "H2": "下半年"}


class StatusRow(Record):
    """One report that is due (``rpt_submission_status``)."""

    plan_id: str
    plan_name: str | None
    org_code: str
    org_name: str | None
    period_code: str
    frequency: str
    duty_basis: str
    submission_state: str
    due_count: int
    received_count: int
    days_overdue: int | None
    completeness_rate: Decimal | None
    period_end_date: date
    due_date: date | None
    rule_words: str
    sort_order: int | None
    is_synthetic: bool


class RateRow(Record):
    """Rates of a plan, an organisation or a period (``rpt_submission_rates``)."""

    plan_id: str
    rate_scope: str
    org_code: str | None
    period_code: str | None
    duty_count: int
    received_duty_count: int
    late_duty_count: int
    missing_duty_count: int
    returned_duty_count: int
    review_duty_count: int
    completeness_rate: Decimal | None
    timeliness_rate: Decimal | None


class Status(Record):
    """What the current release says of who has reported."""

    release_id: str
    rows: tuple[StatusRow, ...]
    rates: tuple[RateRow, ...]


def read_status(settings: Settings, plan: str | None = None, period: str | None = None) -> Status:
    """Read who has reported.

    Args:
        settings: Where the current release is.
        plan: A part of a plan's id or title; default all plans.
        period: A period, or a year for all of its periods; default all.

    Raises:
        ConfigError: There is no release, it is older than the matrix, or nothing fits.
    """
    release = current_release(settings)
    if release is None:
        raise no_release()
    with duckdb.connect(str(release.database), read_only=True) as connection:
        try:
            rows = _read(connection, StatusRow, "rpt_submission_status")
            rates = _read(connection, RateRow, "rpt_submission_rates")
        except duckdb.CatalogException as error:
            raise ConfigError(
                "release_without_status",
                "当前发布早于报送情况表，请再运行一次 planledger run",
                "the current release is older than the matrix; say planledger run again",
            ) from error
    chosen = tuple(row for row in rows if _fits(row, plan, period))
    if (plan or period) and not chosen:
        raise ConfigError(
            "nothing_due",
            "没有符合条件的应报记录，请核对 --plan 与 --period",
            "nothing that is due fits --plan and --period",
        )
    return Status(release_id=release.release_id, rows=chosen, rates=tuple(rates))


def show_status(status: Status, console: Console) -> None:
    """Print one matrix for each plan and length of periods."""
    if not status.rows:
        console.print("没有应报的计划：报送日历、计划原文均未规定，也无单位报送。")
        console.print("Nothing is due: no rule says so and nobody has reported.", style="dim")
        return
    for _, group in groupby(status.rows, lambda row: (row.plan_id, row.frequency)):
        rows = list(group)
        rates = [rate for rate in status.rates if rate.plan_id == rows[0].plan_id]
        _show_plan(rows, rates, console)
    marks = [f"[{style}]{mark}[/] {said}" for mark, style, said in _MARKS.values()]
    console.print(f"\n{'  '.join(marks[:4])}\n{'  '.join(marks[4:])}  ▾ 数据不全 incomplete")
    console.print(f"发布 release {status.release_id}", style="dim")


def write_status(status: Status, target: Path) -> None:
    """Write the matrices as one self-contained page."""
    with Path("/dev/null").open("w", encoding="utf-8") as nowhere:
        console = Console(file=nowhere, record=True, width=140, force_terminal=True)
        show_status(status, console)
        target.write_text(console.export_html(inline_styles=True), encoding="utf-8")


def _read(connection: duckdb.DuckDBPyConnection, kind: type[_Row], table: str) -> list[_Row]:
    names = tuple(kind.model_fields)
    order = ", ".join(
        name
        for name in ("plan_id", "frequency", "sort_order", "org_code", "period_end_date")
        if name in names
    )
    rows = connection.execute(
        f"select {', '.join(names)} from marts.{table} order by {order}"
    ).fetchall()
    return [kind(**dict(zip(names, row, strict=True))) for row in rows]


def _fits(row: StatusRow, plan: str | None, period: str | None) -> bool:
    named = plan is None or plan in row.plan_id or plan in (row.plan_name or "")
    return named and (
        period is None
        or row.period_code == period
        or (len(period) == 4 and row.period_code.startswith(period))
    )


def _show_plan(rows: Sequence[StatusRow], rates: Sequence[RateRow], console: Console) -> None:
    mark = " [yellow]合成示例 synthetic[/]" if any(row.is_synthetic for row in rows) else ""
    console.print(f"\n[bold]《{escape(rows[0].plan_name or rows[0].plan_id)}》[/]{mark}")
    console.print(f"依据 {_basis(rows)}", style="dim", highlight=False)
    console.print(_matrix(rows, rates, is_wide=console.width >= _WIDE))
    for rate in rates:
        if rate.rate_scope == "plan":
            console.print(_counts(rate), highlight=False)
    _show_overdue(rows, console)


def _basis(rows: Iterable[StatusRow]) -> str:
    said = {(row.duty_basis, row.rule_words) for row in rows}
    return "；".join(
        f"{_BASES[basis][0]}{f'“{escape(words)}”' if words else ''} {_BASES[basis][1]}"
        for basis, words in sorted(said)
    )


def _matrix(rows: Sequence[StatusRow], rates: Sequence[RateRow], *, is_wide: bool) -> Table:
    """Organisations down, periods across, rates at both edges."""
    periods = {row.period_code: row.period_end_date for row in rows}
    codes = sorted(periods, key=lambda code: periods[code])
    of_org = {rate.org_code: rate for rate in rates if rate.rate_scope == "organisation"}
    of_period = {rate.period_code: rate for rate in rates if rate.rate_scope == "period"}
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("单位", no_wrap=True)
    for code in codes:
        table.add_column(_period_name(code, len({one[:4] for one in codes}) > 1), justify="center")
    table.add_column("完整率", justify="right", no_wrap=True)
    table.add_column("及时率", justify="right", no_wrap=True)
    cells = {(row.org_code, row.period_code): row for row in rows}
    for org_code in dict.fromkeys(row.org_code for row in rows):
        name = next(row.org_name for row in rows if row.org_code == org_code)
        rate = of_org.get(org_code)
        table.add_row(
            name or org_code,
            *(_cell(cells.get((org_code, code)), is_wide) for code in codes),
            _percent(rate.completeness_rate if rate else None),
            _percent(rate.timeliness_rate if rate else None),
        )
    table.add_section()
    for title, field in (("完整率", "completeness_rate"), ("及时率", "timeliness_rate")):
        values = (_percent(getattr(of_period.get(code), field, None)) for code in codes)
        table.add_row(Text(title, "bold"), *values, "", "")
    return table


def _cell(row: StatusRow | None, is_wide: bool) -> Text:
    if row is None:
        return Text("")
    mark, style, _ = _MARKS[row.submission_state]
    rate = row.completeness_rate
    is_partial = rate is not None and 0 < rate < 1
    if is_wide and is_partial:
        return Text(f"{mark}{_whole(rate)}", style)
    return Text(f"{mark}▾" if is_partial else mark, style)


def _period_name(code: str, with_year: bool) -> str:
    year, _, part = code.partition("-")
    if not part:
        return f"{year}年"
    name = _HALVES.get(part) or (f"{part[1]}季" if part[0] == "Q" else f"{int(part)}月")
    return f"{year[2:]}年\n{name}" if with_year else name


def _percent(rate: Decimal | None) -> Text:
    if rate is None:
        return Text("–", "dim")
    style = "green" if rate == 1 else "red" if rate < Decimal("0.6") else "yellow"
    return Text(f"{_whole(rate)}%", style)


def _whole(rate: Any) -> str:
    """Per cent without places, never rounded up: 99.9 % is not all."""
    return str((rate * 100).quantize(Decimal(1), ROUND_DOWN))


def _counts(rate: RateRow) -> str:
    said = [
        f"应报 {rate.duty_count} 份",
        f"已收 {rate.received_duty_count}",
        f"迟报 {rate.late_duty_count}",
        f"审核中 {rate.review_duty_count}",
        f"退回 {rate.returned_duty_count}",
        f"未报 {rate.missing_duty_count}",
    ]
    total = (
        f"完整率 {_whole_or_dash(rate.completeness_rate)}",
        f"及时率 {_whole_or_dash(rate.timeliness_rate)}",
    )
    return "，".join(said) + "；" + "，".join(total)


def _whole_or_dash(rate: Decimal | None) -> str:
    return "–" if rate is None else f"{_whole(rate)}%"


def _show_overdue(rows: Iterable[StatusRow], console: Console) -> None:
    """Tell what is missing or returned, the newest periods first, with whom it concerns."""
    waited: dict[tuple[str, str, date | None], list[StatusRow]] = {}
    for row in sorted(rows, key=lambda row: row.period_end_date, reverse=True):
        if row.submission_state in ("missing", "returned"):
            key = (row.period_code, row.submission_state, row.due_date)
            waited.setdefault(key, []).append(row)
    for (period, state, due), of in list(waited.items())[:_WORST]:
        since = f"{due:%m-%d} 截止，逾期 {of[0].days_overdue} 天" if due else "未定期限"
        names = "、".join(escape(row.org_name or row.org_code) for row in of)
        _, style, said = _MARKS[state]
        console.print(f"[{style}]{said}[/] {period}（{since}）：{names}", highlight=False)
    if len(waited) > _WORST:
        console.print(f"另有 {len(waited) - _WORST} 期 and more periods", style="dim")
