"""P11: it is certain which organisation every cell belongs to.

Rule: no cell of an indicator table is ``ambiguous``. ``printed`` and ``proven`` are certain;
``inferred`` is evaluated and passes, and is counted in ``detail`` so that a reader can look. A
document whose table lost its cells (flattened merges) is the usual cause; the file with the
original table resolves it.

Basis: a value must never be credited to an organisation by guesswork.

Evidence: ``chk_p11``, one row per table row; ``observed`` counts its ambiguous cells.

Skipped: never row by row. The check is skipped when no indicator table was read.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：指标表中没有归属不明（``ambiguous``）的单元格。印明（``printed``）和证实（``proven``）的归
属是确定的；推断（``inferred``）的归属予以评估，视为通过，在 ``detail`` 中计数，供复核。
常见原因是表格失去了单元格（合并单元格被展平）；取得带有原表的文件即可解决。

依据：任何数值都不得凭猜测记到某个单位名下。

证据：``chk_p11``，表中每行一行；``observed`` 为该行归属不明的单元格数。

不评估：不逐行跳过。没有读到指标表时，本项检查跳过。
"""

CHECK = Check(
    id="P11",
    version=1,
    title_zh="每个单元格的归属单位确定",
    title_en="The organisation of every cell is certain",
    severity="warning",
    effect="report",
    inputs=("fct_target_statements",),
    predicate="difference <> 0",
    message_zh="{subject_zh}：{observed} 个单元格的归属单位不能确定（{ambiguous_orgs}）",
    message_en="{subject_en}: the organisation of {observed} cells is uncertain ({ambiguous_orgs})",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
