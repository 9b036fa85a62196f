"""Read amounts of running text: digits, Chinese numerals, magnitudes between them. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from ingestion.values.numerals import parse_decimal, parse_han_integer

_MAGNITUDES = (("亿", 10**8), ("万", 10**4))
_SMALL = {"十": 10, "百": 100, "千": 1000}


def parse_amount(text: str) -> Decimal | None:
    """Read an amount with its magnitude: 3.1万, 8万亿, 两百零五, 三十五万, 千万.

    Args:
        text: Width folded, without white space, sign or unit.

    Returns:
        The number in plain notation, or None if the text is no amount. A magnitude alone counts
        once: 百 is 100, 千万 is ten million.
    """
    for mark, factor in _MAGNITUDES:
        head, found, tail = text.rpartition(mark)
        if not found:
            continue
        left = parse_amount(head) if head else Decimal(1)
        right = parse_amount(tail) if tail else Decimal(0)
        if left is None or right is None:
            return None
        return plain(left * factor + right)
    return _below_ten_thousand(text)


def plain(number: Decimal) -> Decimal:
    """The same number, never as 9E+3; whole numbers without places."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == number else number


def _below_ten_thousand(text: str) -> Decimal | None:
    if text[:1].isdigit() and text[-1:] in _SMALL:
        left = _below_ten_thousand(text[:-1])
        return None if left is None else plain(left * _SMALL[text[-1]])
    if re.fullmatch(r"\d[\d,]*(?:\.\d+)?", text):
        return parse_decimal(text)
    number = parse_han_integer(text)
    return None if number is None else Decimal(number)
