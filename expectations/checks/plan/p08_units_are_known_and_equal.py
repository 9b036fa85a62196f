"""P08: every target has a unit, a known one, and one only.

Rule: a number of an indicator table has a unit, in its name, its cell or its heading; what table
and text say of one indicator is of one kind of unit (家 and % are two), and of one unit; the unit
is on the reviewed list, so that the number can be converted.

Basis: a number without unit, or with two, cannot be checked by anybody.

Evidence: ``chk_p08``, one row per indicator; ``observed`` lists the units that were printed.

A warning where units of different kinds are mixed and where no unit is printed anywhere. Told only
(info): a unit that the table lost and the text has, a unit that is not on the list, and two words
for counted things (个 and 项).

Skipped: indices, scores and ranks, which need none (reviewed seed ``unitless_words``), a target of
nought, and targets of running text alone without unit (P09 asks whether they can be measured). The
size of a change is not compared with the unit of what changes. The check is skipped when there is
no target with a number.
"""

from expectations.check import Check

CHECK = Check(
    id="P08",
    version=1,
    title_zh="计量单位明确且一致",
    title_en="Units are known and equal",
    severity="warning",
    effect="report",
    inputs=("fct_target_statements",),
    predicate="(detail ->> '$.kind') <> 'equal'",
    milder={"info": "(detail ->> '$.kind') in ('lost_in_table', 'unknown', 'other_word')"},
    message_zh="{subject_zh}：计量单位有问题，{said_zh}",
    message_en="{subject_en}: its unit is in doubt, {said_en}",
    specification=__doc__ or "",
)
