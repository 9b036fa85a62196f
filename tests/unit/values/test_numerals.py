"""Digits, magnitudes and Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingestion.values.numerals import parse_decimal, parse_han_integer, scaled


@pytest.mark.parametrize(
    ("printed", "value"),
    [("十", 10), ("十八", 18), ("三十", 30), ("两百零五", 205), ("一千二百", 1200), ("两", 2)],
)
def test_reads_chinese_integers(printed: str, value: int) -> None:
    assert parse_han_integer(printed) == value


@pytest.mark.parametrize("printed", ["", "三四", "甲", "三新", "1十"])
def test_refuses_what_is_no_chinese_integer(printed: str) -> None:
    assert parse_han_integer(printed) is None


def test_keeps_the_printed_places() -> None:
    assert str(parse_decimal("1,200.50")) == "1200.50"


def test_scales_without_exponents_or_rounding() -> None:
    assert str(scaled(Decimal("0.9"), "万")) == "9000"
    assert scaled(Decimal("1.23456"), "万") == Decimal("12345.6")
    assert scaled(Decimal("2"), "百万") == Decimal(2_000_000)
