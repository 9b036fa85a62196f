"""Lists of quantities that share words: 分别为 lists, subjects with one predicate. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingestion.interpret.narrative.memory import task_done
from ingestion.interpret.narrative.phrase import (
    MAX_LENGTH,
    head_phrase,
    inherited_verb,
    is_empty,
    is_weak,
)
from ingestion.interpret.narrative.words import (
    alternatives,
    any_pattern,
    ends_with,
    section_words,
    starts_with,
)

_JOINTS = re.compile(r"、|以及|和|及|与")
_LAST_JOINT = re.compile(r"以及|和|及|与")
_KINDS = re.compile(r"(?:领域|方面|行业|类别|类|级)$")
_GRADE = re.compile(r"^.{0,6}?[级类型]")
_SHORT = 4
_MIN_SAID = 4
_END = 3
_SHARED = 2
# 案件数 and 罚款金额: how the thing named before was counted.
_COUNT_OF = re.compile(r"(?<=..)(?:总数|数量|金额|总额|数)$")
_THE_SAME = re.compile(
    r"(?:上述|以上|这|前述)?[两二三四五六七八]?(?:项|个|类|种)?(?:主要)?指标|[两二三四]者"
)
# 养老、失业、工伤三项保险参保人数: what the numeral sums up belongs to every name.
_SUMMED = re.compile(
    r"^(?P<names>.+?)等?[两二三四五六七八九十](?:项|类|个|种|大|级|市|县|区)(?P<end>.{2,})$"
)


def name_in_turn(
    heads: Sequence[str],
    befores: Sequence[str],
    earlier: Sequence[str] = (),
    turns: int = 0,
    tail: str = "",
) -> tuple[str, ...]:
    """Give each number of a 分别 list its own name: 甲、乙分别为5家、7家.

    Args:
        heads: Words before each number, bounds and levels taken off.
        befores: The same with them.
        earlier: Indicators of the sentence so far: 甲5家、乙7家,分别增长1%、2%.
        turns: How many names the clause before gave out in turn: a list of as many numbers and
            no names of its own goes on with them, also without 分别.
        tail: What stands behind the last number.

    Returns:
        One indicator a number, or nothing if this is no such list.
    """
    is_named_behind = tail and is_empty(head_phrase(re.sub(r"分别.*$", "", heads[0])))
    if len(heads) < 2 or any(map(_has_words, heads[1:])) or is_named_behind:
        return ()  # 分别建成3个和8个示范点: what is counted stands behind
    if "分别" not in befores[0] and not (turns == len(heads) and is_empty(head_phrase(heads[0]))):
        return ()
    whole = head_phrase(re.sub(r"分别.*$", "", heads[0]), is_list=True)
    if _THE_SAME.fullmatch(whole):  # 两项指标分别达到60%、97%: those named last
        whole = ""
    said = head_phrase(heads[0].partition("分别")[2])
    if is_empty(whole) and len(said) >= _MIN_SAID and not is_weak(said) and "分别" in heads[0]:
        return (said,) * len(heads)  # 2024年、2025年分别新增企业80家、90家
    is_size = len(earlier) >= len(heads) and bool(_sizes().fullmatch(whole))
    if is_empty(whole) or whole.startswith("占") or is_weak(whole) or is_size:
        return _of_earlier(whole, heads[0], befores[0], earlier, len(heads))
    return _names(whole, len(heads))


def _of_earlier(
    whole: str, head: str, before: str, earlier: Sequence[str], count: int
) -> tuple[str, ...]:
    """The names said before, each with what the list adds to it."""
    named = earlier[-count:] if len(earlier) >= count else ()
    if len(earlier) == 1:  # 标准1050元、760元,增幅分别不低于5%和8%
        named = [*earlier] * count
    brought = starts_with("effects").match(head.partition("分别")[2])
    done = task_done(before.partition("分别")[2])  # 分别完成年度计划的80%、62%
    end = done or whole or (brought[0] if brought else "")  # 分别惠及6000人、4500人
    return tuple(name + end for name in named)


def _names(whole: str, count: int) -> tuple[str, ...]:
    """The members of a list, each completed with what it shares with the others."""
    names = _split(whole, count)
    if not names:
        return (whole[-MAX_LENGTH:],) * count
    verb = inherited_verb().match(names[0])
    if verb:
        names = [n if inherited_verb().match(n) else verb[0] + n for n in names]
    others = max((len(name) for name in names[:-1] if len(name) <= _SHORT), default=0)
    return tuple(_completed(name, names, others) for name in names)


def _split(whole: str, count: int) -> list[str]:
    """The members of a list, if there are so many: 和 may stand inside a name."""
    summed = _SUMMED.match(whole)
    if summed:
        names = [name for name in _JOINTS.split(summed["names"]) if name]
        if len(names) == count:
            return [name + summed["end"] for name in names]
    *first, last = whole.split("、")
    for parts in (whole.split("、"), [*first, *_LAST_JOINT.split(last)], _JOINTS.split(whole)):
        names = [name for name in parts if name]
        if len(names) == count:
            return names
    return []


def share_predicate(indicators: Sequence[str], afters: Sequence[str]) -> tuple[str, ...]:
    """Give counted subjects the predicate that only the last one prints: 6家组织和1名个人获奖.

    Args:
        indicators: One a number.
        afters: Text behind each number.

    Returns:
        The indicators, completed.
    """
    shared = list(indicators)
    for index in range(len(shared) - 2, -1, -1):
        own, following = afters[index], afters[index + 1]
        if not _is_noun_alone(own) or not _has_words(following):
            continue
        if not shared[index].endswith(own.strip("的、和及与")):
            continue
        shared[index] += _predicate(own, shared[index + 1])
    return tuple(shared)


def _predicate(own: str, following: str) -> str:
    kind = _KINDS.search(own)
    if kind and kind[0] in following:
        return following.split(kind[0], 1)[1]
    match = _predicates().search(following, 1)
    return following[match.start() :] if match else ""


def _is_noun_alone(after: str) -> bool:
    return 1 < len(after) <= 16 and not _predicates().search(after)


def _has_words(text: str) -> bool:
    return not is_empty(head_phrase(text)) and text[:1] not in ",;。、:()"


def _completed(name: str, names: Sequence[str], width: int) -> str:
    """城镇、农村居民收入: a short first name lacks an end, a short last one a beginning.

    Where the short names differ in length, the longest tells where the shared end begins.
    """
    first, last = names[0], names[-1]
    grade = _GRADE.match(last)
    if name is not last and name.endswith(("级", "类", "型")) and grade:
        return name + last[grade.end() :]
    if name is not last and len(name) <= _SHORT and len(last) > width + 2:
        return name + last[width:]
    shared = _behind_shared(name, last) if name is not last else ""
    if shared:
        return name + shared
    end = last[width:] if 0 < width < len(last) - _END else ""
    if name is first and end and ends_with("measured").search(end) and name[-2:] != end[-2:]:
        return name + end  # 全市职工养老、失业、工伤保险参保人数
    if name is not first and len(name) <= _SHORT and len(first) > len(name) + 2:
        return first[: -len(name)] + name
    return name


def as_named(name: str, named: Sequence[str]) -> str:
    """案件数 behind 查处违法案件90件: the indicator before that ends with the same thing."""
    thing = _COUNT_OF.sub("", name)
    if thing == name:
        return name
    return next((earlier for earlier in reversed(named) if earlier.endswith(thing)), name)


def _behind_shared(name: str, last: str) -> str:
    """高压单电源、高压双电源用户办电时间: what stands behind the end that both have."""
    place = last.find(name[-_SHARED:], 1)
    rest = last[place + _SHARED :] if place > 0 and len(name) > _SHORT else ""
    return rest if len(rest) >= _END else ""


@cache
def _sizes() -> re.Pattern[str]:
    return any_pattern("narrative_words", "sizes")


@cache
def _predicates() -> re.Pattern[str]:
    return re.compile(alternatives(section_words("narrative_words", "predicates")))
