"""Messages in plain words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from expectations.messages import fill_template, plain_number, plain_value


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("-1.0000000000", "-1"),
        ("0.5000000000", "0.5"),
        ("0E-10", "0"),
        ("-0.0", "0"),
        ("1E+3", "1000"),
        ("1641", "1641"),
    ],
)
def test_prints_a_number_as_people_write_it(value: str, printed: str) -> None:
    assert plain_number(Decimal(value)) == printed


def test_prints_a_dash_for_what_is_missing_and_joins_lists() -> None:
    assert plain_value(None) == "—"
    assert plain_value([]) == "—"
    assert plain_value(["定海", Decimal("1.50"), None]) == "定海、1.5、—"


def test_takes_a_column_before_a_detail_of_the_same_name() -> None:
    row = {"expected": "20", "detail": '{"expected": "x", "unit": "家"}'}
    assert fill_template("{expected} {unit}", row) == "20 家"


def test_refuses_a_template_that_names_what_is_not_there() -> None:
    with pytest.raises(KeyError, match="unit"):
        fill_template("{unit}", {"detail": "{}"})
