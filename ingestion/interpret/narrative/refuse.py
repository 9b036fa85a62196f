"""Numbers that measure nothing: durations, thresholds, names, reference sets. Pure."""

from __future__ import annotations

import re

from ingestion.interpret.narrative.model import Lead, Mention
from ingestion.interpret.narrative.words import (
    any_pattern,
    count_units,
    ends_with,
    money_units,
    section_words,
    starts_with,
    time_units,
)

_WORDS = "narrative_words"
_BREAK = re.compile(r"[,;。、:)!?]|$")
_REFERENCE_SET = re.compile(
    r"^[^,;。]{0,24}?(?:中|里)(?:,|排名|名列|位居|位列|居|占|脱颖|荣|获|有|取得|率先|$)"
)
_NUMBER_OF = re.compile(r"(?:数|量|人口)$")
_MEASURED_TIME = re.compile(
    r"(?:年限|寿命|周期|用时|时长|年龄|办理时间|办结时间|平均时间|办税时间|月数|天数|年数)$"
)
_INDEX = re.compile(r"(?:指数|系数|得分|评分|综合分)$")
_OF_THINGS = re.compile(r"的[一-鿿]{2,}")
_THINGS = re.compile(r"(?!并|且|以|的|和|及|与|至|到|用于|左右)[一-鿿]{2,}")
_SHARE_OF_THEM = re.compile(
    r".(?:覆盖率|通达率|到达率|可达率|占比|比例|比重)(?:均|也|要|应|不)?[^,;。、]{0,3}$"
)
_CONSEQUENCE = re.compile(
    r"的(?:[市县区单位部门企业地]{1,4})?[,]?(?:为(?:优秀|良好|合格|不合格|[一二三优良]等)|取消|给予|予以|一律|由[^,;。]{2,14}(?:警示|约谈|通报|问责|督办)|实行|不予|不得|认定为|视为|评为|确定为|扣[\d减除])"
)
_BOUND = re.compile(r"(?:超过|高于|低于|超出|未达|落后于?|滞后于?)[^,;。]{0,10}$")
_LONG_DIGITS = re.compile(r"^\d{5,}$")


def is_refused(
    masked: str, mention: Mention, lead: Lead, after: str, *, is_shared: bool = False
) -> bool:
    """Whether a number is no quantity.

    Args:
        masked: The masked text of the block.
        mention: The number.
        lead: The words before it.
        after: Text from its end to the end of the clause or the next number.
        is_shared: Whether that text reaches the next number without a joint.

    Returns:
        True if it names, dates or defines something.
    """
    if mention.form in ("rank", "zero", "whole", "times"):
        return False
    if not mention.unit:
        return _is_unsupported(masked, mention, lead, after)
    if mention.unit.removeprefix("个") in time_units() or mention.unit in time_units():
        return _is_no_limit(masked, mention, lead, after)
    if mention.unit == "岁":
        return not (lead.steps or _MEASURED_TIME.search(lead.head))
    is_asked = bool(any_pattern(_WORDS, "shared_out").search(masked, 0, mention.start))
    is_others = lead.head.endswith("等") and after.startswith(("部门", "单位"))
    # 存栏20万头的大县4个: only the second counts
    is_size = is_shared and after.startswith("的") and mention.unit != "%"
    is_size = is_size and (after == "的" or not lead.is_level)
    has_bound = lead.comparator or mention.comparator or _BOUND.search(lead.head)
    # 超过进度10%的,由安委办警示: what is done about it
    is_case = bool(has_bound and _CONSEQUENCE.match(masked, mention.end))
    is_others = is_others or is_case or is_asked
    if is_others or is_size or _is_class(mention, lead, after, is_shared=is_shared):
        return True
    return _defines_thing(masked, mention, lead, after) or _is_reference_set(masked, mention)


def _is_class(mention: Mention, lead: Lead, after: str, *, is_shared: bool) -> bool:
    """3000吨级码头泊位4个, 500米站点覆盖率达100%: the number says which things are meant."""
    if mention.unit in count_units() or mention.unit.startswith(("%", "百分点", "倍")):
        return False
    if after.startswith("级") and not after.startswith("级别"):
        return True
    return is_shared and not lead.steps and bool(_SHARE_OF_THEM.search(after))


def _is_unsupported(masked: str, mention: Mention, lead: Lead, after: str) -> bool:
    """Without a unit only a level or bound makes a number a quantity: 满意度达到90以上."""
    if _LONG_DIGITS.match(masked[mention.start : mention.end]):
        return True
    has_words = lead.steps > 0 or mention.comparator is not None or _INDEX.search(lead.head)
    if mention.has_magnitude:
        return not (has_words or (_NUMBER_OF.search(lead.head) and _BREAK.match(after)))
    return not (has_words and _BREAK.match(after)) or not lead.head


def _is_no_limit(masked: str, mention: Mention, lead: Lead, after: str) -> bool:
    before = masked[max(0, mention.start - 8) : mention.start]
    is_alone = bool(_BREAK.match(after))
    is_measured = is_alone and _MEASURED_TIME.search(lead.head)
    if is_measured or (not is_alone and before.endswith(("从", "由"))):
        return False
    is_limit = mention.comparator == "<=" and starts_with("time_limits").match(after)
    if is_limit and not re.search(r"(?:起|收到)$", before):
        return False
    if ends_with("time_refused_after").search(before):
        return True
    is_followed = not is_alone and not starts_with("time_limits").match(after)
    if is_followed:
        return not (lead.is_level or lead.change or lead.steps > 1)
    if mention.unit in ("年", "月", "个月", "日", "周"):
        return not (lead.is_level or lead.change or lead.comparator)
    return not (lead.steps or mention.comparator or lead.head)


def _defines_thing(masked: str, mention: Mention, lead: Lead, after: str) -> bool:
    """超千万元直播间, 15年以上的老旧电梯: the bound says which things are meant."""
    has_bound = mention.comparator in (">=", ">", "<=") or lead.comparator in (">", ">=")
    if mention.unit in count_units() or not has_bound:
        return after.startswith("级") and mention.unit in money_units()
    if mention.unit == "%" or mention.unit.startswith("百分点"):
        return lead.comparator == "<" and bool(_OF_THINGS.match(after))
    if not after and masked[mention.end : mention.end + 1].isdigit():
        return True  # 其中50亿元以上5个
    if after.startswith("的") and mention.unit not in money_units():
        return not any(verb in lead.head for verb in section_words(_WORDS, "making_verbs"))
    if mention.unit in money_units() and not _BREAK.match(after):
        return not starts_with("money_nouns").match(after)
    sizes = section_words("narrative_units", "sizes")
    return bool(starts_with("thing_defined").match(after)) or (
        mention.unit in sizes and not lead.steps and bool(_THINGS.match(after))
    )


def _is_reference_set(masked: str, mention: Mention) -> bool:
    """在全国100个城市测评中: the set in which something is ranked."""
    begin = max(masked.rfind(mark, 0, mention.start) for mark in ",;。") + 1
    before = masked[begin : mention.start]
    if not re.search(r"(?:^|[^现正存])在[^,;。]{0,30}$", before):
        return False
    return bool(_REFERENCE_SET.match(masked[mention.end : mention.end + 40]))
