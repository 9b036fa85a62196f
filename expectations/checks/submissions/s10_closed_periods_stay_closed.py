"""S10: nobody reports into a closed period without a recorded exception.

Rule: the latest report of an organisation for a period did not come while the period was closed to
it; or a recorded exception or reopening let it in. What waits does not count.

Basis: the closing of the period, as recorded with its reason.

Evidence: ``chk_s10``, one row per organisation × period; ``observed`` is 1 for a report that waits.

Skipped: when no organisation has reported.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：单位对某期间的最新一次报送，不是在该期间对其关闭之后收到的；在此之后收到的，
须有登记的例外或重新开放准予计入。待准予的报送不计入。

依据：期间关闭的记录及其原因。

证据：``chk_s10``，单位与期间的每一组合一行；报送待准予的，``observed`` 为1。

不评估：没有单位报送时，本项检查跳过。
"""

CHECK = Check(
    id="S10",
    version=1,
    title_zh="已关闭的报告期不再收报送",
    title_en="Closed periods take no more reports",
    severity="warning",
    effect="quarantine_submission",
    inputs=("fct_submissions",),
    predicate="difference <> 0",
    message_zh="{subject_zh}：报告期已于 {closed_on} 关闭，{received_on} "
    "收到的报送不予计入；需重新开放，或登记例外（planledger submissions except）",
    message_en="{subject_en}: the period was closed at {closed_on}; what came at {received_on} "
    "does not count unless it is reopened or an exception recorded (planledger submissions except)",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
