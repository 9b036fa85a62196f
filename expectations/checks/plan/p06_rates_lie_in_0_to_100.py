"""P06: a rate lies between 0 and 100 per cent.

Rule: a target in per cent has a value from 0 to 100. Exempt are changes (增长8%以上), growth
and completion rates, which may exceed 100; the words by which those are known are in the
reviewed seed ``rate_exempt_words``.

Basis: arithmetic; a share of a whole cannot exceed it.

Evidence: ``chk_p06``, one row per target in per cent with a value; ``difference`` is how far
outside it lies.

Skipped: exempt targets are not evaluated. The check is skipped when no target in per cent is
left.
"""

from expectations.check import Check

CHECK = Check(
    id="P06",
    version=1,
    title_zh="比率在 0–100% 之间",
    title_en="Rates lie in 0–100 per cent",
    severity="warning",
    effect="report",
    inputs=("fct_targets",),
    predicate="difference <> 0",
    message_zh="{subject_zh}：{observed}% 不在 {expected}% 之间",
    message_en="{subject_en}: {observed}% lies outside {expected}%",
    specification=__doc__ or "",
)
