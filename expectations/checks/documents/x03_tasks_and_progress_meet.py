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
)
