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

SPECIFICATION_ZH = """
规则：数值的单位须与计划相同，或性质相同且在经审核的单位表中有换算系数：万元换算为元后视为通过，
系数和结果记入 ``detail``。单位性质不同，或不在任何表中的，为未通过。

依据：单位只换算一次，依种子表 ``units``。

证据：``chk_s08``，每个数值及其单位一行，附计划的引文。

不评估：没有写单位的数值，视为采用计划的单位；没有单位的指标，无从比较。没有报送时，
本项检查跳过。
"""

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
    specification_zh=SPECIFICATION_ZH,
)
