"""Word the indicator: what is counted, with the words that only ask for it taken off. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ingestion.interpret.narrative.words import (
    alternatives,
    any_pattern,
    ends_with,
    front_expression,
    patterns,
    section_words,
    starts_with,
)

MAX_LENGTH = 44
_LONG_LIST = 16
_LONG_TAIL = 14
# 获评甲、乙、丙等荣誉, 培训甲、乙等人员: examples of what is counted.
_QUOTED_EXAMPLES = re.compile(r"(?:“[^“”]{1,30}”[、和及]?)+等(?=[^、等]{4,})")
_EXAMPLES = re.compile(
    r"^(?P<verb>.*?(?:获评|获得|荣获|入选|培训|检查|涉及|开展))?[^、,]{1,30}(?:、[^、,]{1,30})+等(?=[^、等]{2,8}$)"
)
_MAX_LIST = 300
_MAX_TOPIC = 20
_SHORT_TOPIC = 7
_WORDS = "narrative_words"
_BRACKETS = re.compile(r"\((?![^()]\)型)[^()]*\)")  # not of 小(1)型水库
_TIMES = re.compile(
    r"^(?!(?:19|20)\d{2}年(?:底|末)?(?:以)?前(?:建成|竣工|投用|交付)的)(?:到|至|截[至止])?(?:(?:19|20)\d{2}(?:[-—–~至]{1,2}(?:19|20)\d{2})?年(?:底|末|初|前|度)?(?:\d{1,2}月(?:份|底|末)?)?|\d{1,2}(?:[-—–~至]\d{1,2})?月(?:份|底|末|前)?)(?:\d{1,2}日)?(?:前|底|,)?|"
    r"^(?:到|至|截[至止]|在)?(?:(?:19|20)\d{2}年|今年|明年)?(?:第?[一二三四]季度|[上下]半年)(?:末|底|前|初|内)|"
    r"^(?:到|至)?“?十[一二三四五六]五”?(?:时期|规划)?(?:期?末|期间)"
)
# 绿道里程在2025年基础上再增加80公里
_ON_TOP = re.compile(r"在(?:(?:19|20)\d{2}年|上年|去年|现有|原有)[^,;。]{0,4}基础上(?:再|又)?")
_PER = re.compile(r"(?:按照|按|依照)?每[十百千万]+[人户]$")
_COMPARED = re.compile(
    r"(?:较|比|与)(?:(?:19|20)\d{2}年|去年|上年|上年同期|年初|同期|上年度|上月|前年|“?十[一二三四]五“?”?)(?:底|末|初|同期|时期|期间)?(?:相比)?$"
)
_FOR_WHOM = re.compile(
    r"^(?:面向|针对|对|向|围绕|聚焦|为)(?P<whom>.{2,30}?)(?:广泛|集中|全面|组织)?(?:开展|实施|进行|举办|组织)(?P<what>.{2,})$"
)
_WHERE = re.compile(
    r"^(?:在(?!线)|依托|通过|结合).{1,40}?(?:开展|举办|组织|建成|打造|建设|实施|设立|新建|试点)(?=.{2,})"
)
_INSIDE_VERBS = re.compile(
    r"(?<=.)(?:组织开展|开展|全面实现|可?实现(?!率)|可达|力争|确保|争取)(?=.)"
)
_FILLING = re.compile(r"※|\s")
_LABEL = re.compile(
    r"^(?:\(?[一二三四五六七八九十\d]{1,3}[\).、.]{1,2}|[一二三四五六七八九十]是|——|—|※|[→■●◆▲★☆◎•▪➢])"
)
_SIZED = re.compile(
    r"^(?:总投资|投资|占地|总面积|建筑面积)[\d.]+[十百千万亿]*(?:元|亩|平方米|平方公里)的"
)
_BY_WHEN = re.compile(
    r"^(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}日|底|末|份)?前(?:全部)?(?:完成|建成|投用|开工|交付|整改)?|"
    r"(?:计划|将)?(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}日|底|末|份)?前(?:全部)?(?:完成|建成|投用)?$"
)
_QUOTED_MANNER = re.compile(r"^.{0,4}“[^“”]{8,}”的")
# 县应急办已组织检查组, 州级每年安排资金: who acts, before an adverb, a time or a verb.
_WHO = re.compile(
    r"^(?:(?:全|我|本)[省市州县区镇乡局]|[省市州县区镇乡]级|[^、,的]{1,10}?(?:局|委|办|厅|政府|街道|[区县市镇乡州](?!级))|[^、,的]{2,16}(?:普查|机构|系统)(?=[已共年]|累计))(?:系统)?"
)
# 运动员在省级比赛中夺得金牌: what is won, and where.
_WON = re.compile(
    r"^.{0,6}?在(?P<where>.{2,16}?)中?(?:夺得|斩获|获得|取得|荣获|赢得|摘得)(?P<what>.{2,})$"
)
_SESSION = re.compile(r"第[一二三四五六七八九十百]+[届次]|评选$|活动$")
# 意见把超载率降到5%
_MOVED = re.compile(r"^.*(?:把|将)(?=.{2,12}(?:率|比例|比重|时间|时限|周期|成本|规模|水平)$)")
_NO_TOPIC = re.compile(r"[,;]|\d(?!\d*(?:英寸|号|期|级|线))(?!\d)")
_TITLED = re.compile(
    r"^\(?[一二三四五六七八九十\d]{1,3}[\).、.]{1,2}(?P<title>[^。,;:、]{3,14})[。:](?=.)"
)
_TAIL_ENDS = re.compile(
    r"并(?!列|网|购|联|行|入)|的基础上|以上的|(?<=..)中(?=有|已|共|尚)|,|从而|分别"
)
# 30项任务中,已完成9项: the set of which the rest is told.
_AMONG_THEM = re.compile(r"(?<=..)(?<![集高初其])[中里]$")
_PREPOSITION = re.compile(r"^(?:向|对|为|在|从|由|把|将|给|于|以|使|让)$")
_QUOTED = re.compile(r"“[^“”]*”")


def head_phrase(text: str, *, is_list: bool = False) -> str:
    """Word what stands before a number: labels, dates, verbs and adverbs of plan language go.

    Args:
        text: Clause up to the number without words of level and bound.
        is_list: Every member of a list is wanted, whatever its length, not only the last one.

    Returns:
        The phrase; empty if nothing of its own remains.
    """
    phrase = _FILLING.sub("", text)
    phrase = _SIZED.sub("", _QUOTED_MANNER.sub("", phrase))
    phrase = _PER.sub("", _COMPARED.sub("", _ON_TOP.sub("", phrase)))
    phrase = phrase if is_list else _last_member().sub("", phrase)
    before = None
    while before != phrase:
        before = phrase
        phrase = _strip_once(phrase)
    if _PREPOSITION.match(phrase):
        return ""
    phrase = _INSIDE_VERBS.sub("", phrase, count=1) if len(phrase) > 6 else phrase
    return _tidy(phrase) if not is_list else _tidy(phrase, _MAX_LIST)


def tail_phrase(text: str, limit: int = MAX_LENGTH) -> str:
    """Word what stands behind a number, up to the next statement."""
    phrase = re.sub(r"^的?(?:开展|进行)?", "", _BY_WHEN.sub("", _FILLING.sub("", text)))
    if not phrase or _after_stops().match(phrase) or starts_with("after_thing").match(phrase):
        return ""
    end = _TAIL_ENDS.search(phrase, 1) or starts_with("after_thing").search(phrase, 2)
    if end is None and len(phrase) > _LONG_TAIL:
        end = starts_with("after_thing_long").search(phrase, 2)
    phrase = phrase[: end.start()] if end else phrase
    phrase = _AMONG_THEM.sub("", phrase)
    return _tidy(
        re.sub(r"(?:[到至和与及从由在]|(?<=..)(?:进行|开展|实施|实行))$", "", phrase)[:limit]
    )


def subject_phrase(text: str) -> str:
    """Word a clause as the subject of the next one."""
    if any_pattern(_WORDS, "statements").search(text):
        return ""
    phrase = head_phrase(_predicate().sub("", text))
    phrase = re.sub(r"(?:上|方面|中|后|时|下)$", "", phrase)
    phrase = re.sub(r"^(?:推广|推行|推进|参与|加大|完善)(?=.{3,})", "", phrase)
    if len(phrase) > 14:
        phrase = _QUOTED.sub("", phrase)
    return phrase[:24]


@cache
def _predicate() -> re.Pattern[str]:
    return re.compile(f"(?<=.{{4}})(?:{'|'.join(_of_predicates())})$")


def _of_predicates() -> Iterable[str]:
    return (str(entry["pattern"]) for entry, _ in patterns(_WORDS, "came_about"))


def is_weak(phrase: str) -> bool:
    """Whether a phrase only names a measure and not what it is measured on."""
    return (
        not phrase
        or phrase in _weak_heads()
        or bool(any_pattern("narrative_words", "weak_patterns").fullmatch(phrase))
    )


def topic_phrase(texts: Iterable[str]) -> str:
    """The first of some labels and headings that names a thing: 一、老旧小区改造."""
    for text in texts:
        phrase = _LABEL.sub("", re.split(r"[:。]", text, maxsplit=1)[0])
        is_named = ends_with("topic_ends").search(phrase) or (
            len(phrase) <= _SHORT_TOPIC and not any_pattern(_WORDS, "slogans").search(phrase)
        )
        if is_named and 3 <= len(phrase) <= _MAX_TOPIC and not _NO_TOPIC.search(phrase):
            return head_phrase(phrase)
    return ""


def title_phrase(text: str) -> str:
    """The thing that a heading in front of its own text names: (一)北山水库。年度投资3亿元."""
    found = _TITLED.match(text)
    if found is None or any_pattern(_WORDS, "slogans").search(found["title"]):
        return ""
    return head_phrase(found["title"])


def is_empty(phrase: str) -> bool:
    """Whether nothing but marks and digits remains."""
    return not any(char.isalpha() for char in phrase)


@cache
def _weak_heads() -> frozenset[str]:
    return frozenset(section_words("narrative_words", "weak_heads"))


@cache
def _after_stops() -> re.Pattern[str]:
    return starts_with("after_stops")


@cache
def verbs_of_plans() -> re.Pattern[str]:
    """A verb that says what an office does with the thing counted; use ``match``."""
    verbs = alternatives(section_words(_WORDS, "acts"))
    return re.compile(f"(?:{verbs})(?=.{{2}})")


@cache
def _last_member() -> re.Pattern[str]:
    """甲、乙、完成丙: the members before the one that has a verb of its own."""
    verbs = alternatives(section_words("narrative_words", "member_verbs"))
    return re.compile(
        f"^.*、(?=(?:{verbs}).{{2,}})|^.*(?:正增长|同步|保持稳定|基本稳定|平稳增长|合理区间)、"
    )


@cache
def inherited_verb() -> re.Pattern[str]:
    """A verb that passes on to the next members of a list; use ``match``."""
    return re.compile(f"(?:{alternatives(section_words('narrative_words', 'inherited'))})")


def _strip_once(phrase: str) -> str:
    for expression in (_LABEL, _TIMES, front_expression()):
        match = expression.match(phrase)
        if match and match.end():
            return phrase[match.end() :]
    match = _FOR_WHOM.match(phrase)
    if match:
        return match["whom"] + match["what"]
    match = _WON.match(phrase)
    if match:
        return _SESSION.sub("", match["where"]) + match["what"]
    match = _WHERE.match(phrase) or _MOVED.match(phrase)
    return phrase[match.end() :] if match else _without_agent(phrase)


def without_agent(head: str) -> str:
    """Nothing of 市安委办组建 in front of what was set up: who did it and an act alone."""
    match = _WHO.match(head)
    act = head[match.end() :] if match else ""
    return "" if act in section_words(_WORDS, "acts") else head


def _without_agent(phrase: str) -> str:
    """县消安办已组织暗访组 without who did it."""
    match = _WHO.match(phrase)
    rest = phrase[match.end() :] if match else ""
    if len(rest) < 3:
        return phrase
    when = starts_with("act_times").match(rest)
    if when is None and not verbs_of_plans().match(rest):
        return phrase
    return rest[when.end() :] if when else rest


def _tidy(phrase: str, limit: int = MAX_LENGTH) -> str:
    if limit == MAX_LENGTH and len(phrase) > _LONG_LIST:
        phrase = _QUOTED_EXAMPLES.sub("", phrase)
        phrase = _EXAMPLES.sub(lambda match: match["verb"] or "", phrase)
    phrase = _BRACKETS.sub(
        lambda m: m[0] if 1 < len(m[0]) <= 8 and not re.search(r"\d", m[0]) else "", phrase
    )
    phrase = phrase.strip(",;。、:.!?-—·的")
    if "(" not in phrase or ")" not in phrase:
        phrase = phrase.strip("()")
    if phrase.count("“") > phrase.count("”"):
        phrase = phrase.replace("“", "")
    if phrase.count("”") > phrase.count("“"):
        phrase = phrase.replace("”", "")
    return phrase[-limit:]
