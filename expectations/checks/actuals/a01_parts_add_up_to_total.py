"""A01: the reported figures of the parts add up to the total's own report.

Rule: for every indicator that may be summed and every period, the values reported by the
reporting units of the plan's partition add up to what the total's organisation reported itself,
within the tolerance.

Basis: the total is the same quantity, reported twice: once as a whole and once in parts.

Evidence: ``chk_a01``, one row per reconciliation of actuals; ``difference`` is parts minus
total.

Skipped: not evaluated where the total or any part that has a duty is not reported yet, or where
the indicator may not be summed. The check is skipped when nothing is left.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：凡可加总的指标，每个期间，计划各分解单位报送的数值之和，与总数所属单位自己报送的数值相符，
差额不超过容差。

依据：总数是同一数量报送两次：一次报整体，一次报各部分。

证据：``chk_a01``，实绩的每项对账一行；``difference`` 为各单位合计减总数。

不评估：总数或任一负有报送义务的部分尚未报送的；不得加总的指标。没有可评估的对象时，
本项检查跳过。
"""

CHECK = Check(
    id="A01",
    version=2,
    title_zh="各单位实绩之和等于总数",
    title_en="County actuals add up to the total's own figure",
    severity="critical",
    effect="report",
    inputs=("fct_actuals", "fct_reconciliations"),
    predicate="""
        case
            when cast(detail ->> '$.is_lower_bound' as boolean) then difference < -tolerance
            else abs(difference) > tolerance
        end
    """,
    message_zh="{subject_zh}：各单位合计 {observed}，"
    "{total_org}自报 {expected}，相差 {difference} {unit}",
    message_en="{subject_en}: the parts add up to {observed},"
    " {total_org} itself reported {expected}, "
    "difference {difference} {unit}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
