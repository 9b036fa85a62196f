"""P08: every target has a unit, a known one, and one only.

Rule: a number of an indicator table has a unit, in its name, its cell or its heading; what table
and text say of one indicator is of one kind of unit (家 and % are two), and of one unit; the unit
is on the reviewed list, so that the number can be converted.

Basis: a number without unit, or with two, cannot be checked by anybody.

Evidence: ``chk_p08``, one row per indicator; ``observed`` lists the units that were printed.

A warning where units of different kinds are mixed and where no unit is printed anywhere. Told only
(info): a unit that the table lost and the text has, a unit that is not on the list, and two words
for counted things (个 and 项).

Skipped: indices, scores and ranks, which need none (reviewed seed ``unitless_words``), a target of
nought, and targets of running text alone without unit (P09 asks whether they can be measured). The
size of a change is not compared with the unit of what changes. The check is skipped when there is
no target with a number.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：指标表中的数值须有单位，可以写在名称、单元格或表头中；表格与正文对同一指标所用的单位，
性质须相同（“家”与“%”是两种），且须为同一单位；单位须在经审核的单位表中，数值才能换算。

依据：没有单位或有两种单位的数值，任何人都无法核对。

证据：``chk_p08``，每项指标一行；``observed`` 列出印出的各种单位。

警告：单位性质不同的混用；任何一处都没有印出单位。提示：表中缺失而正文写有的单位；
不在单位表中的单位；计数单位有两种写法（“个”与“项”）。

不评估：指数、得分和名次，不需要单位（经审核的种子表 ``unitless_words``）；数值为零的目标；
只见于正文且没有单位的目标（能否衡量由 P09 核对）。变化幅度的单位不与变化对象的单位比较。
没有带数值的目标时，本项检查跳过。
"""

CHECK = Check(
    id="P08",
    version=1,
    title_zh="计量单位明确且一致",
    title_en="Units are known and equal",
    severity="warning",
    effect="report",
    inputs=("fct_target_statements",),
    predicate="(detail ->> '$.kind') <> 'equal'",
    milder={"info": "(detail ->> '$.kind') in ('lost_in_table', 'unknown', 'other_word')"},
    message_zh="{subject_zh}：计量单位有问题，{said_zh}",
    message_en="{subject_en}: its unit is in doubt, {said_en}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
