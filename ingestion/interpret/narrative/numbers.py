"""Find numbers with their units in masked text, whatever they turn out to mean. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from ingestion.interpret.narrative.model import Mention
from ingestion.interpret.narrative.words import (
    after_signs,
    alternatives,
    money_units,
    per_expression,
    section_words,
    starts_with,
    time_units,
    unit_expression,
    worded_unit_expression,
)
from ingestion.records import Comparator
from ingestion.values.amounts import parse_amount, plain

_DIGITS = r"(?<![\dA-Za-z.+第])(?:(?<![\d%A-Za-z])-)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d+]|\.\d)"
_MAGNITUDE = r"万亿|[十百千]?亿|[十百千]?万|[百千](?!分|克|米|瓦|伏|字|卡|里|升|兆|帕)"
_HAN = r"[一二两三四五六七八九十百千]"
_RANGE_MARK = re.compile(r"(?:[-–~]|[—―]{1,2}|至|到)")
_COUNTED = re.compile(r"^个(?=工作日|小时|百分点|工作时|市|县)")
_YUAN = {"人民币": "元"}
_ASIDE = re.compile(r"\(※{1,3}\)(?=以上|以内|左右|以下)")
_APART = re.compile(r"[,;。、:)!?]|$")


def find_mentions(masked: str) -> tuple[Mention, ...]:
    """Find every number that may be a quantity.

    Args:
        masked: Folded text in which names are blotted out.

    Returns:
        Mentions in order, none overlapping another; ranges are one mention.
    """
    found = [*_shares(masked), *_ranks(masked), *_times(masked)]
    found += [m for m in (*_digits(masked), *_worded(masked)) if not _overlaps(m, found)]
    ordered = _with_shared_units(masked, sorted(found, key=lambda m: m.start))
    return tuple(_without_overlap(_joined_ranges(masked, ordered)))


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


@cache
def _number_expression() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>{_DIGITS})(?P<more>[余多来]|几)?(?P<magnitude>{_MAGNITUDE})?(?P<more_2>[余多])?"
        rf"(?P<counted>个(?=工作日|小时|百分点|工作时|市|县))?"
        rf"(?P<unit>{unit_expression()})?(?P<slash>/每?(?:{per_expression()}))?(?P<more_3>[余多])?"
    )


@cache
def _worded_expression() -> re.Pattern[str]:
    vague = "近|上|超|超过|逾|突破|过|约|达|达到"
    return re.compile(
        rf"(?<![\d第{_HAN[1:-1]}※每])(?:(?P<number>{_HAN}+(?:[万亿]{_HAN}*)*?)(?P<more>[余多几来])?(?P<magnitude>万亿|亿|万)?(?P<more_2>[余多])?"
        rf"|(?<=(?:{'|'.join(w for w in vague.split('|') if len(w) == 1)}))(?P<round>百万|千万|万|亿|百亿|千亿|万亿))"
        rf"(?P<counted>个(?=工作日|小时|百分点|工作时))?"
        rf"(?P<unit>{worded_unit_expression()}|(?:美|欧|港)?元(?![旦素器宇件月老])|亩|吨|斤|公顷|平方公里|平方米|千瓦(?!时)|千瓦时|户|大关|(?<=[百千十]万|[百千十]亿)(?=$|[,;。、)]))"
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
        yield with_tail(masked, _digit_mention(match, signed, ">" if more else None, per))


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
                match.start(), match.end(), number, f"{magnitude}{unit}{slash}", "number", comparator
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
    return match[1] if match and match[1] not in ("年", "月", "日", "天", "家", "个", "人", "次") else None


def _worded(masked: str) -> Iterator[Mention]:
    for match in _worded_expression().finditer(masked):
        text = match["round"] or (match["number"] + (match["magnitude"] or ""))
        amount = parse_amount(text)
        more = match["more"] or match["more_2"] if not match["round"] else None
        if amount is None or (not more and _counts_nothing(masked, match)):
            continue
        unit = "" if match["unit"] == "大关" else match["unit"]
        yield with_tail(
            masked,
            Mention(
                start=match.start(),
                end=match.end(),
                value=plain(amount),
                unit=_COUNTED.sub("", unit),
                form="words",
                comparator=">" if more else None,
                has_magnitude=amount >= 100,
            ),
        )


def _counts_nothing(masked: str, match: re.Match[str]) -> bool:
    """一个 is an article, 三个方面 an outline, 百家 and 千家 figures of speech."""
    number, before = match["number"], masked[max(0, match.start() - 3) : match.start()]
    if match["round"]:
        return False
    if starts_with("not_counted").match(masked, match.end()) and match["unit"] != "大关":
        return True
    if number == "一" and not match["magnitude"]:
        return not any(masked.startswith(w, match.end()) for w in ("以上", "以内"))
    if number in ("百", "千", "万", "百千"):
        return not re.search(r"(?:近|上|超|超过|逾|突破|过|约|达)$", before)
    return False


def _shares(masked: str) -> Iterator[Mention]:
    for match in _share_expression().finditer(masked):
        value = _share_value(match)
        if value is not None:
            form = Mention(match.start(), match.end(), value, "%", "share")
            yield with_tail(masked, form)


@cache
def _share_expression() -> re.Pattern[str]:
    not_tenths = "[立为果效员长本功都熟品分形套型交绩就人年渝片像]"
    return re.compile(
        rf"百分之(?P<percent>\d+(?:\.\d+)?|{_HAN}+)|(?P<all>百分百)"
        rf"|(?<![建完形达生组])(?P<tenths>[一二两三四五六七八九]|(?<![\d.])\d)成(?P<half>五|半)?(?!{not_tenths})(?=以上|左右|多|余|[,。;、)]|的|企业|$)"
        r"|(?P<part>[二三四五])分之(?P<of>[一二三四])(?=以上|左右|[,。;、)]|的|$)"
        r"|(?<=[的达到超近过])(?P<half_of>一半|半数)|(?P<half_at>半数|一半)(?=以上)"
    )


def _share_value(match: re.Match[str]) -> Decimal | None:
    if match["percent"]:
        return parse_amount(match["percent"])
    if match["all"]:
        return Decimal(100)
    if match["tenths"]:
        tenths = parse_amount(match["tenths"]) or Decimal(0)
        return plain(tenths * 10 + (5 if match["half"] else 0))
    if match["part"]:
        part, of = parse_amount(match["of"]), parse_amount(match["part"])
        return round(part / of * 100, 2) if part and of and part < of else None
    return Decimal(50)


def _times(masked: str) -> Iterator[Mention]:
    for match in re.finditer(r"翻(?P<times>[一两二三]?)番", masked):
        doublings = parse_amount(match["times"]) if match["times"] else Decimal(1)
        yield Mention(match.start(), match.end(), plain(2 ** (doublings or Decimal(1))), "倍", "times")


@cache
def _rank_expression() -> re.Pattern[str]:
    context = alternatives(section_words("narrative_words", "rank_before"))
    return re.compile(
        rf"(?:(?:{context}|分列|第※*)[^,;。]{{0,4}}?|(?<=、))"
        rf"(?:第(?P<nth>\d+|{_HAN}+)(?P<unit>位|名)?|前(?P<top>\d+|{_HAN}+)(?P<top_unit>位|名|强)?"
        rf"|(?P<first>首位|榜首|头名))(?=$|[,;。、)!]|升|降|跃|提|前移|进|上升|以内|行列|和|,)"
    )


def _ranks(masked: str) -> Iterator[Mention]:
    last_end = -9
    for match in _ranked_text(masked):
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


def _ranked_text(masked: str) -> Iterator[re.Match[str]]:
    return _rank_expression().finditer(masked)


def _joined_ranges(masked: str, mentions: list[Mention]) -> Iterator[Mention]:
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


def _with_shared_units(masked: str, mentions: list[Mention]) -> list[Mention]:
    """3个和1个工作日: both are 工作日, and a bound behind the second holds for both."""
    shared = list(mentions)
    for index in range(len(shared) - 2, -1, -1):
        low, high = shared[index], shared[index + 1]
        if masked[low.end : high.start] not in ("和", "、", "或") or low.unit != "个":
            continue
        if high.unit in time_units() and "个" in masked[high.start : high.end]:
            shared[index] = replace(low, unit=high.unit, comparator=high.comparator)
    return shared


def _joined(masked: str, low: Mention, high: Mention) -> Mention | None:
    mark = masked[low.end : high.start]
    if not _RANGE_MARK.fullmatch(mark) or "rank" in (low.form, high.form):
        return None
    if low.unit not in ("", high.unit) or low.value_max is not None:
        return None
    moved = re.search(r"(?:从|由|自)[^,;。]{0,16}$", masked[: low.start])
    if mark in ("至", "到") and (low.unit or moved):
        return None
    factor = 1
    if high.has_magnitude and not low.has_magnitude and not low.unit:
        digits = re.match(r"[\d.,]+", masked[high.start : high.end])
        base = parse_amount(digits[0]) if digits else None
        factor = int(high.value / base) if base else 1
    if high.value <= low.value * factor:
        return None
    return replace(
        high, start=low.start, value=plain(low.value * factor), value_max=high.value
    )


def _overlaps(mention: Mention, others: list[Mention]) -> bool:
    return any(o.start < mention.end and mention.start < o.end for o in others)


def _without_overlap(mentions: Iterator[Mention]) -> Iterator[Mention]:
    end = 0
    for mention in mentions:
        if mention.start >= end:
            yield mention
            end = mention.end
