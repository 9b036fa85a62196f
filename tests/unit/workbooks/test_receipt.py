from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from lxml import html

from ingestion.workbooks.receipt import (
    Receipt,
    ReceiptFile,
    ReceiptValue,
    receipt_number,
    write_receipt,
)

VALUES = (
    ReceiptValue(
        indicator_name="新建口袋公园", org_name="清溪", unit_name="个", basis="year_to_date",
        value=Decimal("5.0000000000"),
    ),
    ReceiptValue(
        indicator_name="<b>巡查</b>", org_name="清溪", basis="level", value=None,
        explanation="台风停工",
    ),
)  # fmt: skip


def receipt(**changes: object) -> Receipt:
    given: dict[str, object] = {
        "submission_key": "abc",
        "org_code": "990102",
        "org_name": "清溪",
        "period_code": "2031-05",
        "plan_names": ("云岭市2031年河湖行动方案（示例）",),
        "received_at": datetime(2031, 6, 3, 20, 30, 5, tzinfo=UTC),
        "file_name": "五月.xlsx",
        "sha256": "0" * 64,
        "accepted_count": 2,
        "refused_count": 0,
        "acceptance_state": "accepted",
        "timeliness": "on_time",
        "due_date_zh": "2031年6月9日",
        "revision_no": 1,
        "release_id": "r0007",
        "values": VALUES,
    }
    return Receipt(**(given | changes))  # type: ignore[arg-type]


def words(page: bytes) -> str:
    return " ".join(html.fromstring(page.decode()).find("body").text_content().split())


def test_says_what_was_accepted_of_whom_and_when() -> None:
    said = words(write_receipt(receipt()))
    for part in (
        "清溪（990102）", "2031年5月", "云岭市2031年河湖行动方案（示例）", "五月.xlsx", "0" * 64,
        "2031年6月4日 04:30:05（北京时间）", "受理 2 项，未受理 0 项", "按时（截止 2031年6月9日）",
        "第 1 次报送", "新建口袋公园 5 个 累计", "<b>巡查</b> — 期末 台风停工",
    ):  # fmt: skip
        assert part in said


def test_the_same_receipt_gives_the_same_bytes_and_number() -> None:
    assert write_receipt(receipt()) == write_receipt(receipt())
    assert receipt_number(receipt()).startswith("990102-2031-05-1-")
    assert receipt_number(receipt()) != receipt_number(receipt(acceptance_state="partly_accepted"))


def test_needs_nothing_from_elsewhere() -> None:
    page = html.fromstring(write_receipt(receipt()).decode())
    assert not page.xpath("//script | //link | //img | //@src | //@href")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"timeliness": "late"}, "逾期"),
        ({"timeliness": "unknown", "due_date_zh": ""}, "未设截止日"),
        ({"acceptance_state": "partly_accepted", "refused_count": 1}, "部分受理"),
        ({"is_synthetic": True}, "合成示例数据"),
        ({"supporting_files": (ReceiptFile(name="台账.pdf", sha256=None),)}, "台账.pdf未收到"),
    ],
)
def test_says_what_is_not_as_usual(changes, said) -> None:
    assert said in words(write_receipt(receipt(**changes)))


def test_names_the_organisation_of_each_figure_where_there_are_several() -> None:
    child = VALUES[0].model_copy(update={"org_name": "清溪东"})
    assert "清溪东 新建口袋公园" in words(write_receipt(receipt(values=(*VALUES, child))))
