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
)
