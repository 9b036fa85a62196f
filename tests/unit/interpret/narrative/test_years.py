"""Each number has the year that its own words give it."""

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document


def years_of(text, title="南山市2031年工作总结"):
    read = read_document(f"{title}\n{text}\n".encode(), "a.txt")
    return [(str(q.value), q.year) for q in interpret_document(read).quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "到2033年、2036年，农村自来水普及率分别达到92%、95%。",
            [("92", 2033), ("95", 2036)],
            id="values in turn",
        ),
        pytest.param(
            "2033年底、2034年底和2035年底充电桩保有量分别不少于3000个、4000个和5000个。",
            [("3000", 2033), ("4000", 2034), ("5000", 2035)],
            id="three in turn",
        ),
        pytest.param(
            "2033年、2034年新建公园分别为6个和8个，新增绿道20公里。",
            [("6", 2033), ("8", 2034), ("20", 2034)],
            id="what follows a list has the last year told",
        ),
        pytest.param(
            "景区接待游客今年达到30万人次、明年突破40万人次。",
            [("300000", 2031), ("400000", 2032)],
            id="two years in one clause",
        ),
        pytest.param(
            "污水集中处理率由2029年的81%提高到88%。",
            [("81", 2029), ("88", 2031)],
            id="the year of a baseline",
        ),
        pytest.param(
            "平均通勤时间由上年的41分钟缩短到38分钟。",
            [("41", 2030), ("38", 2031)],
            id="a baseline of last year",
        ),
    ],
)
def test_a_number_has_the_year_of_its_own_words(text, expected):
    assert years_of(text) == expected


def test_news_speaks_of_last_year_from_the_day_it_was_published():
    text = "发布时间：2032-01-18 来源：南山日报\n去年，企业服务中心走访企业97家。"
    assert years_of(text, "南山市2031年知识产权工作综述") == [("97", 2031)]


def test_what_a_plan_over_years_builds_on_was_before_it():
    text = "一、工作基础\n“十六五”以来，全市累计改造小区318个。\n二、工作目标\n新建车位900个。"
    found = years_of(text, "南山市小区改造实施方案（2031—2033年）")
    assert found == [("318", 2030), ("900", 2033)]


def test_the_year_of_graduates_dates_a_text_without_any_other():
    assert years_of("2031届高校毕业生已就业4287人。", "南山市就业情况") == [("4287", 2031)]
