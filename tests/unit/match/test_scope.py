"""Whose plan it is decides what its names mean; where nothing says so, nothing is assumed."""

from __future__ import annotations

import pytest

from ingestion.match.divisions import build_divisions
from ingestion.match.scope import ScopedDocument, ScopeFinder


@pytest.fixture(scope="module")
def finder() -> ScopeFinder:
    return ScopeFinder(build_divisions([]), {})


def plan(issuer="", title="", names=(), year=2024) -> ScopedDocument:
    return ScopedDocument(
        "p", (issuer,) if issuer else (), (title,) if title else (), tuple(names), year
    )


@pytest.mark.parametrize(
    ("issuer", "title", "code"),
    [
        ("浙江省杭州市西湖区人民政府", "", "330106"),
        ("宁波市鄞州区市场监督管理局", "", "330212"),
        ("舟山市市场监督管理局定海分局", "", "330902"),
        ("上海市浦东新区人民政府", "", "310115"),
        ("吉林省吉林市人民政府", "", "220200"),
        ("恩施州市场监督管理局", "", "422800"),
        ("中共苏州市委办公室", "", "320500"),
        ("鼓楼区人民政府", "福州市鼓楼区2024年工作要点", "350102"),
        ("市市场监督管理局", "温州2024年任务清单", "330300"),
        ("", "2024年湖州市质量强市工作计划", "330500"),
        ("", "关于印发湖州2024年重点工作的通知", "330500"),
    ],
)
def test_the_issuer_and_then_the_title_name_the_place(finder, issuer, title, code):
    assert finder.find(plan(issuer, title)).code == code


@pytest.mark.parametrize(
    ("issuer", "title"),
    [
        ("鼓楼区人民政府", ""),
        ("国家市场监督管理总局", "2024年工作要点"),
        ("", "关于深化三明医改经验以外工作的说明会"),
        ("", ""),
    ],
)
def test_an_unclear_place_is_none(finder, issuer, title):
    scope = finder.find(plan(issuer, title))
    assert (scope.code, scope.key, scope.basis) == ("", "plan:p", "none")


def test_columns_tell_the_city_where_nothing_else_does(finder):
    scope = finder.find(plan(names=["海曙区", "江北", "镇海", "北仑", "高新区"]))
    assert (scope.code, scope.basis) == ("330200", "parts")
    assert finder.find(plan(names=["鼓楼区"])).code == ""
