"""P06: a rate lies between 0 and 100 per cent.

Rule: a target in per cent has a value from 0 to 100. Exempt are changes (增长8%以上), growth
and completion rates, which may exceed 100; the words by which those are known are in the
reviewed seed ``rate_exempt_words``.

Basis: arithmetic; a share of a whole cannot exceed it.

Evidence: ``chk_p06``, one row per target in per cent with a value; ``difference`` is how far
outside it lies.

Skipped: exempt targets are not evaluated. The check is skipped when no target in per cent is
left.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：以百分比计的目标，数值在0至100之间。变化幅度（增长8%以上）、增长率和完成率可以超过100，
不受此限；识别这类指标的用词见经审核的种子表 ``rate_exempt_words``。

依据：算术；部分占整体的份额不能超过整体。

证据：``chk_p06``，以百分比计且有数值的每项目标一行；``difference`` 为超出范围的幅度。

不评估：不受此限的目标。没有以百分比计的目标时，本项检查跳过。
"""

CHECK = Check(
    id="P06",
    version=1,
    title_zh="比率在 0–100% 之间",
    title_en="Rates lie in 0–100 per cent",
    severity="warning",
    effect="report",
    inputs=("fct_targets",),
    predicate="difference <> 0",
    message_zh="{subject_zh}：{observed}% 不在 {expected}% 之间",
    message_en="{subject_en}: {observed}% lies outside {expected}%",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
