"""Decisions about submissions: what the current release says of them, and what is recorded.

What a decision amounts to is not decided here but in the models, by the next build. Here it is only
held that a decision is about something: a report that came, a step that is asked for.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from ingestion.errors import WarehouseError
from ingestion.records import Record
from ingestion.review.marts import Needed, open_marts
from ingestion.settings import Settings
from ingestion.submissions.decisions import (
    DecisionKind,
    SubmissionDecision,
    SubmissionDecisionStore,
    Verdict,
)

_NEEDED = Needed(
    "fct_submissions",
    "step_names",
    "release_without_states",
    "当前发布早于报送审核功能，请再运行一次 planledger run",
    "the current release is older than the review of submissions; say planledger run again",
)


class DecisionRefusedError(WarehouseError):
    """A decision about nothing, or without a reason; it was not recorded."""


class Word(NamedTuple):
    """Who decided, why, and at which step of a review."""

    actor: str
    reason: str = ""
    step_name: str | None = None


class Scope(NamedTuple):
    """What is closed or opened: a period, for all organisations and plans or for one."""

    period_code: str
    org_code: str | None = None
    plan_id: str | None = None


class Standing(Record):
    """One report as the current release has it: columns of ``fct_submissions``."""

    delivery_id: str
    org_code: str
    org_name: str
    period_code: str
    plan_id: str | None
    acceptance_state: str
    acceptance_reason: str
    timeliness: str
    revision_no: int
    value_count: int | None
    step_names: str | None
    next_step_name: str | None
    received_at: datetime

    @property
    def steps(self) -> tuple[str, ...]:
        """Names of the steps that it must pass, in their order."""
        return tuple(self.step_names.split("、")) if self.step_names else ()


def read_standings(
    settings: Settings,
    *,
    org_code: str | None = None,
    period_code: str | None = None,
    state: str | None = None,
) -> list[Standing]:
    """Read the reports of the current release, by period and organisation, oldest version first.

    Raises:
        ConfigError: There is no release yet, or it is older than the states of submissions.
    """
    names = [name for name in Standing.model_fields if name != "org_name"]
    asked = {"org_code": org_code, "period_code": period_code, "acceptance_state": state}
    where = " and ".join(
        ["true", *(f"reports.{name} = ${name}" for name, value in asked.items() if value)]
    )
    with open_marts(settings, _NEEDED) as connection:
        rows = connection.execute(
            f"select {', '.join(f'reports.{name}' for name in names)},"
            " coalesce(orgs.org_name, reports.org_code) as org_name"
            " from marts.fct_submissions as reports"
            " left join marts.dim_org_units as orgs on reports.org_code = orgs.org_code"
            f" where {where} order by period_code, org_code, revision_no",
            {name: value for name, value in asked.items() if value},
        ).fetchall()
    return [Standing(**dict(zip((*names, "org_name"), row, strict=True))) for row in rows]


def record_review(
    settings: Settings, report: Standing, verdict: Verdict, word: Word
) -> SubmissionDecision:
    """Record one step of the review of a report.

    Args:
        settings: Where the store is.
        report: The report.
        verdict: What the step comes to; a return needs a reason.
        word: Whose word it is. Without a step it is about the first that nobody has decided yet.

    Raises:
        DecisionRefusedError: No such step is asked for, or it lacks a name or a reason.
    """
    step = word.step_name or _first_open_step(settings, report)
    if step not in report.steps and verdict != "return":
        raise _no_such_step(report, step)
    if verdict == "forward" and step == report.steps[-1]:
        raise DecisionRefusedError(
            "last_step",
            f"“{step}”是最后一步，不能再转下一步；同意请用 accept，退回请用 return",
            f"{step} is the last step and hands on to nobody; say accept or return",
        )
    decision = {
        "kind": "review",
        "plan_id": report.plan_id,
        "org_code": report.org_code,
        "period_code": report.period_code,
        "delivery_id": report.delivery_id,
        "step_name": step,
        "verdict": verdict,
    }
    return _record(settings, decision, word)


def record_about_period(
    settings: Settings, kind: DecisionKind, scope: Scope, word: Word
) -> SubmissionDecision:
    """Record that a period is closed or reopened, or an exception from its closing.

    Raises:
        DecisionRefusedError: The code is no period, or a name or a reason is missing.
    """
    if not is_period(scope.period_code):
        raise DecisionRefusedError(
            "no_period",
            f"“{scope.period_code}”不是报告期，应写作 2024、2024-H1、2024-Q1 或 2024-06",
            f"{scope.period_code} is no period; write 2024, 2024-H1, 2024-Q1 or 2024-06",
        )
    return _record(settings, {"kind": kind, **scope._asdict()}, word)


def is_period(code: str) -> bool:
    """Tell whether a code is written as those of periods are."""
    year, _, part = code.partition("-")
    halves = {f"H{number}" for number in (1, 2)} | {f"Q{number}" for number in (1, 2, 3, 4)}
    months = {f"{number:02}" for number in range(1, 13)}
    is_year = len(year) == 4 and year.isascii() and year.isdigit()
    return is_year and ("-" not in code or part in halves | months)


def _first_open_step(settings: Settings, report: Standing) -> str | None:
    """The first step on which nobody has decided, also since the release."""
    decided = {
        one.step_name
        for _, file in SubmissionDecisionStore(settings).files()
        for one in file.decisions
        if (one.delivery_id, one.period_code) == (report.delivery_id, report.period_code)
    }
    return next((step for step in report.steps if step not in decided), None)


def _no_such_step(report: Standing, step: str | None) -> DecisionRefusedError:
    if not report.steps:
        return DecisionRefusedError(
            "no_step_asked",
            "该报送无须审核，读入即计入；如需撤下请用 return",
            "this report needs no review and counts already; to take it back say return",
        )
    listed = "、".join(report.steps)
    if step is None:
        return DecisionRefusedError(
            "all_steps_decided",
            f"各步骤（{listed}）均已有结论；如需再记请用 --step 指明",
            f"every step ({listed}) is decided; name one with --step to record another word",
        )
    return DecisionRefusedError(
        "no_such_step",
        f"没有“{step}”这一步骤，应为：{listed}",
        f"there is no step {step}; the steps are {listed}",
    )


def _record(settings: Settings, about: dict[str, Any], word: Word) -> SubmissionDecision:
    if not word.actor.strip():
        raise DecisionRefusedError(
            "no_actor", "请用 --by 写明由谁决定", "say with --by who decides"
        )
    needs_reason = about["kind"] != "review" or about["verdict"] == "return"
    if needs_reason and not word.reason.strip():
        raise DecisionRefusedError(
            "no_reason", "请用 --reason 写明理由", "give the reason with --reason"
        )
    decision = SubmissionDecision.model_validate(
        {**about, "actor": word.actor.strip(), "comment": word.reason.strip()}
    )
    SubmissionDecisionStore(settings).append([decision])
    return decision
