"""What stands right behind a number and its unit: a bound, an aside, a filler. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from ingestion.interpret.narrative.model import Mention
from ingestion.interpret.narrative.words import after_signs, starts_with, time_units

_ASIDE = re.compile(r"\(※{1,3}\)(?=以上|以内|左右|以下)")
_APART = re.compile(r"[,;。、:)!?]|$")


def with_tail(masked: str, mention: Mention) -> Mention:
    """Take in the bound right behind the number: 以上, 以内, 左右."""
    aside = _ASIDE.match(masked, mention.end)
    if aside:
        mention = replace(mention, end=aside.end())
    filler = starts_with("after_fillers").match(masked, mention.end)
    if filler:
        return replace(mention, end=filler.end())
    for word, sign in after_signs().items():
        if masked.startswith(word, mention.end):
            return replace(mention, end=mention.end + len(word), comparator=sign)
    if masked.startswith("内", mention.end) and mention.unit in time_units():
        return replace(mention, end=mention.end + 1, comparator="<=")
    if masked.startswith("起", mention.end) and _APART.match(masked, mention.end + 1):
        return replace(mention, end=mention.end + 1, comparator=">=")
    return mention
