"""S06: nothing is reported where the plan has ``/``.

Rule: where the plan's table prints ``/`` for an organisation and indicator, it reports no figure; a
0 is a figure.

Basis: ``/`` says that the indicator does not apply; it is neither 0 nor blank.

Evidence: ``chk_s06``, one row per reported row of a form on such a cell, with both quotes.

Skipped: never row by row. The check is skipped when nobody reported on such a cell.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：计划的表对某单位某项指标印为“/”的，该单位不报送数值；0也是数值。

依据：“/”表示该项指标不适用，既不是0，也不是空白。

证据：``chk_s06``，填报表中填在这类单元格上的每行一行，附两处引文。

不评估：不逐行跳过。没有单位在这类单元格上填报时，本项检查跳过。
"""

CHECK = Check(
    id="S06",
    version=1,
    title_zh="计划为“/”处没有数值",
    title_en="No value where the plan has a slash",
    severity="warning",
    effect="report",
    inputs=("fct_actuals", "fct_targets"),
    predicate="difference <> 0",
    message_zh="{subject_zh}（{cell}）：填报 {observed} {unit}，而计划在此处为“{expected}”（"
    "不适用）；"
    "说明：{explanation}",
    message_en="{subject_en} ({cell}): {observed} {unit} reported where the plan has '{expected}' "
    "(not applicable); explanation: {explanation}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
