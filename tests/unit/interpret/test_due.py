from datetime import date

import pytest

from ingestion.interpret.due import parse_due


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("11", 11, date(2024, 11, 30)),
        ("２月", 2, date(2024, 2, 29)),
        ("10月份", 10, date(2024, 10, 31)),
        ("6月底前", 6, date(2024, 6, 30)),
        ("12月底前完成", 12, date(2024, 12, 31)),
        ("年底前", 12, date(2024, 12, 31)),
        ("2023年9月", 9, date(2023, 9, 30)),
        ("2023年10月底前", 10, date(2023, 10, 31)),
        ("2025-03-31", 3, date(2025, 3, 31)),
        ("2025.6", 6, date(2025, 6, 30)),
        ("6月30日前", 6, date(2024, 6, 30)),
        ("3-11月", 11, date(2024, 11, 30)),
        ("第三季度", 9, date(2024, 9, 30)),
        ("2季度末", 6, date(2024, 6, 30)),
        ("上半年", 6, date(2024, 6, 30)),
    ],
)
def test_reads_a_due_time_with_one_reading(text, month, day):
    due = parse_due(text, 2024)
    assert (due.month, due.day) == (month, day)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("10月前", 10),
        ("7月份之前", 7),
        ("6月上旬", 6),
        ("三季度前", None),
        ("全年", None),
        ("长期坚持", None),
    ],
)
def test_leaves_the_day_open_where_the_words_do(text, month):
    due = parse_due(text, 2024)
    assert (due.month, due.day) == (month, None)


def test_without_a_year_only_the_month_is_known():
    due = parse_due("11月", None)
    assert (due.month, due.day) == (11, None)


@pytest.mark.parametrize(
    "text", ["", "13", "0", "25", "餐饮科", "完成改造50家", "2024", "6月、12月", "2月30日"]
)
def test_refuses_what_is_no_due_time(text):
    assert parse_due(text, 2024) is None
