"""A06: figures do not heap at exactly 100 per cent of their targets.

Rule: no figure leaps in one period to the very target, unless half of the other organisations hit
it in the same period or the target is a matter of a few things; and no organisation hits three of
five of its targets exactly where the others hit a few. Thresholds are in ``check_parameters``.

Basis: counts of work end a little below or above a round number; a figure that was set to its
target does not.

Evidence: ``chk_a06``, one row per organisation × indicator × period, and one per organisation and
year, whose ``observed`` counts the targets hit exactly and ``expected`` all that are compared.

Skipped: figures that another check tells are not evaluated, nor organisations with too few
targets or with a figure of which the same was told. The check is skipped when no figure has a
target.
"""

from expectations.check import Check

CHECK = Check(
    id="A06",
    version=1,
    title_zh="没有异常多的实绩恰好等于目标",
    title_en="Figures do not heap at exactly 100 per cent",
    severity="warning",
    effect="report",
    inputs=("fct_actuals", "fct_targets"),
    predicate="difference <> 0",
    message_zh="{subject_zh}{statement_zh}，{reason_zh}；说明：{explanation}",
    message_en="{subject_en}{statement_en}, {reason_en}; explanation: {explanation}",
    specification=__doc__ or "",
)
