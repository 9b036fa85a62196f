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
)
