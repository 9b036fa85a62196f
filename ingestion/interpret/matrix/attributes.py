"""What a header says beside a name: period, measure, unit, words such as 目标任务. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.records import Measure
from ingestion.values.lookups import either, words
from ingestion.values.names import split_unit, unit_dimension
from ingestion.values.width import squash

Path = tuple[str, ...]

_PERIOD = re.compile(
    r"(?:(20\d\d)年?)?(?:第?([一二三四1-4])季度|(上半年|下半年)|(?<![\d-])(\d{1,2})月(?!份?[-—~至]))|(20\d\d)年?"
)
_MONTHS = re.compile(r"^(?:截[至止])?(?:1[-—~至])?(?:\d{1,2}月)?(?:份|底|末)?(?:累计)?$")
_OWNER = re.compile(
    r"(?:附[件表]\d*[:.]?)?(?:关于)?(?:印发|下达)?《?(?:20\d\d年度?)?"
    r"([一-龥]{1,12}?(?:自治州|自治县|新区|开发区|[省市县区州盟旗]))"
    r"(?=.{0,40}(?:年|任务|目标|指标|计划|要点|方案|表|局|厅|委|政府))"
)
_CAPTION_UNIT = re.compile(r"单位[::]([^()\[\]]+?)[)\]]?$")
_BETWEEN_UNITS = re.compile(r"[、,,;和及]")
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}


@dataclass(frozen=True, slots=True)
class Attributes:
    """A label taken apart. ``names`` are what is left of each heading, from the top down."""

    names: tuple[str, ...]
    measure: Measure = "target"
    period: str | None = None
    unit: str | None = None
    has_heading: bool = False


@cache
def read_attributes(path: Path) -> Attributes:
    """Take a header label apart.

    Args:
        path: The headings over a column, from the top down.

    Returns:
        Names, measure, period and unit; the lowest heading that says one of them wins. A period
        without its year begins with a hyphen: ``-Q1``.
    """
    names: list[str] = []
    measure: Measure | None = None
    period = unit = None
    has_heading = False
    for label in path:
        name, own_unit = split_unit(label)
        own_period, rest = _take_period(squash(name))
        own_measure, rest = _take_measure(rest)
        rest = _strip_fillers(_strip_suffix(rest))
        measure, period = own_measure or measure, own_period or period
        unit = own_unit or unit
        if rest and header_role(rest) != "group":
            names.append(rest)
        has_heading |= bool(rest) and rest not in names
    return Attributes(tuple(names), measure or "target", period, unit, has_heading)


@cache
def is_attribute(label: str) -> bool:
    """Tell whether a label names nothing: 目标, 2024年实绩, 完成率(%)."""
    attributes = read_attributes((label,))
    return not attributes.names and not attributes.has_heading


def _take_period(folded: str) -> tuple[str | None, str]:
    match = _PERIOD.search(folded)
    if match is None:
        return None, folded
    year, quarter, half, month, alone = match.groups()
    period: str = year or alone or ""
    if quarter:
        period += f"-Q{_QUARTERS.get(quarter, quarter)}"
    elif half:
        period += "-H1" if half == "上半年" else "-H2"
    elif month:
        period += f"-{int(month):02d}"
    return period, folded[: match.start()] + folded[match.end() :].removeprefix("度")


def _take_measure(folded: str) -> tuple[Measure | None, str]:
    for word, measure in words("header_words", "measures", "measure").items():
        if folded.endswith(word):
            return cast("Measure", measure), folded.removesuffix(word)
    return None, folded


def _strip_suffix(folded: str) -> str:
    for word in words("header_words", "suffixes", "reason"):
        if folded.endswith(word):
            return folded.removesuffix(word)
    return folded


def _strip_fillers(folded: str) -> str:
    """Drop 全年, 本年 and the like where nothing else is left."""
    if _MONTHS.match(folded):
        return ""
    return "" if not either("header_words", "fillers").sub("", folded) else folded


def common_unit(captions: Sequence[str]) -> str | None:
    """The unit that a caption says holds for the whole table: 单位:亿元; None for several."""
    for text in captions:
        match = _CAPTION_UNIT.search(squash(text))
        if match is not None:
            return squash(match[1]) if unit_dimension(match[1]) else None
    return None


def is_unit_note(line: str) -> bool:
    """Tell whether a line over a table only says the unit of its figures, or their units."""
    return common_unit([line]) is not None or bool(several_units([line]))


def several_units(captions: Sequence[str]) -> tuple[str, ...]:
    """The units that a caption says for different figures of a table: 单位:万亩、万吨."""
    for text in captions:
        match = _CAPTION_UNIT.search(squash(text))
        if match is None:
            continue
        units = tuple(filter(None, _BETWEEN_UNITS.split(match[1])))
        return units if len(units) > 1 and all(map(unit_dimension, units)) else ()
    return ()


def place_named(titles: Sequence[str]) -> str | None:
    """The place or office whose plan it is, by the first title that names one."""
    for title in titles:
        match = _OWNER.match(squash(title))
        if match is not None:
            return match[1]
    return None
