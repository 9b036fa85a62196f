"""Find numbers with their units in masked text, whatever they turn out to mean. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ingestion.interpret.narrative.joined import join_ranges, share_units
from ingestion.interpret.narrative.model import Mention
from ingestion.interpret.narrative.ranks import find_ranks
from ingestion.interpret.narrative.tails import with_tail
from ingestion.interpret.narrative.worded import find_shares, find_times, find_worded
from ingestion.interpret.narrative.words import money_units, per_expression, unit_expression
from ingestion.records import Comparator
from ingestion.values.amounts import parse_amount, plain

_MINUS = r"(?:(?<![\d%A-Za-z十百千万亿元个家项])-)?"
# AED100台: a count behind a name in capitals; codes (ISO9001) are blotted out before.
_BEHIND_NAME = r"(?<=[A-Z]{2})(?=\d{1,4}[一-鿿])"
_BEGINS = rf"(?:(?<![\dA-Za-z.+第±])|{_BEHIND_NAME}){_MINUS}"
_DIGITS = rf"{_BEGINS}(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?![\d+]|\.\d)"
_MAGNITUDE = r"万亿|[十百千]?亿|[十百千]?万|[百千](?!分|克|米|瓦|伏|字|卡|里|升|兆|帕)"
_YUAN = {"人民币": "元"}


def find_mentions(masked: str) -> tuple[Mention, ...]:
    """Find every number that may be a quantity.

    Args:
        masked: Folded text in which names are blotted out.

    Returns:
        Mentions in order, none overlapping another; ranges are one mention.
    """
    found = [*find_shares(masked), *find_ranks(masked), *find_times(masked)]
    found += [m for m in (*_digits(masked), *find_worded(masked)) if not _overlaps(m, found)]
    ordered = share_units(masked, sorted(found, key=lambda m: m.start))
    return tuple(_without_overlap(join_ranges(masked, ordered)))


@cache
def _number_expression() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>{_DIGITS})(?P<spread>±\d+(?:\.\d+)?)?(?P<more>[余多来]|几)?(?P<magnitude>{_MAGNITUDE})?(?P<more_2>[余多])?"
        rf"(?P<counted>个(?=工作日|小时|百分点|工作时))?"
        rf"(?P<unit>(?:{unit_expression()})(?:\((?:{unit_expression()})\))?)?(?P<slash>/每?(?:{per_expression()}))?(?P<more_3>[余多])?"
    )


def _digits(masked: str) -> Iterator[Mention]:
    for match in _number_expression().finditer(masked):
        end = match.end()
        after = masked[end : end + 1]
        if not match["unit"] and after.isascii() and after.isalpha():
            continue
        per = _per_before(masked, match.start())
        if per == "":
            continue
        amount = parse_amount(match["number"].lstrip("-") + (match["magnitude"] or ""))
        if amount is None:
            continue
        signed = -amount if match["number"].startswith("-") else amount
        more = match["more"] or match["more_2"] or match["more_3"]
        sign: Comparator | None = ">" if more else "~" if match["spread"] else None
        yield with_tail(masked, _digit_mention(match, signed, sign, per))


def _digit_mention(
    match: re.Match[str], amount: Decimal, comparator: Comparator | None, per: str | None
) -> Mention:
    unit = match["unit"] or ""
    magnitude = match["magnitude"] or ""
    slash = match["slash"] or (f"/{per}" if per else "")
    if slash and unit:
        number = parse_amount(match["number"].lstrip("-")) or Decimal(0)
        if unit in money_units() and magnitude:
            return Mention(
                match.start(),
                match.end(),
                number,
                f"{magnitude}{unit}{slash}",
                "number",
                comparator,
            )
    return Mention(
        start=match.start(),
        end=match.end(),
        value=plain(amount),
        unit=_YUAN.get(unit, unit) + (slash if unit else ""),
        form="number",
        comparator=comparator,
        has_magnitude=bool(magnitude),
    )


def _per_before(masked: str, start: int) -> str | None:
    """What 每 right before the number divides by: 每千人4.6批次. Empty for 每100人: no quantity."""
    before = masked[max(0, start - 8) : start]
    if before.endswith("每"):
        return ""
    match = re.search(rf"每({per_expression()})$", before)
    return (
        match[1]
        if match and match[1] not in ("年", "月", "日", "天", "家", "个", "人", "次")
        else None
    )


def _overlaps(mention: Mention, others: list[Mention]) -> bool:
    return any(o.start < mention.end and mention.start < o.end for o in others)


def _without_overlap(mentions: Iterator[Mention]) -> Iterator[Mention]:
    end = 0
    for mention in mentions:
        if mention.start >= end:
            yield mention
            end = mention.end
