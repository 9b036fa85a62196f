"""P05: numbering has no gap, no repeat and no restart.

Rule: the numbers of a series, in the order in which they are printed, start at 1 and rise by
one. Series are the rows of a task list, the rows of an indicator table, the projects of a
progress report, the labelled items of one project, and the numbered headings, items, 一是…二是…
and annexes of running text. An indicator table may go on with the
numbers of the table before it (a page break). Labels of another style (（一） above 1.) are a
series of their own, which starts anew below each label of the upper style.

Basis: convention of official documents; a gap or a restart shows a lost, moved or pasted item.

Evidence: ``chk_p05``, one row per series; ``observed`` lists the numbers, ``difference`` counts
the breaks, and ``detail`` says what each is.

Skipped: a project whose items carry no number is not evaluated; neither is a list of running text
that begins elsewhere than at 1 (begins_elsewhere: an extract, or lines that were no list).
Headings （二）（三） below a heading, without （一）, are. A list that begins anew at 1 is another
list. The check is skipped when nothing is numbered.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：同一序列的序号，按印出的先后从1开始，逐个加1。序列包括：任务清单的行，指标表的行，
进展报告的项目，一个项目内带标号的各条，正文中编号的标题、条目、“一是……二是……”和附件。
指标表可以接续前一张表的序号（换页）。标号样式不同的（“（一）”之下的“1．”）自成序列，
在上一级每个标号之下重新起号。

依据：公文编号的惯例；缺号或重新起号，表明有条目遗漏、移位或误贴。

证据：``chk_p05``，每个序列一行；``observed`` 列出序号，``difference`` 为断点个数，
``detail`` 说明每个断点的情形。

不评估：各条均无编号的项目；正文中不从1开始的列举（begins_elsewhere：节选，或本不是列举）。
标题之下有“（二）（三）”而没有“（一）”的，仍予评估。从1重新开始的列举是另一个列举。
没有任何编号时，本项检查跳过。
"""

CHECK = Check(
    id="P05",
    version=2,
    title_zh="序号连续，无缺号、重号、重新起号",
    title_en="Numbering has no gap, repeat or restart",
    severity="warning",
    effect="report",
    inputs=(),
    predicate="difference <> 0",
    message_zh="{subject_zh}：序号应为 {expected}，实际为 {observed}（{breaks_zh}）",
    message_en="{subject_en}: numbers should be {expected}, are {observed} ({breaks_en})",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
