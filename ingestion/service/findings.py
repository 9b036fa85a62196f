"""``planledger findings`` in words: Chinese first, English beside it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.markup import escape

from ingestion.errors import WarehouseError
from ingestion.pipeline.attempt import read_attempt
from ingestion.pipeline.candidate import Candidate
from ingestion.publish.release import no_release
from ingestion.review.findings import (
    FindingEvent,
    FindingRefusedError,
    FindingState,
    RecordedDecision,
    Ruling,
    choose_finding,
    read_decisions,
    read_events,
    read_findings,
    read_pending,
    record_ruling,
)
from ingestion.settings import Settings

DISPOSITIONS = ("open", "explained", "waived", "resolved")
_SEVERITIES = {"critical": "[red]严重[/]", "warning": "[yellow]警告[/]", "info": "[dim]提示[/]"}
_WORDS = {
    "open": "未处置 open",
    "explained": "已解释 explained",
    "waived": "已豁免 waived",
    "resolved": "已解决 resolved",
    "reopened": "重新打开 reopened",
    "approved": "批准发布 approved for one release",
    "rejected": "拒绝发布 rejected for one release",
}
_OCCURRENCES = {
    "new": "新 new",
    "seen_again": "再次出现 seen again",
    "changed": "数值变化 changed",
    "reopened": "重现 reopened",
}
_EVENTS = {
    "opened": "首次发现 opened",
    "seen_again": "再次出现 seen again",
    "changed": "数值变化 changed",
    "gone": "已通过 gone",
    "not_evaluated": "未能核验 not evaluated",
    "reopened": "重新打开 reopened",
}
_REASONS = {
    "value_changed": "数值变了 the values changed",
    "expired": "豁免到期 the waiver ended",
    "seen_after_resolved": "解决后又出现 seen after it was resolved",
    "superseded": "有更新的处置 decided anew",
    "gone": "已通过 the subject passed",
    "one_release": "只对一次发布有效 for one release alone",
    "unknown_finding": "发布中没有这项发现 in no release",
}
_QUOTES = 6
"""Places of evidence that are shown. Unit: places."""


class Wanted(NamedTuple):
    """Which findings are asked for; None means all."""

    check: str | None = None
    plan: str | None = None
    disposition: str | None = None
    only_new: bool = False
    only_blocking: bool = False

    def takes(self, finding: FindingState) -> bool:
        """Tell whether a finding is one of them."""
        return (
            (self.check is None or finding.check_id == self.check.upper())
            and (self.plan is None or self.plan in (finding.plan_id or ""))
            and (self.disposition is None or finding.disposition == self.disposition)
            and (not self.only_new or finding.occurrence == "new")
        )


class _Known(NamedTuple):
    """What there is to be decided about, and the file that tells its history."""

    findings: list[FindingState]
    database: Path | None
    blocking: frozenset[str]


def show_findings(settings: Settings, wanted: Wanted) -> None:
    """Print the findings of the current release, and those that keep a candidate from going out."""
    if wanted.disposition is not None and wanted.disposition not in DISPOSITIONS:
        raise FindingRefusedError(
            "no_such_disposition",
            f"没有“{wanted.disposition}”这一处置，应为：{'、'.join(DISPOSITIONS)}",
            f"there is no disposition {wanted.disposition}; they are {', '.join(DISPOSITIONS)}",
        )
    known = _read_known(settings)
    shown = [
        one
        for one in known.findings
        if wanted.takes(one) and (not wanted.only_blocking or one.finding_key in known.blocking)
    ]
    console = Console(highlight=False, soft_wrap=True)
    if not shown:
        console.print("[green]没有这样的发现[/] there is no such finding")
        return
    causes = Counter(one.cause_key for one in shown)
    console.print(
        f"[bold]发现[/] findings {len(shown)}，起因 causes {len(causes)}：{_counted(shown)}"
    )
    pending = read_pending(settings, known.database)
    for one in shown:
        _say_line(console, one, is_blocking=one.finding_key in known.blocking)
        if said := pending.get(one.finding_key):
            console.print(f"         待生效 the next run obeys：{_WORDS[said]}", style="dim")


def show_finding(settings: Settings, key: str) -> None:
    """Print everything that is known of one finding, also of one that is gone."""
    known = _read_known(settings)
    console = Console(highlight=False, soft_wrap=True)
    try:
        finding = choose_finding(known.findings, key)
    except FindingRefusedError as error:
        histories = read_events(known.database, key.casefold()) if known.database else {}
        if error.code != "no_such_finding" or len(histories) != 1:
            raise
        ((gone, events),) = histories.items()
        console.print(f"[bold]{gone}[/] 当前没有这项发现 not a finding of the current release")
        _say_history(console, events, read_decisions(settings, known.database, gone))
        return
    _say_finding(console, finding, is_blocking=finding.finding_key in known.blocking)
    history = read_events(known.database, finding.finding_key) if known.database else {}
    decisions = read_decisions(settings, known.database, finding.finding_key)
    _say_history(console, history.get(finding.finding_key, []), decisions)


def rule_on(settings: Settings, key: str, ruling: Ruling) -> None:
    """Record what a person says of a finding, and say so."""
    known = _read_known(settings)
    finding = choose_finding(known.findings, key)
    decision = record_ruling(settings, finding, ruling)
    until = f" 至 until {decision.expires_on}" if decision.expires_on else ""
    print(
        f"已登记 recorded：{finding.finding_key[:8]} {finding.check_id} {finding.subject_zh} → "
        f"{_WORDS[decision.disposition]}{until}（{decision.owner}：{decision.reason}）"
    )
    others = sum(one.cause_key == finding.cause_key for one in known.findings) - 1
    if others:
        print(
            f"  同一起因另有 {others} 项发现，须分别处置 "
            f"{others} more findings have the same cause; each is decided for itself"
        )
    print("  下次 planledger run 生效 the next planledger run obeys it")


def _read_known(settings: Settings) -> _Known:
    """The findings of the current release, and those that block the last candidate.

    A finding that both have is shown as the candidate has it: that is what waits for a decision.
    """
    current = settings.current / "planledger.duckdb"
    candidate = _blocked_candidate(settings)
    if not current.is_file() and candidate is None:
        raise no_release()
    published = read_findings(current) if current.is_file() else []
    blocking = {
        one.finding_key: one
        for one in (read_findings(candidate) if candidate else [])
        if one.effect == "block_release"
    }
    others = [one for one in published if one.finding_key not in blocking]
    return _Known(
        [*blocking.values(), *others],
        current if current.is_file() else candidate,
        frozenset(blocking),
    )


def _blocked_candidate(settings: Settings) -> Path | None:
    """The file of the last candidate, where a check keeps it from going out."""
    attempt = read_attempt(settings)
    if attempt is None or attempt.ended != "blocked":
        return None
    database = Candidate(settings, attempt.release_id).database
    return database if database.is_file() and _has_findings(database) else None


def _has_findings(database: Path) -> bool:
    import duckdb

    try:
        read_findings(database)
    except (duckdb.Error, WarehouseError):  # being built at this moment, or never built so far
        return False
    return True


def _counted(findings: list[FindingState]) -> str:
    counts = Counter(one.disposition for one in findings)
    return "，".join(f"{_WORDS[name]} {counts[name]}" for name in DISPOSITIONS if counts[name])


def _say_line(console: Console, one: FindingState, *, is_blocking: bool) -> None:
    blocks = "[red]拦下发布 blocks[/] " if is_blocking else ""
    follows = "" if one.is_cause_lead else f"[dim]↳ {one.cause_key[:8]}[/] "
    console.print(
        f"[bold]{one.finding_key[:8]}[/] {_SEVERITIES.get(one.severity, one.severity)} "
        f"{one.check_id} {_OCCURRENCES.get(one.occurrence, one.occurrence)} · "
        f"{_WORDS[one.disposition]} {blocks}{follows}{escape(one.message_zh or '')}"
    )


def _say_finding(console: Console, one: FindingState, *, is_blocking: bool) -> None:
    severity = _SEVERITIES.get(one.severity, one.severity)
    console.print(f"[bold]{one.finding_key}[/] {severity} {one.check_id} {one.plan_id or ''}")
    console.print(f"  {escape(one.message_zh or '')}")
    console.print(f"  {escape(one.message_en or '')}", style="dim")
    console.print(f"  应为 expected {one.expected or '—'}　实为 observed {one.observed or '—'}")
    if is_blocking:
        console.print("  [red]这项发现拦下了最近一次发布[/] it keeps the last build from going out")
    if not one.is_cause_lead:
        console.print(f"  起因 cause {one.cause_key[:8]}：{escape(one.cause_zh)}")
        console.print(f"  {escape(one.cause_en)}", style="dim")
    said = _WORDS[one.disposition]
    if one.disposition_owner:
        until = f"，至 until {one.disposition_expires_on}" if one.disposition_expires_on else ""
        said += f"（{one.disposition_owner}：{one.disposition_reason}{until}）"
    elif one.disposition_source == "report":
        said += f"（报送说明 in the report：{one.disposition_reason}）"
    if one.reopened_reason:
        said += f" ← {_REASONS[one.reopened_reason]}"
    console.print(f"  处置 disposition：{escape(said)}")
    console.print(
        f"  首见 first {one.first_release_id}，本次 now {one.last_release_id}，"
        f"共见 seen in {one.seen_count} 次发布 releases"
    )
    for place in json.loads(one.evidence)[:_QUOTES]:
        console.print(f"  “{escape(str(place.get('quote') or ''))}” {_place(place)}", style="dim")


def _place(locator: dict[str, object]) -> str:
    cell = "!".join(str(locator[name]) for name in ("sheet", "cell") if locator.get(name))
    span = f"{locator['start']}–{locator['end']}" if locator.get("start") is not None else ""
    return f"{str(locator.get('document_id', ''))[:8]} {cell or span}"


def _say_history(
    console: Console, events: list[FindingEvent], decisions: list[RecordedDecision]
) -> None:
    console.print("[bold]历史[/] history")
    for event in events:
        reason = f"（{_REASONS[event.reopened_reason]}）" if event.reopened_reason else ""
        console.print(
            f"  {event.release_id} {_EVENTS.get(event.event, event.event)}{reason}："
            f"{event.expected or '—'} / {event.observed or '—'}"
        )
    if decisions:
        console.print("[bold]处置记录[/] decisions")
    for one in decisions:
        until = f"，至 until {one.expires_on}" if one.expires_on else ""
        state = "待生效 the next run obeys" if one.is_pending else "有效 in force"
        if not one.is_pending and not one.is_in_force:
            state = f"不再有效 ended：{_REASONS.get(one.ended_reason or '', one.ended_reason)}"
        console.print(
            f"  {one.decided_at:%Y-%m-%d %H:%M} UTC {_WORDS[one.disposition]}{until}"
            f"（{escape(one.owner)}：{escape(one.reason)}）{state}"
        )
