"""S05: the indicator and the period of every figure are known.

Rule: the reported name is that of one indicator of a plan, by the plan's words, a reviewed
decision or the key of our form, and a plan covers the year. An organisation or a period that
nobody can read is refused with its cell when the file comes in.

Basis: a figure must count for something.

Evidence: ``chk_s05``, one row per figure; ``expected`` is the known or a similar name.

Skipped: a period that had not begun is told by S09. The check is skipped when nothing was
submitted.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：报送的名称须为某份计划的一项指标，依据计划原文、经审核的决定或本系统填报表的键值识别，
且有计划涵盖该年份。单位或期间无法识别的，收文时连同所在单元格拒收。

依据：每个数值须归于某项指标。

证据：``chk_s05``，每个数值一行；``expected`` 为已识别的名称或相近的名称。

不评估：尚未开始的期间，由 S09 指出。没有报送时，本项检查跳过。
"""

CHECK = Check(
    id="S05",
    version=1,
    title_zh="指标、单位、期间均可识别",
    title_en="Indicators, organisations and periods are known",
    severity="warning",
    effect="report",
    inputs=("fct_actuals",),
    predicate="difference <> 0",
    message_zh="{subject_zh}（{cell}）：{reason_zh}（“{observed}”），"
    "数值 {reported} {unit} 未计入；"
    "相近的指标：{expected}",
    message_en="{subject_en} ({cell}): {reason_en} ('{observed}'), the figure {reported} "
    "{unit} counts for "
    "nothing; similar: {expected}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
