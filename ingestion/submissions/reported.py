"""Read one reported figure strictly: a number, a unit beside it, and nothing else. Pure.

A plan may say 约30 or 不少于30; a report says 30. The grammar of numbers is that of ``values``;
here is only what a submission may not print around one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ingestion.values.names import unit_dimensions
from ingestion.values.numerals import MAGNITUDE, NUMBER
from ingestion.values.printed import parse_printed
from ingestion.values.width import fold_width

_MINUS_SIGNS = str.maketrans("−﹣–", "---")
_SHAPE = re.compile(rf"{NUMBER}\s*(?:{MAGNITUDE})?\s*(?P<unit>[^\d\s]*)")


class Reported(NamedTuple):
    """A figure and the unit printed beside it, if any. The value is in that unit."""

    value: Decimal
    unit: str | None


def parse_reported(text: str) -> Reported | None:
    """Read one reported figure, such as ``1,234``, ``12%``, ``１２``, ``0.9万`` or ``-3``.

    Args:
        text: One cell, of any width.

    Returns:
        The figure, no rounding; a count's magnitude expanded (0.9万 is 9000). ``None`` for a blank,
        a bound, an estimate, a range, a formula's error, or a unit that nobody has reviewed.
    """
    folded = fold_width(text).strip().translate(_MINUS_SIGNS)
    shape = _SHAPE.fullmatch(folded)
    if shape is None or (shape["unit"] and shape["unit"] not in unit_dimensions()):
        return None
    printed = parse_printed(folded)
    is_plain = printed.kind == "number" and printed.comparator == "=" and printed.change is None
    if not is_plain or printed.value is None or printed.for_each or printed.further:
        return None
    return Reported(printed.value, printed.unit)
