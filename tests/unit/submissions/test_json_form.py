"""The JSON form: every figure with its pointer, and what is wrong with its field."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from ingestion.errors import SourceChangedError, UnreadableDocumentError, WarehouseError
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.read import SubmissionReading, read_submission


@pytest.fixture(scope="module")
def orgs() -> OrgDirectory:
    units = [
        {"org_code": code, "org_name": name, "official_name": name, "parent_org_code": parent}
        for code, name, parent in (("11", "乙市", ""), ("111", "丙县", "11"))
    ]
    return OrgDirectory(units, [])


def report(*values: Any, **changed: Any) -> dict[str, Any]:
    return {
        "form": "planledger.submission",
        "template_version": "1",
        "plan_id": "p2024",
        "org_code": "111",
        "period_code": "2024-06",
        "values": list(values),
        **changed,
    }


def value(**changed: Any) -> dict[str, Any]:
    return {"indicator": "新建站点", "unit": "个", "basis": "year_to_date", "value": 12, **changed}


def read(given: Any, orgs: OrgDirectory, org_code: str = "111") -> SubmissionReading:
    text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, indent=1)
    return read_submission(
        text.encode(),
        "progress/111/a.json",
        document_id="d" * 64,
        delivery_id="e" * 16,
        org_code=org_code,
        received_at=datetime(2024, 7, 3, tzinfo=UTC),
        orgs=orgs,
    )


def test_reads_figures_exactly_with_the_pointer_of_each(orgs: OrgDirectory) -> None:
    given = report(
        value(indicator_key="k1", explanation='说"明"\n二', attachments=["a.pdf"]),
        value(indicator="合格率", unit="%", basis="level", value="98.50"),
        value(indicator="投资", unit="万元", value=0.1),
        is_partial=True,
    )
    reading = read(given, orgs)
    (submission,) = reading.submissions
    assert (submission.form, submission.plan_id, submission.is_partial) == ("json", "p2024", True)
    assert [(v.indicator_key, v.value, v.evidence[0].cell) for v in reading.values] == [
        ("k1", Decimal(12), "/values/0/value"),
        (None, Decimal("98.50"), "/values/1/value"),
        (None, Decimal("0.1"), "/values/2/value"),
    ]
    assert reading.values[0].explanation == '说"明"\n二'
    assert [f.name for f in reading.supporting_files] == ["a.pdf"]
    for locator in (one for v in reading.values for one in v.evidence):
        assert reading.text.text[locator.start : locator.end] == locator.quote


def test_a_null_figure_stays_with_its_explanation(orgs: OrgDirectory) -> None:
    (only,) = read(report(value(value=None, explanation="未开展")), orgs).values
    assert (only.value, only.explanation) == (None, "未开展")


def test_one_bad_figure_is_an_issue_at_its_pointer(orgs: OrgDirectory) -> None:
    reading = read(report(value(value="约30"), value(indicator="二")), orgs)
    assert [(i.code, i.place) for i in reading.issues] == [("unreadable_value", "/values/0/value")]
    assert [v.indicator for v in reading.values] == ["二"]


@pytest.mark.parametrize(
    ("given", "code", "place"),
    [
        (report(form="other"), "unknown_json_form", "/form"),
        (report(plan_id=""), "missing_field", "/plan_id"),
        (report(colour="red"), "unknown_field", "/colour"),
        (report(values={}), "wrong_field", "/values"),
        (report(value(mood="good")), "unknown_field", "/values/0/mood"),
        (report(3), "wrong_field", "/values/0"),
        (report(value(value=[1])), "wrong_field", "/values/0/value"),
        (report(template_version="0"), "unknown_template_version", "/template_version"),
        (report(period_code="六月"), "unknown_period", "/period_code"),
        (report(org_code="11"), "form_of_other_org", "/org_code"),
        (report(org_code="999"), "unknown_org", "/org_code"),
        (report(is_partial="yes"), "wrong_field", "/is_partial"),
    ],
)
def test_refuses_what_the_schema_does_not_allow(
    orgs: OrgDirectory, given: Any, code: str, place: str
) -> None:
    with pytest.raises(SourceChangedError) as caught:
        read(given, orgs)
    assert (caught.value.code, caught.value.place) == (code, place)


@pytest.mark.parametrize(
    "text", ["{", '{"form": 1', '{"a":1 "b":2}', '{"a":1,"a":2}', "{" * 50, '{"a":tru}', "{}x"]
)
def test_refuses_what_is_no_json(orgs: OrgDirectory, text: str) -> None:
    with pytest.raises(WarehouseError) as caught:
        read(text, orgs)
    assert isinstance(caught.value, UnreadableDocumentError)
    assert caught.value.code == "damaged_json"
