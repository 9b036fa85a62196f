"""Tables of an organisation's own layout: matched by their headings, doubts told at the cell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from ingestion.errors import SourceChangedError
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.read import SubmissionReading, read_submission


@pytest.fixture(scope="module")
def orgs() -> OrgDirectory:
    units = [
        {"org_code": code, "org_name": name, "official_name": name, "parent_org_code": parent}
        for code, name, parent in (("11", "乙市", ""), ("111", "丙县", "11"), ("112", "戊县", "11"))
    ]
    return OrgDirectory(units, [])


def read(
    rows: Sequence[Sequence[Any]],
    orgs: OrgDirectory,
    *merges: str,
    org_code: str = "111",
    path: str = "progress/111/表.xlsx",
) -> SubmissionReading:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merges:
        sheet.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return read_submission(
        stream.getvalue(),
        path,
        document_id="d" * 64,
        delivery_id="e" * 16,
        org_code=org_code,
        received_at=datetime(2024, 7, 3, tzinfo=UTC),
        orgs=orgs,
    )


def figures(reading: SubmissionReading) -> list[tuple[str, str, str, Decimal | None, str | None]]:
    return [(v.org_code, v.indicator, v.basis, v.value, v.unit) for v in reading.values]


def told(reading: SubmissionReading) -> list[tuple[str, str]]:
    return [(issue.code, issue.place) for issue in reading.issues]


def test_reads_several_columns_of_figures_and_leaves_targets_and_rates(orgs: OrgDirectory) -> None:
    reading = read(
        [
            ["丙县2024年6月目标完成情况"],
            ["序号", "指标名称", "计量单位", "年度目标", "1-6月累计", "本月", "完成率", "备注"],
            [1, "新建站点", "个", 100, 60, 10, 0.6, "按时"],
            ["二、质量"],
            [2, "合格率", "%", 98, "98.5", "约99", None, None],
            [3, "培训", "人次", 1000, "/", None, None, None],
            [None, "合计", None, 1100, 158],
        ],
        orgs,
    )
    assert figures(reading) == [
        ("111", "新建站点", "year_to_date", Decimal(60), "个"),
        ("111", "合格率", "year_to_date", Decimal("98.5"), "%"),
        ("111", "新建站点", "period", Decimal(10), "个"),
    ]
    (submission,) = reading.submissions
    assert (submission.form, submission.period_code) == ("free_table", "2024-06")
    assert told(reading) == [
        ("row_not_applicable", "Sheet 第6行"),
        ("unreadable_value", "Sheet!F5"),
    ]
    assert reading.values[0].explanation == "按时"
    for locator in (one for v in reading.values for one in v.evidence):
        assert reading.text.text[locator.start : locator.end] == locator.quote


def test_organisations_may_head_the_columns(orgs: OrgDirectory) -> None:
    reading = read(
        [
            ["2024年上半年重点工作完成情况"],
            ["单位：个"],
            ["指标", "丙县", "戊县", "合计"],
            ["新建站点", 3, 4, 7],
        ],
        orgs,
        org_code="11",
    )
    assert [(v.org_code, v.period_code, v.value, v.unit) for v in reading.values] == [
        ("111", "2024-H1", 3, "个"),
        ("112", "2024-H1", 4, "个"),
        ("11", "2024-H1", 7, "个"),
    ]
    assert told(reading) == []


def test_organisations_may_stand_in_the_rows_below_headings_of_two_levels(
    orgs: OrgDirectory,
) -> None:
    reading = read(
        [
            ["2024年6月"],
            ["单位", "新建站点（个）", None, "合格率(%)", None],
            [None, "目标", "累计完成", "目标", "累计完成"],
            ["丙县", 10, 3, 98, 99],
            ["戊县", 10, 4, 98, 97],
            ["合计", 20, 7, None, None],
        ],
        orgs,
        "A2:A3",
        "B2:C2",
        "D2:E2",
        org_code="11",
    )
    assert figures(reading) == [
        ("111", "新建站点", "year_to_date", Decimal(3), "个"),
        ("112", "新建站点", "year_to_date", Decimal(4), "个"),
        ("11", "新建站点", "year_to_date", Decimal(7), "个"),
        ("111", "合格率", "year_to_date", Decimal(99), "%"),
        ("112", "合格率", "year_to_date", Decimal(97), "%"),
    ]


def test_a_unit_in_a_heading_holds_for_its_column(orgs: OrgDirectory) -> None:
    reading = read(
        [
            ["丙县2024年6月"],
            ["序号", "指标", "完成情况", None, "存在问题"],
            [None, None, "1-6月累计（万元）", "6月", None],
            [1, "投资", 12.5, "１，２３４", "无"],
        ],
        orgs,
        "A2:A3",
        "B2:B3",
        "C2:D2",
        "E2:E3",
    )
    assert [(v.basis, v.value, v.unit) for v in reading.values] == [
        ("year_to_date", Decimal("12.5"), "万元"),
        ("period", Decimal(1234), None),
    ]


def test_a_basis_that_is_not_said_is_assumed_and_told(orgs: OrgDirectory) -> None:
    reading = read(
        [["表"], ["项目", "完成数", "完成情况"], ["新建站点", 3, "全部建成，投入使用"]],
        orgs,
        path="progress/111/2024年6月.xlsx",
    )
    assert told(reading) == [("basis_assumed", "Sheet!B2")]
    (value,) = reading.values
    assert (value.basis, value.explanation) == ("year_to_date", "全部建成，投入使用")


def test_a_column_that_says_its_basis_goes_before_one_that_does_not(orgs: OrgDirectory) -> None:
    reading = read([["2024年6月"], ["指标", "完成数", "累计"], ["新建站点", 3, 9]], orgs)
    assert [v.value for v in reading.values] == [Decimal(9)]
    assert told(reading) == [("column_basis_unknown", "Sheet!B2")]


def test_figures_of_another_period_and_of_unknown_meaning_are_told_and_not_read(
    orgs: OrgDirectory,
) -> None:
    reading = read(
        [
            ["丙县2024年6月"],
            ["指标", "1-5月累计", "1-6月累计", "折算", "丁镇"],
            ["新建站点", 5, 6, 7, 8],
        ],
        orgs,
    )
    assert [v.value for v in reading.values] == [Decimal(6)]
    assert told(reading) == [
        ("column_of_other_period", "Sheet!B2"),
        ("column_not_read", "Sheet!D2"),
        ("column_not_read", "Sheet!E2"),
    ]


@pytest.mark.parametrize(
    ("title", "code", "place"),
    [("戊县2024年6月表", "table_of_other_org", "Sheet!A1"), ("工作表", "no_period", "Sheet!A2")],
)
def test_refuses_a_table_of_another_organisation_or_of_no_period(
    orgs: OrgDirectory, title: str, code: str, place: str
) -> None:
    with pytest.raises(SourceChangedError) as caught:
        read([[title], ["指标", "累计完成"], ["新建站点", 3]], orgs)
    assert (caught.value.code, caught.value.place) == (code, place)


def test_a_form_that_lost_its_key_sheet_is_read_as_a_table(orgs: OrgDirectory) -> None:
    header = ["指标编码", "序号", "指标", "计量单位", "年度目标", "上期累计", "本期累计", "口径",
              "完成率", "情况说明", "佐证材料"]  # fmt: skip
    reading = read(
        [
            [None, "丙县 2024年6月目标任务完成情况填报表"],
            header,
            ["k1", 1, "新建站点", "个", 100, 10, 12, "累计", None, "按时"],
            ["k2", 2, "在册企业", "家", 100, 10, 15, "期末"],
        ],
        orgs,
    )
    assert [(v.indicator_key, v.basis, v.value) for v in reading.values] == [
        ("k1", "year_to_date", 12),
        ("k2", "level", 15),
    ]
    assert reading.submissions[0].form == "free_table"


def test_telephones_of_a_free_table_are_never_kept(orgs: OrgDirectory) -> None:
    reading = read(
        [
            ["丙县2024年6月"],
            ["指标", "累计", "联系人", "联系电话", "备注"],
            ["新建站点", 3, "赵小六", "13800001111", "见 0580-7654321"],
        ],
        orgs,
    )
    kept = reading.model_dump_json()
    assert not any(word in kept for word in ("赵小六", "13800001111", "7654321"))
    assert [v.value for v in reading.values] == [Decimal(3)]
