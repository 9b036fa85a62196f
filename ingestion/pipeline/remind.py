"""Remind organisations of reports that are due, by the calendar and the current release.

The calendar gives the days (``rpt_submission_reminders``), the release says who has not reported.
A release that is older than a report which has just come still names its sender; the release that
the report asks for follows within minutes, and reminders go out once a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ingestion.notify import Notice, NoticeLedger, Sent, open_channels, send_once
from ingestion.publish.release import current_release
from ingestion.settings import Settings

CHINA = ZoneInfo("Asia/Shanghai")
_COLUMNS = (
    "reminder_key, org_code, org_name, plan_name, period_code, due_date,"
    " grace_until_date, submission_state, due_count, received_count, is_synthetic"
)
_WANTED = f"""
select {_COLUMNS}
from marts.rpt_submission_reminders
where is_wanted and reminder_date between $first and $today
order by reminder_date, plan_id, period_code, sort_order, org_code
"""
_STATES = {"missing": "尚未收到报送", "not_due": "尚未收到报送", "returned": "报送已退回，待重报"}


def send_reminders(
    settings: Settings | None = None, *, now: datetime | None = None
) -> dict[str, int]:
    """Send the reminders whose day has come, each once.

    A reminder whose day is longer ago than ``Settings.reminder_days`` is not sent any more: after a
    break nobody wants a year of them.

    Args:
        settings: The home; default that of the environment.
        now: The time; default the clock.

    Returns:
        How many were sent, and how many had been sent before, in notice × channel.

    Raises:
        ConfigError: A channel is configured wrongly; nothing was sent.
        ConnectionError: A channel did not take some; all others were sent.
    """
    settings = settings or Settings()
    channels = open_channels(settings)
    today = (now or datetime.now(UTC)).astimezone(CHINA).date()
    release = current_release(settings)
    if release is None:
        return Sent(0, 0, 0)._asdict()
    first = today - timedelta(days=settings.reminder_days)
    notices = list(_notices(release.database, first, today))
    sent = send_once(notices, channels, NoticeLedger(settings))
    if sent.failed:
        raise ConnectionError(
            f"{sent.failed} 条通知未能送达，稍后重试 | {sent.failed} notices were not taken"
        )
    return sent._asdict()


def _notices(database: Any, first: date, today: date) -> Iterator[Notice]:
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(_WANTED, {"first": first, "today": today})
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    for row in rows:
        yield _notice(row, today)


def _notice(row: dict[str, Any], today: date) -> Notice:
    mark = "【合成示例】" if row["is_synthetic"] else ""
    what = f"《{row['plan_name']}》{row['period_code']} 进展报送"
    return Notice(
        notice_key=row["reminder_key"],
        org_code=row["org_code"],
        org_name=row["org_name"],
        title=f"{mark}{_urgency(row, today)}：{row['org_name']} {what}",
        body="\n".join(_lines(row)),
        is_synthetic=row["is_synthetic"],
    )


def _urgency(row: dict[str, Any], today: date) -> str:
    days = (row["due_date"] - today).days
    if days > 0:
        return f"报送提醒，还有 {days} 天截止"
    return "报送提醒，今天截止" if days == 0 else f"催报，已逾期 {-days} 天"


def _lines(row: dict[str, Any]) -> Iterator[str]:
    yield f"{row['org_name']}：{_STATES[row['submission_state']]}。"
    grace = (
        f"，宽限至 {row['grace_until_date']:%Y-%m-%d}"
        if row["grace_until_date"] > row["due_date"]
        else ""
    )
    yield f"截止日期：{row['due_date']:%Y-%m-%d}{grace}。"
    yield f"应报指标 {row['due_count']} 项，已收到 {row['received_count']} 项。"
    yield "报送前可用 planledger check 预检。"
