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
)
