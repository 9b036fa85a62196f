"""P03: what the running text promises is what the table of the plan says.

Rule: every target of the text is paired with the row of the plan's indicator table that is the
same indicator in unit and meaning, in the column of the place and the year that the text names,
else in that of the whole. Paired values agree: equal after conversion (3亿元 and 30000万元); a bare
number is the same promise as the bound with that number (20 and 20以上). Otherwise the table
contradicts the text, or, with the same number, is stricter or looser by its words (建成 for 筹建,
平均 beside the number). How pairs are found: ``ingestion/match``; the pairs themselves:
``rpt_narrative_vs_table``.

Basis: what the plan says about itself; the table breaks down what the text announces.

Evidence: ``chk_p03``, one row per target of the text × indicator and per row of the table left
over; ``difference`` is table minus text in the text's unit. Both quotes are evidence.

Critical where name or reviewer leave no doubt and both cannot be kept. A warning where the pair
rests on a short form, or where the table's number also keeps the text's bound (85以上 and 90). Told
only (info): stricter and looser wording, and a number that differs where the names are alike but
not proven to be one indicator.

Skipped: what one side alone says, what cannot be compared (a count beside a rate, another year, a
place without a column, a number for each body or month), what is due within the year, and pairs
that wait for a reviewer or were refused. The check is skipped when no pair is left.
"""

from expectations.check import Check

CHECK = Check(
    id="P03",
    version=1,
    title_zh="正文与任务分解表一致",
    title_en="The running text agrees with the table",
    severity="critical",
    effect="report",
    inputs=("rpt_narrative_vs_table",),
    predicate="(detail ->> '$.verdict') <> 'agree'",
    milder={
        "info": "(detail ->> '$.verdict') <> 'contradict'",
        "warning": "(detail ->> '$.method') = 'fuzzy'"
        " or cast(detail ->> '$.is_kept_by_both' as boolean)",
    },
    message_zh="{subject_zh}：{said_zh}。正文（{section}）“{clause}”为 {expected}，"
    "表（{table_org}）“{table_quote}”为 {observed}，表减正文 {difference} {unit}（{reason_zh}）",
    message_en="{subject_en}: {said_en}. The text ({section}) “{clause}” says {expected},"
    " the table ({table_org}) “{table_quote}” {observed}, table minus text {difference} {unit}"
    " ({reason_en})",
    specification=__doc__ or "",
)
