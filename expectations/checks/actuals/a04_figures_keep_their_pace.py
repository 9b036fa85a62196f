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

Parameters: ``check_parameters`` A04: least_jump_share, least_peers, least_scale_share,
least_total_share, least_values, level_scale_points, level_scale_share, most_deviations,
small_target, spike_ratio, spike_share.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：可累加的指标，一个期间的新增部分以占目标的份额计，同时符合以下三项的为异常：
一是高出本单位各期中位数，也高出同期其他单位中位数，高出的幅度以换算后的绝对中位差计，
超过种子表 ``check_parameters`` 规定的倍数；二是超过一批工作的量；三是使数值超过目标。

远高于后一期的数值，因其后又回落，不论进度如何均为异常。

水平数或比率，同时远离本单位中位数和同类单位中位数，且孤立于前后各期的，为异常；位于末期的，
须是变差。

依据：稳健统计；中位数不受异常值本身影响。

证据：``chk_a04``，单位、指标与期间的每一组合一行；正常的，``difference`` 为0，
否则为填报数值减按常见进度推算的数值。

不评估：A08 已指出的数值；与存疑数值相邻的数值；本单位和同类单位的数值都过少的。没有报送时，
本项检查跳过。

参数：``check_parameters`` 中 A04 的各项。

数量要求：``least_values``（本单位最少数值个数）、``least_peers``（其他单位最少个数）。

偏离倍数及其下限：``most_deviations``（绝对中位差的倍数）、``least_scale_share``（占目标的份
额）、``level_scale_points``（比率的百分点）、``level_scale_share``（占常见水平的份额）。

批量与目标：``least_jump_share``（一期新增占目标的份额）、``least_total_share``（达到目标的倍
数）、``small_target``（小目标的数量）。

回落：``spike_ratio``（与后一期之比）、``spike_share``（占目标的份额）。
"""

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
    specification_zh=SPECIFICATION_ZH,
)
