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

Parameters: ``check_parameters`` P03: least_score.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：正文中的每项目标，与计划指标表中单位和含义都相同的指标行配对，取正文所指地区和年份的一栏；
正文未指明的，取整体一栏。配对的数值须一致：换算后相等（3亿元与30000万元）；
不带限定的数值与以该数为界的数值，视为同一承诺（20与20以上）。

其他情形，数值不同的为表与正文相抵；数值相同而用语不同的（“筹建”对“建成”，数值旁有“平均”），
为表格更严或更松。配对方法见 ``ingestion/match``，配对结果见 ``rpt_narrative_vs_table``。

依据：计划对自身的说明；表格是对正文所提目标的分解。

证据：``chk_p03``，正文目标与指标的每一组合一行，表中未配对的每一行一行；``difference`` 为表中数
值减正文数值，以正文的单位计。两处引文均为证据。

严重：名称或审核人已确认为同一指标，且两个数值不能同时成立。警告：配对依据的是简称，
或表中数值同时满足正文的界限（85以上与90）。提示：用语更严或更松；名称相近而数值不同，
尚未证实为同一指标。

不评估：只见于正文或只见于表格的；不能比较的（数量与比率、年份不同、所指地区没有单列一栏、
每个单位或每月各有一数）；年度之内到期的；等待审核人决定或已被审核人否定的配对。没有配对时，
本项检查跳过。

参数：``check_parameters`` 中 P03 的 ``least_score``：名称尚未证实为同一指标时，
配对仍予评估的最低相似度。
"""

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
    specification_zh=SPECIFICATION_ZH,
)
