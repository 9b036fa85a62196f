"""P10: what is a part of a target is no more than the target.

Rule: a number that 其中 introduces is not greater than the number right before it (15家，其中省级
10家); neither is a row 其中… of a table than the row above it in the same column, nor a number that
a cell nests than the cell's own.

Basis: arithmetic; a part of counted things is among them.

Evidence: ``chk_p10``, one row per pair of a whole and a part; ``difference`` is part minus whole in
the base unit. Both quotes are evidence.

Skipped: rates and times (of 5% of all, 50% of some may be asked), changes, parts in another unit
than the whole, and wholes that are upper bounds or approximate. The check is skipped when nothing
is nested.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：由“其中”引出的数值，不大于紧接其前的数值（15家，其中省级10家）；表中“其中”行的数值，
不大于其上方一行同一栏的数值；单元格内嵌的数值，不大于该单元格自身的数值。

依据：算术；计数对象的部分包含在整体之内。

证据：``chk_p10``，每一对整体与部分一行；``difference`` 为部分减整体，以基本单位计。
两处引文均为证据。

不评估：比率和时间（可以要求全部的5%，而其中某类的50%）；变化幅度；部分与整体单位不同的；
整体为上限或约数的。没有“其中”项时，本项检查跳过。
"""

CHECK = Check(
    id="P10",
    version=1,
    title_zh="其中项不大于总项",
    title_en="Nested targets are contained",
    severity="critical",
    effect="report",
    inputs=("fct_target_statements",),
    predicate="difference > 0",
    milder={"warning": "(detail ->> '$.stated_in') = 'table'"},
    message_zh="{subject_zh}：其中项“{part_raw}”为 {observed}，大于总项“{whole_raw}” {expected}，"
    "多出 {difference}",
    message_en="{subject_en}: the part “{part_raw}” is {observed},"
    " more than the whole “{whole_raw}” {expected}, by {difference}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
