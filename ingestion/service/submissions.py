"""``planledger submissions`` in words: Chinese first, English beside it."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ingestion.errors import WarehouseError
from ingestion.review.submissions import (
    Scope,
    Standing,
    Word,
    read_standings,
    record_about_period,
    record_review,
)
from ingestion.settings import Settings
from ingestion.submissions.decisions import DecisionKind, Verdict

_STATES = {
    "received": "已收到 received",
    "in_review": "审核中 in review",
    "accepted": "已接收 accepted",
    "partly_accepted": "部分接收 partly accepted",
    "returned": "已退回 returned",
}
_REASONS = {
    "complete": "",
    "rows_refused": "部分行未读入 some rows were refused",
    "step_open": "待审",
    "period_closed": "报告期已关闭 period closed",
    "returned_by_reviewer": "审核退回 returned by a reviewer",
    "refused_at_reading": "全部行未读入 every row was refused",
}
_TIMELINESS = {
    "early": "提前 early",
    "on_time": "按时 on time",
    "late": "逾期 late",
    "unknown": "",
}
_VERDICTS = {"accept": "同意 accepted", "return": "退回 returned", "forward": "转下一步 forwarded"}
_KINDS = {
    "close": "已关闭 closed",
    "reopen": "已重新开放 reopened",
    "exception": "已登记例外 exception recorded",
}


def show_submissions(
    settings: Settings, org_code: str | None, period_code: str | None, state: str | None
) -> None:
    """Print the reports of the current release with their states."""
    if state is not None and state not in _STATES:
        raise WarehouseError(
            "no_such_state",
            f"没有“{state}”这一状态，应为：{'、'.join(_STATES)}",
            f"there is no state {state}; the states are {', '.join(_STATES)}",
        )
    found = read_standings(settings, org_code=org_code, period_code=period_code, state=state)
    console = Console(highlight=False)
    if not found:
        console.print("没有符合条件的报送 no such submission")
        return
    table = Table(box=None, pad_edge=False)
    for header in ("报告期", "单位", "版本", "项数", "收到 (UTC)", "状态", "时限"):
        table.add_column(header)
    for one in found:
        table.add_row(*(escape(word) for word in _words(one)))
    console.print(table)


def review_submission(
    settings: Settings, org_code: str, period: str, verdict: Verdict, word: Word
) -> None:
    """Record a step of the review of a report and say so.

    Args:
        settings: Where release and decisions are.
        org_code: Who sent it.
        period: Its period, for the last version; ``2024-06@1`` for the first.
        verdict: What the step comes to.
        word: Whose word it is.
    """
    report = _find(settings, org_code, period)
    decision = record_review(settings, report, verdict, word)
    step = f"“{decision.step_name}”" if decision.step_name else ""
    print(
        f"已记录 recorded：{report.org_name} {report.period_code} 第 {report.revision_no} 版"
        f" {step}{_VERDICTS[verdict]}（{decision.actor}）"
    )
    _tell_when()


def decide_period(settings: Settings, kind: DecisionKind, scope: Scope, word: Word) -> None:
    """Record that a period is closed, reopened or open to one organisation, and say so."""
    decision = record_about_period(settings, kind, scope, word)
    whom = decision.org_code or "全部单位 all organisations"
    print(f"{_KINDS[kind]}：{scope.period_code} {whom}（{decision.actor}：{decision.comment}）")
    _tell_when()


def _find(settings: Settings, org_code: str, period: str) -> Standing:
    period_code, _, version = period.partition("@")
    found = read_standings(settings, org_code=org_code, period_code=period_code)
    chosen = [one for one in found if version in ("", str(one.revision_no))]
    if not chosen:
        raise WarehouseError(
            "no_such_submission",
            f"当前发布中没有 {org_code} {period} 的报送",
            f"the current release holds no such submission of {org_code} for {period}",
        )
    return chosen[-1]


def _words(one: Standing) -> tuple[str, ...]:
    waits = f"待“{one.next_step_name}” step open" if one.next_step_name else ""
    reason = waits if one.acceptance_reason == "step_open" else _REASONS[one.acceptance_reason]
    state = _STATES[one.acceptance_state]
    return (
        one.period_code,
        f"{one.org_name} {one.org_code}",
        str(one.revision_no),
        str(one.value_count or 0),
        f"{one.received_at:%Y-%m-%d %H:%M}",
        f"{state}（{reason}）" if reason else state,
        _TIMELINESS.get(one.timeliness, one.timeliness),
    )


def _tell_when() -> None:
    print("  下次 planledger run 生效 the next planledger run obeys it")
