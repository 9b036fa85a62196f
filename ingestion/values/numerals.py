"""Read printed numbers: digits with separators, magnitudes, small Chinese numerals. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

# A number that touches a Latin letter or + is part of a name: 5G, A4, “1+N”.
NUMBER = r"(?<![\dA-Za-z.+])[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d+A-Za-z]|\.\d)"
MAGNITUDES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
MAGNITUDE = r"(?:[百千]?万|[十百千]?亿|[百千](?!分|克|米|瓦|伏))"

_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_HAN = re.compile(r"[零〇一二两三四五六七八九十百千]+")


def parse_decimal(text: str) -> Decimal:
    """Read digits as printed, thousands separators dropped; no rounding.

    Args:
        text: Text that ``NUMBER`` matched.

    Returns:
        The number, with the places that are printed.
    """
    return Decimal(text.replace(",", ""))


def magnitude(text: str) -> int:
    """Value of a magnitude such as 万 or 千万; 1 for an empty text."""
    factor = 1
    for char in text:
        factor *= MAGNITUDES[char]
    return factor


def scaled(number: Decimal, text: str) -> Decimal:
    """Multiply by a magnitude and keep a plain notation: 0.9 and 万 give 9000, never 9E+3."""
    product = number * magnitude(text)
    whole = product.to_integral_value()
    return whole.quantize(Decimal(1)) if text and product == whole else product


def parse_han_integer(text: str) -> int | None:
    """Read a Chinese integer below ten thousand, such as 十八 or 两百零五.

    Args:
        text: Candidate numeral.

    Returns:
        The integer, or None if the text is anything else.
    """
    if not _HAN.fullmatch(text):
        return None
    total, digit = 0, None
    for char in text:
        if char in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[char]
            digit = None
        elif digit in (None, 0):
            digit = _DIGITS[char]
        else:
            return None
    return total + (digit or 0)
