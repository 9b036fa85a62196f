"""S02: every report came by its due date.

Rule: for every plan, organisation and period with a due date, the first report that was not
returned was received on the due date or within the days of grace. Days are days in China: a report
received at 23:00 UTC on the due date came on the next day.

Basis: the reviewed reporting calendar, else the plan's own words (每季度末月25日前).

Evidence: ``chk_s02``, one row per plan × organisation × period whose due date is known;
``difference`` is the number of days after the due date, ``tolerance`` the days of grace.

Skipped: per subject where nothing was received, which S01 finds; the check where no due date is
known: nobody is late then.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：计划、单位与有截止日期的期间的每一组合，首次未被退回的报送，须在截止日期当日或宽限天数内收
到。日期按中国时间计算：截止日期当日协调世界时23时收到的报送，算作次日收到。

依据：经审核的报送日历；没有的，依计划原文（每季度末月25日前）。

证据：``chk_s02``，计划、单位与已知截止日期的期间的每一组合一行；``difference`` 为超过截止日期的
天数，``tolerance`` 为宽限天数。

不评估：没有收到报送的，由 S01 指出。没有已知的截止日期时，无从认定迟报，本项检查跳过。
"""

CHECK = Check(
    id="S02",
    version=1,
    title_zh="报送按时",
    title_en="Submissions are on time",
    severity="warning",
    effect="report",
    inputs=("rpt_submission_status", "fct_submissions"),
    predicate="difference > tolerance",
    message_zh="{subject_zh}：应于 {expected} 前报送，{observed} 收到，"
    "逾期 {days_late} 天（{rule}）",
    message_en="{subject_en}: due by {expected}, received on {observed}, {days_late} days late "
    "({rule})",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
