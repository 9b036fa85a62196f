"""I01: every row seen is loaded, rejected or ignored, and what was loaded is in the marts.

Rule: for every delivery that was read, rows seen = loaded + rejected + ignored; and for every
accepted delivery the number of rows of its document in the facts (superseded editions and
earlier revisions included) is the number loaded.

Basis: our own promise: never a gap.

Evidence: ``chk_i01``, two rows per delivery: the balance, and the rows found in the marts.

Skipped: deliveries that were not read (duplicates, files still being written) are not
evaluated. The check is skipped when nothing was delivered.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：凡已读取的收文，读到的行数 = 载入数 + 拒收数 + 忽略数；凡已接收的收文，
其文件在事实表中的行数（含已被取代的版本和较早的报送）等于载入数。

依据：本系统自身的承诺：绝不缺漏。

证据：``chk_i01``，每份收文两行：行数平衡，以及数据集市中查得的行数。

不评估：没有读取的收文（重复的、尚未写完的文件）。没有收文时，本项检查跳过。
"""

CHECK = Check(
    id="I01",
    version=1,
    title_zh="读到的行全部有着落",
    title_en="Every row seen is accounted for",
    severity="critical",
    effect="block_release",
    inputs=(),
    predicate="difference <> 0",
    message_zh="{subject_zh}：{rule_zh}，应为 {expected} 行，"
    "实为 {observed} 行，相差 {difference} 行",
    message_en="{subject_en}: {rule_en}, should be {expected} "
    "rows, are {observed}, difference {difference}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
