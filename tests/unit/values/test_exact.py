"""A number is kept exactly or not at all."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.values.exact import PRECISION, SCALE, fits_store


@given(st.decimals(min_value=-(10**28) + 1, max_value=10**28 - 1, places=10))
def test_every_number_that_fits_comes_back_exactly(number: Decimal) -> None:
    assert fits_store(number)
    assert pa.scalar(number, pa.decimal128(PRECISION, SCALE)).as_py() == number


@pytest.mark.parametrize(
    "value", ["1e28", "0.12345678901", "NaN", "Infinity", f"{'9' * 28}.{'0' * 10}1"]
)
def test_a_number_that_would_be_rounded_does_not_fit(value: str) -> None:
    assert not fits_store(Decimal(value))


@pytest.mark.parametrize(
    "value", ["0", "-1.50", "1e3", "0.1234567890", "9" * 28, "1000000e-12", "0e-40"]
)
def test_keeps_a_number_however_it_is_written(value: str) -> None:
    assert fits_store(Decimal(value))
