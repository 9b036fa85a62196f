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
)
