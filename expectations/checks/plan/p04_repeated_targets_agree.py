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

SPECIFICATION_ZH = """
规则：计划正文重复写明同一目标的（指标、单位性质、地区、期间均相同），换算后各处数值须相同。
指标表中名称、单位和所属行动都相同的两行，数值也须相同。

依据：计划对自身的说明。

证据：``chk_p04``，写明不止一次的每项目标一行；``difference`` 为不同的数值减最先印出的数值，
以基本单位计。每一处均为证据。

正文重复的为警告。表中两行重复的只作提示，因为同一名称可能指两项目标。

不评估：表中也写明的目标（由 P03 逐处与表核对）；区间和约数；少于五个字的名称，
不足以认定为指标名；同一句中的两个数值（确保40家、力争50家），是一项承诺的两个档次。
年度之内到期的数值属于另一项目标。没有重复写明的目标时，本项检查跳过。
"""

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
    specification_zh=SPECIFICATION_ZH,
)
