"""Choose the words of an indicator: before the number, behind it, or from earlier. Pure."""

from __future__ import annotations

import re
from functools import cache

from ingestion.interpret.narrative.left_out import left_out_end, with_label, with_prefix
from ingestion.interpret.narrative.memory import TASK, Memory, task_done, thing_of
from ingestion.interpret.narrative.model import Stretch
from ingestion.interpret.narrative.phrase import (
    head_phrase,
    inherited_verb,
    is_empty,
    is_weak,
    tail_phrase,
    without_agent,
)
from ingestion.interpret.narrative.places import split_places
from ingestion.interpret.narrative.told import (
    GRADE,
    GRADES,
    about_the_last,
    is_thin,
    part_of_kind,
    part_of_total,
    tail_of_the_last,
    told_of_the_last,
)
from ingestion.interpret.narrative.words import (
    alternatives,
    count_units,
    ends_with,
    section_words,
    starts_with,
    time_units,
)
from ingestion.interpret.narrative.works import is_progress, with_works

_AMONG = re.compile(
    r"^(?:在)?(?:全国|全省|全市|全球)?\d+(?:个|家)?(?:城市|省份|省区市|地级市|县市区|设区市|地市|市州|县市|市|县|区|单位|地区)(?:中|的|里)?(?=.{4})"
)
_PLANNED = re.compile(r"(?:年度|全年|年)?计划(?=(?:总)?投资|产值|任务)")
EXTREME = re.compile(
    r"(?:其中)?(?:增[速幅]|降幅)?(?P<which>最[高低大小多少快慢长短])(?:为|达|达到|的)?(?:增长|下降|提高|上升)?$"
)
_AVERAGE = re.compile(r"平均")
_HAS_SHARE = re.compile(r"(?<![抢侵霸])占(?:到|了|比)?(?:达|超|近|约|超过)?$")
_NEW = re.compile(r"^(?:年度|全年)?(?:新增|新建|新发展|新认定|新培育|累计)")
_BREAK = re.compile(r"^[,;。、:)!?(]")
_WORDS = "narrative_words"
_ASIDE = re.compile(r"^[^,;。、()]{0,2}\([^()\d]{1,8}\)(?=.)")
_SCORE = re.compile(r"(?:综合|总|最终|平均)?(?:得分|评分|成绩|分数|总分|指数)")
_AN_ASIDE = re.compile(r"\([^()]*\)")
_OWN_GRADE = re.compile(rf"^.{{0,6}}?{GRADES}(?:及?以上)?")
_AMOUNT = r"[\d.]*[十百千万亿]*"
_SIZE_CLASS = re.compile(
    rf"{_AMOUNT}(?:[-—~至]{_AMOUNT})?(?<=[\d十百千万亿])[元亩人吨户]?(?:及?以[上下]|(?:规模|级))?的?"
)
_THAN = re.compile(r"(?:增速|增幅|总量|规模)?比[^,;。]{1,20}[高低快慢多少]$")
_LONG_HEAD = 16
_MIN_CORE = 2
_LISTED = re.compile(r"[、和及与]")


def word_indicator(stretch: Stretch, memory: Memory) -> str:
    """Word the indicator of a printed number.

    Args:
        stretch: The number with its own words.
        memory: What came before.

    Returns:
        The indicator; empty if nothing says what is counted.
    """
    head = head_phrase(stretch.lead.head)
    if memory.works and not stretch.after.strip("的") and is_progress(head):
        return with_works(head, memory.works)
    return with_works(_worded(stretch, memory), memory.works)


def _worded(stretch: Stretch, memory: Memory) -> str:
    phrase = head_phrase(stretch.lead.head)
    places, head = split_places(phrase, is_next=memory.by_place)
    memory.by_place = bool(places)
    head = head_phrase(head) if places else head
    if places and not head and not stretch.after.strip("的"):
        return memory.whole(stretch.mention.unit) or memory.subject or phrase
    if head in section_words(_WORDS, "empty_heads"):
        head = ""
    after = _ASIDE.sub("", stretch.after)
    if is_empty(head) and _is_own_limit(stretch, memory):
        return ends_with("newly").sub("", memory.indicator) + (tail_phrase(after) or after)
    tail = "" if _BREAK.match(after) else tail_phrase(stretch.after)
    if stretch.lead.is_level and head:
        tail = ""
    if tail and not is_empty(tail):
        return _with_tail(head, tail, stretch, memory)
    return _understood(stretch, memory) if is_empty(head) else _before(head, stretch, memory)


def _is_own_limit(stretch: Stretch, memory: Memory) -> bool:
    """新增电梯90台,15分钟以内到达现场: what is done within the time is not what was counted."""
    unit = stretch.mention.unit
    is_limit = unit in time_units() and starts_with("time_limits").match(stretch.after)
    is_over_counts = bool(is_limit) and memory.unit in count_units()
    return is_over_counts and bool(ends_with("newly").search(memory.indicator))


def _before(head: str, stretch: Stretch, memory: Memory) -> str:
    """The words stand before the number; what they leave out is added."""
    is_kind = stretch.lead.head.endswith("的") and stretch.mention.unit in count_units()
    if is_kind and memory.counted and not _SIZE_CLASS.fullmatch(head):
        return f"{head}的{memory.counted}"  # 其中规模较大的40户
    if _HAS_SHARE.search(stretch.before) and stretch.is_share:
        head = head if head.endswith("占比") else head + "占比"
    told = told_of_the_last(head, stretch, memory)
    if told:
        return told
    unit = stretch.mention.unit
    is_part = stretch.is_part and unit in memory.wholes
    worded = _with_memory(head, memory, unit if is_part else None) or _with_verb(
        head, stretch, memory
    )
    worded = with_label(worded, memory)
    if memory.contest and _SCORE.fullmatch(worded):
        return memory.contest + worded
    worded = with_prefix(worded, stretch, memory)
    whole = worded + left_out_end(worded, stretch, memory)
    is_own = is_part and part_of_kind(head, memory.indicator, unit)
    is_part = is_part and unit == memory.unit
    if is_part and whole == head and is_thin(head) and not is_own:
        return memory.counted + head  # 夏播粮食29万亩,其中玉米22万亩
    return whole


def _with_memory(head: str, memory: Memory, part_unit: str | None) -> str:
    """A head that says nothing by itself, with what it is about; empty if it does."""
    if memory.indicator:
        named = memory.wholes.get(part_unit, "") if part_unit is not None else ""
        worded = _relative(head, named or memory.indicator, part_unit)
        if worded:
            return worded
    thing = memory.counted or thing_of(memory.indicator) or memory.topic
    if thing and head in section_words(_WORDS, "bare_verbs"):
        return thing + head
    return about_the_last(head, memory)


def _relative(head: str, named: str, part_unit: str | None) -> str:
    """A head that only says how it differs from the indicator before; empty if it is none."""
    if _SIZE_CLASS.fullmatch(head):
        return _with_class(head, named)
    if GRADE.fullmatch(head):
        return head + _OWN_GRADE.sub("", named)
    part = part_of_total(head, named, part_unit) if part_unit is not None else ""
    found = part or _same_grade(head, named)
    if found:
        return found
    if _compared().match(head) or _THAN.match(head):
        return named + head
    if head in ("总数", "总量"):
        return _NEW.sub("", named) + head
    return thing_of(named) + "完成" + head if TASK.fullmatch(head) else ""


def _same_grade(head: str, named: str) -> str:
    """省级挂牌督办 behind 县级挂牌督办隐患: the same of another grade."""
    own = GRADE.match(head)
    core = head[own.end() :] if own else ""
    if own is None or len(core) < _MIN_CORE or core not in named:
        return ""
    rest = named.partition(core)[2]
    return head + rest if rest else ""


def _with_class(size: str, named: str) -> str:
    """10亿元以上 behind 产值1亿元以上的企业: the same things of another size."""
    found = _SIZE_CLASS.search(named)
    if found is None:
        return size.rstrip("的") + "的" + named
    return named[: found.start()] + size.rstrip("的") + "的" + named[found.end() :]


def word_rank(stretch: Stretch, memory: Memory) -> str:
    """Word what is ranked."""
    said = re.sub(r"连续.{1,4}[年月次届]", "", stretch.before)
    head = _rank_words().sub("", said.rstrip("从由"))
    head = _AMONG.sub("", re.sub(r"^.{0,10}?在(?=.{3,}中$)|中$", "", head))
    phrase = split_places(head_phrase(head))[1]
    if len(phrase) <= 2 or is_weak(phrase) or phrase in section_words(_WORDS, "rank_places"):
        base = memory.indicator or memory.subject
        phrase = base if is_empty(phrase) or not base else base + phrase
    if is_empty(phrase):
        return ""
    if memory.contest and memory.contest not in phrase:
        phrase = memory.contest + ("" if _SCORE.fullmatch(phrase) else phrase)
    return phrase if phrase.endswith("排名") else phrase + "排名"


def word_zero(stretch: Stretch, memory: Memory) -> str:
    """Word what is covered as a whole or must not happen."""
    own = stretch.mention.indicator or ""
    head = head_phrase(stretch.lead.head)
    listed = re.search(r"等(?P<last>[^、,等]{2,14})$", head)
    if listed:
        head = listed["last"]
    if len(own) >= 6:
        return own
    if is_empty(head) and memory.is_open and memory.zero and not listed:
        head = memory.zero  # 赛事保障零事故、零投诉
    elif is_empty(head) and memory.subject and own == "覆盖":
        head = memory.subject
    memory.zero = head if stretch.mention.form == "zero" else ""
    return head + own


def _with_tail(head: str, tail: str, stretch: Stretch, memory: Memory) -> str:
    is_share_next = stretch.after.endswith("的") or stretch.is_share
    if memory.indicator and not head and is_share_next and TASK.fullmatch(tail):
        return memory.indicator  # 完成全年8万人目标的85%: what was counted is meant
    if head.lstrip("对向为在") in section_words(_WORDS, "wide_places") or re.search(
        r"、.*等$", head
    ):
        head = ""
    if not head and tail in section_words(_WORDS, "weak_tails") and memory.subject:
        return memory.subject + tail
    told = tail_of_the_last(head, tail, memory)
    if told:
        return told
    if head.endswith("等") or stretch.lead.head.endswith(("和", "及", "与", "、")):
        head = ""
    elif stretch.mention.form == "words" and _LISTED.search(stretch.before):
        verb = starts_with("issuing_verbs").search(stretch.before[:8])
        head = verb[0] if verb else ""
    if re.match(r"[对向](?=.{4})", head):
        head = head[1:]
    head = without_agent(head)
    if len(head) > _LONG_HEAD and len(tail) >= 4:
        head = re.sub(r"^.*(?:的|等|、)", "", head)
    return head + tail


def _understood(stretch: Stretch, memory: Memory) -> str:
    """Nothing stands before the number: the quantity before is meant, or the clause before."""
    said = stretch.before
    extreme = EXTREME.match(said)
    if extreme and memory.indicator:
        return _AVERAGE.sub("", memory.indicator) + extreme["which"]
    if said.endswith("完成") and _PLANNED.search(memory.indicator):
        return _PLANNED.sub("完成", memory.indicator)
    if "累计" in said and memory.indicator:
        return "累计" + _NEW.sub("", memory.indicator).removeprefix("累计")
    if memory.indicator and said.endswith("占"):
        return memory.indicator + "占比"
    if memory.indicator and (stretch.lead.steps or stretch.lead.change or stretch.is_share):
        done = task_done(_AN_ASIDE.sub("", said)) if stretch.is_share else ""
        return memory.indicator + done
    return memory.host or memory.subject or (memory.indicator if said else "")


def _with_verb(head: str, stretch: Stretch, memory: Memory) -> str:
    """A member of a list without a verb of its own takes that of the member before."""
    if not memory.verb or inherited_verb().match(head):
        return head
    if stretch.lead.head.lstrip("、,和及与") != head:
        return head
    lengths = section_words("narrative_units", "lengths")
    is_counted = stretch.mention.unit in count_units() or stretch.mention.unit in lengths
    if is_counted and memory.is_open and memory.verb in section_words(_WORDS, "inherited_by_all"):
        return memory.verb + head
    is_same_thing = head[-2:] == memory.indicator[-2:] and stretch.mention.unit in count_units()
    is_alike = is_same_thing and stretch.mention.unit == memory.unit
    return memory.verb + head if is_alike and not stretch.lead.steps else head


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(section_words(_WORDS, 'needs_indicator'))}).*$")


@cache
def _rank_words() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(section_words(_WORDS, 'rank_words'))})+$")
