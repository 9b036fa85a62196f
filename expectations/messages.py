"""Turn a failing row into a sentence in plain words. Pure.

A template names columns of the row and keys of its ``detail``. Numbers are printed without trailing
zeros; what is missing prints as ``—``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

NOTHING = "—"


def plain_number(value: Decimal) -> str:
    """Print a number as people write it: ``-1``, ``0.5``; never ``-1.0000000000`` or ``1E+2``."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def plain_value(value: object) -> str:
    """Print one column or one key of a ``detail``; a list is joined by 、."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, list | tuple):
        return "、".join(plain_value(item) for item in value) or NOTHING
    return str(value)


def read_detail(text: str | None) -> dict[str, Any]:
    """Read the check-specific JSON of a row. Shape: one object; empty text is an empty object."""
    detail: dict[str, Any] = json.loads(text, parse_float=Decimal) if text else {}
    return detail


def fill_template(template: str, row: Mapping[str, Any]) -> str:
    """Fill one message template from one row of ``chk_<id>``.

    A column of the row goes before a key of its ``detail`` that has the same name.

    Args:
        template: Such as ``{subject_zh}：各单位合计 {observed}``.
        row: The uniform columns, ``detail`` as JSON text.

    Returns:
        The finished sentence.

    Raises:
        KeyError: The template names something that the row does not have: the check is broken.
    """
    values = {**read_detail(row["detail"]), **row}
    return template.format_map({key: plain_value(value) for key, value in values.items()}).strip()
