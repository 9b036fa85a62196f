"""I05: no check whose required inputs are present evaluated nothing.

Rule: where the facts hold subjects that a check is about, the check evaluated at least one of
them, or its evidence table says of each why not; and of more than half of them the evidence
table says one or the other. Subjects are counted from the facts, apart from the check's own
evidence, so that a join which loses them is seen.

Basis: our own promise: no check that silently looked at nothing.

Evidence: ``chk_i05``, one row per check; ``expected`` counts the subjects in the facts,
``observed`` those evaluated, ``difference`` is evaluated plus explained minus subjects.

Skipped: a check without inputs is not evaluated. The check is skipped when no check has inputs.
"""

from expectations.check import Check

SPECIFICATION_ZH = """
规则：事实表中有某项检查的对象的，该项检查须至少评估其中一个，或由其证据表逐个说明不评估的原因；
半数以上的对象，证据表须评估或说明原因。对象数依事实表清点，不依检查自身的证据，
因此关联时丢失的对象也会显出。

依据：本系统自身的承诺：没有检查悄然空转。

证据：``chk_i05``，每项检查一行；``expected`` 为事实表中的对象数，``observed`` 为已评估数，
``difference`` 为已评估数加已说明数减对象数。

不评估：没有输入的检查。没有任何检查有输入时，本项检查跳过。
"""

CHECK = Check(
    id="I05",
    version=2,
    title_zh="没有空转的核验",
    title_en="No check with inputs looked at nothing",
    severity="critical",
    effect="block_release",
    inputs=(),
    predicate="""
        (cast(observed as bigint) = 0 and difference < 0)
        or -2 * difference > cast(expected as bigint)
    """,
    message_zh="{subject_zh}：有 {expected} 个应核验的对象，"
    "实际核验 {observed} 个，已说明原因 {explained} 个",
    message_en="{subject_en}: {expected} subjects to check,"
    " {observed} evaluated, {explained} explained",
    specification=__doc__ or "",
    specification_zh=SPECIFICATION_ZH,
)
