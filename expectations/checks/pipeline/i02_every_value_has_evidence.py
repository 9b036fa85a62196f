"""I02: every value in a mart leads back to the very characters or cell that printed it.

Rule: every row of the facts that carries a value has at least one locator; a locator with a
span quotes exactly the characters ``[start, end)`` of the document's canonical text; one with
only a cell names sheet and cell.

Basis: our own promise: no number without its evidence.

Evidence: ``chk_i02``, one row per mart × document; ``difference`` counts the values without
sound evidence, negative; ``detail`` counts the faults by kind and names up to twenty of the
rows.

Skipped: when the marts hold no value.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：事实表中带数值的每一行，至少有一个出处；标有起止位置的出处，引文与文件规范文本
中 ``[start, end)`` 的文字逐字相同；只有单元格的出处，写明工作表和单元格。

依据：本系统自身的承诺：没有证据就没有数值。

证据：``chk_i02``，数据集市与文件的每一组合一行；``difference`` 为缺少可靠证据的数值个数，
记为负数；``detail`` 按种类统计差错，并列出至多二十行。

不评估：数据集市中没有数值时，本项检查跳过。
"""

CHECK = Check(
    id="I02",
    version=1,
    title_zh="每个数值都有可回溯的原文",
    title_en="Every mart value has evidence that resolves",
    severity="critical",
    effect="block_release",
    inputs=(),
    predicate="difference <> 0",
    message_zh="{subject_zh}：{expected} 个数值中 {observed} 个的原文可回溯"
    "（无出处 {without_evidence}，原文不在库 {without_text}，"
    "引文不符 {quote_differs}，无单元格 {without_place}）",
    message_en="{subject_en}: evidence resolves for {observed} of {expected} values "
    "(none {without_evidence}, text missing {without_text}, quote differs {quote_differs}, "
    "no place {without_place})",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
