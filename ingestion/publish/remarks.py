"""What a warehouse says about one report: issues of its reading, and findings of the checks.

The one home of the answer: ``planledger check`` asks a scratch warehouse before the report is sent,
and the replies to organisations ask the release afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from ingestion.publish.report_evidence import read_evidence
from ingestion.records import Locator, Record, Severity

_ISSUES = """
select
    issue_code, severity, '' as disposition, true as is_own, message_zh, message_en, place, evidence
from marts.fct_issues
where document_key = $document
"""
_FINDINGS = """
select
    check_id, severity, disposition,
    first_release_id = last_release_id or exists (
        select 1 from marts.fct_actuals as actuals
        where
            actuals.document_key = $document
            and actuals.delivery_id = $delivery
            and actuals.org_code = fct_findings.org_code
    ) as is_own,
    message_zh, message_en, '' as place, evidence
from marts.fct_findings
where
    contains(evidence, $document)
    or exists (
        select 1 from marts.fct_submissions as submissions
        where
            submissions.document_key = $document
            and submissions.delivery_id = $delivery
            and submissions.org_code = fct_findings.org_code
            and submissions.period_code = fct_findings.period_code
    )
"""
_RANKS: Mapping[str, int] = {"critical": 0, "warning": 1, "info": 2}
_CELL = re.compile(r"([A-Z]+)(\d+)")


class Remark(Record):
    """One thing that is said about a report.

    Attributes:
        code: The check, such as ``A02``, or the code of the reader's issue.
        severity: ``critical``, ``warning`` or ``info``.
        disposition: Of a finding: ``open``, ``explained`` and so on; empty for issues.
        is_own: Whether it is about an organisation that the report is about, or began with it;
            not so of a sum that was wrong before and in which one of its figures stands.
        sheet: The sheet that the cell is on; ``None`` in files without sheets.
        cell: Address such as ``D12``; ``None`` where the remark is about the whole file.
        place: The place in words, where there is one but no cell.
        message_zh: What is wrong, what was expected, and what to do.
        message_en: The same in English.
        plan_quotes: What the plan prints, where the plan is the reason.
    """

    code: str
    severity: Severity
    disposition: str
    is_own: bool
    sheet: str | None
    cell: str | None
    place: str
    message_zh: str
    message_en: str
    plan_quotes: tuple[str, ...] = ()

    @property
    def is_to_mend(self) -> bool:
        """Whether the sender has something to do: mend a cell, or explain a figure."""
        is_settled = self.disposition not in ("", "open", "reopened")
        return self.is_own and self.severity != "info" and not is_settled

    @property
    def address(self) -> str:
        """The place as people read it: ``填报!D12``."""
        if self.cell is None:
            return self.place
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell


def read_remarks(database: Path, *, document_id: str, delivery_id: str) -> tuple[Remark, ...]:
    """Read all that a warehouse says about one report, in order of its cells.

    Args:
        database: A candidate whose two phases are built, or a published release.
        document_id: sha256 of the report's bytes.
        delivery_id: The delivery that it came with.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        plans = {
            key for (key,) in _rows(connection, "select document_key from marts.dim_documents")
        }
        rows = [
            *_rows(connection, _ISSUES, document=document_id),
            *_rows(connection, _FINDINGS, document=document_id, delivery=delivery_id),
        ]
    remarks = {_remark(row, document_id, plans) for row in rows}
    return tuple(sorted(remarks, key=_in_order))


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, **given: str
) -> Iterable[tuple[Any, ...]]:
    return connection.execute(sql, given).fetchall()


def _remark(row: tuple[Any, ...], document_id: str, plans: Collection[str]) -> Remark:
    code, severity, disposition, is_own, message_zh, message_en, place, evidence = row
    locators = read_evidence(evidence)
    own = next((one for one in locators if one.document_id == document_id and one.cell), None)
    return Remark(
        code=code,
        severity=severity,
        disposition=disposition,
        is_own=is_own,
        sheet=own.sheet if own else None,
        cell=own.cell if own else None,
        place=place or "",
        message_zh=message_zh,
        message_en=message_en,
        plan_quotes=_quotes(one for one in locators if one.document_id in plans),
    )


def _quotes(locators: Iterable[Locator]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.quote for one in locators if one.quote.strip()))


def _in_order(remark: Remark) -> tuple[Any, ...]:
    """Whole-file remarks first, then cell by cell; the gravest first within a cell."""
    match = _CELL.fullmatch(remark.cell or "")
    column = (
        sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(match[1])))
        if match
        else 0
    )
    row = int(match[2]) if match else 0
    return (
        remark.sheet or "",
        row,
        column,
        _RANKS[remark.severity],
        remark.code,
        remark.message_zh,
    )
