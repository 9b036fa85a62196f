"""P07: the rates of the parts and the rate of the total fit together.

Rule: a rate, a score or a time for the whole is a mean of those of its parts, with weights that
nobody prints. So it lies between the least and the greatest of them, and on one of the two only if
all are alike. A total that is a bound (90%以上) must be within reach: fails if no part has as much,
or if the best parts have just that and others less. A total that is a bare number also fails if
every part asks for more. Where less is better (a time limit, 以内), the same the other way round.

Basis: arithmetic of weighted means; the total and the parts are of one row of the table.

Evidence: ``chk_p07``, one row per target that is no sum; ``difference`` is how far the part that
breaks the rule lies from the total. The total's cell and those of the parts are evidence.

Critical where the total is out of reach and every part has its own bare number. A warning where a
part has none (delegated, blank) or has a bound, for changes, and where all parts ask for more than
the total. Told only (info) where some parts ask for more and the others for as much: a common way
to set margins.

Skipped: rows without a number for the total or for any part, and rows with two units. The check is
skipped when no target is a rate.
"""

from expectations.check import Check

CHECK = Check(
    id="P07",
    version=1,
    title_zh="各单位比率与总比率相容",
    title_en="Part rates fit the total's rate",
    severity="critical",
    effect="report",
    inputs=("fct_targets",),
    predicate="difference <> 0",
    milder={
        "info": "(detail ->> '$.kind') = 'loose' and cast(detail ->> '$.is_touching' as boolean)",
        "warning": "(detail ->> '$.kind') = 'loose'"
        " or not cast(detail ->> '$.is_certain' as boolean)",
    },
    message_zh="{subject_zh}：{total_org} {total_raw}，与之不同的有 {parts}，"
    "{said_zh}，相差 {difference} {unit}",
    message_en="{subject_en}: {total_org} {total_raw}, other than that {parts};"
    " {said_en}, difference {difference} {unit}",
    specification=__doc__ or "",
)
