"""The arithmetic of a finding is laid out exactly, and worked out again from the parts shown."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from ingestion.publish.report_arithmetic import lay_out_arithmetic, plain, show_decimal


def test_adds_up_the_parts_that_it_shows() -> None:
    detail = {
        "parts": [
            {"org": "甲县", "raw": "0.1", "value": "0.1"},
            {"org": "乙县", "raw": "/", "value": None},
            {"org": "丙县", "raw": "0.2", "value": 0.2},
        ],
        "total_org": "全市",
        "unit": "亿元",
    }
    sum_ = lay_out_arithmetic("0.4", "0.3", Decimal("-0.1"), Decimal(0), json.dumps(detail))
    assert sum_.parts_sum == Decimal("0.3")
    assert [part.value for part in sum_.parts] == [Decimal("0.1"), None, Decimal("0.2")]
    assert (sum_.total_org, sum_.unit) == ("全市", "亿元")
    assert sum_.notes == ()


def test_takes_a_bare_list_as_parts() -> None:
    detail = json.dumps([{"org": "甲县", "raw": "5", "value": "5"}])
    assert lay_out_arithmetic("5", "5", None, None, detail).parts_sum == Decimal(5)


def test_keeps_further_details_as_notes_and_leaves_out_what_says_nothing() -> None:
    detail = {
        "row_numbers": [53, 54],
        "is_lower_bound": False,
        "empty": "",
        "nothing": None,
        "rejected": 0,
        "value": 2.50,
        "nested": {"a": 1.5},
        "parts": [1, 2],
    }
    notes = dict(lay_out_arithmetic(None, None, None, None, json.dumps(detail)).notes)
    assert notes == {
        "row_numbers": "53、54",
        "rejected": "0",
        "value": "2.5",
        "nested": '{"a": "1.5"}',
        "parts": "1、2",
    }


@pytest.mark.parametrize("detail", [None, "", "{}", "[]"])
def test_does_without_detail(detail: str | None) -> None:
    sum_ = lay_out_arithmetic("20.0000000000", "第3项", None, None, detail)
    assert (sum_.expected, sum_.observed) == ("20", "第3项")
    assert sum_.parts == ()
    assert sum_.parts_sum is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("20.0000000000"), "20"),
        (Decimal("0.4500000000"), "0.45"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.0"), "0"),
        (Decimal("12345678901234567890.0000000001"), "12345678901234567890.0000000001"),
        (None, "–"),
    ],
)
def test_shows_decimals_as_people_write_them(value: Decimal | None, shown: str) -> None:
    assert show_decimal(value) == shown


@pytest.mark.parametrize("printed", ["1–9", "1、2、3", "NaN", "Infinity", "达到80%"])
def test_leaves_text_as_it_is(printed: str) -> None:
    assert plain(printed) == printed
