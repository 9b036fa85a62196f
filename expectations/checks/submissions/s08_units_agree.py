"""S08: the reported unit is the plan's or can be converted to it.

Rule: the unit of a figure is the plan's, or one of the same kind with a factor in the reviewed list
of units: 万元 for 元 is converted and passes, with factor and result in ``detail``. A unit of
another kind, or one that is in no list, fails.

Basis: units convert once, by the seed ``units``.

Evidence: ``chk_s08``, one row per figure with its unit; the plan's quote is given.

Skipped: a figure without unit is in the plan's; an indicator without unit can be compared with
none. The check is skipped when nothing was submitted.
"""

from expectations.check import Check

CHECK = Check(
    id="S08",
    version=1,
    title_zh="计量单位与计划一致或可换算",
    title_en="Units agree with the plan",
    severity="critical",
    effect="report",
    inputs=("fct_actuals",),
    predicate="difference <> 0",
    message_zh="{subject_zh}（{cell}）：数值 {reported}，计量单位“{observed}”，"
    "计划为“{expected}”，{reason_zh}",
    message_en="{subject_en} ({cell}): {reported} is in {observed}, the plan counts in "
    "{expected}: {reason_en}",
    specification=__doc__ or "",
)
