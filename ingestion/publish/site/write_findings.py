"""Write the list of findings, one page a finding, and the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingestion.publish.pages import label
from ingestion.publish.site.content import SiteContent
from ingestion.publish.site.document_records import CandidateRecords
from ingestion.publish.site.documents import Places
from ingestion.publish.site.finding_page import arrange_finding, collect_facts
from ingestion.publish.site.findings import SEVERITIES, Cause, FindingView
from ingestion.publish.site.links import finding_list_page, plan_page
from ingestion.publish.site.workbook import write_workbook
from ingestion.publish.site.writer import SiteWriter
from ingestion.records import Record

MOST_ON_A_PAGE = 1200
"""Findings on one page of the list."""
MOST_GONE = 500
_NO_LONGER = ("gone", "not_evaluated")
_BATCH = 100
Choices = tuple[tuple[str, str], ...]


class ListPage(Record):
    """One page of the list, with what can be chosen on it."""

    number: int
    pages: int
    total: int
    causes: tuple[Cause, ...]
    by_severity: dict[str, int]
    new_count: int
    check_choices: Choices
    plan_choices: Choices
    org_choices: Choices
    disposition_choices: Choices


def write_findings(
    writer: SiteWriter, content: SiteContent, records: CandidateRecords, places: Places
) -> None:
    """Write everything about findings.

    Args:
        writer: Of this site.
        content: The release.
        records: Of the candidate, for the texts that quotes are cut from.
        places: Where the characters of documents stand.
    """
    gone = [
        one
        for one in content.rows.events
        if one.release_id == writer.header.release_id and one.event in _NO_LONGER
    ]
    for page in list_pages(content.causes):
        writer.write(
            finding_list_page(page.number),
            "site/findings.html.j2",
            here="findings",
            view=page,
            gone=gone[:MOST_GONE] if page.number == page.pages else (),
            finding_list_page=finding_list_page,
        )
    write_workbook(
        writer.folder / "findings.xlsx", content.causes, created_at=writer.header.created_at
    )
    _write_pages(writer, content, records, places)


def list_pages(causes: Sequence[Cause]) -> tuple[ListPage, ...]:
    """Cut the list into pages between two causes."""
    groups: list[list[Cause]] = [[]]
    room = MOST_ON_A_PAGE
    for cause in causes:
        if groups[-1] and len(cause.members) > room:
            groups.append([])
            room = MOST_ON_A_PAGE
        groups[-1].append(cause)
        room -= len(cause.members)
    total = sum(len(cause.members) for cause in causes)
    return tuple(
        _list_page(group, number, len(groups), total) for number, group in enumerate(groups, 1)
    )


def _list_page(causes: Sequence[Cause], number: int, pages: int, total: int) -> ListPage:
    findings = [one for cause in causes for one in cause.members]
    severities = [one.row.severity for one in findings]
    dispositions = sorted({one.disposition for one in findings})
    return ListPage(
        number=number,
        pages=pages,
        total=total,
        causes=tuple(causes),
        by_severity={code: severities.count(code) for code in SEVERITIES if code in severities},
        new_count=sum(one.is_new for one in findings),
        check_choices=_choices((one.row.check_id, _check(one)) for one in findings),
        plan_choices=_choices((one.plan_code, one.plan_title) for one in findings),
        org_choices=_choices((one.row.org_code or "", one.org_name or "") for one in findings),
        disposition_choices=tuple((code, label("disposition", code)[0]) for code in dispositions),
    )


def _choices(pairs: Iterator[tuple[str, str]]) -> Choices:
    return tuple(sorted({(value, text) for value, text in pairs if value}))


def _check(one: FindingView) -> str:
    return f"{one.row.check_id} {one.check_title}".strip()


def _write_pages(
    writer: SiteWriter, content: SiteContent, records: CandidateRecords, places: Places
) -> None:
    listed = [(cause, one) for cause in content.causes for one in cause.members]
    views = [one for _, one in listed]
    facts = collect_facts(content.rows.events, content.rows.decisions, content.rows.hypotheses)
    rules, audited = content.rules, {one.plan_id for one in content.audits}
    for start in range(0, len(listed), _BATCH):
        batch = listed[start : start + _BATCH]
        texts = records.texts(key for _, one in batch for key in one.quoted)
        for place, (cause, one) in enumerate(batch, start):
            page = arrange_finding(
                one,
                siblings=cause.members,
                neighbours=(
                    views[place - 1] if place else None,
                    views[place + 1] if place + 1 < len(views) else None,
                ),
                facts=facts,
                texts=texts,
            )
            plan_id = one.row.plan_id
            writer.write(
                one.page,
                "site/finding.html.j2",
                here="findings",
                view=page,
                sources=content.lookups.sources,
                places=places,
                rule=rules.get(one.row.check_id),
                plan_href=f"../{plan_page(plan_id)}" if plan_id in audited and plan_id else "",
            )
