"""The receipt (回执) of a report that was accepted: one page to print or to keep. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import AwareDatetime

from ingestion.records import Basis, Record
from ingestion.workbooks.texts import basis_words, period_label, plain

AcceptanceState = Literal["received", "in_review", "accepted", "partly_accepted", "returned"]
Timeliness = Literal["unknown", "early", "on_time", "late"]
_CHINA = timezone(timedelta(hours=8))
_STATES: dict[AcceptanceState, str] = {
    "received": "已收到",
    "in_review": "审核中",
    "accepted": "已受理",
    "partly_accepted": "部分受理",
    "returned": "已退回",
}
_TIMELINESS: dict[Timeliness, str] = {
    "unknown": "未设截止日",
    "early": "提前",
    "on_time": "按时",
    "late": "逾期",
}


class ReceiptValue(Record):
    """One accepted figure.

    Attributes:
        value: In ``unit_name``; ``None`` for an indicator that was reported without a figure.
    """

    indicator_name: str
    org_name: str
    unit_name: str | None = None
    basis: Basis
    value: Decimal | None
    explanation: str | None = None


class ReceiptFile(Record):
    """One supporting file; ``sha256`` is ``None`` for one that was named and did not come."""

    name: str
    sha256: str | None


class Receipt(Record):
    """What a receipt says.

    Attributes:
        submission_key: Names the submission; the number of the receipt is made of it.
        plan_names: Titles of the plans that the figures belong to.
        received_at: When the file came, with its zone.
        sha256: Of the file as it came.
        accepted_count: Values that count.
        refused_count: Values that do not.
        revision_no: 1 for the first report of the organisation and period.
        due_date_zh: Last day on which it would be on time, in words; empty where none is set.
        release_id: The release that accepted it.
    """

    submission_key: str
    org_code: str
    org_name: str
    period_code: str
    plan_names: tuple[str, ...]
    received_at: AwareDatetime
    file_name: str
    sha256: str
    accepted_count: int
    refused_count: int
    acceptance_state: AcceptanceState
    timeliness: Timeliness
    due_date_zh: str = ""
    revision_no: int
    release_id: str
    is_synthetic: bool = False
    values: tuple[ReceiptValue, ...]
    supporting_files: tuple[ReceiptFile, ...] = ()


def write_receipt(receipt: Receipt) -> bytes:
    """Write a receipt as a page that needs nothing else and prints on A4.

    The same receipt gives the same bytes.
    """
    page = _environment().get_template("receipt.html.j2")
    return page.render(
        receipt=receipt,
        number=receipt_number(receipt),
        state=_STATES[receipt.acceptance_state],
        timeliness=_TIMELINESS[receipt.timeliness],
        many_orgs=len({value.org_name for value in receipt.values}) > 1,
    ).encode("utf-8")


def receipt_number(receipt: Receipt) -> str:
    """Number of a receipt: organisation, period, revision and eight letters of a hash."""
    told = "|".join((receipt.submission_key, receipt.sha256, receipt.acceptance_state))
    mark = hashlib.sha256(told.encode()).hexdigest()[:8].upper()
    return f"{receipt.org_code}-{receipt.period_code}-{receipt.revision_no}-{mark}"


@cache
def _environment() -> Environment:
    engine = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    engine.filters |= {
        "period": period_label,
        "figure": _figure,
        "china_time": _china_time,
        "basis": lambda code: basis_words()[code],
        "joined": _joined,
    }
    return engine


def _figure(value: Decimal | None) -> str:
    return plain(value) or "—"


def _joined(names: Sequence[str]) -> str:
    return "；".join(names)


def _china_time(moment: datetime) -> str:
    china = moment.astimezone(UTC).astimezone(_CHINA)
    return f"{china.year}年{china.month}月{china.day}日 {china:%H:%M:%S}（北京时间）"
