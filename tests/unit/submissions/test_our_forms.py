"""Every form that we write is read when it comes back, with its keys and its figures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ingestion.errors import SourceChangedError
from ingestion.records import SubmissionForm
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.read import SubmissionReading, read_submission
from ingestion.submissions.template import KEY_SHEET
from ingestion.values.lookups import entries
from ingestion.workbooks import model
from ingestion.workbooks.model import Form, FormRow
from ingestion.workbooks.template_flat import write_flat, write_json
from ingestion.workbooks.template_xlsx import COLUMNS, HEADER_ROW, SHEET_NAME, write_template

FORM = Form(
    plan_id="乙市〔2024〕1号",
    plan_name="乙市2024年重点工作计划",
    org_code="111",
    org_name="丙县",
    period_code="2024-06",
    previous_period_code="2024-05",
    release_id="r1",
    created_at=datetime(2024, 6, 28, tzinfo=UTC),
    is_synthetic=True,
    rows=(
        FormRow(
            indicator_key="k1",
            indicator_name="新建站点",
            unit_name="个",
            basis="year_to_date",
            target_value=Decimal(100),
            completion_method="ratio",
            previous_value=Decimal(10),
        ),
        FormRow(indicator_key="k2", indicator_name="合格率", unit_name="%", basis="level"),
    ),
)


def filled_xlsx() -> bytes:
    book = load_workbook(io.BytesIO(write_template(FORM)))
    sheet = book[SHEET_NAME]
    value = COLUMNS.index("value") + 1
    sheet.cell(HEADER_ROW + 2, value, 12)
    sheet.cell(HEADER_ROW + 3, COLUMNS.index("explanation") + 1, "尚未抽检")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled_csv() -> bytes:
    rows = list(csv.DictReader(io.StringIO(write_flat(FORM).decode("utf-8-sig"))))
    rows[0]["数值"], rows[1]["情况说明"] = "12", "尚未抽检"
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def filled_json() -> bytes:
    given = json.loads(write_json(FORM))
    given["values"][0]["value"], given["values"][1]["explanation"] = 12, "尚未抽检"
    return json.dumps(given, ensure_ascii=False).encode()


def read(data: bytes, name: str) -> SubmissionReading:
    unit = {"org_code": "111", "org_name": "丙县", "official_name": "丙县", "parent_org_code": ""}
    return read_submission(
        data,
        f"progress/111/{name}",
        document_id="d" * 64,
        delivery_id="e" * 16,
        org_code="111",
        received_at=datetime(2024, 7, 3, tzinfo=UTC),
        orgs=OrgDirectory([unit], []),
    )


@pytest.mark.parametrize(
    ("write", "name", "form"),
    [
        (filled_xlsx, "改了名.xlsx", "template"),
        (filled_csv, "a.csv", "flat"),
        (filled_json, "a.json", "json"),
    ],
)
def test_a_form_that_comes_back_is_read_with_its_keys(
    write: Callable[[], bytes], name: str, form: SubmissionForm
) -> None:
    reading = read(write(), name)
    assert [issue.code for issue in reading.issues] == []
    assert [(v.indicator_key, v.value, v.explanation, v.basis) for v in reading.values] == [
        ("k1", Decimal(12), None, "year_to_date"),
        ("k2", None, "尚未抽检", "level"),
    ]
    assert {(v.plan_id, v.period_code, v.org_code) for v in reading.values} == {
        (FORM.plan_id, "2024-06", "111")
    }
    (submission,) = reading.submissions
    assert (submission.form, submission.plan_id, submission.template_version) == (
        form, FORM.plan_id, model.TEMPLATE_VERSION,
    )  # fmt: skip
    # Only the workbook has a title to say it in.
    assert submission.is_synthetic == (form == "template")


def test_reader_and_writer_agree_on_what_tells_a_form() -> None:
    versions = [str(entry["version"]) for entry in entries("submission_words", "template_versions")]
    assert versions == [model.TEMPLATE_VERSION]
    assert KEY_SHEET == model.KEY_SHEET


def test_the_flat_form_of_another_version_is_refused_at_its_cell() -> None:
    data = filled_csv().replace(b",1,r1", b",0,r1")
    with pytest.raises(SourceChangedError, match="模板版本") as caught:
        read(data, "a.csv")
    assert caught.value.code == "unknown_template_version"
