"""How one number becomes another by a slip."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingestion.hypotheses.slips import is_digit_error, likely_originals


@pytest.mark.parametrize(
    ("printed", "code", "original"),
    [
        ("120", "digit_shift", "12"),
        ("1.2", "digit_shift", "12"),
        ("35000", "unit_slip", "3.5"),
        ("3.5", "unit_slip", "35000"),
        ("3.5", "unit_slip", "350000000"),
        ("2134", "digit_transposition", "1234"),
        ("1.23", "digit_transposition", "1.32"),
    ],
)
def test_knows_what_was_meant(printed: str, code: str, original: str) -> None:
    assert (code, Decimal(original)) in list(likely_originals(Decimal(printed)))


def test_says_nothing_of_nought() -> None:
    assert list(likely_originals(Decimal(0))) == []


@pytest.mark.parametrize(
    ("printed", "right", "is_one"),
    [
        ("128", "123", True),
        ("1123", "123", True),
        ("12", "123", True),
        ("128", "823", False),
        ("5", "6", False),
        ("123", "123", False),
    ],
)
def test_tells_a_single_digit_from_more(printed: str, right: str, *, is_one: bool) -> None:
    assert is_digit_error(Decimal(printed), Decimal(right)) is is_one
