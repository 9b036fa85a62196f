"""Submissions: every figure with its cell, every refusal with its reason, the rest survives."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from ingestion.errors import SourceChangedError, UnreadableDocumentError, WarehouseError
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.read import SubmissionReading, read_submission

HEADER = ["单位", "期间", "指标", "数值", "口径", "情况说明"]
GOOD = ["丙县", "2024-Q1", "指标一", 12, "累计", "按计划"]


@pytest.fixture(scope="module")
def orgs() -> OrgDirectory:
    def unit(code: str, name: str, parent: str) -> dict[str, str]:
        return {
            "org_code": code,
            "org_name": name,
            "official_name": name,
            "parent_org_code": parent,
        }

    return OrgDirectory(
        [unit("11", "乙市", ""), unit("111", "丙县", "11"), unit("112", "戊县", "11")], []
    )


def read(data: bytes, name: str, orgs: OrgDirectory, org_code: str = "111") -> SubmissionReading:
    return read_submission(
        data,
        name,
        document_id="d" * 64,
        delivery_id="e" * 16,
        org_code=org_code,
        received_at=datetime(2024, 4, 3, tzinfo=UTC),
        orgs=orgs,
    )


def xlsx(*rows: list[Any], first_row: int = 1, **formats: str) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "报送"
    for number, row in enumerate(rows, first_row):
        for column, found in enumerate(row, 1):
            sheet.cell(number, column, found)
    for cell, number_format in formats.items():
        sheet[cell].number_format = number_format
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def as_csv(
    *rows: list[Any], encoding: str = "utf-8", delimiter: str = ",", end: str = "\r\n"
) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    return stream.getvalue().encode(encoding)


def codes(reading: SubmissionReading) -> list[str]:
    return [issue.code for issue in reading.issues]


def assert_evidence_resolves(reading: SubmissionReading) -> None:
    holders = [*reading.values, *reading.issues, *reading.submissions]
    for locator in (locator for holder in holders for locator in holder.evidence):
        if locator.start is not None:
            assert reading.text.text[locator.start : locator.end] == locator.quote
        else:
            assert locator.quote == ""


def with_value(value: Any) -> list[Any]:
    return [*GOOD[:3], value, *GOOD[4:]]


def test_reads_a_workbook_with_the_cell_of_every_value(orgs: OrgDirectory) -> None:
    reading = read(xlsx(["某某报送表"], [], HEADER, GOOD), "a.xlsx", orgs)
    (value,) = reading.values
    assert (value.org_code, value.period_code, value.as_of) == ("111", "2024-Q1", date(2024, 3, 31))
    assert (value.value, value.raw, value.basis) == (Decimal(12), "12", "year_to_date")
    assert (value.explanation, value.unit, value.is_synthetic) == ("按计划", None, False)
    assert (value.evidence[0].sheet, value.evidence[0].cell) == ("报送", "D4")
    assert (reading.seen, reading.loaded, reading.rejected, reading.ignored) == (1, 1, 0, 0)
    (submission,) = reading.submissions
    assert (submission.org_code, submission.period_code, submission.value_count) == (
        "111",
        "2024-Q1",
        1,
    )
    assert_evidence_resolves(reading)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_reads_csv_however_an_office_saves_it(
    orgs: OrgDirectory, encoding: str, delimiter: str
) -> None:
    row = [*GOOD[:3], "1,234", "累计", '按"计划"; 分,步\n推进']
    data = as_csv(HEADER, row, encoding=encoding, delimiter=delimiter)
    reading = read(data, "a.csv", orgs)
    (value,) = reading.values
    assert value.value == 1234
    assert value.explanation == '按"计划"; 分,步\n推进'
    assert (value.evidence[0].sheet, value.evidence[0].cell) == (None, "D2")
    assert_evidence_resolves(reading)


def test_reads_columns_in_any_order_and_in_english(orgs: OrgDirectory) -> None:
    header = ["value", "Basis", "explanation", "org", "PERIOD", "unit", "data_nature", "indicator"]
    row = ["12%", "ytd", "", "111", "2024年6月", "", "synthetic", "x"]
    (value,) = read(as_csv(header, row), "a.csv", orgs).values
    assert (value.value, value.unit, value.period_code) == (Decimal(12), "%", "2024-06")
    assert value.is_synthetic


@pytest.mark.parametrize(
    ("found", "number_format", "value", "unit"),
    [
        (12.0, "General", "12", None),
        (12.5, "General", "12.5", None),
        (0.1 + 0.2, "General", "0.3", None),
        (1234567.0, "#,##0", "1234567", None),
        ("1,234", "@", "1234", None),
        ("１２", "@", "12", None),
        (0.12, "0%", "12", "%"),
        (0.853, "0.00%", "85.3", "%"),
        ("12%", "@", "12", "%"),
        (0, "General", "0", None),
    ],
)
def test_reads_numbers_of_a_workbook_exactly(
    orgs: OrgDirectory, found: Any, number_format: str, value: str, unit: str | None
) -> None:
    reading = read(xlsx(HEADER, with_value(found), D2=number_format), "a.xlsx", orgs)
    assert [(v.value, v.unit) for v in reading.values] == [(Decimal(value), unit)]
    assert_evidence_resolves(reading)


@pytest.mark.parametrize("typed", [date(2024, 6, 1), "2024-06", "2024年6月"])
def test_reads_a_month_that_a_spreadsheet_turned_into_a_date(
    orgs: OrgDirectory, typed: Any
) -> None:
    reading = read(xlsx(HEADER, [GOOD[0], typed, *GOOD[2:]]), "a.xlsx", orgs)
    assert [value.period_code for value in reading.values] == ["2024-06"]


def test_reads_a_table_that_does_not_start_in_the_first_cell(orgs: OrgDirectory) -> None:
    rows = [[None, None, *row] for row in (HEADER, GOOD)]
    (value,) = read(xlsx(*rows, first_row=7), "a.xlsx", orgs).values
    assert value.evidence[0].cell == "F8"


def test_merged_cells_lend_their_organisation_but_never_their_value(orgs: OrgDirectory) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        HEADER,
        GOOD,
        [None, None, "指标二", 5, "累计"],
        [None, None, "指标三", None, "累计"],
    ):
        sheet.append(row)
    for cells in ("A2:A4", "B2:B4", "D3:D4"):
        sheet.merge_cells(cells)
    reading = read(saved(workbook), "a.xlsx", orgs)
    assert [(v.org_code, v.indicator, v.value) for v in reading.values] == [
        ("111", "指标一", 12),
        ("111", "指标二", 5),
    ]
    assert codes(reading) == ["blank_value"]
    assert reading.values[1].evidence[2].cell == "A2"
    assert_evidence_resolves(reading)


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (with_value("约30"), "unreadable_value", "D2"),
        (with_value(None), "blank_value", "D2"),
        (with_value("/"), "unreadable_value", "D2"),
        (with_value(True), "unreadable_value", "D2"),
        (with_value(date(2024, 1, 2)), "unreadable_value", "D2"),
        (with_value("9" * 30), "number_out_of_range", "D2"),
        (["己县", *GOOD[1:]], "unknown_org", "A2"),
        (["戊县", *GOOD[1:]], "org_not_allowed", "A2"),
        (["乙市", *GOOD[1:]], "org_not_allowed", "A2"),
        ([None, *GOOD[1:]], "blank_org", "A2"),
        ([GOOD[0], "一季度", *GOOD[2:]], "unknown_period", "B2"),
        ([GOOD[0], date(2024, 3, 31), *GOOD[2:]], "unknown_period", "B2"),
        ([*GOOD[:2], None, *GOOD[3:]], "blank_indicator", "C2"),
        ([*GOOD[:4], "大概", None], "unknown_basis", "E2"),
        ([*GOOD[:4], None, None], "blank_basis", "E2"),
    ],
)
def test_one_bad_cell_is_an_issue_with_its_address_and_the_rest_survives(
    orgs: OrgDirectory, row: list[Any], code: str, cell: str
) -> None:
    other = [*GOOD[:2], "指标二", *GOOD[3:]]
    reading = read(xlsx(HEADER, row, other), "a.xlsx", orgs)
    assert [value.indicator for value in reading.values] == ["指标二"]
    (issue,) = reading.issues
    assert (issue.code, issue.place, issue.evidence[0].cell) == (code, f"报送!{cell}", cell)
    assert any("一" <= char <= "鿿" for char in issue.message_zh)
    assert issue.message_en.isascii() or row[0] or row[3]
    assert (reading.seen, reading.loaded, reading.rejected) == (2, 1, 1)
    assert_evidence_resolves(reading)


def test_every_bad_cell_of_a_row_is_named_at_once(orgs: OrgDirectory) -> None:
    reading = read(xlsx(HEADER, ["己县", "Q1", "指标一", "约3", "大概", None]), "a.xlsx", orgs)
    assert sorted(codes(reading)) == [
        "unknown_basis",
        "unknown_org",
        "unknown_period",
        "unreadable_value",
    ]
    assert reading.rejected == 1


def test_a_city_may_report_for_its_counties(orgs: OrgDirectory) -> None:
    (value,) = read(xlsx(HEADER, GOOD), "a.xlsx", orgs, org_code="11").values
    assert (value.submitted_by_org_code, value.org_code) == ("11", "111")


def test_the_unit_stands_in_its_column_or_beside_the_value_but_not_both_ways(
    orgs: OrgDirectory,
) -> None:
    header = [*HEADER, "计量单位"]
    rows = [
        [*GOOD[:2], name, figure, *GOOD[4:], unit]
        for name, figure, unit in (("一", "3", "家"), ("二", "3家", ""), ("三", "3家", "人"))
    ]
    reading = read(as_csv(header, *rows), "a.csv", orgs)
    assert [(v.indicator, v.unit) for v in reading.values] == [("一", "家"), ("二", "家")]
    assert codes(reading) == ["units_contradict"]


def test_a_row_given_twice_counts_once_and_rows_that_contradict_count_not_at_all(
    orgs: OrgDirectory,
) -> None:
    rows = [
        [*GOOD[:2], name, figure, *GOOD[4:]]
        for name, figure in (("一", 3), ("一", 3), ("二", 4), ("二", 5), ("三", 6))
    ]
    reading = read(xlsx(HEADER, *rows), "a.xlsx", orgs)
    assert [value.indicator for value in reading.values] == ["一", "三"]
    assert codes(reading) == ["row_repeated", "rows_contradict", "rows_contradict"]
    assert (reading.seen, reading.loaded, reading.rejected, reading.ignored) == (5, 2, 2, 1)


def test_notes_and_unused_lines_of_the_form_are_ignored_and_counted(orgs: OrgDirectory) -> None:
    unused = ["丙县", "2024-Q1", None, None, "累计", None]
    reading = read(xlsx(HEADER, GOOD, unused, [], ["填报人:张三"]), "a.xlsx", orgs)
    assert (reading.seen, reading.loaded, reading.ignored) == (3, 1, 2)
    assert codes(reading) == ["personal_data_masked", *["row_without_figure"] * 2]
    assert "张三" not in reading.model_dump_json()


def test_a_comma_that_nobody_quoted_never_becomes_a_wrong_number(orgs: OrgDirectory) -> None:
    last = ["单位", "期间", "指标", "口径", "情况说明", "数值"]
    split = "丙县,2024-Q1,指标一,累计,,1,234\r\n"
    reading = read(as_csv(last) + split.encode(), "a.csv", orgs)
    assert (codes(reading), reading.loaded) == (["row_too_many_cells"], 0)
    before_text = ["单位", "期间", "指标", "口径", "数值", "情况说明"]
    split = "丙县,2024-Q1,指标一,累计,1,234\r\n"
    reading = read(as_csv(before_text) + split.encode(), "a.csv", orgs)
    assert (codes(reading), reading.loaded) == (["number_maybe_split"], 0)


def test_a_file_with_no_good_row_is_still_a_submission_without_values(orgs: OrgDirectory) -> None:
    reading = read(xlsx(HEADER, with_value("约30")), "a.xlsx", orgs)
    assert [(s.period_code, s.value_count) for s in reading.submissions] == [("2024-Q1", 0)]
    assert reading.loaded == 0


def test_a_file_with_two_periods_holds_two_submissions(orgs: OrgDirectory) -> None:
    rows = [[GOOD[0], period, *GOOD[2:]] for period in ("2024-Q2", "2024-Q1")]
    reading = read(xlsx(HEADER, *rows), "a.xlsx", orgs)
    assert [s.period_code for s in reading.submissions] == ["2024-Q1", "2024-Q2"]


def test_a_hidden_sheet_and_one_without_a_table_are_named_and_not_read(orgs: OrgDirectory) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (HEADER, GOOD):
        sheet.append(row)
    workbook.create_sheet("填报须知").append(["请如实填报"])
    hidden = workbook.create_sheet("旧数据")
    for row in (HEADER, GOOD):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    reading = read(saved(workbook), "a.xlsx", orgs)
    assert reading.loaded == 1
    assert [(i.code, i.place) for i in reading.issues] == [
        ("sheet_not_read", "填报须知"),
        ("sheet_not_read", "旧数据"),
    ]


@pytest.mark.parametrize(
    ("header", "code", "names"),
    [
        (HEADER[:3] + HEADER[4:], "missing_column", "数值"),
        ([*HEADER, "数值"], "duplicate_header", "数值"),
        ([*HEADER, "value"], "duplicate_header", "value"),
        ([*HEADER, "心情"], "unknown_column", "心情"),
        (["甲", "乙", "丙"], "no_header", "表头"),
    ],
)
@pytest.mark.parametrize("write", [xlsx, as_csv])
def test_refuses_a_file_whose_columns_are_not_as_declared(
    orgs: OrgDirectory, header: list[str], code: str, names: str, write: Any
) -> None:
    with pytest.raises(SourceChangedError) as caught:
        read(write(header, GOOD), "a.csv" if write is as_csv else "a.xlsx", orgs)
    assert caught.value.code == code
    assert names in caught.value.message_zh


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "empty_file"),
        (b"  \n", "a.csv", "empty_file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.csv", "binary_file"),
        (b"\x00\x01\x02" * 50, "a.csv", "binary_file"),
        (b"PK\x03\x04 not a zip", "a.xlsx", "damaged_workbook"),
        (xlsx(HEADER, GOOD)[:-900], "a.xlsx", "damaged_workbook"),
        (b"<html><body><table></table></body></html>", "a.html", "empty_file"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "a.xls", "damaged_workbook"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "encrypted_file",
        ),
    ],
)
def test_refuses_what_it_cannot_open(orgs: OrgDirectory, data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read(data, name, orgs)
    assert caught.value.code == code


def test_refuses_a_sender_that_nobody_knows(orgs: OrgDirectory) -> None:
    with pytest.raises(WarehouseError) as caught:
        read(xlsx(HEADER, GOOD), "a.xlsx", orgs, org_code="999")
    assert (caught.value.code, caught.value.place) == ("unknown_sender", "progress/999/")
