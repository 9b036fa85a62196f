"""P01: the parts of a target add up to its total.

Rule: for every indicator that may be summed, the values of the reporting units of the plan's
own partition add up to the total that the plan prints. The difference may reach the tolerance:
half the last printed place of the total plus that of each rounded part (0.9万 is ±500); exact
counts have none. Where the printed values are lower bounds (1个以上), the parts' bounds must
reach the total's: a shortfall fails, an excess does not.

Basis: convention of decomposition tables (任务分解表): 全市 is what the columns after it carry
together.

Evidence: ``chk_p01``, one row per target in ``fct_reconciliations``; ``difference`` is parts
minus total.

Skipped: a target that cannot be summed (a rate, a time limit, a joint or delegated target), one
without parts, and one where the sum itself decided how the row was read, are not evaluated. The
check is skipped when no target is left.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：凡可加总的指标，计划自身所列各分解单位的数值之和，等于计划印出的总数。差额不得超过容差：
总数末位所在数位的一半，加上每个经四舍五入的分项末位所在数位的一半（0.9万的容差为 ±500）；
精确的计数没有容差。印出的数值为下限的（1个以上），各单位下限之和须达到总数的下限：
不足为未通过，超出不计。

依据：任务分解表的惯例：“全市”一栏是其后各栏共同承担的数量。

证据：``chk_p01``，``fct_reconciliations`` 中每项目标一行；``difference`` 为各单位合计减总数。

不评估：不能加总的目标（比率、时限、共同承担或交由他方承担的目标）；没有分项的目标；
读取该行时以合计本身判定归属的目标。没有可评估的目标时，本项检查跳过。
"""

CHECK = Check(
    id="P01",
    version=1,
    title_zh="各单位目标之和等于总目标",
    title_en="The parts of a target add up to its total",
    severity="critical",
    effect="report",
    inputs=("fct_reconciliations",),
    predicate="""
        case
            when cast(detail ->> '$.is_lower_bound' as boolean) then difference < -tolerance
            else abs(difference) > tolerance
        end
    """,
    message_zh="{subject_zh}：各单位合计 {observed}，"
    "{total_org} {expected}，相差 {difference} {unit}",
    message_en="{subject_en}: the parts add up to {observed},"
    " the total ({total_org}) is {expected}, "
    "difference {difference} {unit}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
