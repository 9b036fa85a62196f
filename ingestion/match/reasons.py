"""Say in words why two mentions are or are not one indicator. Pure."""

from __future__ import annotations

from collections.abc import Iterable

_WORDS = {
    "same_name": ("名称相同", "same name"),
    "shortened": ("一方名称省略了部分词语", "one name leaves words out"),
    "reworded": ("名称措辞不同", "names are worded differently"),
    "replaced": ("名称中有一处用词不同", "one place of the name has other words"),
    "kind": (
        "一个是数量、一个是比率或增幅等，性质不同",
        "one is a count, the other a rate or a change",
    ),
    "unit": ("计量单位不可换算", "units do not convert"),
    "qualifier": ("级别、城乡、新增与累计等限定词相互排斥", "qualifiers exclude each other"),
    "defining": ("名称中的等级或代码不同", "grades or codes in the names differ"),
    "quoted": ("引号中的名称不同", "quoted terms differ"),
    "milestone": ("要求达到的阶段不同", "stages to be reached differ"),
    "nested": ("一方是其中项", "one is a part of the other"),
    "implied": ("只有一方写明“新增”", "only one says that new ones count"),
    "lonely": ("只有一方有限定词", "only one has a qualifier"),
    "other_action": ("所属行动不同", "they stand under different actions"),
    "each": (
        "一方是对每个单位或每个时段的要求",
        "one is asked of each body or of each span of time",
    ),
    "other_year": ("年份不同", "years differ"),
    "no_column": ("任务表没有该地区的数值", "the table has no number for that place"),
    "verbs": ("所用动词不同", "the verbs differ"),
    "several_numbers": ("单元格另印有该数", "the cell prints that number too"),
    "may_be_due": ("可能是年内某一期限的要求", "it may be due within the year"),
    "equal": ("数值一致", "numbers agree"),
    "unequal": ("数值不一致", "numbers differ"),
    "silent": ("数值不作依据", "numbers are no evidence"),
    "antecedent": ("前文已用全称", "the full name was used before"),
    "several": ("几个指标同样接近", "several indicators are equally near"),
    "reviewed": ("人工核定", "decided by a reviewer"),
    "gone": ("人工核定的指标已不存在", "the indicator a reviewer chose is not there"),
    "nothing": ("没有相近的指标", "no indicator is near"),
}


def explain(codes: Iterable[str]) -> str:
    """Put reason codes into words, Chinese first."""
    found = [_WORDS[code] for code in dict.fromkeys(codes)]
    return f"{';'.join(zh for zh, _ in found)} ({'; '.join(en for _, en in found)})"
