"""What one printed cell says, and what it does not say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingestion.values.printed import PrintedValue, is_each, parse_printed

READS = {
    "12": ("12", "=", None, None),
    "１２": ("12", "=", None, None),
    "1,200": ("1200", "=", None, None),
    "0.45": ("0.45", "=", None, None),
    "0": ("0", "=", None, None),
    "0.7万": ("7000", "=", None, None),
    "12.5万人次": ("125000", "=", "人次", None),
    "3亿元": ("3", "=", "亿元", None),
    "2万平方米": ("2", "=", "万平方米", None),
    "60%": ("60", "=", "%", None),
    "６０％": ("60", "=", "%", None),
    "达到60%": ("60", ">=", "%", None),
    "均达60%以上": ("60", ">=", "%", None),
    "不低于30%": ("30", ">=", "%", None),
    "≥30%": ("30", ">=", "%", None),
    "30以上": ("30", ">=", None, None),
    "30(含)以上": ("30", ">=", None, None),
    "不超过5天": ("5", "<=", "天", None),
    "20分钟以内": ("20", "<=", "分钟", None),
    "平均压缩至9个工作日内": ("9", "<=", "工作日", None),
    "平均4个工作日": ("4", "=", "工作日", None),
    "增长6%以上": ("6", ">=", "%", "increase"),
    "下降12%": ("12", "=", "%", "decrease"),
    "压缩至3天": ("3", "=", "天", None),
    "超过50家": ("50", ">", "家", None),
    "50余家": ("50", ">", "家", None),
    "约50家": ("50", "~", "家", None),
    "三家以上": ("3", ">=", "家", None),
    "制定2个以上行业指引": ("2", ">=", "个", None),
    "2个百分点": ("2", "=", "百分点", None),
}
REFUSES = {
    "": "blank",
    "　": "blank",
    "/": "not_applicable",
    "／": "not_applicable",
    "—": "not_applicable",
    "无": "not_applicable",
    "不涉及": "not_applicable",
    "按照甲县局安排落实": "delegated",
    "分别纳入所在县统计": "text",
    "2031年底前": "text",
    "12月底前完成": "text",
    "6月5日前": "text",
    "第3位": "text",
    "5G": "text",
    "建立“1+N”体系": "text",
    "“三新经济”": "text",
}


@pytest.mark.parametrize(("raw", "wanted"), READS.items(), ids=READS)
def test_reads_number_bound_unit_and_change(
    raw: str, wanted: tuple[str, str, str | None, str | None]
) -> None:
    value = parse_printed(raw)
    assert (value.value, value.comparator, value.unit, value.change) == (
        Decimal(wanted[0]),
        *wanted[1:],
    )


@pytest.mark.parametrize(("raw", "kind"), REFUSES.items(), ids=[*REFUSES])
def test_refuses_what_is_no_number(raw: str, kind: str) -> None:
    value = parse_printed(raw)
    assert (value.kind, value.value) == (kind, None)


def test_a_multiplied_count_is_written_in_plain_digits() -> None:
    assert str(parse_printed("0.9万").value) == "9000"


@pytest.mark.parametrize("raw", ["10-20", "10%~20%", "3至5个工作日"])
def test_a_range_has_no_single_value(raw: str) -> None:
    value = parse_printed(raw)
    assert value.is_range
    assert value.value is None


@pytest.mark.parametrize("raw", ["均达到60%", "均压缩至9个工作日内", "各100", "每地1个以上"])
def test_knows_what_holds_for_each(raw: str) -> None:
    assert is_each(parse_printed(raw))


@pytest.mark.parametrize("raw", ["平均", "人均", "日均"])
def test_an_average_is_not_each(raw: str) -> None:
    assert not parse_printed(f"{raw}5个").for_each


def test_a_rate_holds_for_each_even_without_the_word() -> None:
    assert is_each(parse_printed("下降12%以上"))
    assert not is_each(parse_printed("12"))


def test_tells_of_further_numbers() -> None:
    value = parse_printed("抽查比例均不少于总数的5%,其中重点单位不少于50%")
    assert (value.value, value.further) == (Decimal(5), ("50",))


def test_values_compare_by_what_they_say() -> None:
    assert parse_printed("60 %") == parse_printed("60%")
    assert parse_printed("/") == PrintedValue("not_applicable")
