"""P09: every target has a number, a unit, an owner and a deadline.

Rule: a target says how much (number, unit), who is responsible (an organisation that the table
breaks it down to, a department in brackets at the end of its paragraph, or the lead department of
its task) and by when (its period, or a day). A task of a task list that sets no target is held to
the same: 任务清单 stands for all of them. The score of an action is the share of the four elements
that are there, over its targets (``rpt_measurability``).

Basis: targets are to be concrete, measurable, assigned and dated; what is not cannot be checked.

Evidence: ``chk_p09``, one row per action; ``expected`` counts its targets, ``observed`` those with
all four elements. The quotes are those of the targets that lack one.

Skipped: the check is skipped when no plan sets a target and no task is listed.
"""

from expectations.check import Check

CHECK = Check(
    id="P09",
    version=1,
    title_zh="目标要素齐全：数量、单位、责任单位、期限",
    title_en="Targets have number, unit, owner and deadline",
    severity="info",
    effect="report",
    inputs=(),
    predicate="difference < 0",
    message_zh="{subject_zh}：{expected} 项目标中要素齐全的有 {observed} 项，可衡量性得分 {score}"
    "（{missing}）",
    message_en="{subject_en}: of {expected} targets {observed} are whole, "
    "measurability {score} of 100 (numbers {numbers}, units {units}, owners {owners}, "
    "deadlines {deadlines})",
    specification=__doc__ or "",
)
