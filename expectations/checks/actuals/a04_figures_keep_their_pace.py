"""A04: figures keep the usual pace of their organisation and of its peers.

Rule: of what adds up, the share of the target that one period adds is an outlier where it lies
more scaled median absolute deviations above the median of the organisation's own periods and of
the other organisations in the same period than the seed ``check_parameters`` allows, is more than
a batch of work, and passes the target. A figure that stands far above the next one is an outlier
whatever its pace: it came down again. A level or rate is an outlier where it lies far from its
own median and from its peers' and stands alone, or, at the end, got worse.

Basis: robust statistics; medians are not moved by the outlier itself.

Evidence: ``chk_a04``, one row per organisation × indicator × period; ``difference`` is 0 for what
is usual, else the figure minus what the usual pace would have made it.

Skipped: a figure that A08 tells, one beside a figure in doubt, and one with too few values of its
own and of peers are not evaluated. The check is skipped when nothing was submitted.
"""

from expectations.check import Check

CHECK = Check(
    id="A04",
    version=1,
    title_zh="数值符合本单位和同类单位的常见进度",
    title_en="Figures keep the usual pace",
    severity="warning",
    effect="report",
    inputs=("fct_actuals",),
    predicate="difference <> 0",
    message_zh="{subject_zh}（{cell}）：填报 {observed} {unit}，按常见情况约为 {expected} {unit}，"
    "{reason_zh}（上期 {previous_period} 为 {previous}，"
    "全年目标 {target}）；说明：{explanation}",
    message_en="{subject_en} ({cell}): {observed} {unit} reported, about {expected} {unit} "
    "would be usual, "
    "{reason_en} ({previous} in {previous_period}, target of the year {target}); "
    "explanation: {explanation}",
    specification=__doc__ or "",
)
