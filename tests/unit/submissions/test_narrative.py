"""A progress report in prose is its sender's report of the period that its title names."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ingestion.errors import SourceChangedError
from ingestion.submissions.envelope import Attached
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.read import SubmissionReading, read_submission

BODY = (
    "一、培育小微企业\n1.今年以来新增小微企业35家。\n2.本月走访企业12家，联系人：钱小七，电话13900001111。\n"
    "二、提升质量\n1.截至6月底，抽检合格率达到98.5%。\n"
)


@pytest.fixture(scope="module")
def orgs() -> OrgDirectory:
    units = [
        {"org_code": code, "org_name": name, "official_name": name, "parent_org_code": parent}
        for code, name, parent in (("11", "乙市", ""), ("111", "丙县", "11"), ("112", "戊县", "11"))
    ]
    return OrgDirectory(units, [])


def read(text: str, orgs: OrgDirectory, name: str = "进展.txt") -> SubmissionReading:
    return read_submission(
        text.encode(),
        f"progress/111/{name}",
        document_id="d" * 64,
        delivery_id="e" * 16,
        org_code="111",
        received_at=datetime(2024, 7, 3, tzinfo=UTC),
        orgs=orgs,
        attached={"图.png": Attached("图.png", "a" * 64, 3)},
    )


def test_items_and_figures_come_in_as_the_senders_report(orgs: OrgDirectory) -> None:
    reading = read(f"丙县2024年6月重点工作进展情况\n\n{BODY}", orgs)
    (submission,) = reading.submissions
    assert (submission.form, submission.org_code, submission.period_code) == (
        "narrative", "111", "2024-06",
    )  # fmt: skip
    assert [item.project_name for item in reading.progress_items] == [
        "培育小微企业", "培育小微企业", "提升质量",
    ]  # fmt: skip
    assert [(v.value, v.unit, v.basis) for v in reading.values] == [
        (Decimal(35), "家", "year_to_date"),
        (Decimal(12), "家", "period"),
        (Decimal("98.5"), "%", "year_to_date"),
    ]
    assert [file.name for file in reading.supporting_files] == ["图.png"]
    assert reading.seen == reading.loaded + reading.rejected + reading.ignored
    for locator in (one for v in reading.values for one in v.evidence):
        assert reading.text.text[locator.start : locator.end] == locator.quote


def test_staff_named_in_prose_are_kept_nowhere(orgs: OrgDirectory) -> None:
    kept = read(f"丙县2024年6月重点工作进展情况\n\n{BODY}", orgs).model_dump_json()
    assert "钱小七" not in kept
    assert "13900001111" not in kept


def test_the_files_name_may_say_the_period(orgs: OrgDirectory) -> None:
    reading = read(f"丙县重点工作进展情况\n\n{BODY}", orgs, "2024年二季度进展.txt")
    assert reading.submissions[0].period_code == "2024-Q2"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"丙县重点工作进展情况\n\n{BODY}", "no_period"),
        (f"戊县2024年6月重点工作进展情况\n\n{BODY}", "table_of_other_org"),
        ("丙县2024年6月重点工作进展情况\n\n无。\n", "nothing_reported"),
    ],
)
def test_refuses_prose_of_another_organisation_of_no_period_or_without_progress(
    orgs: OrgDirectory, text: str, code: str
) -> None:
    with pytest.raises(SourceChangedError) as caught:
        read(text, orgs)
    assert caught.value.code == code
