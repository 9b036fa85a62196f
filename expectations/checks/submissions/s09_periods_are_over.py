"""S09: the period of a report was over, or nearly, when the report came.

Rule: a report comes no more days before the end of its period than ``check_parameters`` allows for
a month, a quarter, half a year or a year. The clock is the time when it was received, so that a
later release says the same.

Basis: nothing can be done in a period that has not come.

Evidence: ``chk_s09``, one row per organisation × period, of the latest report; ``difference`` is
the number of days before the end, 0 after it.

Skipped: a report whose period is no known period is not evaluated. The check is skipped when
nothing was submitted.

Parameters: ``check_parameters`` S09: early_days_half, early_days_month, early_days_quarter,
early_days_year.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：报送早于期间结束的天数，不超过 ``check_parameters`` 对月、季度、半年和年度分别规定的天数。
以收到的时间为准，因此以后的发布结论相同。

依据：尚未到来的期间，不可能有完成的工作。

证据：``chk_s09``，单位与期间的每一组合一行，取最新一次报送；``difference`` 为早于期间结束的天
数，结束之后为0。

不评估：报送的期间不是已知期间的。没有报送时，本项检查跳过。

参数：``check_parameters`` 中 S09 的各项，均为可以提前的天数：``early_days_month``（月）、
``early_days_quarter``（季度）、``early_days_half``（半年）、``early_days_year``（年度）。
"""

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
    specification_zh=SPECIFICATION_ZH,
)
