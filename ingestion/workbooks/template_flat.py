"""Write a form as a flat CSV file, and as JSON for systems. Pure."""

from __future__ import annotations

import csv
import io
import json

from ingestion.values.harmless import harmless
from ingestion.workbooks.model import FORM_NAME, TEMPLATE_VERSION, Form, FormRow
from ingestion.workbooks.template_rules import shown_target
from ingestion.workbooks.texts import basis_words, column, plain

FLAT_COLUMNS = (
    "org", "period", "ordinal", "indicator", "unit", "target", "previous", "flat_value", "basis",
    "explanation", "attachments", "plan_id", "org_code", "indicator_key", "template_version",
    "release_id",
)  # fmt: skip


def write_flat(form: Form) -> bytes:
    """Write the flat form: one row an indicator, every row with its keys; UTF-8 with a mark."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column(role)["header"] for role in FLAT_COLUMNS])
    for ordinal, row in enumerate(form.rows, 1):
        cells = _cells(form, row, ordinal)
        writer.writerow([harmless(cells.get(role, "")) for role in FLAT_COLUMNS])
    # With a byte order mark a spreadsheet takes it for UTF-8.
    return text.getvalue().encode("utf-8-sig")


def write_json(form: Form) -> bytes:
    """Write the JSON form; its values are null until they are filled in."""
    content = {
        "form": FORM_NAME,
        "template_version": TEMPLATE_VERSION,
        "plan_id": form.plan_id,
        "org_code": form.org_code,
        "period_code": form.period_code,
        "release_id": form.release_id,
        "is_partial": False,
        "values": [_json_value(row) for row in form.rows],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _cells(form: Form, row: FormRow, ordinal: int) -> dict[str, str]:
    return {
        "org": form.org_name,
        "period": form.period_code,
        "ordinal": str(ordinal),
        "indicator": row.indicator_name,
        "unit": row.unit_name or "",
        "target": shown_target(row),
        "previous": plain(row.previous_value),
        "basis": basis_words()[row.basis],
        "plan_id": form.plan_id,
        "org_code": form.org_code,
        "indicator_key": row.indicator_key,
        "template_version": TEMPLATE_VERSION,
        "release_id": form.release_id,
    }


def _json_value(row: FormRow) -> dict[str, object]:
    return {
        "indicator_key": row.indicator_key,
        "indicator": row.indicator_name,
        "unit": row.unit_name,
        "basis": row.basis,
        "value": None,
        "explanation": None,
        "attachments": [],
    }
