"""A reported figure is one exact number, and nothing is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.submissions.reported import Reported, parse_reported

READS = {
    "12": ("12", None),
    "12.50": ("12.50", None),
    " 7 ": ("7", None),
    "0": ("0", None),
    "-3": ("-3", None),
    "−3": ("-3", None),
    "+5": ("5", None),
    "1,234": ("1234", None),
    "1,234,567.8": ("1234567.8", None),
    "１２": ("12", None),
    "１，２３４．５": ("1234.5", None),
    "12%": ("12", "%"),
    "１２％": ("12", "%"),
    "30个": ("30", "个"),
    "30 个": ("30", "个"),
    "0.9万": ("9000", None),
    "0.9万人次": ("9000", "人次"),
    "3亿元": ("3", "亿元"),
}
REFUSES = [
    *("", " ", "/", "-", "无", "约30", "30左右", "30余", "30以上", "≥3", "不少于3", "10-20", "3~5"),
    *("1,23", "12,34,567", "1 234", "3 4", "1.2.3", ".5", "5.", "--3", "3-", "10+", "1e5"),
    *("十八", "完成30", "30abc", "abc30", "12个个", "3%%", "#DIV/0!", "TRUE", "2024年", "6月"),
    *("2024-06-30", "nan", "inf", "均3", "30(预计)", "增长5%"),
]


@pytest.mark.parametrize(("text", "expected"), READS.items(), ids=READS)
def test_reads(text: str, expected: tuple[str, str | None]) -> None:
    assert parse_reported(text) == Reported(Decimal(expected[0]), expected[1])


@pytest.mark.parametrize("text", REFUSES)
def test_refuses_what_is_not_one_exact_number(text: str) -> None:
    assert parse_reported(text) is None


NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
WIDE = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


@given(NUMBERS, st.booleans(), st.booleans())
def test_reads_back_every_number_however_it_is_written(
    number: Decimal, separators: bool, wide: bool
) -> None:
    text = f"{number:,f}" if separators else f"{number:f}"
    found = parse_reported(text.translate(WIDE) if wide else text)
    assert found is not None and found.value == number


@given(st.text(max_size=12))
def test_never_raises(text: str) -> None:
    found = parse_reported(text)
    assert found is None or found.value.is_finite()
