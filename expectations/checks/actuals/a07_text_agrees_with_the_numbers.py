"""A07: the text of a report agrees with the numbers submitted.

Rule: what progress prose says of an indicator, organisation and period is the number in the
workbook or form of the same, within half the last printed place before 万 or 亿, and a twentieth
where the text says 约, 近 or 余.

Basis: the same quantity, said twice.

Evidence: ``chk_a07``, one row per organisation × indicator × period said both ways; ``expected``
is the text's number, both places are quoted.

Skipped: a figure that A08 tells and one in another unit are not evaluated. The check is skipped
when no period has both.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：进展文字对某项指标、单位和期间所说的数值，与同一对象的工作簿或填报表中的数值一致，
相差不超过“万”或“亿”之前末位所在数位的一半；文字写作“约”“近”或“余”的，不超过二十分之一。

依据：同一数量说了两次。

证据：``chk_a07``，两处都有数值的单位、指标与期间的每一组合一行；``expected`` 为文字中的数值，
两处均引原文。

不评估：A08 已指出的数值；单位不同的数值。没有期间同时有两者时，本项检查跳过。
"""

CHECK = Check(
    id="A07",
    version=1,
    title_zh="文字进展与报送数值一致",
    title_en="The text of a report agrees with the numbers submitted",
    severity="warning",
    effect="report",
    inputs=("fct_actuals",),
    predicate="abs(difference) > tolerance",
    message_zh="{subject_zh}（{cell}）：报送 {observed} {unit}，"
    "同期文字材料写的是 {expected} {unit}（“{quote}”），相差 {difference}；说明：{explanation}",
    message_en="{subject_en} ({cell}): {observed} {unit} submitted, the text of the same "
    "period says "
    "{expected} {unit} ('{quote}'), difference {difference}; explanation: {explanation}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
