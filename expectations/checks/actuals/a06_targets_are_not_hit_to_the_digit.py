"""A06: figures do not heap at exactly 100 per cent of their targets.

Rule: no figure leaps in one period to the very target, unless half of the other organisations hit
it in the same period or the target is a matter of a few things; and no organisation hits three of
five of its targets exactly where the others hit a few. Thresholds are in ``check_parameters``.

Basis: counts of work end a little below or above a round number; a figure that was set to its
target does not.

Evidence: ``chk_a06``, one row per organisation × indicator × period, and one per organisation and
year, whose ``observed`` counts the targets hit exactly and ``expected`` all that are compared.

Skipped: figures that another check tells are not evaluated, nor organisations with too few
targets or with a figure of which the same was told. The check is skipped when no figure has a
target.

Parameters: ``check_parameters`` A06: heaped_share, least_jump_share, least_target, least_targets,
most_peer_share, usual_share.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：数值不在一个期间内一次升到恰好等于目标；同期有一半其他单位也恰好达到，或目标数量很少的，
不在此限。

单位不得有五分之三的目标恰好完成，而其他单位恰好完成的很少。

界限值见 ``check_parameters``。

依据：工作的计数一般略低于或略高于整数；按目标填写的数值则不然。

证据：``chk_a06``，单位、指标与期间的每一组合一行；另有单位与年份的每一组合一行，
其 ``observed`` 为恰好完成的目标数，``expected`` 为参加比较的目标数。

不评估：其他检查已指出的数值；目标过少的单位；已有数值因同一情形被指出的单位。
没有数值对应目标时，本项检查跳过。

参数：``check_parameters`` 中 A06 的各项。

单个数值：``least_jump_share``（一期新增占目标的份额）、``least_target``（目标的最小数量）、
``most_peer_share``（其他单位恰好达到的最高比例）。

一个单位：``least_targets``（最少目标数）、``heaped_share``（恰好完成的比例）、
``usual_share``（其他单位恰好完成的常见比例）。
"""

CHECK = Check(
    id="A06",
    version=1,
    title_zh="没有异常多的实绩恰好等于目标",
    title_en="Figures do not heap at exactly 100 per cent",
    severity="warning",
    effect="report",
    inputs=("fct_actuals", "fct_targets"),
    predicate="difference <> 0",
    message_zh="{subject_zh}{statement_zh}，{reason_zh}；说明：{explanation}",
    message_en="{subject_en}{statement_en}, {reason_en}; explanation: {explanation}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
