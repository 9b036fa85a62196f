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
)
