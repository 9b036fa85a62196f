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
)
