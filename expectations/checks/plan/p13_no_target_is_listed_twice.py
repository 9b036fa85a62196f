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

SPECIFICATION_ZH = """
规则：计划的指标表中，没有两行的名称、单位、期间和整体数值都相同。重复列出的目标，
在各项目标合计和各项得分中会重复计算。

依据：任务分解表的惯例；每行是一项目标。

证据：``chk_p13``，名称、单位和期间的每一组合一行；``difference`` 为多列的行数。
每行的总数均为证据。

不评估：名称相同而数值不同的行（由 P04 核对）；共用合并单元格的行和没有数值的行，
它们是一项目标占用几个序号（由 P02 计数）；分属不同行动、少于六个字的名称（覆盖率），
可能是两项目标。没有读到指标表时，本项检查跳过。
"""

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
    specification_zh=SPECIFICATION_ZH,
)
