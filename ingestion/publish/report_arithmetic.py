"""Lay out the arithmetic of a finding from what its check recorded. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from ingestion.records import Record

_UNPRINTABLE = "–"


class SumPart(Record):
    """One addend. ``value`` is null where the cell holds no number."""

    org: str
    raw: str
    value: Decimal | None


class Arithmetic(Record):
    """What a check compared.

    ``parts`` is empty unless the check added something up; then ``parts_sum`` is their sum, worked
    out again here from the parts shown, and ``total_org`` says whose total was expected. ``unit``
    holds for all numbers. ``notes`` are the check's further details, by name.
    """

    expected: str | None
    observed: str | None
    difference: Decimal | None
    tolerance: Decimal | None
    parts: tuple[SumPart, ...] = ()
    parts_sum: Decimal | None = None
    total_org: str | None = None
    unit: str | None = None
    notes: tuple[tuple[str, str], ...] = ()


def lay_out_arithmetic(
    expected: str | None,
    observed: str | None,
    difference: Decimal | None,
    tolerance: Decimal | None,
    detail: str | None,
) -> Arithmetic:
    """Read a finding's numbers and the JSON detail of its check.

    Args:
        expected: As the check recorded it.
        observed: As the check recorded it.
        difference: In the unit of the subject.
        tolerance: In the unit of the subject.
        detail: JSON: a list of parts, or an object that may hold ``parts`` and ``total``.
    """
    content = json.loads(detail, parse_float=Decimal) if detail else {}
    fields: dict[str, Any] = {"parts": content} if isinstance(content, list) else dict(content)
    parts = _take_parts(fields)
    values = [part.value for part in parts if part.value is not None]
    total_org, unit = fields.pop("total_org", None), fields.pop("unit", None)
    return Arithmetic(
        expected=plain(expected),
        observed=plain(observed),
        difference=difference,
        tolerance=tolerance,
        parts=parts,
        parts_sum=sum(values, Decimal(0)) if values else None,
        total_org=str(total_org) if total_org and parts else None,
        unit=str(unit) if unit else None,
        notes=_notes(fields),
    )


def plain(printed: str | None) -> str | None:
    """Drop the zeros that a decimal column adds: ``20.0000000000`` is ``20``; text stays."""
    if printed is None:
        return None
    try:
        number = Decimal(printed)
    except InvalidOperation:
        return printed
    return show_decimal(number) if number.is_finite() else printed


def show_decimal(value: Decimal | None) -> str:
    """Print a decimal without exponent, trailing zeros or grouping; null as a dash."""
    if value is None:
        return _UNPRINTABLE
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _take_parts(fields: dict[str, Any]) -> tuple[SumPart, ...]:
    """Take the parts out; what does not look like the parts of a sum stays a note."""
    listed = fields.get("parts")
    if not isinstance(listed, list):
        return ()
    if not all(isinstance(one, Mapping) and "org" in one for one in listed):
        return ()
    del fields["parts"]
    return tuple(_part(one) for one in listed)


def _part(one: Mapping[str, Any]) -> SumPart:
    return SumPart(
        org=str(one.get("org") or ""),
        raw=str(one.get("raw") if one.get("raw") is not None else ""),
        value=_decimal(one.get("value")),
    )


def _decimal(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def _notes(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What a flag denies and what is empty says nothing to a reader."""
    return tuple(
        (name, _compact(value))
        for name, value in fields.items()
        if value is not None and value is not False and value not in ("", [], {})
    )


def _compact(value: object) -> str:
    if value is True:
        return "✓"
    if isinstance(value, list) and all(not isinstance(one, list | dict) for one in value):
        return "、".join(str(one) for one in value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return plain(str(value)) or ""
