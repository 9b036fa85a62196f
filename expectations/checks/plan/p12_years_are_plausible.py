"""P12: the years that a document prints agree with the year that it is about.

Rule: what stands where a year should is a year of four digits (not 20221年). In a plan no heading
that looks ahead (…年任务分解表) bears a year before the plan's, no target and no deadline is of a
year before it. Its number (〔2024〕) is of the year before its first year at the earliest, of the
year after its last one at the latest, and never of a later year than the day of issue. The day of
issue is of the year before the first year at the earliest.

Basis: convention of official documents; a year of the last plan shows text that was copied.

Evidence: ``chk_p12``, one row per misprinted year, heading, number, day of issue, target and
deadline; ``expected`` is the year or years of the plan, ``difference`` how many years it is off.

Skipped: a heading that looks back or in no direction is not evaluated, nor are the
targets of a table whose heading is already told. A later year of a target or of the day of issue
is no error: targets may be set for years to come, and a page may show a plan years later. The check
is skipped when no document has a year.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：应为年份之处，须为四位数的年份（不得为“20221年”）。

计划中，面向未来的标题（“……年任务分解表”）所写年份不早于计划年份；目标和期限的年份不早于计划年
份；文号（〔2024〕）的年份，不早于计划首年的上一年，不晚于计划末年的下一年，也不晚于成文日期的
年份；成文日期的年份不早于计划首年的上一年。

依据：公文的惯例；出现上一计划的年份，表明文字系照抄。

证据：``chk_p12``，每处误印的年份、标题、文号、成文日期、目标和期限一行；``expected`` 为计划的年
份，``difference`` 为相差的年数。

不评估：回顾以往或没有时间指向的标题；标题已被指出有误的表中的目标。目标和成文日期的年份较晚，
不算错误：目标可以定到以后的年份，网页也可以在数年后刊载计划。没有文件带年份时，本项检查跳过。
"""

CHECK = Check(
    id="P12",
    version=1,
    title_zh="年份合理",
    title_en="Years are plausible",
    severity="warning",
    effect="report",
    inputs=(),
    predicate="difference > 0",
    message_zh="{subject_zh}：年份应为 {expected}，印作 {observed}",
    message_en="{subject_en}: the year should be {expected}, is printed as {observed}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
