"""Cards of the side list: what they hold, and those of reports and findings. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from ingestion.publish.annotated_marks import Entry
from ingestion.publish.pages import label
from ingestion.publish.report_arithmetic import show_decimal
from ingestion.records import (
    Change,
    Comparator,
    DeclaredCount,
    Issue,
    PrintedYear,
    ReportingRule,
    SubmissionValue,
)

COMPARATORS: dict[Comparator, str] = {
    ">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "", "~": "≈",
}  # fmt: skip
_CHANGES: dict[Change, str] = {"increase": "↑", "decrease": "↓"}


@dataclass(frozen=True, slots=True)
class Item:
    """One record as listed: what it is about, what was read, what is printed, further facts."""

    entry: Entry
    title: str = ""
    reading: str = ""
    printed: str = ""
    notes: tuple[str, ...] = ()
    english: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Records that belong together. ``doubt`` and ``basis`` are set where all items share them."""

    items: tuple[Item, ...]
    number: str = ""
    title: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    doubt: str | None = None
    is_dense: bool = False


def show_reading(
    comparator: Comparator | None,
    value: Decimal | None,
    value_max: Decimal | None,
    change: Change | None,
) -> str:
    """What was read, in signs: ``↓ ≥ 10``. Empty where no number was read."""
    if value is None:
        return ""
    number = show_decimal(value)
    if value_max is not None:
        number += f"—{show_decimal(value_max)}"
    signs = (_CHANGES[change] if change else "", COMPARATORS[comparator] if comparator else "")
    return " ".join(filter(None, (*signs, number)))


def cards_of_values(entries: Sequence[Entry]) -> Iterable[Card]:
    """Figures of a report: one card an organisation and period, in the order of its rows."""
    rows = [(one, one.record) for one in entries if isinstance(one.record, SubmissionValue)]
    for (org, period), found in groupby(
        rows, key=lambda row: (row[1].org_as_printed, row[1].period_code)
    ):
        items = tuple(_value(entry, value) for entry, value in found)
        yield Card(items=items, title=f"{org} {period}", is_dense=True)


def _value(entry: Entry, value: SubmissionValue) -> Item:
    reading = "" if value.value is None else f"{show_decimal(value.value)} {value.unit or ''}"
    return Item(
        entry=entry,
        title=value.indicator,
        reading=reading.strip() or "未填",
        notes=tuple(filter(None, (label("basis", value.basis)[0], value.explanation))),
    )


def cards_of_findings(entries: Sequence[Entry]) -> Iterable[Card]:
    """Findings of the checks on this document, one card each."""
    for entry in entries:
        if isinstance(entry.record, Issue):
            finding = entry.record
            yield Card(
                items=(
                    Item(
                        entry=entry,
                        title=finding.message_zh,
                        notes=(label("severity", finding.severity)[0],),
                        english=finding.message_en,
                    ),
                ),
                number=finding.code,
            )


def item_of_words(entry: Entry) -> Item | None:
    """What a text says of itself: how many items it has, its years, when reports are due.

    Returns:
        None where the record is something else.
    """
    record = entry.record
    title = label("kind", entry.kind)[0]
    if isinstance(record, DeclaredCount):
        reading = f"声明 {record.declared}"
        if record.found is not None:
            reading += f"，列出 {record.found}"
        why = label("skip_reason", record.reason)[0] if record.reason else ""
        notes = tuple(filter(None, (why, "、".join(record.items))))
        return Item(entry, title, reading, record.quote, notes)
    if isinstance(record, PrintedYear):
        reading = str(record.year) if record.year else "不成年份"
        return Item(entry, title, reading, record.raw, tuple(filter(None, (record.context,))))
    if isinstance(record, ReportingRule):
        return Item(entry, title, label("frequency", record.frequency)[0], record.quote)
    return None
