"""S09: the period of a report was over, or nearly, when the report came.

Rule: a report comes no more days before the end of its period than ``check_parameters`` allows for
a month, a quarter, half a year or a year. The clock is the time when it was received, so that a
later release says the same.

Basis: nothing can be done in a period that has not come.

Evidence: ``chk_s09``, one row per organisation × period, of the latest report; ``difference`` is
the number of days before the end, 0 after it.

Skipped: a report whose period is no known period is not evaluated. The check is skipped when
nothing was submitted.
"""

from expectations.check import Check

CHECK = Check(
    id="S09",
    version=1,
    title_zh="报送期间不在未来",
    title_en="Periods do not lie in the future",
    severity="critical",
    effect="report",
    inputs=("fct_submissions",),
    predicate="difference > tolerance",
    message_zh="{subject_zh}（{cell}）：{observed} 收到，期间到 {expected} 才结束，"
    "提前 {difference} 天，最多可提前 {tolerance} 天",
    message_en="{subject_en} ({cell}): received on {observed}, the period ends on {expected}, "
    "{difference} days early, {tolerance} allowed",
    specification=__doc__ or "",
)
