"""Works with a name, and how far they are: what a later figure of progress belongs to. Pure."""

from __future__ import annotations

import re
from functools import cache

from ingestion.interpret.narrative.words import alternatives, any_pattern, ends_with, section_words

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


def works_of_title(title: str) -> str:
    """The works that a heading in front of its own text is about: G205线改建工程, 绕城高速北段."""
    is_none = any_pattern(_WORDS, "no_works").search(title)
    return title if ends_with("works").search(title) and not is_none else ""


def is_progress(head: str) -> bool:
    """Whether words only say how far works are."""
    return bool(head and any_pattern(_WORDS, "progress").fullmatch(head))


def with_works(indicator: str, works: str) -> str:
    """A figure of progress with the works it is of: 累计完成投资, 路基工程."""
    is_left_out = works and is_progress(indicator) and works not in indicator
    return works + indicator if is_left_out else indicator


@cache
def _named() -> re.Pattern[str]:
    kinds = alternatives(section_words(_WORDS, "works"))
    said = alternatives(section_words(_WORDS, "works_said"))
    return re.compile(rf"(?P<name>[^,;。:、\d]{{2,20}}?(?:{kinds}))(?=$|[:,]|\(|{said})")
