"""P12: the years that a document prints agree with the year that it is about.

Rule: what stands where a year should is a year of four digits (not 20221年). In a plan no heading
that looks ahead (…年任务分解表) bears a year before the plan's, no target and no deadline is of a
year before it, and its number (〔2024〕) and day of issue are of the year before its first year or
of a year in which it runs; a number is never of a later year than the day of issue.

Basis: convention of official documents; a year of the last plan shows text that was copied.

Evidence: ``chk_p12``, one row per misprinted year, heading, number, day of issue, target and
deadline; ``expected`` is the year or years of the plan, ``difference`` how many years it is off.

Skipped: a heading that looks back or in no direction is not evaluated, nor are the
targets of a table whose heading is already told. A later year is no error:
targets may be set for years to come, and a page may show a plan years later. The check is skipped
when no document has a year.
"""

from expectations.check import Check

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
)
