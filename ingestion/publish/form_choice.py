"""Find the plan and the organisations that somebody means, or say which there are. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingestion.errors import ConfigError
from ingestion.publish.form_source import FormOrg, FormPlan
from ingestion.submissions.periods import Period, parse_period


def choose_period(text: str) -> Period:
    """Read a period, such as ``2024-06``, ``2024-Q2`` or ``2024年上半年``.

    Raises:
        ConfigError: ``unknown_period``.
    """
    period = parse_period(text)
    if period is None:
        raise ConfigError(
            "unknown_period",
            f"看不懂的期间“{text}”，请写作 2024-06、2024-Q2、2024-H1 或 2024",
            f"cannot read the period '{text}'; write 2024-06, 2024-Q2, 2024-H1 or 2024",
        )
    return period


def choose_orgs(orgs: Sequence[FormOrg], wanted: Sequence[str]) -> tuple[FormOrg, ...]:
    """Pick organisations by code or name; all that report on the plan if none is named.

    Raises:
        ConfigError: ``unknown_org``, with those that report.
    """
    if not wanted:
        return tuple(orgs)
    by_word = {word: org for org in orgs for word in (org.org_name, org.org_code)}
    unknown = [word for word in wanted if word not in by_word]
    if unknown:
        listed = "、".join(f"{org.org_code} {org.org_name}" for org in orgs)
        raise ConfigError(
            "unknown_org",
            f"“{'、'.join(unknown)}”在此计划中没有自行报送的指标。可选单位：{listed}",
            f"'{', '.join(unknown)}' reports nothing itself in this plan; choose one of: {listed}",
        )
    return tuple(dict.fromkeys(by_word[word] for word in wanted))


def choose_plan(plans: Sequence[FormPlan], text: str | None, period: Period) -> FormPlan:
    """Pick the plan that is meant.

    Args:
        plans: All that have targets to report on.
        text: The plan's id, number or title, or a part of them that only one has; without it the
            only plan that has targets for the period.
        period: What is reported on.

    Raises:
        ConfigError: ``no_plan``, ``unknown_plan``, ``which_plan`` or ``period_outside_plan``.
    """
    if not plans:
        raise ConfigError(
            "no_plan",
            "当前发布中没有需要报送的计划",
            "no plan of the current release has targets to report on",
        )
    if text is None:
        return _only_plan([plan for plan in plans if _covers(plan, period)], plans, period)
    exact = [plan for plan in plans if text in (plan.plan_id, plan.document_number, plan.title)]
    found = exact or [
        plan for plan in plans if any(text in word for word in _words(plan)) and text.strip()
    ]
    if not found:
        raise ConfigError(
            "unknown_plan",
            f"没有编号、文号或标题为“{text}”的计划。可选：\n{plan_list(plans)}",
            f"no plan has the id, number or title '{text}'; choose one of the above",
        )
    if len(found) > 1:
        found = [plan for plan in found if _covers(plan, period)] or found
    if len(found) > 1:
        raise _which_plan(found)
    if not _covers(found[0], period):
        raise _outside(found[0], period)
    return found[0]


def _only_plan(covering: Sequence[FormPlan], plans: Sequence[FormPlan], period: Period) -> FormPlan:
    if len(covering) == 1:
        return covering[0]
    if covering:
        raise _which_plan(covering)
    raise ConfigError(
        "period_outside_plan",
        f"没有计划包含 {period.code}。可选：\n{plan_list(plans)}",
        f"no plan has targets for {period.code}; see the plans above",
    )


def _which_plan(plans: Sequence[FormPlan]) -> ConfigError:
    return ConfigError(
        "which_plan",
        f"有 {len(plans)} 个计划，请用 --plan 指明（文号、标题或其中一段）：\n{plan_list(plans)}",
        f"{len(plans)} plans fit: name one with --plan, by its number or a part of its title",
    )


def _outside(plan: FormPlan, period: Period) -> ConfigError:
    span = f"{plan.first_day:%Y-%m}—{plan.last_day:%Y-%m}"
    return ConfigError(
        "period_outside_plan",
        f"计划“{plan.title}”的目标期间为 {span}，不含 {period.code}",
        f"the plan's targets are for {span}, which does not hold {period.code}",
    )


def plan_list(plans: Sequence[FormPlan]) -> str:
    """The plans as lines of a list, with what ``--plan`` may name them by."""
    return "\n".join(
        f"  • {plan.document_number or plan.plan_id}　{plan.title}"
        f"（{plan.first_day:%Y-%m}—{plan.last_day:%Y-%m}，{plan.org_count} 个单位，"
        f"{plan.indicator_count} 项指标）"
        for plan in plans
    )


def _words(plan: FormPlan) -> tuple[str, ...]:
    return (plan.plan_id, plan.title, plan.document_number or "")


def _covers(plan: FormPlan, period: Period) -> bool:
    return plan.first_day <= period.start and period.end <= plan.last_day
