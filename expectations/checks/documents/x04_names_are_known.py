"""X04: organisations and departments bear names that are known and in use.

Rule: every organisation that a plan breaks its targets down to, and every department that a task
list names, is known under the printed name: it is in the list of organisations, its name had not
ended when the plan was issued, and no other department of the place has almost the same name.

Basis: one office under two names is counted twice, and a former name is nobody's.

Evidence: ``chk_x04``, one row per plan × printed name; ``name_state`` is known, unknown, alike or
renamed.

Skipped: a name that stands for many (各县区) and names in running text of reports and news are not
evaluated. The check is skipped when no plan names anybody.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：计划分解目标所到的每个单位，任务清单写到的每个部门，其印出的名称须可识别：在单位名录中；
计划印发时该名称尚未停用；该地没有其他部门的名称与之几乎相同。

依据：一个机构有两个名称，会重复计算；旧名称无人对应。

证据：``chk_x04``，计划与印出名称的每一组合一行；``name_state`` 为 known（已识别）、
unknown（未识别）、alike（相近）或 renamed（已更名）。

不评估：代表多个单位的名称（各县区）；报告和新闻正文中的名称。没有计划写到任何单位时，
本项检查跳过。
"""

CHECK = Check(
    id="X04",
    version=1,
    title_zh="单位和处室名称可识别、未更名",
    title_en="Organisations and departments are known by their names",
    severity="info",
    effect="report",
    inputs=(),
    predicate="difference <> 0",
    message_zh="名称“{subject_zh}”：{state_zh}",
    message_en="the name {subject_en}: {state_en}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
