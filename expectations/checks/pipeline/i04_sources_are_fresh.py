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
)
