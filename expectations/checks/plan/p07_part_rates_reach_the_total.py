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

SPECIFICATION_ZH = """
规则：整体的比率、得分或时间，是各部分的平均数，其权数不公布。因此整体须在各部分的最小值与最大值
之间；只有各部分全部相同时，才可以等于其中一端。总数为界限的（90%以上），须能够达到：
没有任何部分达到该数，或最高的部分仅等于该数而其他部分更低，均为未通过。

总数为不带限定的数值的，各部分的要求都高于总数，也为未通过。数值越小越好的（时限、“以内”），
按相反方向适用。

依据：加权平均的算术；总数与各部分在表的同一行。

证据：``chk_p07``，每项不能加总的目标一行；``difference`` 为不合规则的部分与总数的差距。
总数和各部分的单元格均为证据。

严重：总数无法达到，且各部分都有自己的、不带限定的数值。警告：有的部分没有数值（交由他方、
空白）或数值为界限；目标为变化幅度；各部分的要求都高于总数。提示：部分单位的要求高于总数，
其余与总数相同，这是留有余量的常见做法。

不评估：总数没有数值的行；各部分都没有数值的行；有两种单位的行。没有比率类目标时，本项检查跳过。
"""

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
    specification_zh=SPECIFICATION_ZH,
)
