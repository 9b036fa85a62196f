"""Numbers in characters: 十余家, 超百亿元, 三分之二, 八成, 一半, 翻一番. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ingestion.interpret.narrative.model import Mention
from ingestion.interpret.narrative.tails import with_tail
from ingestion.interpret.narrative.words import starts_with, worded_unit_expression
from ingestion.records import Comparator
from ingestion.values.amounts import parse_amount, plain

HAN = r"[一二两三四五六七八九十百千]"
_DIGITS = "零一二三四五六七八九"
_COUNTED = re.compile(r"^个(?=工作日|小时|百分点|工作时|市|县)")


def find_worded(masked: str) -> Iterator[Mention]:
    """Numbers in characters with a measure word; articles and outlines are left alone."""
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


@cache
def _worded_expression() -> re.Pattern[str]:
    number = rf"(?P<number>{HAN}+(?:[万亿]{HAN}*)*?)(?P<more>[余多几来])?"
    magnitude = r"(?P<magnitude>万亿|亿|万)?(?P<more_2>[余多])?"
    alone = r"(?<=[近上超逾过约达])(?P<round>百万|千万|万|亿|百亿|千亿|万亿)"
    ended = r"大关|(?<=[百千十]万|[百千十]亿)(?=$|[,;。、)])"
    return re.compile(
        rf"(?<![\d第{HAN[1:-1]}※每])(?:{number}{magnitude}|{alone})"
        rf"(?P<counted>个(?=工作日|小时|百分点|工作时))?(?P<unit>{worded_unit_expression()}|{ended})"
    )


def find_shares(masked: str) -> Iterator[Mention]:
    """Shares in words, as per cent."""
    for match in _share_expression().finditer(masked):
        value = _share_value(match)
        if value is not None:
            more: Comparator | None = ">" if match["more"] or match["most"] else None
            form = Mention(match.start(), match.end(), value, "%", "share", more)
            yield with_tail(masked, form)


@cache
def _share_expression() -> re.Pattern[str]:
    not_tenths = "[立为果效员长本功都熟品分形套型交绩就人年渝片像]"
    return re.compile(
        rf"百分之(?P<percent>\d+(?:\.\d+)?|{HAN}+(?:点[零〇一二三四五六七八九]+)?)|(?P<all>百分百)"
        rf"|(?<![建完形生组])(?P<tenths>[一二两三四五六七八九]|(?<![\d.])\d)成(?P<half>[一二三四五六七八九半])?(?P<more>[多余])?(?!{not_tenths})(?=以上|左右|[,。;、)]|的|企业|$)"
        r"|(?P<part>[二三四五])分之(?P<of>[一二三四])(?=以上|左右|[,。;、)]|的|$)"
        r"|(?<=[的达到超近过])(?P<half_of>一半|半数)|(?P<half_at>半数|一半)(?=以上)"
        r"|(?<=[占比率比例])(?P<most>过半|超半|超一半|过半数)(?=[,。;、)]|$)"
    )


def _share_value(match: re.Match[str]) -> Decimal | None:
    if match["percent"]:
        return _with_decimals(match["percent"])
    if match["all"]:
        return Decimal(100)
    if match["tenths"]:
        tenths = parse_amount(match["tenths"]) or Decimal(0)
        ones = match["half"] and (5 if match["half"] == "半" else parse_amount(match["half"]))
        return plain(tenths * 10 + (ones or 0))
    if match["part"]:
        part, of = parse_amount(match["of"]), parse_amount(match["part"])
        return round(part / of * 100, 2) if part and of and part < of else None
    return Decimal(50)


def _with_decimals(text: str) -> Decimal | None:
    """十一点三 is 11.3: the digits behind the point are read one by one."""
    whole, _, digits = text.partition("点")
    amount = parse_amount(whole)
    if amount is None or not digits:
        return amount
    places = "".join(str(_DIGITS.index(digit) % 10) for digit in digits.replace("〇", "零"))
    return amount + Decimal(f"0.{places}")


def find_times(masked: str) -> Iterator[Mention]:
    """翻番 is twice, 翻两番 four times."""
    for match in re.finditer(r"翻了?(?P<times>[一两二三]?)番(?P<more>多)?", masked):
        doublings = parse_amount(match["times"]) if match["times"] else Decimal(1)
        yield Mention(
            match.start(),
            match.end(),
            plain(2 ** (doublings or Decimal(1))),
            "倍",
            "times",
            ">" if match["more"] else None,
        )
