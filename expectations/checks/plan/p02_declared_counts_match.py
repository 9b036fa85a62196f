"""P02: the number of items that a group declares is the number of items found.

Rule: a group label that declares a count, such as 「(8项)」 beside the name of an action, is
followed by that many rows. Rows are counted by their printed number within the group as
printed. The same label printed again after a page break is the same group, not a second one.
What running text counts about itself is held to what it goes on to list: 以下五项工作 and the
numbered headings below, 三个方面 and 一是…二是…, 等6项制度 and the titles before it, 甲、乙两地,
附件1–11 and the annexes that are there, 十件实事 in a title and the groups of its table.

Basis: what the plan says about itself.

Evidence: ``chk_p02``, one row per action of a document part and one per count of running text;
``difference`` is found minus declared. The quotes are the label itself, where it stands in the
text, and the first cell of each row or the items found. Where all groups of a table declare
their counts, a group that differs also says what they add up to.

Skipped: a group that declares no count is not evaluated; neither is a group with fewer rows
than declared in a document of which rows were rejected, because what is missing may be ours.
A count of running text is not evaluated where nothing is listed (not_enumerated), the list is
open (等), the annexes came in other files, or the list can be read in several ways none of
which is sure (list_unclear: a 、 or 和 may stand inside a name). The check is skipped when
nothing declares a count.
"""

from expectations.check import Check

CHECK = Check(
    id="P02",
    version=2,
    title_zh="声明的项数与实际行数一致",
    title_en="Declared counts match the rows found",
    severity="critical",
    effect="report",
    inputs=(),
    predicate="difference <> 0",
    message_zh="{subject_zh}：标明 {expected} 项，实际列出 {observed} 项"
    "（{row_numbers}），相差 {difference} 项",
    message_en="{subject_en}: declares {expected} items, "
    "lists {observed} ({row_numbers_en}), "
    "difference {difference}",
    specification=__doc__ or "",
)
