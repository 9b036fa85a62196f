"""Works with a name, and how far they are: what a later figure of progress belongs to. Pure."""

from __future__ import annotations

import re
from functools import cache

from ingestion.interpret.narrative.words import alternatives, any_pattern, section_words

_WORDS = "narrative_words"


def works_in(words: str) -> str:
    """The works that a clause, a label or an indicator begins with; empty if it names none.

    Args:
        words: 云水大桥已完成主体施工, or 南岭高速项目完成投资.
    """
    found = _named().match(words)
    if found is None or any_pattern(_WORDS, "no_works").search(found["name"]):
        return ""
    return found["name"]


def with_works(indicator: str, works: str) -> str:
    """A figure of progress with the works it is of: 累计完成投资, 路基工程."""
    is_progress = any_pattern(_WORDS, "progress").fullmatch(indicator)
    return works + indicator if works and is_progress and works not in indicator else indicator


@cache
def _named() -> re.Pattern[str]:
    kinds = alternatives(section_words(_WORDS, "works"))
    said = alternatives(section_words(_WORDS, "works_said"))
    return re.compile(rf"(?P<name>[^,;。:、\d]{{2,20}}?(?:{kinds}))(?=$|[:,]|\(|{said})")
