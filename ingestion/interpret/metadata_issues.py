"""What was read about a document with doubt: title, year, kind, identity, missing annexes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingestion.extract.model import ReadDocument
from ingestion.interpret.attachments import missing_attachments
from ingestion.interpret.document_kind import implausible_year
from ingestion.records import Document, Evidence, Issue

_PLANS = ("plan", "task_list", "annual_summary")


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a document record cannot tell of itself."""

    title_is_printed: bool
    kind_is_known: bool
    identity_is_weak: bool


def metadata_issues(
    read: ReadDocument, document: Document, title: Evidence, doubts: Doubts
) -> Iterator[Issue]:
    """Every issue of a document record.

    Args:
        read: The document, for the words of missing annexes.
        document: Its record.
        title: Where the title, or what stands in for it, is printed.
        doubts: What was not printed.
    """
    if not doubts.title_is_printed:
        yield _title_not_printed(document, title)
    bad = implausible_year(document.title)
    if bad:
        yield _implausible_year(document, bad, title)
    if not doubts.kind_is_known:
        yield _kind_unknown(document, title)
    is_named = doubts.title_is_printed and document.kind in _PLANS
    if is_named and doubts.identity_is_weak:
        yield _plan_identity_weak(document, title)
    yield from missing_attachments(read, document.attachments)


def _title_not_printed(document: Document, evidence: Evidence) -> Issue:
    return Issue(
        document_id=document.document_id,
        code="title_not_printed",
        severity="info",
        message_zh=f"文件没有标题，暂以“{document.title}”代替。",
        message_en=f"No title is printed; '{document.title}' stands in.",
        as_printed=document.title,
        evidence=evidence,
    )


def _implausible_year(document: Document, bad: str, evidence: Evidence) -> Issue:
    return Issue(
        document_id=document.document_id,
        code="implausible_year",
        severity="warning",
        message_zh=f"标题中的“{bad}”不是合理的年份，请核对。",
        message_en=f"'{bad}' in the title is not a plausible year. Check it.",
        as_printed=bad,
        evidence=evidence,
    )


def _kind_unknown(document: Document, evidence: Evidence) -> Issue:
    return Issue(
        document_id=document.document_id,
        code="kind_unknown",
        severity="warning",
        message_zh="从标题和内容看不出文件种类，暂按新闻处理。可在词表 document_words.yml 中补充。",
        message_en="Neither title nor content tells the kind of document; it is kept as news. "
        "Add its words to document_words.yml.",
        as_printed=document.title,
        evidence=evidence,
    )


def _plan_identity_weak(document: Document, evidence: Evidence) -> Issue:
    return Issue(
        document_id=document.document_id,
        code="plan_identity_weak",
        severity="warning",
        message_zh=f"文件没有文号，标题“{document.title}”也看不出是谁的、哪一年的计划，"
        "可能与别的计划混为一个。请核对发布机构和年度。",
        message_en=f"No document number is printed and the title '{document.title}' names no body "
        "or no year, so another plan could bear the same name. Check issuer and year.",
        as_printed=document.title,
        evidence=evidence,
    )
