"""X02: no target of last year's plan is dropped or weakened without being seen.

Rule: of two plans of one issuer under one title (years, numbers and editions left out), of two
years that follow each other, the later has every whole-of-plan target of the earlier, by indicator
and unit, and no weaker: not lower where more is better, not higher where less is better.

Basis: what a plan no longer asks is worth a question; it may be done, or forgotten.

Evidence: ``chk_x02``, one row per target of the earlier plan; ``expected`` is its value,
``observed`` that of the later plan. Both are quoted.

Skipped: a plan that no other follows is not evaluated; nor is a pair that shares less than
``least_shared`` of the targets; nor an indicator that may go on under another name, or as a change
where it was a level. The check is skipped when no plan follows another.

Parameters: ``check_parameters`` X02: least_shared.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：同一发布机构以同一标题（不计年份、编号和版次）发布的、年份前后相接的两份计划，
前一份计划中针对整体的每项目标，后一份须有指标和单位都相同的目标，且不弱于前者：
越多越好的不低于，越少越好的不高于。

依据：计划不再要求的事项值得追问：可能已经完成，也可能被遗忘。

证据：``chk_x02``，前一份计划的每项目标一行；``expected`` 为其数值，``observed`` 为后一份计划的
数值。两处均引原文。

不评估：没有后续计划的计划；共有目标的比例低于 ``least_shared`` 的两份计划；
可能以其他名称延续的指标，或由水平改为变化幅度的指标。没有前后相接的计划时，本项检查跳过。

参数：``check_parameters`` 中 X02 的 ``least_shared``：上年目标中共有目标的最低比例。
"""

CHECK = Check(
    id="X02",
    version=1,
    title_zh="上年目标延续且未减弱",
    title_en="Targets of last year are kept",
    severity="info",
    effect="report",
    inputs=("fct_targets",),
    predicate="(detail ->> '$.fate') <> 'kept'",
    message_zh="{subject_zh}：上年目标 {expected}，“{later_plan}”为 {later_value}",
    message_en="{subject_en}: {expected} last year, {later_value_en} in “{later_plan}”",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
