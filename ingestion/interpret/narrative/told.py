"""What is told of the thing counted before: its size, its share, what became of it. Pure."""

from __future__ import annotations

import re

from ingestion.interpret.narrative.memory import Memory, thing_of
from ingestion.interpret.narrative.model import Stretch
from ingestion.interpret.narrative.phrase import is_weak
from ingestion.interpret.narrative.words import (
    any_pattern,
    count_units,
    ends_with,
    patterns,
    section_words,
    starts_with,
)

_WORDS = "narrative_words"
GRADES = r"(?:(?:国家|世界|[省部市州县区镇乡村校特]{1,2}|[一二三四五])级|[2-5]A级?|A{2,5}级?)"
GRADE = re.compile(rf"{GRADES}(?:及?以上)?")
_OF_THE_LAST = re.compile(r"(?:[率比重速幅期限]|时间|材料|总投资|环节|比例)$")
_THIN = 3
_BECAME = re.compile(r"(?:目前|现|均|截至目前)?(?P<what>(?:已|尚未|未|正在)[^,;。、率]{1,4})")
# 热线15秒接通率: with another rate behind it only 热线 is meant.
_TOLD_RATE = re.compile(
    r"(?:\d+月底?前)?(?:\d+(?:秒|分钟|小时|天|日)内?)[一-鿿]{2}率$|\d+月底?前[一-鿿]{2}率$"
)
_ACTED_ON = re.compile(r".{0,4}把")


def told_of_the_last(head: str, stretch: Stretch, memory: Memory) -> str:
    """Words that need nothing but the thing counted last; empty if these are none.

    登记40人,已就业35人; 惠及企业2万户、职工4万人; but 把超载率压到5% has its own object.
    """
    became = _BECAME.fullmatch(stretch.lead.head)
    is_count = stretch.mention.unit in count_units()
    if became and memory.counted and memory.is_told and is_count:
        return memory.counted + became["what"]
    if _ACTED_ON.match(stretch.lead.head):
        return head
    if memory.effect and memory.is_open and head in section_words(_WORDS, "who_gains"):
        return memory.effect + head
    return ""


def about_the_last(head: str, memory: Memory) -> str:
    """A head that is too general, with what it is about; empty if it says enough."""
    named = memory.indicator.removesuffix("人数")
    if head.endswith("率") and len(head) >= _THIN and named.endswith(head[:-1]):
        return named + "率"  # 电子卡签领8万人,签领率70%
    if _is_rate_of_the_last(head, memory):
        return _joined(memory.counted, head)
    is_weak_head = is_weak(head)
    is_first = not (memory.is_told or memory.subject)
    if memory.title and is_first and (is_weak_head or _is_size(head)):
        return _joined(memory.title, head)
    is_size = _is_size_of_the_last(head, memory)
    return _with_subject(head, memory) if is_size or is_weak_head else ""


def _with_subject(head: str, memory: Memory) -> str:
    if _is_size_of_the_last(head, memory):
        return head if head in memory.counted else memory.counted + head
    if memory.counted and _is_of_counted(head):
        verb = starts_with("effects").match(head)
        memory.effect = memory.counted + verb[0] if verb else ""
        return _joined(memory.counted, head)
    if memory.subject:
        return head if head in memory.subject else memory.subject + head
    if memory.indicator and memory.had_quantity and _OF_THE_LAST.search(head):
        base = memory.indicator
        return base if base.endswith(head) else _without_measure(base).removesuffix(head[:2]) + head
    return (memory.host or memory.topic) + head


def tail_of_the_last(head: str, tail: str, memory: Memory) -> str:
    """Words behind a number that are told of the thing counted before; empty if they are not.

    发生事故9起,造成3人死亡; 隐患90处中,尚有4处未完成整改; 其余2项达到序时进度.
    """
    is_bare = not head or head in section_words(_WORDS, "bare_leads")
    if is_bare and memory.counted and starts_with("tails_of_the_last").match(tail):
        return memory.counted + tail
    return ""


def part_of_kind(head: str, named: str, unit: str) -> str:
    """A part that is a kind of its own or shares the noun of the total; empty if it does not.

    新登记经营主体5万户,其中企业1万户; 市政项目47个,其中续建项目21个.
    """
    if unit in section_words("narrative_units", "of_holders") and ends_with("own_kinds").search(
        head
    ):
        came = starts_with("newly").match(named)
        is_new = came and not starts_with("newly").match(head)
        return came[0] + head if came and is_new else head
    stem = starts_with("newly").sub("", named[:-2], count=1)
    states = section_words(_WORDS, "bare_verbs")
    is_state = head[:-2] in states and stem not in states and named.endswith(head[-2:])
    return stem + head if is_state else ""


def part_of_total(head: str, named: str, unit: str) -> str:
    """A part of a total in words of both; empty if its own words are enough or say too little."""
    kind = part_of_kind(head, named, unit)
    if kind:
        return kind
    if head in section_words(_WORDS, "areas"):
        return head + named  # 死亡人数下降8%,其中农村地区下降10%
    return head + thing_of(named) if head in section_words(_WORDS, "weak_tails") else ""


def is_thin(head: str) -> bool:
    """Whether a part's own words are too short to stand without the total."""
    is_measure = bool(ends_with("left_out_measures").search(head))
    return len(head) <= _THIN and not is_measure and not GRADE.fullmatch(head)


def _joined(thing: str, head: str) -> str:
    """Subject and own words, without what both say: 基本医保参保 and 参保率."""
    for size in range(min(len(thing), len(head)), 1, -1):
        if thing.endswith(head[:size]):
            return thing + head[size:]
    return thing + head


def _is_size(head: str) -> bool:
    return bool(any_pattern(_WORDS, "sizes").fullmatch(head))


def _is_size_of_the_last(head: str, memory: Memory) -> bool:
    return bool(memory.counted) and _is_size(head)


def _is_rate_of_the_last(head: str, memory: Memory) -> bool:
    """投入资金1亿元,支出进度58%: a short rate is one of the thing counted before."""
    if not (memory.counted and memory.is_told and memory.had_quantity) or (
        memory.subject and is_weak(head)
    ):
        return False
    rate = any_pattern(_WORDS, "short_rates").fullmatch(head)
    return bool(rate) and head not in section_words(_WORDS, "own_rates")


def _is_of_counted(head: str) -> bool:
    return any(
        entry["of_counted"] and expression.fullmatch(head)
        for entry, expression in patterns(_WORDS, "weak_patterns")
    )


def _without_measure(indicator: str) -> str:
    """The thing of an indicator without its measure: 专利授权量 gives 专利授权."""
    indicator = _TOLD_RATE.sub("", indicator)
    return re.sub(
        r"(?:(?<=.{4})(?:时间|时限|周期|时长)|(?<=.{4})(?:办理)?(?:环节|材料)|数量|总量|总数|事项|规模|金额|[率量数额]|增[速幅].*|占比.*|比重.*)$",
        "",
        indicator,
    )
