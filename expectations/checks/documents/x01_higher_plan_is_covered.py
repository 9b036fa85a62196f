"""X01: what a higher plan asks of a place stands in that place's own plan, and no weaker.

Rule: where a plan of a province or city sets a target for a place, and that place has a plan of its
own for the same year, the own plan has a target of the same indicator, unit and year for its whole,
which is at least as strong: not lower where more is better, not higher where less is better.

Basis: targets are broken down level by level (层层分解); what is lost on the way is nobody's.

Evidence: ``chk_x01``, one row per target of the higher plan × plan of the place; ``expected`` is
the higher plan's value, ``observed`` the place's own. Both are quoted.

Skipped: a place without a plan is not evaluated; nor is a pair of plans that share less than
``least_shared`` of the targets asked, which are about other things; nor an indicator that the lower
plan may print under another name, or as a change where the other is a level. The check is skipped
when no two plans are of a place and of one above it.

Parameters: ``check_parameters`` X01: least_shared.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：省或市的计划为某地提出目标，而该地同年有自己的计划的，该地计划须就其整体提出指标、
单位和年份都相同的目标，且不弱于上级要求：越多越好的不低于，越少越好的不高于。

依据：目标层层分解；中途遗漏的目标无人承担。

证据：``chk_x01``，上级计划的每项目标与该地每份计划的组合一行；``expected`` 为上级计划的数值，
``observed`` 为该地计划的数值。两处均引原文。

不评估：没有计划的地方；共有目标占上级所提目标的比例低于 ``least_shared`` 的两份计划，
所涉事项不同；下级计划可能以其他名称印出的指标，或一方为水平、另一方为变化幅度的指标。
没有某地与其上级的计划成对时，本项检查跳过。

参数：``check_parameters`` 中 X01 的 ``least_shared``：上级所提目标中共有目标的最低比例。
"""

CHECK = Check(
    id="X01",
    version=1,
    title_zh="下级计划承接上级计划的目标",
    title_en="Lower plans cover what the higher plan asks",
    severity="warning",
    effect="report",
    inputs=("fct_targets",),
    predicate="(detail ->> '$.fate') <> 'covered'",
    message_zh="{subject_zh}：上级计划“{higher_plan}”为 {expected}，本级计划为 {lower_value}",
    message_en="{subject_en}: the higher plan “{higher_plan}” asks {expected}, "
    "the own plan has {lower_value_en}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
