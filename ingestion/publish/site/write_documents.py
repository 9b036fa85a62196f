"""Write the pages of documents, and remember where in them every character stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import get_args

from ingestion.publish.annotated import view_document
from ingestion.publish.site.content import SiteContent
from ingestion.publish.site.document_records import CandidateRecords
from ingestion.publish.site.documents import AnnotatedDocument, Places, Sheet, arrange_document
from ingestion.publish.site.findings import FindingView, findings_of_documents
from ingestion.publish.site.links import document_page, plan_page, score_page
from ingestion.publish.site.reader import read_links
from ingestion.publish.site.received import (
    MOST_DELIVERIES,
    group_issues,
    last_steps,
)
from ingestion.publish.site.writer import SiteWriter
from ingestion.records import Document, DocumentFormat

MOST_DOCUMENTS = 400
"""Documents with a page: all plans and whatever a finding quotes come first."""
_BATCH = 40


def write_documents(
    writer: SiteWriter, content: SiteContent, database: Path, records: CandidateRecords
) -> Places:
    """Write a page for every document that the site shows.

    Args:
        writer: Of this site.
        content: The release.
        database: The published file, for the rows of the marts.
        records: Of the candidate.

    Returns:
        Where the characters of each document stand.
    """
    places = Places()
    anchored = frozenset(key for plan in content.plans for key in plan.target_keys)
    found = findings_of_documents(content.findings)
    for batch in _batches(_chosen(content, found)):
        texts, read = records.texts(batch), records.records(batch)
        links = read_links(database, batch)
        for key in batch:
            if key not in texts:
                continue
            own = read.get(key, ())
            known = [one for one in own if isinstance(one, Document)]
            one = arrange_document(
                known[0] if known else _untitled(key, content),
                texts[key],
                own,
                findings=found.get(key, ()),
                links=[link for link in links if link.document_key == key],
                anchored=anchored,
            )
            places.add(one)
            for sheet in one.sheets:
                _write_sheet(writer, content, one, sheet)
    return places


def write_received(writer: SiteWriter, content: SiteContent, places: Places) -> None:
    """Write the page of documents, deliveries and issues."""
    deliveries = last_steps(content.rows.deliveries)
    found = findings_of_documents(content.findings)
    writer.write(
        "documents.html",
        "site/documents.html.j2",
        here="documents",
        documents=content.rows.documents,
        sources=content.lookups.sources,
        found={key: len(rows) for key, rows in found.items()},
        deliveries=deliveries[:MOST_DELIVERIES],
        delivery_count=len(deliveries),
        by_delivery_outcome=count_outcomes(content),
        issue_groups=group_issues(content.rows.issues),
        places=places,
    )


def count_outcomes(content: SiteContent) -> dict[str, int]:
    """Deliveries by what became of them."""
    counted: dict[str, int] = {}
    for one in last_steps(content.rows.deliveries):
        counted[one.outcome] = counted.get(one.outcome, 0) + 1
    return counted


def _chosen(content: SiteContent, found: Iterable[str]) -> list[str]:
    """Plans and lists, then what a finding quotes, then the latest reports."""
    latest = sorted(
        content.rows.submissions,
        key=lambda one: (str(one.received_at or ""), one.submission_key),
        reverse=True,
    )
    keys = [
        *(one.document_key for one in content.rows.documents),
        *sorted(found),
        *(one.document_key for one in latest if one.document_key),
    ]
    return list(dict.fromkeys(keys))[:MOST_DOCUMENTS]


def _batches(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _BATCH):
        yield list(keys[start : start + _BATCH])


def _untitled(key: str, content: SiteContent) -> Document:
    """A report says nothing about itself but its figures."""
    source = content.lookups.sources.get(key)
    suffix = source.path.rsplit(".", 1)[-1].lower() if source else ""
    return Document(
        document_id=key,
        plan_id=(source.plan_id if source else None) or "",
        title=source.title if source else key[:12],
        kind="submission",
        format=suffix if suffix in get_args(DocumentFormat) else "text",
        is_synthetic=bool(source and source.is_synthetic),
    )


def _write_sheet(
    writer: SiteWriter, content: SiteContent, one: AnnotatedDocument, sheet: Sheet
) -> None:
    view = view_document(one.document, one.text, sheet.entries, sheet.segments, sheet.blocks)
    names = {number: document_page(one.key, number).split("/")[-1] for number in _numbers(one)}
    view |= {
        "first": _first_marks(sheet),
        "mark_id": lambda segment: f"p{segment.start}",
        "links": one.links,
        "part_pages": {
            part.part_no: _other(names[one.sheet_at(part.start)], names[sheet.number])
            for part in one.document.parts
        },
    }
    source = content.lookups.sources.get(one.key)
    plan_id = source.plan_id if source else None
    audited = {audit.plan_id for audit in content.audits}
    scored = {plan.plan_id for plan in content.plans}
    writer.write(
        document_page(one.key, sheet.number),
        "site/document.html.j2",
        here="documents",
        name=source.path if source and source.path else one.document.title,
        source=source or _untitled(one.key, content),
        findings=_quoting(one, sheet),
        sheet=sheet.number,
        sheets=len(one.sheets),
        sheet_name=names.__getitem__,
        plan_href=f"../{plan_page(plan_id)}" if plan_id and plan_id in audited else "",
        score_href=f"../{score_page(plan_id)}" if plan_id and plan_id in scored else "",
        **view,
    )


def _quoting(one: AnnotatedDocument, sheet: Sheet) -> Sequence[FindingView]:
    listed = {entry.field for entry in sheet.entries if entry.kind == "finding"}
    return [finding for finding in one.findings if finding.row.finding_key in listed]


def _numbers(one: AnnotatedDocument) -> range:
    return range(1, len(one.sheets) + 1)


def _other(name: str, own: str) -> str:
    """An address within the same page needs no name."""
    return "" if name == own else name


def _first_marks(sheet: Sheet) -> dict[int, str]:
    first: dict[int, str] = {}
    for segment in sheet.segments:
        for entry in segment.entries:
            first.setdefault(entry.number, f"p{segment.start}")
    return first
