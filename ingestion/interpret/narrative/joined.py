"""Numbers that belong together: ranges, and units that only the last one prints. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingestion.interpret.narrative.model import Mention
from ingestion.interpret.narrative.words import time_units
from ingestion.values.amounts import parse_amount, plain

_RANGE_MARK = re.compile(r"(?:[-–~]|[—―]{1,2}|至|到)")


def join_ranges(masked: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Join 4.5%—5% and 5至8家 to one mention; 由5到8 stays two."""
    pending: Mention | None = None
    for mention in mentions:
        joined = _joined(masked, pending, mention) if pending else None
        if joined:
            pending = joined
            continue
        if pending:
            yield pending
        pending = mention
    if pending:
        yield pending


def share_units(masked: str, mentions: list[Mention]) -> list[Mention]:
    """3个和1个工作日: both are 工作日, and a bound behind the second holds for both."""
    shared = list(mentions)
    for index in range(len(shared) - 2, -1, -1):
        low, high = shared[index], shared[index + 1]
        if masked[low.end : high.start] not in ("和", "、", "或", "及"):
            continue
        is_counted = low.unit == "个" and "个" in masked[high.start : high.end]
        if is_counted and (high.unit in time_units() or high.unit == "百分点"):
            shared[index] = replace(low, unit=high.unit, comparator=high.comparator)
        elif not low.unit and low.has_magnitude and high.unit and high.has_magnitude:
            shared[index] = replace(low, unit=high.unit)
    return shared


def _joined(masked: str, low: Mention, high: Mention) -> Mention | None:
    mark = masked[low.end : high.start]
    if not _RANGE_MARK.fullmatch(mark) or "rank" in (low.form, high.form):
        return None
    if low.unit not in ("", high.unit) or low.value_max is not None:
        return None
    moved = re.search(r"(?:从|由|自)[^,;。]{0,16}$", masked[: low.start])
    if mark in ("至", "到") and (moved or (low.unit != high.unit and low.unit)):
        return None
    factor = 1
    if high.has_magnitude and not low.has_magnitude and not low.unit:
        digits = re.match(r"[\d.,]+", masked[high.start : high.end])
        base = parse_amount(digits[0]) if digits else None
        factor = int(high.value / base) if base else 1
    if high.value <= low.value * factor:
        return None
    return replace(high, start=low.start, value=plain(low.value * factor), value_max=high.value)
