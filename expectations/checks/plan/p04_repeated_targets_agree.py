"""P04: a target that is stated twice is stated alike.

Rule: where the running text of a plan states one target again (same indicator, kind of unit, place
and period), every statement has the same number after conversion. So have two rows of a table with
one name, one unit and one action.

Basis: what the plan says about itself.

Evidence: ``chk_p04``, one row per target stated more than once; ``difference`` is the number that
differs minus the one printed first, in the base unit. Every place is evidence.

A warning in running text; told only (info) for rows of a table, where the same name may stand for
two targets.

Skipped: targets that the table states too (P03 compares each statement with it); ranges and
approximate numbers; names of fewer than five characters, which are no names; two numbers in one
sentence (确保40家、力争50家), which are one promise in two steps. A number due within the year is
another target. The check is skipped when nothing is repeated.
"""

from expectations.check import Check

CHECK = Check(
    id="P04",
    version=1,
    title_zh="重复写明的目标前后一致",
    title_en="Targets stated twice agree",
    severity="warning",
    effect="report",
    inputs=("fct_target_statements",),
    predicate="difference <> 0",
    milder={"info": "(detail ->> '$.stated_in') = 'table'"},
    message_zh="{subject_zh}：同一目标先后写作 {observed}，相差 {difference} {unit}"
    "（{first_section}；{last_section}）",
    message_en="{subject_en}: one target is given as {observed}, difference {difference} {unit}"
    " ({first_section}; {last_section})",
    specification=__doc__ or "",
)
