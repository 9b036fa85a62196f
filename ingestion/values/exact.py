"""Which numbers the stores keep exactly. Pure."""

from __future__ import annotations

from decimal import Decimal

# Digits in all and behind the point: ``decimal(38, 10)``, in the records and in the warehouse.
PRECISION, SCALE = 38, 10


def fits_store(value: Decimal) -> bool:
    """Whether a number is kept exactly: at most 28 digits before the point and 10 after it."""
    if not value.is_finite():
        return False
    _, digits, exponent = value.as_tuple()  # normalize() would round to the context's precision
    assert isinstance(exponent, int)
    written = "".join(map(str, digits)).rstrip("0")
    if not written:
        return True
    exponent += len(digits) - len(written)
    return exponent >= -SCALE and value.adjusted() < PRECISION - SCALE
