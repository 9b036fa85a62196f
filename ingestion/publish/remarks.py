"""What a warehouse says to the sender of a report: ``rpt_submission_remarks``, in order of cells.

``planledger check`` asks a scratch warehouse before the report is sent, and the replies to
organisations ask the release afterwards; both get it from here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from ingestion.records import Record, Severity

_COLUMNS = (
    "remark_code, severity, disposition, is_own, is_to_mend, sheet_name, cell_name, place,"
    " message_zh, message_en, expected, plan_quote, plan_title"
)
_REMARKS = f"""
select delivery_id, {_COLUMNS}
from (
    select remarks.*, documents.title as plan_title
    from marts.rpt_submission_remarks as remarks
    left join marts.dim_documents as documents
        on remarks.plan_document_key = documents.document_key
)
where $delivery is null or delivery_id = $delivery
"""
_RANKS: Mapping[str, int] = {"critical": 0, "warning": 1, "info": 2}
_CELL = re.compile(r"([A-Z]+)(\d+)")


class ReportRemark(Record):
    """One thing that is said about a report; fields as in the mart.

    Attributes:
        plan_title: Title of the document that prints ``plan_quote``.
    """

    remark_code: str
    severity: Severity
    disposition: str
    is_own: bool
    is_to_mend: bool
    sheet_name: str | None
    cell_name: str | None
    place: str | None
    message_zh: str
    message_en: str
    expected: str | None
    plan_quote: str | None
    plan_title: str | None

    @property
    def address(self) -> str:
        """The place as people read it: ``填报!D12``; empty for the whole file."""
        if self.cell_name is None:
            return self.place or ""
        return f"{self.sheet_name}!{self.cell_name}" if self.sheet_name else self.cell_name


def read_remarks(
    database: Path, delivery_id: str | None = None
) -> dict[str, tuple[ReportRemark, ...]]:
    """Read what a warehouse says to senders.

    Args:
        database: A candidate whose two phases are built, or a published release.
        delivery_id: Of one report; default all.

    Returns:
        Delivery -> remarks, those about the whole file first, then cell by cell.
    """
    found: dict[str, list[ReportRemark]] = defaultdict(list)
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(_REMARKS, {"delivery": delivery_id}).fetchall()
    names = list(ReportRemark.model_fields)
    for delivery, *values in rows:
        remark = ReportRemark.model_validate(dict(zip(names, values, strict=True)))
        found[delivery].append(remark)
    return {delivery: tuple(sorted(set(said), key=_in_order)) for delivery, said in found.items()}


def _in_order(remark: ReportRemark) -> tuple[Any, ...]:
    """Whole-file remarks first, then row by row; the gravest first within a cell."""
    match = _CELL.fullmatch(remark.cell_name or "")
    row, column = (int(match[2]), (len(match[1]), match[1])) if match else (0, (0, ""))
    rank = _RANKS[remark.severity]
    return (remark.sheet_name or "", row, column, rank, remark.remark_code, remark.message_zh)
