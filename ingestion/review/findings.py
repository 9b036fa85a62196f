"""Decisions about findings: what a release says of them, and what is recorded.

Whether a decision is in force is not decided here but in the models, by the next build. Here it is
only held that a decision is about a finding that is there, and whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from ingestion.errors import ConfigError, WarehouseError
from ingestion.load.finding_decisions import (
    Disposition,
    FindingDecision,
    FindingDecisionStore,
    finding_decision_rows,
)
from ingestion.records import Record
from ingestion.settings import Settings

_KEY_DIGITS = "0123456789abcdef"


class FindingRefusedError(WarehouseError):
    """No such finding, or a decision that is not whole; nothing was recorded."""


class FindingState(Record):
    """One finding as a release has it: columns of ``fct_findings``, and its release."""

    finding_key: str
    check_id: str
    severity: str
    effect: str | None
    plan_id: str | None
    subject_zh: str | None
    subject_en: str | None
    message_zh: str | None
    message_en: str | None
    expected: str | None
    observed: str | None
    fingerprint: str
    cause_key: str
    is_cause_lead: bool
    cause_zh: str
    cause_en: str
    occurrence: str
    disposition: str
    disposition_source: str | None
    disposition_owner: str | None
    disposition_reason: str | None
    disposition_expires_on: date | None
    reopened_reason: str | None
    first_release_id: str
    last_release_id: str
    seen_count: int
    evidence: str


class FindingEvent(Record):
    """One event of a finding: columns of ``fct_finding_events``."""

    release_id: str
    event: str
    reopened_reason: str | None
    expected: str | None
    observed: str | None


class RecordedDecision(Record):
    """One decision as it was recorded; ``ended_reason`` only where a release has judged it."""

    disposition: str
    owner: str
    reason: str
    expires_on: date | None
    decided_at: datetime
    is_pending: bool
    is_in_force: bool
    ended_reason: str | None


class Ruling(NamedTuple):
    """What a person says of a finding."""

    disposition: Disposition
    owner: str
    reason: str
    expires_on: date | None = None
    actor: str | None = None


def read_findings(database: Path) -> list[FindingState]:
    """Read the findings of a release or candidate, the worst first.

    Raises:
        ConfigError: It is older than decisions about findings.
    """
    names = tuple(FindingState.model_fields)
    with duckdb.connect(str(database), read_only=True) as connection:
        if not _has(connection, "fct_findings", "fingerprint"):
            raise ConfigError(
                "release_without_dispositions",
                "当前发布早于发现处置功能，请再运行一次 planledger run",
                "the current release is older than decisions about findings; say planledger run "
                "again",
            )
        rows = connection.execute(
            f"select {', '.join(names)} from marts.fct_findings order by"
            " case severity when 'critical' then 0 when 'warning' then 1 else 2 end,"
            " check_id, cause_key, not is_cause_lead, period_code, subject_zh, finding_key"
        ).fetchall()
    return [FindingState(**dict(zip(names, row, strict=True))) for row in rows]


def read_events(database: Path, prefix: str) -> dict[str, list[FindingEvent]]:
    """Read the history of all findings whose key begins so, oldest first."""
    names = tuple(FindingEvent.model_fields)
    found: dict[str, list[FindingEvent]] = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        rows: list[tuple[Any, ...]] = connection.execute(
            f"select finding_key, {', '.join(names)} from marts.fct_finding_events"
            " where starts_with(finding_key, ?)"
            " order by finding_key, release_no, event = 'reopened', event",
            [prefix],
        ).fetchall()
    for key, *values in rows:
        found.setdefault(key, []).append(FindingEvent(**dict(zip(names, values, strict=True))))
    return found


def read_decisions(settings: Settings, database: Path | None, key: str) -> list[RecordedDecision]:
    """Read what was decided about one finding, oldest first, also since the release."""
    judged = _read_judged(database)
    return [
        RecordedDecision(
            disposition=row["disposition"],
            owner=row["owner"],
            reason=row["reason"],
            expires_on=row["expires_on"],
            decided_at=row["decided_at"],
            is_pending=row["decision_id"] not in judged,
            is_in_force=judged.get(row["decision_id"], (False, None))[0],
            ended_reason=judged.get(row["decision_id"], (False, None))[1],
        )
        for row in _recorded(settings)
        if row["finding_key"] == key
    ]


def read_pending(settings: Settings, database: Path | None) -> dict[str, str]:
    """Read the latest decisions that the release does not know yet: key -> disposition."""
    judged = _read_judged(database)
    return {
        row["finding_key"]: row["disposition"]
        for row in _recorded(settings)
        if row["is_latest"] and row["decision_id"] not in judged
    }


def _recorded(settings: Settings) -> list[dict[str, Any]]:
    rows = finding_decision_rows(FindingDecisionStore(settings).files())
    return sorted(rows, key=lambda row: (row["decided_at"], row["decision_id"]))


def _read_judged(database: Path | None) -> dict[str, tuple[bool, str | None]]:
    """What a release says of the decisions that it knows."""
    if database is None:
        return {}
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select decision_id, is_in_force, ended_reason from marts.fct_finding_decisions"
        ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def choose_finding(findings: Sequence[FindingState], prefix: str) -> FindingState:
    """The finding whose key is, or alone begins with, what was written.

    Raises:
        FindingRefusedError: None or several do, or it is no key.
    """
    wanted = prefix.strip().casefold()
    if not wanted or set(wanted) - set(_KEY_DIGITS):
        raise FindingRefusedError(
            "no_key",
            f"“{prefix}”不是发现编号；编号见 planledger findings list",
            f"{prefix} is no key of a finding; planledger findings list shows them",
        )
    found = [one for one in findings if one.finding_key.startswith(wanted)]
    if not found:
        raise FindingRefusedError(
            "no_such_finding",
            f"当前没有编号以“{wanted}”开头的发现；planledger findings show {wanted} 可查看历史",
            f"no finding has a key that begins with {wanted} now; "
            f"planledger findings show {wanted} tells its history",
        )
    if len(found) > 1:
        listed = "、".join(f"{one.finding_key[: len(wanted) + 4]}" for one in found[:5])
        raise FindingRefusedError(
            "ambiguous_key",
            f"有 {len(found)} 项发现的编号以“{wanted}”开头（{listed}），请多写几位",
            f"{len(found)} keys begin with {wanted} ({listed}); write more of it",
        )
    return found[0]


def record_ruling(
    settings: Settings, finding: FindingState, ruling: Ruling, *, now: datetime | None = None
) -> FindingDecision:
    """Record what a person says of a finding.

    Args:
        settings: Where the store is.
        finding: The finding, as its release shows it: the decision is about these values alone.
        ruling: What is said.
        now: When; default this moment.

    Raises:
        FindingRefusedError: It lacks an owner, a reason or the last day of a waiver, that day is
            not in the future, or an open finding is to be reopened.
    """
    _refuse_incomplete(ruling, (now or datetime.now(UTC)))
    if ruling.disposition == "reopened" and _is_untouched(settings, finding):
        raise FindingRefusedError(
            "is_open",
            "这项发现没有处置过，无须重新打开",
            "nothing was decided about this finding; there is nothing to reopen",
        )
    decision = FindingDecision(
        finding_key=finding.finding_key,
        check_id=finding.check_id,
        subject=finding.subject_zh or "",
        disposition=ruling.disposition,
        fingerprint=finding.fingerprint,
        release_id=finding.last_release_id,
        owner=ruling.owner.strip(),
        reason=ruling.reason.strip(),
        expires_on=ruling.expires_on,
        actor=(ruling.actor or ruling.owner).strip(),
    )
    FindingDecisionStore(settings).append([decision])
    return decision


def parse_day(text: str) -> date:
    """Read a day as people write it on the command line: 2025-03-31.

    Raises:
        FindingRefusedError: It is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise FindingRefusedError(
            "no_day",
            f"“{text}”不是日期，应写作 2025-03-31",
            f"{text} is no day; write 2025-03-31",
        ) from error


def _refuse_incomplete(ruling: Ruling, now: datetime) -> None:
    if not ruling.owner.strip():
        raise FindingRefusedError(
            "no_owner", "请用 --owner 写明由谁负责", "say with --owner who answers for it"
        )
    if not ruling.reason.strip():
        raise FindingRefusedError(
            "no_reason", "请用 --reason 写明理由", "give the reason with --reason"
        )
    if ruling.disposition != "waived":
        return
    if ruling.expires_on is None:
        raise FindingRefusedError(
            "no_expiry",
            "豁免须用 --expires 写明最后一天，如 2025-03-31",
            "a waiver needs its last day: --expires 2025-03-31",
        )
    today = (now.astimezone(UTC) + timedelta(hours=8)).date()
    if ruling.expires_on <= today:
        raise FindingRefusedError(
            "expired_already",
            f"豁免的最后一天 {ruling.expires_on} 不在今天（{today}）之后",
            f"the last day of the waiver, {ruling.expires_on}, is not after today, {today}",
        )


def _is_untouched(settings: Settings, finding: FindingState) -> bool:
    """Whether neither the report, nor a decision that a build knows, nor a newer one settled it."""
    decided = {
        row["disposition"]
        for row in _recorded(settings)
        if row["is_latest"] and row["finding_key"] == finding.finding_key
    }
    return finding.disposition == "open" and not decided - {"reopened"}


def _has(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    found = connection.execute(
        "select count(*) from duckdb_columns() where schema_name = 'marts'"
        " and table_name = ? and column_name = ?",
        [table, column],
    ).fetchone()
    return bool(found and found[0])
