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

SPECIFICATION_ZH = """
规则：目标须写明完成多少（数量、单位），由谁负责（表中分解到的单位、段末括号内的部门，
或所属任务的牵头部门），以及何时完成（所属期间或具体日期）。任务清单中没有提出目标的任务，
同样要求四项要素：由“任务清单”一行合并计列。一项行动的得分，为其各项目标中四项要素齐备的份
额（``rpt_measurability``）。

依据：目标应当具体、可衡量、有责任单位、有期限；缺少要素的目标无法核对。

证据：``chk_p09``，每项行动一行；``expected`` 为目标项数，``observed`` 为四项要素齐全的项数。
引文取自缺少要素的目标。

不评估：没有计划提出目标，也没有列出任务时，本项检查跳过。
"""

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
    specification_zh=SPECIFICATION_ZH,
)
