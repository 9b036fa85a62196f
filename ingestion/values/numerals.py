"""Read printed numbers: digits with separators, magnitudes, small Chinese numerals. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

import cn2an

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

_DIGITS_IN_A_ROW = re.compile(r"[一二两三四五六七八九][零〇一二两三四五六七八九]|[零〇]{2}")
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
    """Read a Chinese integer below ten thousand, such as 十八, 两百零五 or 两千三.

    Args:
        text: Candidate numeral.

    Returns:
        The integer, or None if the text is anything else; digits in a row (二四) are no integer,
        a place alone (百) counts once.
    """
    if not _HAN.fullmatch(text) or _DIGITS_IN_A_ROW.search(text):
        return None
    try:
        return int(cn2an.cn2an("一" + text if text[0] in "百千" else text, "normal"))
    except ValueError:
        return None
