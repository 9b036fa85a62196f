"""S04: an organisation reports on indicators that the plan asks of it.

Rule: whoever reports a figure has a target of the plan's partition for it: of its own, shared with
others, or handed to others. A functional zone is a unit of the partition like a county. A parent
may send for its direct children; that is settled when the file comes in, where reports for anybody
else are refused with the cell.

Basis: reporting duty of the plan's own partition.

Evidence: ``chk_s04``, one row per figure; ``expected`` names whom the plan asks, with its quote.

Skipped: where the plan has ``/`` it is S06 that speaks; where the plan's own cell is blank nothing
can be said. The check is skipped when no figure was submitted.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：报送数值的单位，须在计划的分解中承担该项指标：自有目标，与其他单位共同承担，
或已交由他方承担。功能区与县同为分解单位。上级可以代其直属下级报送；此事在收文时处理，
代报其他单位的，连同所在单元格拒收。

依据：计划自身分解所定的报送义务。

证据：``chk_s04``，每个数值一行；``expected`` 为计划要求的承担单位，附引文。

不评估：计划为“/”的，由 S06 核对；计划的单元格为空白的，无从判断。没有报送数值时，本项检查跳过。
"""

CHECK = Check(
    id="S04",
    version=1,
    title_zh="报送单位承担该项指标",
    title_en="Organisations report what the plan asks of them",
    severity="critical",
    effect="report",
    inputs=("fct_actuals", "fct_targets"),
    predicate="difference <> 0",
    message_zh="{subject_zh}（{cell}）：填报 {reported} {unit}，"
    "计划没有把这项指标分给 {observed}（承担单位：{expected}）",
    message_en="{subject_en} ({cell}): {reported} {unit} reported, but the plan asks nothing "
    "of {observed} "
    "here (it asks {expected})",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
