"""A09: nobody is far behind what the time gone by asks, and alone with it.

Rule: once half of the time of a target is gone, its last report reaches at least half of what the
plan's own milestone or the time gone by asks, where the other organisations are on their way;
without others to compare with, a third. Thresholds are in ``check_parameters``.

Basis: the target's own period, or the milestones that the plan or a reviewer states.

Evidence: ``chk_a09``, one row per target with a report, of the last one; ``expected`` is what is
due, cell and the plan's quote are given.

Skipped: levels and limits have no pace; before half of the time nobody is late; a figure that A08
or A04 tells is not held against anything. The check is skipped when no target has a report.

Parameters: ``check_parameters`` A09: least_elapsed_share, least_peers, least_shortfall, lone_pace,
most_pace, small_target, usual_pace.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：目标的时间过半之后，最近一次报送的数值，至少达到应达数的一半；应达数依计划自身的阶段目标，
没有的依已过时间。此项要求适用于其他单位都在正常推进的情形；没有可比单位的，至少达到三分之一。
界限值见 ``check_parameters``。

依据：目标自身的期间，或计划、审核人写明的阶段目标。

证据：``chk_a09``，每项有报送的目标一行，取最近一次；``expected`` 为应达数，
附单元格和计划的引文。

不评估：水平数和限额没有进度；时间未过半的，不算落后；A08 或 A04 已指出的数值，不据以判断。
没有目标有报送时，本项检查跳过。

参数：``check_parameters`` 中 A09 的各项。

时间与进度：``least_elapsed_share``（已过时间的份额）、``most_pace``（与应达数之比）、
``usual_pace``（其他单位的常见进度）、``lone_pace``（没有可比单位时与应达数之比）、
``least_peers``（可比单位的最少个数）。

小目标：``small_target``（小目标的数量）、``least_shortfall``（所差的最小数量）。
"""

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
    specification_zh=SPECIFICATION_ZH,
)
