"""A03: revisions stay close to the figure before.

Rule: where a figure is sent again, it differs from the last one by no more than the tolerance: a
fifth of it and at least one thing, of a rate ten points. Thresholds are in the reviewed seed
``check_parameters``.

Basis: convention; late entries move a figure a little, more than that has a reason that somebody
can give. The finding counts as explained when the figure carries an explanation.

Evidence: ``chk_a03``, one row per organisation × indicator × period that was sent again;
``expected`` is the figure before, both cells are quoted.

Skipped: a figure that A08, A04 or A02 tells, and one that repairs such a figure, is not
evaluated. What the text of a report says is no revision of its workbook. The check is skipped
when nothing was sent again.
"""

from expectations.check import Check

CHECK = Check(
    id="A03",
    version=1,
    title_zh="更正幅度在常见范围内",
    title_en="Revisions stay close to the figure before",
    severity="warning",
    effect="report",
    inputs=("fct_actuals",),
    predicate="abs(difference) > tolerance",
    message_zh="{subject_zh}（{cell}）：第 {revision_no} 次报送为 {observed} {unit}，"
    "{former_received_on} 报送的是 {expected} {unit}，相差 {difference}，"
    "超过允许的 {tolerance}；说明：{explanation}",
    message_en="{subject_en} ({cell}): revision {revision_no} says {observed} {unit}, "
    "{expected} {unit} was reported on {former_received_on}, difference {difference}, "
    "allowed {tolerance}; explanation: {explanation}",
    specification=__doc__ or "",
)
