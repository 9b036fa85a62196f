"""P02: the number of items that a group declares is the number of items found.

Rule: a group label that declares a count, such as 「(8项)」 beside the name of an action, is
followed by that many rows. Rows are counted by their printed number within the group as
printed. The same label printed again after a page break is the same group, not a second one.

Basis: what the plan says about itself.

Evidence: ``chk_p02``, one row per action of a document part; ``difference`` is found minus
declared. The quotes are the label itself, where it stands in the text, and the first cell of
each row found.

Skipped: a group that declares no count is not evaluated; neither is a group with fewer rows
than declared in a document of which rows were rejected, because what is missing may be ours.
The check is skipped when no group declares a count.
"""

from expectations.check import Check

CHECK = Check(
    id="P02",
    version=1,
    title_zh="声明的项数与实际行数一致",
    title_en="Declared counts match the rows found",
    severity="critical",
    effect="report",
    inputs=("fct_target_statements",),
    predicate="difference <> 0",
    message_zh="{subject_zh}：标明 {expected} 项，实际列出 {observed} "
    "项（序号 {row_numbers}），相差 {difference} 项",
    message_en="{subject_en}: declares {expected} items, "
    "lists {observed} (numbers {row_numbers}), "
    "difference {difference}",
    specification=__doc__ or "",
)
