"""Periods are read as codes and as Chinese offices print them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.submissions.periods import month_period, parse_period

READS = {
    "2024": ("2024", "2024-12-31"),
    "2024年": ("2024", "2024-12-31"),
    "2024年度": ("2024", "2024-12-31"),
    "2024年1-12月": ("2024", "2024-12-31"),
    "2024-H1": ("2024-H1", "2024-06-30"),
    "2024年上半年": ("2024-H1", "2024-06-30"),
    "2024年下半年": ("2024-H2", "2024-12-31"),
    "2024年1-6月": ("2024-H1", "2024-06-30"),
    "2024-Q1": ("2024-Q1", "2024-03-31"),
    "2024q4": ("2024-Q4", "2024-12-31"),
    "2024年第一季度": ("2024-Q1", "2024-03-31"),
    "2024年2季度": ("2024-Q2", "2024-06-30"),
    "２０２４年第３季度": ("2024-Q3", "2024-09-30"),
    "2024年1月至3月": ("2024-Q1", "2024-03-31"),
    "2024-06": ("2024-06", "2024-06-30"),
    "2024-2": ("2024-02", "2024-02-29"),
    "2023/02": ("2023-02", "2023-02-28"),
    "2024年6月": ("2024-06", "2024-06-30"),
    "2024 年 06 月": ("2024-06", "2024-06-30"),
    "2024年十二月份": ("2024-12", "2024-12-31"),
}
REFUSES = [
    *("", "Q1", "一季度", "24年6月", "2024-13", "2024-00", "2024年13月", "2024-Q5", "2024-H3"),
    *("2024年第五季度", "2024年1-5月", "2024年6-1月", "2024-06-30", "202406", "2024.6", "2024.10"),
    *("2024年6月30日", "2024-2025", "约2024年", "12024", "2024年十三月"),
]


@pytest.mark.parametrize(("text", "expected"), READS.items(), ids=READS)
def test_reads(text: str, expected: tuple[str, str]) -> None:
    period = parse_period(text)
    assert period is not None
    assert (period.code, period.end.isoformat()) == expected


@pytest.mark.parametrize("text", REFUSES)
def test_refuses_what_is_not_one_period(text: str) -> None:
    assert parse_period(text) is None


@given(st.integers(1900, 2099), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next_one_starts(year: int, month: int) -> None:
    period = month_period(year, month)
    assert period.start == date(year, month, 1)
    assert (period.end + timedelta(days=1)).day == 1
    assert parse_period(period.code) == period
    assert parse_period(f"{year}年{month}月") == period


@given(st.integers(1900, 2099), st.sampled_from(["", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4"]))
def test_every_code_reads_as_itself(year: int, part: str) -> None:
    period = parse_period(f"{year}{part}")
    assert period is not None and period.code == f"{year}{part}"
    assert period.start.year == period.end.year == year


@given(st.text(max_size=12))
def test_never_raises(text: str) -> None:
    period = parse_period(text)
    assert period is None or parse_period(period.code) == period
