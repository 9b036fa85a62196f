"""S07: a figure that is missing has an explanation.

Rule: a row of a form on an organisation's own target has a figure. Where it has none the finding
counts as explained when the row says why, and is open when it does not; words that say nothing
are in the reviewed seed ``empty_explanations``.

Basis: a blank is not a 0, and nobody can tell a forgotten cell from an impossible one.

Evidence: ``chk_s07``, one row per row of a form on an own target; the plan's quote is given.

Skipped: never row by row. The check is skipped when no row is on an own target.
"""

from expectations.check import Check

CHECK = Check(
    id="S07",
    version=1,
    title_zh="缺报数值有说明",
    title_en="Missing figures are explained",
    severity="warning",
    effect="report",
    inputs=("fct_actuals", "fct_targets"),
    predicate="difference <> 0",
    message_zh="{subject_zh}（{cell}）：本期未填数值（全年目标 {expected} {unit}）；"
    "说明：{explanation}",
    message_en="{subject_en} ({cell}): no figure was given (target of the year {expected} {unit}); "
    "explanation: {explanation}",
    specification=__doc__ or "",
)
