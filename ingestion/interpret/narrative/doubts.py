"""Say which quantities leave open what they measure: none is lost, none forced. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ingestion.interpret.narrative.phrase import is_weak
from ingestion.records import Issue, Quantity, Record, Section


class QuantityResult(Record):
    """Quantities in reading order, an issue for each that needs a person, and the headings."""

    quantities: tuple[Quantity, ...] = ()
    issues: tuple[Issue, ...] = ()
    sections: tuple[Section, ...] = ()


def sift(found: Iterable[Quantity]) -> QuantityResult:
    """Part the quantities that say what they measure from those that do not.

    Args:
        found: Everything that was read, in any order; the indicator may be empty.

    Returns:
        Quantities with an indicator. One without any is an issue ``quantity_without_indicator``
        instead; one whose indicator is only a general measure stays, with the issue
        ``quantity_low_confidence``.
    """
    ordered = sorted(found, key=lambda quantity: (quantity.start, quantity.end))
    issues = [_unnamed(q) for q in ordered if not q.indicator]
    issues += [_vague(q) for q in ordered if q.indicator and is_weak(q.indicator)]
    return QuantityResult(quantities=tuple(q for q in ordered if q.indicator), issues=tuple(issues))


def _unnamed(quantity: Quantity) -> Issue:
    return Issue(
        document_id=quantity.document_id,
        code="quantity_without_indicator",
        severity="warning",
        message_zh=f"“{quantity.quote}”是一个数量，但前后文没有说明它衡量什么，未载入。",
        message_en=f"“{quantity.quote}” is a quantity, but nothing near it says what it measures; "
        "it was not loaded.",
        place=quantity.section or "",
        as_printed=quantity.quote,
        evidence=quantity.evidence,
    )


def _vague(quantity: Quantity) -> Issue:
    name = quantity.indicator
    return Issue(
        document_id=quantity.document_id,
        code="quantity_low_confidence",
        severity="info",
        message_zh=f"“{quantity.quote}”的指标只读到“{name}”，没有找到它是谁的{name}，请核对。",
        message_en=f"The indicator of “{quantity.quote}” reads only “{name}”; what it belongs to "
        "was not found. Please check.",
        place=quantity.section or "",
        as_printed=quantity.quote,
        evidence=quantity.evidence,
    )
