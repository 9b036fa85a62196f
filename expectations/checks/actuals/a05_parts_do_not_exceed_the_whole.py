"""A05: a part does not exceed its whole, and a rate is what its two counts make.

Rule: the count that a rate's numerator names is not greater than the one its denominator names; a
reported rate is 100 times the one divided by the other, within half a point; a share in per cent
lies between 0 and 100. Which counts make which rate is in the reviewed seed ``rate_components``;
what may pass 100 by its nature is known by the words of ``rate_exempt_words``.

Basis: arithmetic.

Evidence: ``chk_a05``, one row per pair of counts, per rate with both counts and per share, of an
organisation and period; ``difference`` is how far the rule is missed, all cells are quoted.

Skipped: figures that A08 or A04 tells are not evaluated, nor a rate whose counts already exceed
each other. The check is skipped when no rate and no pair of counts was submitted.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：比率的分子所指的数量，不大于分母所指的数量；报送的比率等于前者除以后者再乘100，
相差不超过半个百分点；以百分比计的份额在0至100之间。哪两个数量构成哪个比率，
见经审核的种子表 ``rate_components``；性质上可以超过100的指标，按 ``rate_exempt_words`` 的用词识
别。

依据：算术。

证据：``chk_a05``，同一单位和期间的每对数量一行，两个数量齐备的每个比率一行，每个份额一行；
``difference`` 为与规则相差的幅度，各单元格均引原文。

不评估：A08 或 A04 已指出的数值；分子已大于分母的比率。没有报送比率，也没有报送成对的数量时，
本项检查跳过。
"""

CHECK = Check(
    id="A05",
    version=1,
    title_zh="分子不大于分母，比率与两个数相符",
    title_en="Numerators do not exceed denominators",
    severity="critical",
    effect="report",
    inputs=("fct_actuals",),
    predicate="abs(difference) > tolerance",
    message_zh="{subject_zh}（{cell}）：填报 {observed} {unit}，{rule_zh}（{expected}）",
    message_en="{subject_en} ({cell}): {observed} {unit}, {rule_en} ({expected})",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
