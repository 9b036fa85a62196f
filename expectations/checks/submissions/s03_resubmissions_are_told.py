"""S03: what was reported more than once is told, with what changed.

Rule: an organisation reports once for a period. Each further version is told: whether it repeats
the figures of the one before or says something else, figure by figure. It is no mistake in itself;
which figures count is not decided here.

Basis: convention; a reader of the figures must see that they were replaced.

Evidence: ``chk_s03``, one row per organisation × period; ``observed`` counts the versions,
``detail`` names what the last one says otherwise. All changes of all versions stand in
``fct_submission_changes``.

Skipped: when no organisation has reported.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：一个单位对一个期间报送一次。其后每一版都予列明：是重复前一版的数值，还是逐项有所不同。
重复报送本身不是差错；以哪一版数值为准，不在此决定。

依据：惯例；数值被替换过，须让使用者看到。

证据：``chk_s03``，单位与期间的每一组合一行；``observed`` 为版数，``detail`` 列出末版的不同之
处。各版的全部变化见 ``fct_submission_changes``。

不评估：没有单位报送时，本项检查跳过。
"""

CHECK = Check(
    id="S03",
    version=1,
    title_zh="重复报送与更正逐项列明",
    title_en="Repeated and corrected submissions are told",
    severity="info",
    effect="report",
    inputs=("fct_submissions",),
    predicate="difference > 0",
    message_zh="{subject_zh}：共报送 {observed} 次，末次{kind_zh}（改 {changed_count} 项，增 "
    "{added_count} 项，相同 {same_count} 项，未再填报 {missing_count} 项）{named}",
    message_en="{subject_en}: reported {observed} times, the last one {kind_en} ({changed_count} "
    "changed, {added_count} added, {same_count} the same, {missing_count} not said again) {named}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
