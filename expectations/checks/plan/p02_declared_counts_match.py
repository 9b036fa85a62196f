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

SPECIFICATION_ZH = """
规则：分组名称标明项数的（如行动名称旁的“（8项）”），其后须有同样数量的行。
行数在印出的分组内按印出的序号清点。换页后重印的同一名称仍是同一分组，不另计。

正文自己说出的数量，与其后列出的内容核对：“以下五项工作”对应编号标题，“三个方面”对应“一是……二
是……”，“等6项制度”对应其前的名称，“甲、乙两地”对应所列地名，“附件1–11”对应实有的附件，
标题中的“十件实事”对应表中的分组。

依据：计划对自身的说明。

证据：``chk_p02``，文件每一部分的每项行动一行，正文中的每处数量一行；``difference`` 为实际列出数
减标明数。引文为该名称或数量在文中的原处，以及各行的首个单元格或所列各项。
表中各分组都标明项数的，不符的分组还注明各组合计。

不评估：没有标明项数的分组；文件有行被拒收，且行数少于标明数的分组，因为所缺的行可能是读取时漏掉
的。正文中的数量有下列情形之一的也不评估：没有逐项列出（not_enumerated）；列举未尽（“等”）；
附件另成文件；列举有多种读法，均不能确定（list_unclear：“、”或“和”可能是名称的一部分）。
没有任何标明的数量时，本项检查跳过。
"""

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
    specification_zh=SPECIFICATION_ZH,
)
