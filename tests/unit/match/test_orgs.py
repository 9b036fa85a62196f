"""A printed name means what it means in the place whose plan prints it; never forced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingestion.match.answers import Answer
from ingestion.match.divisions import build_divisions
from ingestion.match.model import Mention, match_key
from ingestion.match.names import fold_name
from ingestion.match.orgs import NEW_UNIT, OrgMatcher

ALIASES = [
    {"alias": "湖城", "org_code": "330502", "scope_org_code": "330500"},
    {"alias": "德清县局", "org_code": "330521", "scope_org_code": ""},
]


@pytest.fixture(scope="module")
def matcher() -> OrgMatcher:
    return OrgMatcher(build_divisions([]), ALIASES, {})


def mention(name: str, *, year: int | None = 2024, is_total: bool = False) -> Mention:
    return Mention("s", "某地", name, 1, "[]", "d", year, is_total)


@pytest.mark.parametrize(
    ("scope", "name", "code", "method"),
    [
        ("330100", "上城区", "330102", "official"),
        ("330100", "余杭", "330110", "alias"),
        ("330100", "西湖区分局", "330106", "alias"),
        ("330100", "杭州市临平区市场监管局", "330113", "alias"),
        ("330100", "萧 山", "330109", "alias"),
        ("330000", "宁波", "330200", "alias"),
        ("330000", "义乌市", "330782", "official"),
        ("422800", "来凤", "422827", "alias"),
        ("420500", "长阳县", "420528", "alias"),
        ("320100", "鼓楼区", "320106", "official"),
        ("350100", "鼓楼区", "350102", "official"),
        ("", "吉林", "220000", "alias"),
        ("", "深圳市", "440300", "official"),
        ("330500", "湖城", "330502", "reviewed"),
        ("330900", "德清县局", "330521", "reviewed"),
        ("330100", "全市", "330100", "alias"),
    ],
)
def test_matches_within_the_scope(matcher, scope, name, code, method):
    meaning = matcher.match(mention(name), scope)
    assert (meaning.code, meaning.method, meaning.status) == (code, method, "matched")


@pytest.mark.parametrize(
    ("scope", "name", "code"),
    [
        ("330100", "高新区", "330100-高新区"),
        ("330200", "高新区", "330200-高新区"),
        ("330100", "杭州高新技术产业开发区", "330100-高新区"),
        ("330100", "钱江经济开发区管委会", "330100-钱江经开区"),
        ("320100", "江北新区", "320100-江北新区"),
        ("330100", "市本级", "330100-本级"),
        ("330100", "市局", "330100-本级"),
        ("330106", "北山街道", "330106-北山街道"),
    ],
)
def test_what_has_no_official_code_gets_a_scoped_one_of_ours(matcher, scope, name, code):
    assert matcher.match(mention(name), scope).code == code
    assert not matcher.own_units[code].is_official
    assert matcher.own_units[code].parent == scope


@pytest.mark.parametrize(
    ("scope", "name", "status"),
    [
        ("330100", "余抗区", "unmatched"),
        ("330100", "东海片", "unmatched"),
        ("", "鼓楼区", "ambiguous"),
        ("330100", "高新区（滨江）", "ambiguous"),
        ("330500", "北山街道", "unmatched"),
        ("330100", "各区县", "rejected"),
        ("330000", "绍兴、嘉兴、宁波", "rejected"),
        ("330900", "湖城", "unmatched"),
    ],
)
def test_what_is_not_certain_gets_no_code(matcher, scope, name, status):
    meaning = matcher.match(mention(name), scope)
    assert (meaning.code, meaning.status) == ("", status)


def test_a_misprint_suggests_what_it_may_be(matcher):
    assert matcher.match(mention("余抗区"), "330100").candidates[0].code == "330110"


def test_a_long_name_with_one_wrong_character_is_sure_only_without_a_rival(matcher):
    sure = matcher.match(mention("双江拉祜族佤族布朗族傣族自洽县"), "530900")
    assert (sure.code, sure.method) == ("530925", "fuzzy")
    rival = matcher.match(mention("峨边彝族自治区"), "511100")
    assert (rival.code, rival.status) == ("", "unmatched")


@pytest.mark.parametrize(("year", "code"), [(2019, "320602"), (2023, "320613")])
def test_the_year_tells_which_of_two_districts_of_one_name(matcher, year, code):
    assert matcher.match(mention("崇川区", year=year), "320600").code == code


def test_a_district_that_is_gone_is_still_the_one_that_is_printed(matcher):
    meaning = matcher.match(mention("江干区", year=2024), "330100")
    assert (meaning.code, meaning.status) == ("330104", "matched")


def test_a_total_is_the_scope_whatever_it_is_called(matcher):
    assert matcher.match(mention("汇总栏", is_total=True), "330100").code == "330100"
    assert matcher.match(mention("汇总栏", is_total=True), "").code == ""


@pytest.mark.parametrize(
    ("answer", "code", "status"),
    [
        (Answer("330110"), "330110", "matched"),
        (Answer(None), "", "rejected"),
        (Answer(NEW_UNIT), "330100-东海片", "matched"),
    ],
)
def test_a_reviewer_is_obeyed_before_all_rules(answer, code, status):
    answers = {match_key("org", "s", "东海片"): answer}
    meaning = OrgMatcher(build_divisions([]), [], answers).match(mention("东 海 片"), "330100")
    assert (meaning.code, meaning.status, meaning.method) == (code, status, "reviewed")


def test_a_unit_of_ours_that_a_reviewer_named_exists_without_being_printed():
    answers = {match_key("org", "s", "东海片"): Answer("330100-高新区")}
    matcher = OrgMatcher(build_divisions([]), [], answers)
    assert matcher.match(mention("东海片"), "330100").code == "330100-高新区"
    assert matcher.unit("330100-高新区").official_name == "杭州市高新区"
    assert matcher.unit("999999-某区") is None


def test_an_answer_that_names_nothing_any_more_is_asked_again():
    answers = {match_key("org", "s", "东海片"): Answer("999999")}
    meaning = OrgMatcher(build_divisions([]), [], answers).match(mention("东海片"), "330100")
    assert (meaning.code, meaning.status) == ("", "unmatched")


def test_a_new_unit_of_a_plan_whose_place_is_unknown_is_a_unit_of_that_plan():
    name, answer = "鹿林县", Answer(code=NEW_UNIT)
    keys = {match_key("org", scope, name): answer for scope in ("plan:a", "plan:b")}
    matcher = OrgMatcher(build_divisions([]), [], keys)
    found = [
        matcher.match(Mention(scope, "某计划", name, 1, "[]", "d", 2024, False), "")
        for scope in ("plan:a", "plan:b")
    ]
    assert [one.status for one in found] == ["matched", "matched"]
    assert found[0].code != found[1].code
    assert [matcher.unit(one.code).official_name for one in found] == [name, name]


def test_the_zone_of_one_city_is_nobodys_where_no_city_is_named():
    zone = {"org_code": "990100-GX", "org_name": "高新区", "official_name": "某市高新区"}
    rows = [{**zone, "org_level": "functional_zone", "parent_org_code": "330100"}]
    rows[0] |= {"valid_from": "", "valid_to": ""}
    matcher = OrgMatcher(build_divisions(rows), [], {})
    assert matcher.match(mention("高新区"), "").code == ""


@pytest.mark.parametrize(
    ("beside", "code", "status"),
    [
        ((), "", "ambiguous"),
        (("德清县", "教育局"), "", "ambiguous"),
        (("西湖区",), "", "ambiguous"),
        (("德清县", "湖州市"), "330521", "matched"),
        (("德清县", "杭州市"), "", "ambiguous"),
        (("德清县", "浙江"), "330521", "matched"),
        (("德清县", "安吉县"), "330521", "matched"),
    ],
)
def test_a_county_of_a_plan_without_a_place_needs_its_city_or_a_neighbour(beside, code, status):
    matcher = OrgMatcher(build_divisions([]), [], {})
    asked = replace(mention("德清县"), beside=frozenset(map(fold_name, beside)))
    meaning = matcher.match(asked, "")
    assert (meaning.code, meaning.status) == (code, status)
    if not code:
        assert [one.code for one in meaning.candidates] == ["330521"]
