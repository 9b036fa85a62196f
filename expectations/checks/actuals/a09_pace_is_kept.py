"""A09: nobody is far behind what the time gone by asks, and alone with it.

Rule: once half of the time of a target is gone, its last report reaches at least half of what the
plan's own milestone or the time gone by asks, where the other organisations are on their way;
without others to compare with, a third. Thresholds are in ``check_parameters``.

Basis: the target's own period, or the milestones that the plan or a reviewer states.

Evidence: ``chk_a09``, one row per target with a report, of the last one; ``expected`` is what is
due, cell and the plan's quote are given.

Skipped: levels and limits have no pace; before half of the time nobody is late; a figure that A08
or A04 tells is not held against anything. The check is skipped when no target has a report.
"""

from expectations.check import Check

CHECK = Check(
    id="A09",
    version=1,
    title_zh="未明显落后于时间进度",
    title_en="Nobody is far behind pace",
    severity="warning",
    effect="report",
    inputs=("fct_actuals", "fct_targets"),
    predicate="difference <> 0",
    message_zh="{subject_zh}（{cell}）：完成 {observed} {unit}，时间已过 {elapsed_percent}%，"
    "按进度应达 {expected} {unit}（全年目标 {target}），"
    "同类单位多为应达数的 {usual_percent}%；说明：{explanation}",
    message_en="{subject_en} ({cell}): {observed} {unit} done with {elapsed_percent} per cent "
    "of the time gone, "
    "{expected} {unit} due (target of the year {target}), the others are mostly at "
    "{usual_percent} per cent of what is due; explanation: {explanation}",
    specification=__doc__ or "",
)
