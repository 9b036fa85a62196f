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
)
