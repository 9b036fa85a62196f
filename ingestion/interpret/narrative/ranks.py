"""Ranks: 全国第3位, 第1、第4, 前三, 首位. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ingestion.interpret.narrative.model import Mention
from ingestion.interpret.narrative.worded import HAN
from ingestion.interpret.narrative.words import alternatives, section_words
from ingestion.records import Comparator
from ingestion.values.amounts import parse_amount


@cache
def _rank_expression() -> re.Pattern[str]:
    context = alternatives(section_words("narrative_words", "rank_before"))
    wide = "全国|全省|全市|全县|全区|全球|世界|[省市县]内"
    return re.compile(
        rf"(?:(?:{context}|分列|第※*)[^,;。]{{0,4}}?|(?:{wide})[^,;。]{{1,10}}?(?=前)|(?<=、))"
        rf"(?:第(?P<nth>\d+|{HAN}+)(?P<unit>位|名)?|前(?P<top>\d+|{HAN}+)(?P<top_unit>位|名|强)?"
        rf"|(?P<first>首位|榜首|头名))(?=$|[,;。、)!]|升|降|跃|提|前移|进|上升|以内|行列|和|,)"
    )


def find_ranks(masked: str) -> Iterator[Mention]:
    """Ranks in masked text; 前 is a bound."""
    last_end = -9
    for match in _rank_expression().finditer(masked):
        number = match["nth"] or match["top"]
        value = Decimal(1) if match["first"] else parse_amount(number)
        start = match.start(1 if match["nth"] else 3 if match["top"] else "first")
        start -= 0 if match["first"] else 1
        follows = masked[match.start() : start] == "" and start - last_end <= 1
        if value is None or (match.group()[0] in "第前" and not follows):
            continue
        last_end = match.end()
        comparator: Comparator | None = "<=" if match["top"] else None
        yield Mention(start, match.end(), value, "位", "rank", comparator)
