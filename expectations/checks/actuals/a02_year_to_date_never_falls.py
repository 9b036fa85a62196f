"""A02: a cumulative figure never falls within a plan year.

Rule: in the latest revisions, an organisation's year-to-date value of an indicator is at no
as-of date of a year lower than at the date before it.

Basis: what was done by March is still done by June; a fall is a slip, a reset or an unannounced
correction.

Evidence: ``chk_a02``, one row per organisation × indicator × period; ``expected`` is the value
before, ``difference`` this value minus that.

Skipped: a first report of the year has nothing before it; rates, averages and levels may fall
and are not evaluated. The check is skipped when no indicator was reported twice in a year.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：以最新版为准，一个单位一项指标的年内累计数，在同一年的任一截止日都不低于前一截止日。

依据：3月底前完成的，到6月底仍是完成的；下降表明有笔误、清零或未说明的更正。

证据：``chk_a02``，单位、指标与期间的每一组合一行；``expected`` 为前一截止日的数值，
``difference`` 为本期数值减该数值。

不评估：年内首次报送，没有可比的前值；比率、平均数和水平数可以下降。没有指标在一年内报送两次时，
本项检查跳过。
"""

CHECK = Check(
    id="A02",
    version=2,
    title_zh="年内累计数不下降",
    title_en="Year-to-date never falls within a plan year",
    severity="critical",
    effect="report",
    inputs=("fct_actuals",),
    predicate="difference < 0",
    message_zh="{subject_zh}：累计 {observed} {unit}，低于 "
    "{previous_period} 的 {expected} {unit}，相差 {difference}",
    message_en="{subject_en}: year to date {observed} {unit} is below {expected} {unit} of "
    "{previous_period}, difference {difference}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
