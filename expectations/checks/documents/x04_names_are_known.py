"""X04: organisations and departments bear names that are known and in use.

Rule: every organisation that a plan breaks its targets down to, and every department that a task
list names, is known under the printed name: it is in the list of organisations, its name had not
ended when the plan was issued, and no other department of the place has almost the same name.

Basis: one office under two names is counted twice, and a former name is nobody's.

Evidence: ``chk_x04``, one row per plan × printed name; ``name_state`` is known, unknown, alike or
renamed.

Skipped: a name that stands for many (各县区) and names in running text of reports and news are not
evaluated. The check is skipped when no plan names anybody.
"""

from expectations.check import Check

CHECK = Check(
    id="X04",
    version=1,
    title_zh="单位和处室名称可识别、未更名",
    title_en="Organisations and departments are known by their names",
    severity="info",
    effect="report",
    inputs=(),
    predicate="difference <> 0",
    message_zh="名称“{subject_zh}”：{state_zh}",
    message_en="the name {subject_en}: {state_en}",
    specification=__doc__ or "",
)
