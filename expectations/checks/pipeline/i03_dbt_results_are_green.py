"""I03: every dbt model, seed and test of the build ended green.

Rule: the status of every node is ``success``, ``pass``, ``no-op`` or ``warn`` (a test that was
declared not to block). ``error``, ``fail`` and ``skipped`` (something before it failed) are not
green. A candidate that holds data but comes without any result fails too.

Basis: dbt's tests guard the models' own output: keys, types, codes.

Evidence: ``chk_i03``, one row per node, written by ``expectations/run_evidence.py``: dbt cannot
know its own results.

Skipped: when there was no build and there is no data.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：每个节点的状态为 ``success``、``pass``、``no-op`` 或 ``warn``（声明为不阻断的测试）。
``error``、``fail`` 和 ``skipped``（其前的节点失败）不算通过。候选库有数据而没有任何构建结果的，
也为未通过。

依据：dbt 的测试保证各模型自身的产出：键、类型、代码。

证据：``chk_i03``，每个节点一行，由 ``expectations/run_evidence.py`` 写入，
因为 dbt 不能得知自身的结果。

不评估：没有构建也没有数据时，本项检查跳过。
"""

CHECK = Check(
    id="I03",
    version=1,
    title_zh="dbt 结果全部通过",
    title_en="dbt results are all green",
    severity="critical",
    effect="block_release",
    inputs=(),
    predicate="not cast(detail ->> '$.is_green' as boolean)",
    message_zh="{subject_zh} 的结果为 {observed}，应为 {expected}",
    message_en="{subject_en} ended as {observed}, should be {expected}",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
