"""Numbers of a clause on their way to readings, and which of them belong together. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingestion.interpret.narrative.clauses import Span
from ingestion.interpret.narrative.lists import name_in_turn
from ingestion.interpret.narrative.model import Lead, Mention
from ingestion.records import QuantityKind

FROM = re.compile(
    r"(?:从|由|自)(?P<year>(?:(?:19|20)\d{2}年底?|※{5,6}底?|(?:上年|去年)(?:同期|末|底)?|年初|目前|[上前]?[一二三四]?季度末?|[上前]月末?)?的?)(?:平均|法定(?:的|时限)?|最初的?|原来的?|原|每人每[月年天]|每[人户亩家年月])?$"
)
_FROM_IN_TURN = re.compile(r"分别(?:由|从)[^,;。]{0,8}$")
_TO = re.compile(
    r"(?:至|到|为|成|至※+|到※+的?)了?(?:不超过|不足|不高于|不大于|不低于|不少于|每人每[月年天]|每[人户亩]|近|超|约|的)?$"
)
_THAN_BEFORE = re.compile(r"(?:比|较)(?:(?:19|20)\d{2}年|去年|上年|上年同期|去年同期|年初)的?$")
MAX_PREFIX = 6


@dataclass(slots=True)
class Draft:
    """One number on its way to a reading."""

    mention: Mention
    lead: Lead
    before: str
    after: str
    indicator: str = ""
    kind: QuantityKind | None = None
    clause: Span = (0, 0)
    is_shared: bool = False
    place: str | None = None


def mark_baselines(masked: str, drafts: list[Draft]) -> None:
    """从 A 提高到 B: the first is where it stood before."""
    for low, high in pairwise(drafts):
        between = masked[low.mention.end : high.mention.start]
        before = masked[max(low.clause[0], low.mention.start - 12) : low.mention.start]
        if len(between) <= 24 and FROM.search(before) and _TO.search(between):
            low.kind = "baseline"
            low.after = high.after if high.mention.unit == low.mention.unit else ""
            high.before = high.before if not high.lead.head else ""
            high.lead = replace(high.lead, head="", is_level=True, change=None)


def mark_baselines_in_turn(drafts: list[Draft]) -> None:
    """甲、乙分别由5天、7天缩短至2天、3天: the first half is where they stood."""
    if not is_from_to_in_turn(drafts):
        return
    half = len(drafts) // 2
    for draft in drafts[:half]:
        draft.kind = "baseline"
    for draft in drafts[half:]:
        draft.lead = replace(draft.lead, head="", is_level=True, change=None)


def is_from_to_in_turn(drafts: list[Draft]) -> bool:
    """Whether half of the numbers are where things stood and half what they reach."""
    half, odd = divmod(len(drafts), 2)
    if odd or half < 2 or not _FROM_IN_TURN.search(drafts[0].before):
        return False
    is_bare = all(not d.before for d in (*drafts[1:half], *drafts[half + 1 :]))
    return is_bare and bool(_TO.search(drafts[half].before))


def names_of_pairs(drafts: list[Draft]) -> tuple[str, ...]:
    """The names of such a list, once for the baselines and once for what is reached."""
    if not is_from_to_in_turn(drafts):
        return ()
    half = len(drafts) // 2
    heads, befores = [d.lead.head for d in drafts], [d.before for d in drafts]
    return name_in_turn(heads[:half], befores[:half]) * 2


def mark_compared(masked: str, drafts: list[Draft]) -> None:
    """比上年的 A 增加 B: the first is where it stood, and neither has words of its own."""
    for low, high in pairwise(drafts):
        between = masked[low.mention.end : high.mention.start]
        if _THAN_BEFORE.search(low.before) and len(between) <= MAX_PREFIX and high.lead.change:
            low.kind, low.after = "baseline", ""
            low.lead = replace(low.lead, head="")
            high.before, high.lead = "", replace(high.lead, head="")


def pass_on_moves(drafts: list[Draft]) -> None:
    """平均减少环节62%、材料57%: the verb in front of the first object holds for the list."""
    for low, high in pairwise(drafts):
        is_listed = high.mention.unit == low.mention.unit == "%" and not low.after
        if low.lead.change and not low.lead.steps and is_listed and not high.lead.steps:
            high.lead = replace(high.lead, change=low.lead.change)
