"""P13: no target is listed twice in the table.

Rule: no two rows of a plan's indicator table have the same name, unit, period and number for the
whole. What is listed twice is counted twice in every sum of targets and in every score.

Basis: convention of decomposition tables; each row is one target.

Evidence: ``chk_p13``, one row per name, unit and period; ``difference`` is how many rows are too
many. The total of each row is evidence.

Skipped: rows of one name whose numbers differ (P04), rows that share a merged cell and rows without
a number, which are one target under several numbers (P02 counts them), and names of fewer than six
characters under different actions (覆盖率), which may be two targets. The check is skipped when no
indicator table was read.
"""

from expectations.check import Check

CHECK = Check(
    id="P13",
    version=1,
    title_zh="没有重复列出的目标",
    title_en="No target is listed twice",
    severity="warning",
    effect="report",
    inputs=("fct_target_statements",),
    predicate="difference <> 0",
    message_zh="{subject_zh}：{rows} 名称、单位和总目标（{org} {raw}）相同，多列 {difference} 次",
    message_en="{subject_en}: rows {row_numbers} have the same name, unit and total"
    " ({org} {raw}), {difference} too many",
    specification=__doc__ or "",
)
