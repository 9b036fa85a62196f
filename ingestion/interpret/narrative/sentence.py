"""Read the quantities of one sentence: which words each number owns, and what they say. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingestion.interpret.narrative.clauses import Span, clauses, stretches
from ingestion.interpret.narrative.drafts import (
    FROM,
    MAX_PREFIX,
    Draft,
    is_from_to_in_turn,
    mark_baselines,
    mark_baselines_in_turn,
    mark_compared,
    names_of_pairs,
    pass_on_moves,
)
from ingestion.interpret.narrative.lead import split_lead
from ingestion.interpret.narrative.lists import as_named, name_in_turn, share_predicate
from ingestion.interpret.narrative.memory import Memory
from ingestion.interpret.narrative.model import Block, Mention, Reading, Stretch
from ingestion.interpret.narrative.phrase import head_phrase, tail_phrase
from ingestion.interpret.narrative.places import split_places
from ingestion.interpret.narrative.refuse import is_refused
from ingestion.interpret.narrative.wording import EXTREME, word_indicator, word_rank, word_zero
from ingestion.interpret.narrative.words import starts_with
from ingestion.records import Comparator

_OF_A_TARGET = re.compile(r"的?(?:年度|全年|预期|控制|既定)?(?:目标|任务)(?!中|里|清单|书)")
_EARLIER = re.compile(r"(?:上年同期|去年同期|基期|基期值|基数|原为|原来|此前)(?:为|是)?$")
_BECAME = re.compile(r"(?:均|目前|现)?(?:已|尚未|累计)")
_SHORT_HEAD = 8
_SUMMING = "两项"  # whatever the numeral was


def read_sentence(
    block: Block, masked: str, span: Span, mentions: Sequence[Mention], memory: Memory
) -> Iterator[Reading]:
    """Read one sentence.

    Args:
        block: The paragraph.
        masked: Its text with names blotted out (or with the inside of one bracket open).
        span: The sentence.
        mentions: Every number found inside it, in order.
        memory: What the sentences before said; it is brought up to date.

    Yields:
        One reading a quantity, in order; the indicator is empty if nothing says what is counted.
    """
    for clause in clauses(masked, span, mentions):
        inside = [m for m in mentions if clause[0] <= m.start and m.end <= clause[1]]
        drafts = _kept(block, masked, clause, inside)
        if drafts:
            _word(drafts, memory)
            yield from map(_reading, drafts)
        is_label = masked[clause[1] : clause[1] + 1] == ":"
        memory.note_clause(block.text[slice(*clause)], bool(drafts), is_label=is_label)


def _kept(block: Block, masked: str, clause: Span, inside: list[Mention]) -> list[Draft]:
    """Drafts of the numbers that are quantities; refused ones give their words back."""
    drafts = _drafts(block, masked, clause, inside)
    kept = []
    is_paired = False  # with the baseline before it
    in_turn = is_from_to_in_turn(drafts)
    for before, draft in zip([None, *drafts], drafts, strict=False):
        if before and before.is_shared and draft.mention.implicit and draft.mention.form == "zero":
            continue  # 9个镇实现“零火点”: the count says it
        pairs = draft.kind == "baseline" or is_paired or in_turn
        if pairs or not is_refused(
            masked, draft.mention, draft.lead, draft.after, is_shared=draft.is_shared
        ):
            kept.append(draft.mention)
        is_paired = draft.kind == "baseline"
    return drafts if len(kept) == len(inside) else _drafts(block, masked, clause, kept)


def _drafts(block: Block, masked: str, clause: Span, inside: list[Mention]) -> list[Draft]:
    drafts = []
    spans = stretches(masked, clause, inside)
    for index, (mention, (before, after)) in enumerate(zip(inside, spans, strict=True)):
        text = block.text[before[0] : before[1]]
        begin = FROM.search(masked[before[0] : before[1]])
        lead_text = text[: begin.start()] if begin else text
        lead = split_lead(lead_text, before[0], mention.unit)
        if begin:
            lead = replace(lead, start=before[0] + begin.start())
        behind = block.text[after[0] : after[1]]
        is_shared = index + 1 < len(spans) and spans[index + 1][0] == after
        behind = _own_noun(behind) if is_shared else behind
        drafts.append(Draft(mention, lead, text, behind, clause=clause, is_shared=is_shared))
    mark_baselines(masked, drafts)
    mark_baselines_in_turn(drafts)
    mark_compared(masked, drafts)
    pass_on_moves(drafts)
    for draft in drafts:
        if EXTREME.match(draft.before):  # 平均88分,最高94分
            draft.lead = replace(draft.lead, comparator=None)
        if _OF_A_TARGET.match(draft.after):
            draft.kind = "target"  # 完成全年8万人目标的85%
        if _EARLIER.search(draft.before):
            draft.kind = "baseline"
    return drafts


def _own_noun(behind: str) -> str:
    """46个项目完成投资9亿元: what the second number measures is not counted by the first."""
    if _BECAME.match(behind):
        return ""  # 桩基612根已打完590根
    verb = _BECAME.search(behind, 2) or starts_with("next_begins").search(behind, 2)
    return behind[: verb.start()] if verb else behind


def _word(drafts: list[Draft], memory: Memory) -> None:
    heads, befores = [d.lead.head for d in drafts], [d.before for d in drafts]
    tail = tail_phrase(drafts[-1].after) if not drafts[-1].mention.implicit else ""
    earlier = memory.last_named(len(heads))
    heads[0] = _without_places_in_turn(drafts, memory)
    names = names_of_pairs(drafts) or name_in_turn(heads, befores, earlier, memory.turns, tail)
    names = tuple(as_named(name, list(memory.named)) for name in names)
    names = names or _summed_names(drafts, heads, befores)
    memory.turns = len(names)
    previous: Draft | None = None
    for index, draft in enumerate(drafts):
        is_high = previous is not None and previous.kind == "baseline"
        if names and index < len(names):
            draft.indicator = names[index]
            _inherit_change(draft, drafts[0])
        elif is_high and previous is not None and not names:
            draft.indicator = previous.indicator
        else:
            memory.in_parts = memory.in_parts or draft.before.startswith("其中")
            is_part = memory.in_parts
            stretch = Stretch(draft.lead, draft.before, draft.after, draft.mention, is_part)
            draft.indicator = _of_shared_noun(draft, previous) or _worded(stretch, memory)
            draft.place = draft.place or _place_of(draft, previous)
            draft.indicator = _shared_head(draft, previous) + draft.indicator
        is_part = memory.in_parts or draft.before.startswith("其中")
        memory.note_quantity(draft.indicator, draft.mention, draft.lead, is_part=is_part)
        previous = draft
    _fill_gaps(drafts)
    shared = share_predicate([d.indicator for d in drafts], [d.after for d in drafts])
    for draft, indicator in zip(drafts, shared, strict=True):
        draft.indicator = indicator


def _without_places_in_turn(drafts: list[Draft], memory: Memory) -> str:
    """甲县、乙区开工率分别为70%、80%: each number gets its place, the first head loses them."""
    head = drafts[0].lead.head
    if "分别" not in drafts[0].before or len(drafts) < 2:
        return head
    places, rest = split_places(head_phrase(re.sub(r"分别.*$", "", head), is_list=True))
    if len(places) < 2:
        return head
    for draft, place in zip(drafts, places, strict=False):
        draft.place = place
    whole = memory.whole(drafts[0].mention.unit)
    is_count = rest.endswith("数") and rest[:-1].removeprefix("计划") in whole
    return whole if is_count else rest or whole or head


def _summed_names(drafts: list[Draft], heads: list[str], befores: list[str]) -> tuple[str, ...]:
    """甲、乙、丙三项收入分别为1、2、3: the numeral only sums up the names before it."""
    total = drafts[0]
    if len(drafts) < 3 or total.mention.value != len(drafts) - 1 or "、" not in total.before:
        return ()
    whole = f"{total.before}{_SUMMING}{heads[1]}"
    names = name_in_turn([whole, *heads[2:]], befores[1:])
    return (tail_phrase(total.after), *names) if names else ()


def _fill_gaps(drafts: list[Draft]) -> None:
    """10批次、3000人次的培训, 案例6批36起: two counts of one thing."""
    for low, high in pairwise(drafts):
        in_turn = "分别" in low.before and not head_phrase(low.lead.head)
        is_bare = (not low.indicator or in_turn) and not low.after
        if is_bare and high.indicator and high.after:
            low.indicator = high.indicator
        elif not high.indicator and not high.before and not high.after:
            high.indicator = low.indicator


def _of_shared_noun(draft: Draft, previous: Draft | None) -> str:
    """群众反映的87件信访件已办结85件: the noun between them is the first one's."""
    if previous is None or not previous.is_shared or len(previous.after) < 2:
        return ""
    head = draft.lead.head
    is_same = head.startswith(previous.after) and len(head) > len(previous.after)
    return previous.indicator + head[len(previous.after) :] if is_same else ""


def _shared_head(draft: Draft, previous: Draft | None) -> str:
    """What stands before the first of some counted nouns holds for all: 征求11个市和9个部门意见."""
    if previous is None or previous.clause != draft.clause or draft.before or not draft.after:
        return ""
    head = head_phrase(previous.lead.head)
    is_own = previous.after and previous.indicator.startswith(head) and len(head) <= _SHORT_HEAD
    return head if is_own and draft.indicator and not draft.indicator.startswith(head) else ""


def _place_of(draft: Draft, previous: Draft | None) -> str | None:
    is_next = previous is not None and previous.place is not None
    places, _ = split_places(head_phrase(draft.lead.head), is_next=is_next)
    return "、".join(places) or None


def _worded(stretch: Stretch, memory: Memory) -> str:
    if stretch.mention.form == "rank":
        return word_rank(stretch, memory)
    if stretch.mention.implicit:
        return word_zero(stretch, memory)
    return word_indicator(stretch, memory)


def _inherit_change(draft: Draft, first: Draft) -> None:
    if draft.lead.change is None and not draft.lead.steps and not draft.lead.is_level:
        draft.lead = replace(draft.lead, change=first.lead.change, comparator=first.lead.comparator)


def _reading(draft: Draft) -> Reading:
    mention, lead = draft.mention, draft.lead
    start = lead.start if 0 < mention.start - lead.start <= MAX_PREFIX else mention.start
    comparator: Comparator = mention.comparator or lead.comparator or "="
    change = None if mention.form == "rank" or draft.kind == "baseline" else lead.change
    return Reading(
        mention=mention,
        start=start,
        end=mention.quote_end or mention.end,
        indicator=draft.indicator,
        comparator=comparator,
        change="increase" if mention.form == "times" else change,
        kind=draft.kind,
        clause=draft.clause,
        place=draft.place,
        is_named_behind=bool(draft.indicator) and draft.after.startswith(draft.indicator),
    )
