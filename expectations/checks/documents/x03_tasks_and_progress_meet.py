"""X03: every listed task is reported on, and what is reported is a listed task.

Rule: of a plan with a task list, on whose place and year reports came, every task has a project of
some report that is about it, and every reported project has its task. They are matched by name
(``fct_task_progress``): one task alike enough and no other near it, or an item that names it.

Basis: what is not reported is not known to be done; what is reported beside the list was not asked.

Evidence: ``chk_x03``, one row per task and one per reported project × plan; ``observed`` counts
what was found on the other side. The quotes are those of the task and of the items.

Skipped: a plan without reports of its place and year is not evaluated; nor are plan and reports
that share less than ``least_shared`` of tasks and of projects, which are about other work; nor is
what may be one task or another (ambiguous): a reviewer decides. The check is skipped when no task
is listed.

Parameters: ``check_parameters`` X03: least_shared.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：计划附有任务清单，且收到其地区和年份的进展报告的，每项任务须有某份报告中的项目与之对应，
每个报告的项目也须有对应的任务。两者按名称对应（``fct_task_progress``）：
只有一项任务足够相似且没有其他任务与之接近，或项目内有条目写明该任务。

依据：没有报告的，不知是否完成；清单之外报告的，并非所要求。

证据：``chk_x03``，每项任务一行，每个报告的项目与计划的组合一行；``observed`` 为在另一方找到的对
应数。引文取自任务和有关条目。

不评估：没有收到其地区和年份报告的计划；共有任务的比例和共有项目的比例均低于 ``least_shared`` 的
计划与报告，所涉工作不同；可能对应一项任务、也可能对应另一项的（ambiguous），由审核人决定。
没有列出任务时，本项检查跳过。

参数：``check_parameters`` 中 X03 的 ``least_shared``：任务中或项目中相对应部分的最低比例。
"""

CHECK = Check(
    id="X03",
    version=1,
    title_zh="任务有进展，进展有任务",
    title_en="Tasks have progress and progress has a task",
    severity="info",
    effect="report",
    inputs=("fct_tasks",),
    predicate="difference < 0",
    message_zh="{subject_zh}：任务与进展不对应，{state_zh}",
    message_en="{subject_en}: task and progress do not meet, {state_en}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
