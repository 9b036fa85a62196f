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
)
