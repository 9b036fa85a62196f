"""What stands over a table and names the indicator that its columns leave open. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingestion.interpret.matrix.attributes import is_attribute, is_unit_note
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.lookups import pattern, words
from ingestion.values.names import split_unit
from ingestion.values.width import squash

_TABLE_TITLE = re.compile(r"(?:一览|情况|汇总|统计|分配|安排|公示)*表$")
_UNIT_NOTE = re.compile(r"[(\[]?单位[::][^()\[\]]*[)\]]?$")
_ALL_PLACES = re.compile(r"^(?:全[省市县区州]|各(?:[省市县区镇乡州旗]|街道|园区|开发区|[、,/()])+)")
_CLAUSE = re.compile(r"[,。;!?、:]")
_BEFORE_YEAR = re.compile(r"^.*20\d\d年度?(?:全[省市县区])?")
_NUMBER = re.compile(
    r"^(?:附?[表件]\d*(?:-\d+)?[:.、]?|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]+\)|\d{1,2}[.、])"
)
_TABLE_NUMBER = re.compile(r"^附?[表件][\d一二三四五六七八九十]+")
_GOES_ON = re.compile(r"^续表|\(续\d?\)$|\(接上[页表]\)$")
_MAX_NAME, _MIN_TITLE = 20, 4
_HAN = re.compile(r"[一-龥]{2}")


class CaptionName(NamedTuple):
    """An indicator named over a table. ``is_heading``: the line is no table's title."""

    name: str = ""
    unit: str | None = None
    is_heading: bool = False


def caption_name(lines: Sequence[str], sheet: str | None = None) -> CaptionName:
    """Find the indicator that the lines over a table name.

    Args:
        lines: Lines over the header, the nearest first.
        sheet: Name of the sheet that the table stands on, if it does.

    Returns:
        The name in the nearest title of a table; else the nearest line or the sheet's name, if that
        is a short name and nothing else. Empty where nothing names an indicator.
    """
    for line in lines:
        name = _in_title(line)
        if name:
            return _named_with_unit(name, line)
    near = [line for line in lines if not is_unit_note(line)][:1]
    for line in (*near, *([sheet] if sheet else [])):
        name = _as_heading(line)
        if name:
            return _named_with_unit(name, line)._replace(is_heading=True)
    return CaptionName()


def is_table_title(line: str) -> bool:
    """Tell whether a line can only be the title of a table: 表2 …, 2031年…, …分解表."""
    folded = squash(split_unit(line)[0])
    if len(folded) < _MIN_TITLE or _CLAUSE.search(folded):
        return False
    dated = _BEFORE_YEAR.match(folded)
    return bool(_TABLE_NUMBER.match(folded) or _TABLE_TITLE.search(folded) or dated)


def goes_on(line: str) -> bool:
    """Tell whether a title says that a table goes on: 续表, …表(续)."""
    return bool(_GOES_ON.search(squash(line)))


def _named_with_unit(name: str, line: str) -> CaptionName:
    bare, unit = split_unit(name)
    return CaptionName(bare, unit or split_unit(line)[1])


def _in_title(caption: str) -> str:
    """What a caption says is decomposed: 新设企业 in 2030年新设企业目标任务分解表."""
    title = _NUMBER.sub("", _UNIT_NOTE.sub("", squash(split_unit(caption)[0])))
    endings = tuple(words("header_words", "caption_endings", "reason"))
    is_dated = _BEFORE_YEAR.match(title) is not None and not _CLAUSE.search(title)
    if not _TABLE_TITLE.search(title) and not (is_dated and title.endswith(endings)):
        return ""
    return _named(_TABLE_TITLE.sub("", _BEFORE_YEAR.sub("", title)))


def _as_heading(line: str) -> str:
    title = _NUMBER.sub("", squash(split_unit(line)[0]))
    if len(title) > _MAX_NAME or _CLAUSE.search(title) or not _HAN.search(title):
        return ""
    if pattern("header_words", "no_caption").search(title):
        return ""
    return _named(_BEFORE_YEAR.sub("", title))


def _named(title: str) -> str:
    """A title without the words that every one carries; empty if nothing names an indicator."""
    name = title
    for word in words("header_words", "caption_endings", "reason"):
        name = name.removesuffix(word)
    name = _ALL_PLACES.sub("", name)
    says_nothing = pattern("header_words", "caption_generic").search(name)
    if says_nothing or header_role(name) is not None or (name and is_attribute(name)):
        return ""
    return name
