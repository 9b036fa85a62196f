"""Choose the words of an indicator: before the number, behind it, or from earlier. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ingestion.interpret.narrative.model import Lead, Mention
from ingestion.interpret.narrative.phrase import (
    head_phrase,
    inherited_verb,
    is_empty,
    is_weak,
    subject_phrase,
    tail_phrase,
)
from ingestion.interpret.narrative.words import (
    alternatives,
    any_pattern,
    count_units,
    ends_with,
    money_units,
    patterns,
    section_words,
    starts_with,
)

_TASK = re.compile(
    r"(?:全年|年度|年初|既定|下达|本年度|年|序时|责任|目标|任务|计划)+(?:任务|目标|计划)?(?:数|值)?的?"
)
_EXTREME = re.compile(r"(?:其中)?(?P<which>最[高低大小多少快慢长短])(?:为|达|达到|的)?$")
_AVERAGE = re.compile(r"平均")
_HAS_SHARE = re.compile(r"(?<![抢侵霸])占(?:到|了|比)?(?:达|超|近|约|超过)?$")
_PER = re.compile(r"(?:平均)?每[十百千万]+(?:人口|人|户|名|平方公里)")
_RATE = re.compile(r"[一-鿿]{2}(?:率|占比|比例|比重|覆盖面)$")
_SHARE_NOUN = re.compile(r"(?:[率比度数重占速]|比例|水平|面|份额|贡献|进度)$")
_SHORT_WORD = 4
_MAX_LABEL = 12
_MAX_MEMBER = 8
_MONEY_NOUN = re.compile(
    r"(?:资|值|额|收入|支出|款|费|金|税|债|出口|进口|贷|利润|收益|效益|价|券|补贴|补助|投入|损失|成本)$"
)
_LENGTHS = ("公里", "千米", "米", "亩", "公顷", "平方米", "平方公里", "延长米")
_NEW = re.compile(r"^(?:年度|全年)?(?:新增|新建|新发展|新认定|新培育|累计)")
_HAPPENED = re.compile(
    r"^(?:累计|年度|全年)*(?:新开工|开工|新增|受理|签约|新签约|新建|处理|计划)|占[^占]{0,8}$"
)
_BREAK = re.compile(r"^[,;。、:)!?(]")
_WORDS = "narrative_words"
_ASIDE = re.compile(r"^[^,;。、()]{0,2}\([^()\d]{1,8}\)(?=.)")
_HIGHER = re.compile(
    r"(?:高于|低于|快于|慢于|好于|领先).*$|(?:增速|增幅|总量|规模)?比[^,;。]{1,20}[高低快慢多少]$"
)
_GRADES = r"(?:(?:国家|世界|[省部市州县区镇乡村校特]{1,2}|[一二三四五])级|[2-5]A级?|A{2,5}级?)"
_GRADE = re.compile(rf"{_GRADES}(?:及?以上)?")
_OWN_GRADE = re.compile(rf"^.{{0,6}}?{_GRADES}(?:及?以上)?")
_AMOUNT = r"[\d.]*[十百千万亿]*"
_SIZE_CLASS = re.compile(
    rf"{_AMOUNT}(?:[-—~至]{_AMOUNT})?(?<=[\d十百千万亿])[元亩人吨户]?(?:及?以[上下]|(?:规模|级))?的?"
)
_THAN = re.compile(r"(?:增速|增幅|总量|规模)?比[^,;。]{1,20}[高低快慢多少]$")
_LONG_HEAD = 16
_LISTED = re.compile(r"[、和及与]")
_OF_THE_LAST = re.compile(r"(?:[率比重速幅期限]|时间|材料|总投资|环节|比例)$")
_ADVERB = re.compile(r"(?:以来|期间|之际|目前|以后|年|月|日|季度|同时|其中|此外)[,。;:]?$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A number and the words that are its own."""

    lead: Lead
    before: str
    after: str
    mention: Mention


@dataclass(slots=True)
class Memory:
    """What earlier words of a paragraph leave to be understood later."""

    indicator: str = ""
    unit: str = ""
    verb: str = ""
    subject: str = ""
    had_quantity: bool = False
    host: str = ""
    named: dict[str, str] = field(default_factory=dict)
    turns: int = 0
    counted: str = ""
    topic: str = ""
    label: str = ""  # in front of a colon in this sentence
    per: str = ""  # what the counts of this sentence are divided by
    measure: str = ""  # of money, said last in this sentence
    is_open: bool = False  # a quantity stands before in the same clause

    def note_quantity(self, indicator: str, mention: Mention) -> None:
        """Remember the latest quantity."""
        if not indicator:
            return
        self.indicator = _HIGHER.sub("", indicator).removesuffix("排名") or indicator
        if mention.unit in money_units():
            measure = ends_with("left_out_measures").search(indicator)
            self.measure = measure[0] if measure else ""
        self.named.setdefault(indicator, mention.unit)
        self.unit = mention.unit
        is_count = mention.unit in count_units()
        if is_count and not (self.counted and indicator.startswith(self.counted)):
            is_topic = self.topic and indicator.startswith(self.topic)
            self.counted = self.topic if is_topic else _thing(indicator)
        verb = inherited_verb().match(indicator)
        if verb:
            self.verb = verb[0]
        elif not self.is_open:
            self.verb = ""
        self.is_open = True

    def last_named(self, count: int) -> list[str]:
        """The latest indicators of this sentence, of one unit if there are so many."""
        alike = [name for name, unit in self.named.items() if unit == self.unit]
        return (alike if len(alike) >= count else list(self.named))[-count:]

    def note_clause(self, clause: str, has_quantity: bool, *, is_label: bool = False) -> None:
        """Remember the latest clause that may be a subject; a label ends with a colon."""
        self.had_quantity = has_quantity
        self.is_open = False
        if has_quantity:
            return
        if _ADVERB.search(clause):
            return
        subject = subject_phrase(clause.rstrip("。;!?…,:"))
        if len(subject) >= 3:
            self.subject, self.counted = subject, ""
        if is_label and 3 <= len(subject) <= _MAX_LABEL:
            self.label = subject

    def end_sentence(self, *, at_stop: bool = True) -> None:
        """A new sentence inherits nothing; behind a semicolon the last indicator may be meant."""
        self.verb = ""
        self.turns = 0
        if not at_stop:
            self.subject = ""
            return
        self.indicator = self.counted = self.measure = self.per = self.label = ""
        self.subject = ""
        self.named.clear()


def word_indicator(stretch: Stretch, memory: Memory) -> str:
    """Word the indicator of a printed number.

    Args:
        stretch: The number with its own words.
        memory: What came before.

    Returns:
        The indicator; empty if nothing says what is counted.
    """
    head = head_phrase(stretch.lead.head)
    after = _ASIDE.sub("", stretch.after)
    tail = "" if _BREAK.match(after) else tail_phrase(stretch.after)
    if stretch.lead.is_level and head:
        tail = ""
    if tail and not is_empty(tail):
        return _with_tail(head, tail, stretch, memory)
    if is_empty(head):
        return _understood(stretch, memory)
    if (
        stretch.lead.head.endswith("的")
        and memory.counted
        and stretch.mention.unit in count_units()
    ):
        return f"{head}的{memory.counted}"  # 其中规模较大的40户
    if _HAS_SHARE.search(stretch.before) and _is_share(stretch):
        head = head if head.endswith("占比") else head + "占比"
    is_part = stretch.before.startswith("其中") and stretch.mention.unit == memory.unit
    worded = _with_memory(head, memory, is_part=is_part) or _with_verb(head, stretch, memory)
    worded = _with_label(worded, memory)
    worded = _with_prefix(worded, stretch, memory)
    return worded + _left_out_end(worded, stretch, memory)


def _with_memory(head: str, memory: Memory, *, is_part: bool = False) -> str:
    """A head that says nothing by itself, with what it is about; empty if it does."""
    if memory.indicator:
        worded = _relative(head, memory.indicator, is_part=is_part)
        if worded:
            return worded
    thing = memory.counted or _thing(memory.indicator) or memory.topic
    if thing and head in section_words(_WORDS, "bare_verbs"):
        return thing + head
    is_size = _is_size_of_the_last(head, memory)
    return _with_subject(head, memory) if is_size or is_weak(head) else ""


def _relative(head: str, named: str, *, is_part: bool = False) -> str:
    """A head that only says how it differs from the indicator before; empty if it is none."""
    if _SIZE_CLASS.fullmatch(head):
        return _with_class(head, named)
    if _GRADE.fullmatch(head):
        return head + _OWN_GRADE.sub("", named)
    if is_part and head in section_words(_WORDS, "weak_tails"):
        return head + _thing(named)
    if _compared().match(head) or _THAN.match(head):
        return named + head
    if head in ("总数", "总量"):
        return _NEW.sub("", named) + head
    return _thing(named) + "完成" + head if _TASK.fullmatch(head) else ""


def _with_label(worded: str, memory: Memory) -> str:
    """秸秆禁烧:火点7处: the label in front says what the short word is about."""
    if memory.label and len(worded) <= _SHORT_WORD and worded not in memory.label:
        return memory.label + worded
    return worded


def _with_prefix(worded: str, stretch: Stretch, memory: Memory) -> str:
    """每千人口床位7张、护士3人: what the first member is per holds for the list."""
    per = _PER.match(worded)
    if per:
        memory.per = per[0]
    elif memory.is_open and memory.per and not _is_share(stretch):
        return memory.per + worded
    return worded


def _left_out_end(worded: str, stretch: Stretch, memory: Memory) -> str:
    """What the total or the first member is of, and the later ones leave out.

    完成投资90亿元,其中公路50亿元; 药品抽检150批次、化妆品60批次; 乡镇接入率99%、村98%.
    """
    unit = stretch.mention.unit
    if stretch.lead.change:
        return ""
    if unit in money_units():
        return "" if _MONEY_NOUN.search(worded) else memory.measure
    if not memory.is_open or unit != memory.unit or stretch.lead.steps > 1:
        return ""
    if unit == "%":
        rate = _RATE.search(memory.indicator)
        return rate[0] if rate and not _SHARE_NOUN.search(worded) else ""
    end = ends_with("left_out_ends").search(memory.indicator)
    return end[0] if end and not worded.endswith(end[0]) and len(worded) <= _MAX_MEMBER else ""


def _with_class(size: str, named: str) -> str:
    """10亿元以上 behind 产值1亿元以上的企业: the same things of another size."""
    found = _SIZE_CLASS.search(named)
    if found is None:
        return size.rstrip("的") + "的" + named
    return named[: found.start()] + size.rstrip("的") + "的" + named[found.end() :]


def _is_size_of_the_last(head: str, memory: Memory) -> bool:
    return bool(memory.counted and any_pattern(_WORDS, "sizes").fullmatch(head))


def word_rank(stretch: Stretch, memory: Memory) -> str:
    """Word what is ranked."""
    said = re.sub(r"连续.{1,4}[年月次届]", "", stretch.before)
    head = _rank_words().sub("", said.rstrip("从由"))
    phrase = head_phrase(re.sub(r"^.{0,10}?在(?=.{3,}中$)|中$", "", head))
    if len(phrase) <= 2 or is_weak(phrase):
        base = memory.indicator or memory.subject
        phrase = base if is_empty(phrase) or not base else base + phrase
    if is_empty(phrase):
        return ""
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
    if is_empty(head) and memory.subject and own == "覆盖":
        head = memory.subject
    return head + own


def _with_tail(head: str, tail: str, stretch: Stretch, memory: Memory) -> str:
    if head.lstrip("对向为在") in section_words(_WORDS, "wide_places") or re.search(
        r"、.*等$", head
    ):
        head = ""
    if not head and tail in section_words(_WORDS, "weak_tails") and memory.subject:
        return memory.subject + tail
    if head.endswith("等") or stretch.lead.head.endswith(("和", "及", "与", "、")):
        head = ""
    elif stretch.mention.form == "words" and _LISTED.search(stretch.before):
        verb = starts_with("issuing_verbs").search(stretch.before[:8])
        head = verb[0] if verb else ""
    if re.match(r"[对向](?=.{4})", head):
        head = head[1:]
    if len(head) > _LONG_HEAD and len(tail) >= 4:
        head = re.sub(r"^.*(?:的|等|、)", "", head)
    return head + tail


def _understood(stretch: Stretch, memory: Memory) -> str:
    """Nothing stands before the number: the quantity before is meant, or the clause before."""
    said = stretch.before
    extreme = _EXTREME.match(said)
    if extreme and memory.indicator:
        return _AVERAGE.sub("", memory.indicator) + extreme["which"]
    if "累计" in said and memory.indicator:
        return "累计" + _NEW.sub("", memory.indicator).removeprefix("累计")
    if memory.indicator and said.endswith("占"):
        return memory.indicator + "占比"
    if memory.indicator and (stretch.lead.steps or stretch.lead.change or _is_share(stretch)):
        return memory.indicator
    return memory.host or memory.subject or (memory.indicator if said else "")


def _is_share(stretch: Stretch) -> bool:
    return stretch.mention.unit in ("%", "百分点", "倍")


def _with_subject(head: str, memory: Memory) -> str:
    if _is_size_of_the_last(head, memory):
        return head if head in memory.counted else memory.counted + head
    if memory.counted and _is_of_counted(head):
        return memory.counted + head
    if memory.subject:
        return head if head in memory.subject else memory.subject + head
    if memory.indicator and memory.had_quantity and _OF_THE_LAST.search(head):
        base = memory.indicator
        return base if base.endswith(head) else _without_measure(base).removesuffix(head[:2]) + head
    return (memory.host or memory.topic) + head


def _is_of_counted(head: str) -> bool:
    return any(
        entry["of_counted"] and expression.fullmatch(head)
        for entry, expression in patterns(_WORDS, "weak_patterns")
    )


def _thing(indicator: str) -> str:
    """What was counted, without what happened to it: 新开工安置房 gives 安置房."""
    return _HAPPENED.sub("", indicator) or indicator


def _without_measure(indicator: str) -> str:
    """The thing of an indicator without its measure: 专利授权量 gives 专利授权."""
    return re.sub(
        r"(?:数量|总量|总数|事项|规模|金额|[率量数额]|增[速幅].*|占比.*|比重.*)$", "", indicator
    )


def _with_verb(head: str, stretch: Stretch, memory: Memory) -> str:
    """A member of a list without a verb of its own takes that of the member before."""
    if not memory.verb or inherited_verb().match(head):
        return head
    if stretch.lead.head.lstrip("、,和及与") != head:
        return head
    is_counted = stretch.mention.unit in count_units() or stretch.mention.unit in _LENGTHS
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
