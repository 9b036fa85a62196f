"""Take the words before a number apart: bound, level, change, and what is left. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from ingestion.interpret.narrative.model import Lead
from ingestion.interpret.narrative.words import (
    before_entries,
    before_expression,
    count_units,
    section_words,
)
from ingestion.records import Change, Comparator

# 不少于持证总数的30%, 占登记总数的80%: the bound stands before what the share is of.
_SHARE_OF = re.compile(
    r"(?P<bound>不少于|不低于|不超过|不高于|达到|超过|超|达|占到|占(?!比)|为|完成|相当于)(?P<of>[^,;。、]{1,18}的)$"
)
_AT_LEAST = re.compile(r"至少[^,;。、]{1,12}$")
# 较大事故 and 可比价格 compare with nothing.
_THAN_WHAT = re.compile(r"(?:(?<![占对同环城可])比|较(?![大重高好快差])|相比)[^,;。、]{1,14}$")
# 比上年多6400万元: without a word of movement the comparison itself says which way.
_THAN_MORE = re.compile(
    r"(?:(?<![占对同环城])比|较)[^,;。、]{2,8}(?P<how>多|少)(?:了|发|增|收|出|完成)?$"
)
_MAX_STEPS = 8
# A verb of movement at the front whose object stands between it and the number: 降低败诉率20%.
_MOVED = re.compile(
    r"^(?:平均|人均|户均)?(?P<up>提高|提升|增加)?(?P<down>降低|减少|压减|缩短|压缩|下降|节约)?(?=[^到至]{2,20}(?:率|成本|时间|周期|费用|能耗|强度|时限|价格|水平|排放|量|数|比例|占比|环节|材料)$)"
)


@dataclass(slots=True)
class _Steps:
    """What the words say so far, from the number outwards."""

    comparator: Comparator | None = None
    change: Change | None = None
    is_level: bool = False
    steps: int = 0
    start: int = 0
    word: str = ""


def split_lead(text: str, offset: int, unit: str) -> Lead:
    """Take words of level, bound and change off the end of the text before a number.

    Args:
        text: From the start of the clause (or of the list member) to the number.
        offset: Where the text begins in its block.
        unit: Unit of the number: only shares are moved by a verb at the front.

    Returns:
        The words taken apart. ``head`` is what remains.
    """
    found = _Steps(start=len(text))
    share = _SHARE_OF.search(text) if unit in ("%", "倍") else None
    rest = text
    of = ""
    if share:
        rest, of = text[: share.start("of")], share["of"]
    rest = _take_words(rest, found)
    if share and share["bound"] == "占" and not rest.endswith("比"):
        rest = rest.removesuffix("占") + "占" + of.rstrip("的")
    if found.comparator is None and _AT_LEAST.search(rest):
        found.comparator = ">="
        rest = rest.replace("至少", "")
    if found.change is None and not found.is_level and unit in ("%", "百分点"):
        moved = _MOVED.match(rest)
        if moved and (moved["up"] or moved["down"]):
            found.change = "increase" if moved["up"] else "decrease"
            rest = rest[moved.end() :]
    than = _THAN_MORE.search(rest) if found.change is None else None
    if than:
        found.change = "increase" if than["how"] in "多高" else "decrease"
        rest = rest[: than.start()]
    if found.change is not None:
        rest = _THAN_WHAT.sub("", rest)
    works_on_count = found.word in section_words("narrative_words", "measure_verbs")
    if works_on_count and not rest and unit in count_units() - {"分"}:
        found.change = None
    return Lead(
        head=rest,
        start=offset + found.start,
        comparator=found.comparator,
        change=found.change,
        is_level=found.is_level,
        steps=found.steps,
    )


def _take_words(text: str, found: _Steps) -> str:
    rest = text
    for _ in range(_MAX_STEPS):
        match = before_expression().search(rest)
        if match is None:
            break
        entry = before_entries()[int(cast(str, match.lastgroup)[1:])]
        role = str(entry["role"])
        if role in ("increase", "decrease") and not _is_change(
            match[0], rest, match.start(), found
        ):
            break
        rest = rest[: match.start()]
        found.word = match[0] if role in ("increase", "decrease") else found.word
        _note(role, str(entry.get("sign", "")), found)
        if role != "filler":
            found.start = match.start()
            found.steps += 1
    return rest


def _is_change(word: str, text: str, start: int, found: _Steps) -> bool:
    """增长 before a number is how much; behind a noun in 的 it may be the noun itself."""
    if word == "增速":
        return False
    return not (
        word in ("少", "节省", "节约", "升", "降")
        and start == 0
        and found.steps == 0
        and len(text) > 4
    )


def _note(role: str, sign: str, found: _Steps) -> None:
    if role == "bound" and found.comparator is None:
        found.comparator = cast(Comparator, sign)
    elif role == "to" and found.change is None:
        found.is_level = True
    elif role in ("increase", "decrease") and found.change is None and not found.is_level:
        found.change = cast(Change, role)
