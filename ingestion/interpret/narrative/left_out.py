"""What the members of a list and the parts of a total leave out. Pure."""

from __future__ import annotations

import re

from ingestion.interpret.narrative.memory import Memory
from ingestion.interpret.narrative.model import Stretch
from ingestion.interpret.narrative.words import ends_with, money_units

_PER = re.compile(r"(?:平均)?每[十百千万]+(?:人口|人|户|名|平方公里)")
_RATE = re.compile(r"[一-鿿]{2}(?:率|占比|比例|比重|覆盖面)$")
_SHARE_NOUN = re.compile(r"(?:[率比度数重占速耗]|比例|水平|面|份额|贡献|进度)$")
_SHORT_WORD = 4
_MAX_MEMBER = 8
_MONEY_NOUN = re.compile(
    r"(?:资|值|额|收入|支出|款|费|金|税|债|出口|进口|贷|利润|收益|效益|价|券|补贴|补助|投入|损失|成本|结余|余额|缺口|征缴|罚没)$"
)


def with_label(worded: str, memory: Memory) -> str:
    """秸秆禁烧:火点7处: the label in front says what the short word is about."""
    if memory.label and len(worded) <= _SHORT_WORD and worded not in memory.label:
        return memory.label + worded
    return worded


def with_prefix(worded: str, stretch: Stretch, memory: Memory) -> str:
    """每千人口床位7张、护士3人: what the first member is per holds for the list."""
    per = _PER.match(worded)
    if per:
        memory.per = per[0]
    elif memory.is_open and memory.per and not stretch.is_share:
        return memory.per + worded
    return worded


def left_out_end(worded: str, stretch: Stretch, memory: Memory) -> str:
    """What the total or the first member is of, and the later ones leave out.

    完成投资90亿元,其中公路50亿元; 药品抽检150批次、化妆品60批次; 乡镇接入率99%、村98%.
    """
    unit = stretch.mention.unit
    if stretch.lead.change:
        is_part = memory.has_parts or stretch.before.startswith("其中")
        is_same = unit == memory.unit and (is_part or stretch.lead.change == memory.change)
        measure = memory.changed if is_same and memory.indicator else ""
        return "" if _SHARE_NOUN.search(worded) or _MONEY_NOUN.search(worded) else measure
    if unit in money_units():
        return "" if _MONEY_NOUN.search(worded) else memory.measure
    is_told = memory.is_told and bool(stretch.lead.comparator) and unit == "人"
    is_next = memory.is_open or is_told or stretch.before.startswith("其中")
    is_part = stretch.before.startswith("其中")
    same, named = (memory.level_unit, memory.level) if is_part else (memory.unit, memory.indicator)
    if not is_next or unit != same or stretch.lead.steps > 1:
        return ""
    if unit == "%":
        rate = _RATE.search(memory.indicator)
        return rate[0] if rate and not _SHARE_NOUN.search(worded) else ""
    end = ends_with("left_out_ends").search(named)
    return end[0] if end and not worded.endswith(end[0]) and len(worded) <= _MAX_MEMBER else ""
