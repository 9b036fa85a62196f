"""Answer the reports of a release: a receipt for what was accepted, a correction for what was not.

The answers lie under ``<home>/outbox/<org_code>/<period>/<delivery>/``. One is written when what
the warehouse says about a report is new or has changed; an earlier one stays, so that it can be
proven who was told what.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any, TypeVar

import duckdb

from ingestion.errors import WarehouseError
from ingestion.landing.archive import read_archived
from ingestion.publish.release import current_release
from ingestion.publish.remarks import ReportRemark, read_remarks
from ingestion.records import Record
from ingestion.settings import Settings
from ingestion.workbooks.correction import write_correction
from ingestion.workbooks.receipt import Receipt, ReceiptFile, ReceiptValue, write_receipt
from ingestion.workbooks.remarks import CellRemark

_ANSWERED = "answered.json"
_REPORTS = """
select
    outcomes.delivery_id, outcomes.document_key, outcomes.org_code, outcomes.path,
    outcomes.received_at, outcomes.records_rejected, submissions.period_code,
    submissions.submission_key, submissions.acceptance_state, submissions.timeliness,
    submissions.revision_no, submissions.is_synthetic, submissions.due_date,
    coalesce(orgs.org_name, outcomes.org_code) as org_name
from marts.fct_delivery_outcomes as outcomes
left join marts.fct_submissions as submissions on outcomes.delivery_id = submissions.delivery_id
left join marts.dim_org_units as orgs on outcomes.org_code = orgs.org_code
where
    outcomes.kind = 'progress' and outcomes.step = 'extract'
    and outcomes.outcome in ('accepted', 'rejected')
order by outcomes.received_at, outcomes.delivery_id, submissions.period_code
"""
_VALUES = """
select
    actuals.indicator_name, coalesce(orgs.org_name, actuals.org_code, '') as org_name,
    actuals.reported_unit_name as unit_name, actuals.basis, actuals.reported_value as value,
    actuals.explanation
from marts.fct_actuals as actuals
left join marts.dim_org_units as orgs on actuals.org_code = orgs.org_code
where actuals.submission_key = ? and actuals.acceptance_state in ('accepted', 'partly_accepted')
order by actuals.actual_key
"""
_PLANS = """
select distinct coalesce(documents.title, actuals.plan_id)
from marts.fct_actuals as actuals
left join marts.dim_documents as documents on actuals.plan_id = documents.plan_id
where actuals.submission_key = ? and actuals.plan_id is not null
order by 1
"""
_FILES = """
select distinct file_name as name, file_sha256 as sha256
from marts.fct_supporting_files where submission_key = ? order by all
"""
_Kind = TypeVar("_Kind", bound=Record)
_RECEIVED = frozenset({"accepted", "partly_accepted"})


class Report(Record):
    """One report as its sender knows it. ``period_code`` is null where the file was refused."""

    delivery_id: str
    document_key: str
    org_code: str
    path: str
    received_at: datetime
    records_rejected: int
    period_code: str | None
    submission_key: str | None
    acceptance_state: str | None
    timeliness: str | None
    revision_no: int | None
    is_synthetic: bool | None
    due_date: Any
    org_name: str


def write_replies(*, settings: Settings | None = None) -> dict[str, int]:
    """Answer every report of the current release that has not been answered so before.

    Args:
        settings: The home; default that of the environment.

    Returns:
        Files written, by kind: ``receipts`` and ``corrections``.
    """
    settings = settings or Settings()
    counts = {"receipts": 0, "corrections": 0}
    release = current_release(settings)
    if release is None:
        return counts
    answered = _read_answered(settings)
    remarks = read_remarks(release.database)
    with duckdb.connect(str(release.database), read_only=True) as connection:
        for report in _records(connection, _REPORTS, [], Report):
            said = remarks.get(report.delivery_id, ())
            key = f"{report.delivery_id} {report.period_code or ''}".strip()
            digest = _digest(report, said)
            if answered.get(key) == digest:
                continue
            folder = _folder(report, settings)
            if report.acceptance_state in _RECEIVED:
                receipt = _receipt(connection, report, release.release_id)
                counts["receipts"] += _add(folder, "回执", ".html", write_receipt(receipt))
            counts["corrections"] += _correct(report, said, folder, settings)
            answered[key] = digest
    _write_answered(answered, settings)
    return counts


def cell_remarks(remarks: Iterable[ReportRemark]) -> list[CellRemark]:
    """Remarks as they are written into cells."""
    return [
        CellRemark(
            sheet=one.sheet_name,
            cell=one.cell_name,
            severity=one.severity,
            message_zh=one.message_zh,
            code=one.remark_code,
            place=one.place or "",
            plan_quotes=(f"《{one.plan_title}》{one.plan_quote}",) if one.plan_quote else (),
        )
        for one in remarks
    ]


def _correct(report: Report, said: Sequence[ReportRemark], folder: Path, settings: Settings) -> int:
    """Write the sender's own file with the cells marked; a file that cannot be opened gets none."""
    marks = cell_remarks(one for one in said if one.is_to_mend)
    if not marks:
        return 0
    name = PurePath(report.path).name
    try:
        marked = write_correction(read_archived(report.document_key, settings), name, marks)
    except WarehouseError:
        lines = [f"{one.place}：{one.message_zh}".removeprefix("：") for one in marks]
        text = "\n".join((f"{name} 未能接收：", *dict.fromkeys(lines)))
        return _add(folder, "退回说明", ".txt", f"{text}\n".encode())
    path = PurePath(marked.name)
    return _add(folder, path.stem, path.suffix, marked.data)


def _receipt(connection: duckdb.DuckDBPyConnection, report: Report, release_id: str) -> Receipt:
    key = [report.submission_key]
    values = _records(connection, _VALUES, key, ReceiptValue)
    return Receipt.model_validate(
        {
            "submission_key": report.submission_key,
            "org_code": report.org_code,
            "org_name": report.org_name,
            "period_code": report.period_code,
            "plan_names": [name for (name,) in connection.execute(_PLANS, key).fetchall()],
            "received_at": report.received_at.replace(tzinfo=UTC),
            "file_name": PurePath(report.path).name,
            "sha256": report.document_key,
            "accepted_count": len(values),
            "refused_count": report.records_rejected,
            "acceptance_state": report.acceptance_state,
            "timeliness": report.timeliness,
            "due_date_zh": f"{report.due_date:%Y-%m-%d}" if report.due_date else "",
            "revision_no": report.revision_no,
            "release_id": release_id,
            "is_synthetic": bool(report.is_synthetic),
            "values": values,
            "supporting_files": _records(connection, _FILES, key, ReceiptFile),
        }
    )


def _records(
    connection: duckdb.DuckDBPyConnection, sql: str, given: list[Any], kind: type[_Kind]
) -> tuple[_Kind, ...]:
    found = connection.execute(sql, given)
    names = [column[0] for column in found.description]
    return tuple(kind(**dict(zip(names, row, strict=True))) for row in found.fetchall())


def _digest(report: Report, said: Sequence[ReportRemark]) -> str:
    told = [report.model_dump(mode="json"), *(one.model_dump(mode="json") for one in said)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _folder(report: Report, settings: Settings) -> Path:
    stem = PurePath(report.path).stem
    name = f"{stem}_{report.delivery_id[:8]}"
    return settings.outbox / report.org_code / (report.period_code or "未识别期间") / name


def _add(folder: Path, stem: str, suffix: str, data: bytes) -> int:
    """Write one more version of an answer, unless the last one says the same."""
    folder.mkdir(parents=True, exist_ok=True)
    earlier = sorted(folder.glob(f"{stem}*{suffix}"))
    if any(path.read_bytes() == data for path in earlier[-1:]):
        return 0
    mark = f"_{len(earlier) + 1}" if earlier else ""
    draft = folder / f".{stem}.tmp"
    draft.write_bytes(data)
    draft.replace(folder / f"{stem}{mark}{suffix}")
    return 1


def _read_answered(settings: Settings) -> dict[str, str]:
    try:
        found: Mapping[str, str] = json.loads((settings.outbox / _ANSWERED).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return dict(found)


def _write_answered(answered: Mapping[str, str], settings: Settings) -> None:
    settings.outbox.mkdir(parents=True, exist_ok=True)
    draft = settings.outbox / f"{_ANSWERED}.tmp"
    draft.write_text(json.dumps(dict(answered), indent=0, sort_keys=True), "utf-8")
    draft.replace(settings.outbox / _ANSWERED)
