"""How one number may have become another: digits, places, magnitudes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

_SHIFTS = tuple(power for power in range(-3, 4) if power)
_UNITS = (4, 8)
"""Powers of ten that a unit of 万 or of 亿 stands for."""


def likely_originals(printed: Decimal) -> Iterator[tuple[str, Decimal]]:
    """Numbers that are known to be written as this one by a slip, each with the slip's code.

    A number that is one typed digit away is not listed here, as there are too many; see
    :func:`is_digit_error`.
    """
    if not printed:
        return
    for power in _SHIFTS:
        yield "digit_shift", printed.scaleb(power)
    for power in _UNITS:
        yield "unit_slip", printed.scaleb(power)
        yield "unit_slip", printed.scaleb(-power)
    for swapped in _transposed(printed):
        yield "digit_transposition", swapped


def is_digit_error(printed: Decimal, right: Decimal) -> bool:
    """Whether one digit was typed wrongly, left out, or typed once too often.

    Numbers of a single digit are left alone: any is one digit away from any other.
    """
    one, other = _digits(printed), _digits(right)
    if min(len(one), len(other)) < 2 or one == other:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _transposed(value: Decimal) -> Iterator[Decimal]:
    """Every number with two neighbouring digits exchanged; the point stays."""
    text = plain(value)
    for at in range(len(text) - 1):
        pair = text[at : at + 2]
        if pair.isdigit() and pair[0] != pair[1] and not (at == 0 and pair[1] == "0"):
            yield Decimal(text[:at] + pair[::-1] + text[at + 2 :])


def _digits(value: Decimal) -> str:
    return plain(abs(value)).replace(".", "")


def plain(value: Decimal) -> str:
    """Print a number without exponent or trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
