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
)
