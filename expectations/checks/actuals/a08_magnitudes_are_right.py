"""A08: no figure is wrong by a power of ten.

Rule: a figure that is out of order with the figures before and after it, far beyond its target,
or far from its usual level, and that would be in order if it were 10, 100, 1000, 1万 or 1亿 times
smaller or larger, is written wrongly. The powers and what they come from are in the reviewed seed
``magnitude_slips``, thresholds in ``check_parameters``. What is told here is told nowhere else:
A01 to A05 leave such a figure and what follows from it out.

Basis: digits too many or too few, a lost decimal point and 万 or 亿 left out are the common
slips of hands and of units.

Evidence: ``chk_a08``, one row per organisation × indicator × period; ``expected`` is the figure
that would fit, the cell and the plan's quote are given.

Skipped: a figure without target and without any other figure of the year is not evaluated. The
check is skipped when nothing was submitted.

Parameters: ``check_parameters`` A08: beyond_target, far_beyond_target, least_fall, level_ratio,
most_of_target, small_beyond_target, small_target.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：数值与前后数值不连贯，远超目标，或远离常见水平，而缩小或扩大10、100、1000、
1万或1亿倍后即为正常的，系误写。

所用倍数及其成因见经审核的种子表 ``magnitude_slips``，界限值见 ``check_parameters``。
此处已指出的，他处不再指出：A01 至 A05 不计这类数值及由其引起的差异。

依据：多写或少写数位、遗漏小数点、遗漏“万”或“亿”，是手工填写和单位换算的常见差错。

证据：``chk_a08``，单位、指标与期间的每一组合一行；``expected`` 为相符的数值，
附单元格和计划的引文。

不评估：没有目标、年内也没有其他数值的数值。没有报送时，本项检查跳过。

参数：``check_parameters`` 中 A08 的各项。

与前后数值：``least_fall``（一期之内回落的倍数）、``level_ratio``（与常见水平之比）。

与目标：``most_of_target``（改正后可超过目标的倍数）、``beyond_target``（有前值时超过目标的倍
数）、``far_beyond_target``（没有前值时超过目标的倍数）、``small_target``（小目标的数量）、
``small_beyond_target``（小目标须超过的倍数）。
"""

CHECK = Check(
    id="A08",
    version=1,
    title_zh="数量级无误",
    title_en="Magnitudes are right",
    severity="critical",
    effect="report",
    inputs=("fct_actuals",),
    predicate="difference <> 0",
    message_zh="{subject_zh}（{cell}）：填报 {observed} {unit}，{scale_zh}，疑为{hypothesis_zh}，"
    "可能应为 {expected} {unit}（上期 {previous_period} 为 {previous}，"
    "全年目标 {target}）；备注：{remark}",
    message_en="{subject_en} ({cell}): {observed} {unit} reported, {scale_en} what it should "
    "be; perhaps "
    "{hypothesis_en}: {expected} {unit} would fit ({previous} in {previous_period}, "
    "target of the year {target}); remark: {remark}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
