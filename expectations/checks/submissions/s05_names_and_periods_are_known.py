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
)
