"""The side list of an annotated document: every record, grouped as printed. Pure.

A card is a row of a table, a project, a section of text, or one record; its items are what can be
clicked. A record type that is not known here is listed with all of its fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from ingestion.publish.annotated_cards import (
    Card,
    Item,
    cards_of_findings,
    cards_of_values,
    item_of_words,
    show_reading,
)
from ingestion.publish.annotated_marks import KINDS, Entry
from ingestion.publish.annotated_matrix import Matrix, matrix_of
from ingestion.publish.pages import label
from ingestion.publish.report_arithmetic import show_decimal
from ingestion.records import (
    Cell,
    Document,
    Issue,
    Part,
    ProgressItem,
    Quantity,
    Record,
    Task,
)

_LISTED_FIELDS = frozenset({"record", "document_id", "evidence", "parts", "part_no"})
_SEVERITIES = ("critical", "warning", "info")
_ORDER = (
    "finding", "document", "cell", "submission_value", "progress_item", "task", "quantity", "other",
    "issue",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """All cards of one table or one kind in one part."""

    kind: str
    title: str
    cards: tuple[Card, ...]
    count: int
    matrix: Matrix | None = None


def known_kind(kind: str) -> str:
    """The kind as the page colours it; ``other`` for a type that it does not know."""
    return kind if kind in KINDS else "other"


def list_entries(entries: Iterable[Entry], parts: Sequence[Part]) -> tuple[Section, ...]:
    """Group all entries into sections and cards.

    Args:
        entries: In the order of the records.
        parts: Parts of the document, for the titles of sections.
    """
    titles = {part.part_no: part.title for part in parts} if len(parts) > 1 else {}
    sections: list[Section] = []
    ordered = sorted(entries, key=_rank)
    for (kind, part_no, table_no), found in groupby(ordered, key=_section_key):
        group = list(found)
        cards = tuple(_CARDS.get(kind, _cards_of_others)(group))
        table = f"表 {table_no}" if table_no else ""
        title = " · ".join(filter(None, (titles.get(part_no, ""), table)))
        matrix = matrix_of(group) if kind == "cell" else None
        sections.append(Section(kind, title, cards, len(group), matrix))
    return tuple(sections)


def _rank(entry: Entry) -> tuple[int, int]:
    severity: str = getattr(entry.record, "severity", "")
    rank = _SEVERITIES.index(severity) if severity in _SEVERITIES else 0
    return _ORDER.index(known_kind(entry.kind)), rank


def _section_key(entry: Entry) -> tuple[str, int, int]:
    kind = known_kind(entry.kind)
    part_no: int = getattr(entry.record, "part_no", 0)
    table_no: int = getattr(entry.record, "table_no", 0)
    if isinstance(entry.record, Cell):
        table_no = entry.record.printed_table_no
    return kind, part_no, table_no


def _cards_of_cells(entries: Sequence[Entry]) -> Iterable[Card]:
    rows = [(entry, entry.record) for entry in entries if isinstance(entry.record, Cell)]
    for _, found in groupby(rows, key=lambda row: (row[1].row_no, row[1].indicator, row[1].period)):
        row = list(found)
        first = row[0][1]
        bases = {cell.alignment_basis for _, cell in row}
        doubts = {cell.alignment for _, cell in row}
        said = _said_once([cell for _, cell in row])
        by = _named_basis(next(iter(bases))) if len(bases) == 1 else ""
        about = (first.action, first.period, by and f"依据 {by}", *said.values())
        yield Card(
            items=tuple(
                _cell(entry, cell, said=said, is_alone=len(bases) > 1 or len(doubts) > 1)
                for entry, cell in row
            ),
            number=str(first.row_no),
            title=first.indicator,
            unit=first.unit or "",
            notes=tuple(filter(None, about)),
            doubt=next(iter(doubts)) if len(doubts) == 1 else None,
            is_dense=True,
        )


def _said_once(cells: Sequence[Cell]) -> dict[str, str]:
    """What is printed once and holds for several cells; it is said once for the row."""
    raws = Counter(cell.raw for cell in cells if cell.state == "all_orgs" and cell.raw)
    state = label("cell_state", "all_orgs")[0]
    return {raw: f"“{raw}” {state}" for raw, count in raws.items() if count > 1}


def _named_basis(basis: Iterable[str]) -> str:
    return "、".join(label("alignment_basis", one)[0] for one in basis)


def _cell(entry: Entry, cell: Cell, *, said: Collection[str], is_alone: bool) -> Item:
    """One cell; where its row does not share one grade and basis, the cell says its own."""
    is_said = cell.raw in said
    state = "" if cell.state == "value" else label("cell_state", cell.state)[0]
    reading = show_reading(cell.comparator, cell.value, None, cell.change)
    if reading and cell.unit == "%":
        reading += "%"
    notes = (
        state if reading and not is_said else "",
        label("measure", cell.measure)[0] if cell.measure != "target" else "",
        label("alignment", cell.alignment)[0] if is_alone else "",
        _named_basis(cell.alignment_basis) if is_alone else "",
    )
    is_plain = is_said or not cell.raw or cell.raw in (reading, "/")
    return Item(
        entry=entry,
        title=cell.org,
        reading=reading or state,
        printed="" if is_plain else cell.raw,
        notes=tuple(filter(None, notes)),
    )


def _cards_of_tasks(entries: Sequence[Entry]) -> Iterable[Card]:
    for entry in entries:
        if isinstance(entry.record, Task):
            task = entry.record
            due = task.due_date.isoformat() if task.due_date else task.due_text or ""
            item = Item(
                entry=entry,
                title=task.task,
                reading=due,
                printed=task.goal_text,
                notes=tuple(filter(None, ("、".join(task.departments), task.remark))),
            )
            yield Card(items=(item,), number=str(task.row_no))


def _cards_of_progress(entries: Sequence[Entry]) -> Iterable[Card]:
    rows = [(entry, entry.record) for entry in entries if isinstance(entry.record, ProgressItem)]
    for _, found in groupby(rows, key=lambda row: (row[1].project_no, row[1].project_name)):
        row = list(found)
        yield Card(
            items=tuple(
                Item(entry=entry, title=item.label or f"({item.item_seq})", printed=item.text)
                for entry, item in row
            ),
            number=str(row[0][1].project_no),
            title=row[0][1].project_name,
        )


def _cards_of_quantities(entries: Sequence[Entry]) -> Iterable[Card]:
    rows = [(entry, entry.record) for entry in entries if isinstance(entry.record, Quantity)]
    for section, found in groupby(rows, key=lambda row: row[1].section):
        items = tuple(_quantity(entry, quantity) for entry, quantity in found)
        yield Card(items=items, title=section or "")


def _quantity(entry: Entry, quantity: Quantity) -> Item:
    reading = show_reading(quantity.comparator, quantity.value, quantity.value_max, quantity.change)
    year = str(quantity.year) if quantity.year else ""
    kind = label("measure", quantity.kind)[0]
    return Item(
        entry=entry,
        title=quantity.indicator,
        reading=" ".join(filter(None, (reading, quantity.unit))),
        printed=quantity.quote,
        notes=tuple(filter(None, (kind, quantity.org, year))),
    )


def _cards_of_issues(entries: Sequence[Entry]) -> Iterable[Card]:
    for entry in entries:
        if isinstance(entry.record, Issue):
            issue = entry.record
            item = Item(
                entry=entry,
                title=issue.message_zh,
                printed=issue.as_printed,
                notes=tuple(filter(None, (issue.place, issue.code))),
                english=issue.message_en,
            )
            yield Card(items=(item,), number=label("severity", issue.severity)[0])


def _cards_of_document(entries: Sequence[Entry]) -> Iterable[Card]:
    """One card: the fields where they are printed, then what follows from them."""
    records = [entry.record for entry in entries if isinstance(entry.record, Document)]
    for one in records[:1]:
        years = "—".join(str(year) for year in (one.year, one.year_end) if year)
        facts = (
            ("类型", label("document_kind", one.kind)[0]),
            ("年度", years),
            (
                "性质",
                "" if one.standing == "issued" else label("document_standing", one.standing)[0],
            ),
            ("计划标识", one.plan_id),
        )
        notes = tuple(f"{name} {value}" for name, value in facts if value)
        yield Card(
            items=tuple(_document_field(entry, one) for entry in entries),
            title=one.title,
            notes=notes,
        )


def _document_field(entry: Entry, document: Document) -> Item:
    value = getattr(document, entry.field, "") if entry.field else ""
    return Item(
        entry=entry,
        title=label("document_field", entry.field)[0] if entry.field else document.title,
        reading="" if entry.field == "title" else _plain(value or ""),
    )


def _cards_of_others(entries: Sequence[Entry]) -> Iterable[Card]:
    for entry in entries:
        title = label("kind", entry.kind)[0]
        item = item_of_words(entry) or Item(entry, title, notes=_fields(entry.record))
        yield Card(items=(item,))


def _fields(record: Record) -> tuple[str, ...]:
    values = {
        name: value
        for name, value in record
        if name not in _LISTED_FIELDS and value not in (None, "", ())
    }
    return tuple(f"{name} {_plain(value)}" for name, value in values.items())


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return show_decimal(value)
    return value.isoformat() if isinstance(value, date) else str(value)


_CARDS: dict[str, Callable[[Sequence[Entry]], Iterable[Card]]] = {
    "finding": cards_of_findings,
    "cell": _cards_of_cells,
    "submission_value": cards_of_values,
    "task": _cards_of_tasks,
    "progress_item": _cards_of_progress,
    "quantity": _cards_of_quantities,
    "issue": _cards_of_issues,
    "document": _cards_of_document,
}
