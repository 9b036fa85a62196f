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
"""

from expectations.check import Check

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
)
