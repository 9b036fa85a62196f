"""S01: every organisation reported every value that is its own to report.

Rule: for every plan, every organisation with targets of its own (``reporting_duty`` ``own``,
not a total) and every period that is due, the organisation has sent a value for each of those
targets. A period is due when the reporting calendar says so: the reviewed rules, else the plan's
own words; one without a due date when the period is over. Where neither says anything, a period is
due as soon as any organisation of the plan has reported for it: one that nobody reported for is not
seen as missing then. What was sent early is judged at once.

Basis: reporting duty of the plan's own partition; ``detail`` names what made the period due
(``basis``: ``reviewed``, ``plan_text`` or ``others_reported``).

Evidence: ``chk_s01``, one row per plan × organisation × period that is due; ``observed`` counts
the values received, ``detail`` names the missing indicators.

Skipped: when no plan has targets, or no organisation has reported for any.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：对每份计划、每个承担自有目标的单位（``reporting_duty`` 为 ``own``，
合计除外）和每个到期的期间，该单位须对每项自有目标报送数值。

期间是否到期，按报送日历确定：先依经审核的规则，没有规则的依计划原文；没有截止日期的，
期间结束即为到期。两者都没有规定的，计划内任一单位报送了该期，即视为到期；此时无人报送的期间，
不视为缺报。提前报送的，收到即评估。

依据：计划自身分解所定的报送义务；``detail`` 注明到期的依据（``basis``：``reviewed`` 为经审核的
规则，``plan_text`` 为计划原文，``others_reported`` 为其他单位已报送）。

证据：``chk_s01``，计划、单位与到期期间的每一组合一行；``observed`` 为收到的数值个数，
``detail`` 列出缺报的指标。

不评估：没有计划提出目标，或没有单位就任何目标报送时，本项检查跳过。
"""

CHECK = Check(
    id="S01",
    version=2,
    title_zh="应报数据齐全",
    title_en="Submissions are complete",
    severity="warning",
    effect="report",
    inputs=("fct_targets", "fct_actuals"),
    predicate="difference <> 0",
    message_zh="{subject_zh}：应报 {expected} 项，已报 {observed} "
    "项，缺 {missing_count} 项（{missing_zh}）",
    message_en="{subject_en}: {expected} values due, {observed} reported, {missing_count} missing "
    "({missing_en})",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
