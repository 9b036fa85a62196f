"""A03: revisions stay close to the figure before.

Rule: where a figure is sent again, it differs from the last one by no more than the tolerance: a
fifth of it and at least one thing, of a rate ten points. Thresholds are in the reviewed seed
``check_parameters``.

Basis: convention; late entries move a figure a little, more than that has a reason that somebody
can give. The finding counts as explained when the figure carries an explanation.

Evidence: ``chk_a03``, one row per organisation × indicator × period that was sent again;
``expected`` is the figure before, both cells are quoted.

Skipped: a figure that A08, A04 or A02 tells, and one that repairs such a figure, is not
evaluated. What the text of a report says is no revision of its workbook. The check is skipped
when nothing was sent again.

Parameters: ``check_parameters`` A03: changed_points, changed_share, changed_things.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：再次报送的数值，与上一次相差不超过容差：上一次数值的五分之一，不足1的按1计；
比率为十个百分点。界限值见经审核的种子表 ``check_parameters``。

依据：惯例；补登只会使数值略有变动，变动更大的应当说得出原因。数值附有说明的，发现记为已说明。

证据：``chk_a03``，再次报送的单位、指标与期间的每一组合一行；``expected`` 为前一次的数值，
两处单元格均引原文。

不评估：A08、A04 或 A02 已指出的数值，以及对这类数值的更正。报告文字中的数值，
不算对其工作簿的更正。没有再次报送时，本项检查跳过。

参数：``check_parameters`` 中 A03 的各项：``changed_share``（占上一次数值的份额）、
``changed_things``（计量单位数）、``changed_points``（比率的百分点）。
"""

CHECK = Check(
    id="A03",
    version=1,
    title_zh="更正幅度在常见范围内",
    title_en="Revisions stay close to the figure before",
    severity="warning",
    effect="report",
    inputs=("fct_actuals",),
    predicate="abs(difference) > tolerance",
    message_zh="{subject_zh}（{cell}）：第 {revision_no} 次报送为 {observed} {unit}，"
    "{former_received_on} 报送的是 {expected} {unit}，相差 {difference}，"
    "超过允许的 {tolerance}；说明：{explanation}",
    message_en="{subject_en} ({cell}): revision {revision_no} says {observed} {unit}, "
    "{expected} {unit} was reported on {former_received_on}, difference {difference}, "
    "allowed {tolerance}; explanation: {explanation}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
