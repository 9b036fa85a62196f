"""S07: a figure that is missing has an explanation.

Rule: a row of a form on an organisation's own target has a figure. Where it has none the finding
counts as explained when the row says why, and is open when it does not; words that say nothing
are in the reviewed seed ``empty_explanations``.

Basis: a blank is not a 0, and nobody can tell a forgotten cell from an impossible one.

Evidence: ``chk_s07``, one row per row of a form on an own target; the plan's quote is given.

Skipped: never row by row. The check is skipped when no row is on an own target.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：填报表中属于本单位自有目标的每一行，须有数值。没有数值的，该行写明原因，则发现记为已说明；
没有写明，则发现待处置。等于没有说明的用语，见经审核的种子表 ``empty_explanations``。

依据：空白不是0；漏填与无法填报，他人无从分辨。

证据：``chk_s07``，填报表中属于自有目标的每行一行，附计划的引文。

不评估：不逐行跳过。没有属于自有目标的行时，本项检查跳过。
"""

CHECK = Check(
    id="S07",
    version=1,
    title_zh="缺报数值有说明",
    title_en="Missing figures are explained",
    severity="warning",
    effect="report",
    inputs=("fct_actuals", "fct_targets"),
    predicate="difference <> 0",
    message_zh="{subject_zh}（{cell}）：本期未填数值（全年目标 {expected} {unit}）；"
    "说明：{explanation}",
    message_en="{subject_en} ({cell}): no figure was given (target of the year {expected} {unit}); "
    "explanation: {explanation}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
