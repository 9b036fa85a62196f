"""Amounts of running text: digits, Chinese numerals, and magnitudes between them."""

from decimal import Decimal

import pytest

from ingestion.values.amounts import parse_amount, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", "7"),
        ("1,250", "1250"),
        ("0.35", "0.35"),
        ("3.1万", "31000"),
        ("8万亿", "8000000000000"),
        ("2千", "2000"),
        ("十", "10"),
        ("十二", "12"),
        ("两百零五", "205"),
        ("百", "100"),
        ("千万", "10000000"),
        ("三十五万", "350000"),
        ("一万三千亿", "1300000000000"),
        ("五千五百七十五万", "55750000"),
    ],
)
def test_reads_amounts(text: str, expected: str) -> None:
    assert parse_amount(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "甲", "十甲", "万家", "3.1.2", "三三"])
def test_refuses_what_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


def test_prints_no_exponent() -> None:
    assert str(plain(Decimal("9E+3"))) == "9000"
