"""I04: the sources are as fresh as the calendar asks, and none comes from the future.

Rule: of each plan with a reporting calendar, at least one report came for the last period whose day
(with its days of grace) has passed; no delivery bears a moment after that of the build.

Basis: our own promise: an old warehouse says that it is old.

Evidence: ``chk_i04``, one row per source (plans, reports) with its newest delivery, and one per
plan with a calendar; ``difference`` is how many days a report is overdue, or a delivery is early.

Skipped: a plan without a day by which it asks for reports is not evaluated: nothing is due by
assumption. The check is skipped when nothing was delivered. It reports and never blocks: a release
without new reports is right, only old.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：凡有报送日历的计划，对截止日期（含宽限天数）已过的最近一个期间，至少收到一份报送；
任何收文的时间都不晚于建库时间。

依据：本系统自身的承诺：数据陈旧的仓库，须说明自己陈旧。

证据：``chk_i04``，每个来源（计划文件、进展报送）一行，附其最新收文；每份有日历的计划一行；
``difference`` 为报送逾期的天数，或收文时间超前的天数。

不评估：没有规定报送日期的计划，不推定有应报事项。没有收文时，本项检查跳过。本项检查只报告，
从不阻断：没有新报送的发布是正确的，只是陈旧。
"""

CHECK = Check(
    id="I04",
    version=1,
    title_zh="数据来源按报送日历保持更新",
    title_en="Sources are fresh",
    severity="warning",
    effect="report",
    inputs=(),
    predicate="difference > 0",
    message_zh="{subject_zh}未按时更新：{rule_zh}",
    message_en="{subject_en} is not as fresh as it should be: {rule_en}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
