"""What decides a match beside the words: decisions, actions, years, levels, closed lists."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingestion.match.features import same_indicator_features
from ingestion.match.indicator_model import IndicatorMention
from ingestion.match.indicators import match_indicators
from ingestion.values import lookups

SECTIONS = (
    "light",
    "generic",
    "synonyms",
    "measures",
    "contrasts",
    "milestones",
    "wording",
    "defining",
)


def say(name: str, value: str | None = None, unit: str | None = None, **rest: object):
    number = None if value is None else Decimal(value)
    return IndicatorMention(key=rest.pop("key", name), name=name, value=number, unit=unit, **rest)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_reviewed_word_has_a_reason(section: str) -> None:
    assert lookups.entries("indicator_words", section)


# Decisions of reviewers.


def test_obeys_a_reviewers_match_and_still_compares_the_numbers() -> None:
    left, right = say("沿河绿道", "30", "公里"), say("滨水慢行系统", "35", "公里")
    (found,) = match_indicators([left], [right], decisions={"沿河绿道": "滨水慢行系统"})
    assert (found.right_key, found.status, found.method) == ("滨水慢行系统", "matched", "reviewed")
    assert found.relation == "contradict"


def test_obeys_a_reviewers_no() -> None:
    row = say("新建绿道", "30", "公里")
    (found,) = match_indicators([row], [row], decisions={row.key: None})
    assert (found.right_key, found.status, found.method) == (None, "unmatched", "reviewed")


def test_says_so_when_the_reviewed_indicator_is_gone() -> None:
    row = say("新建绿道", "30", "公里")
    (found,) = match_indicators([row], [row], decisions={row.key: "没有的行"})
    assert (found.right_key, found.status) == (None, "ambiguous")
    assert "不存在" in found.why


# Doubt.


def test_names_its_candidates_where_it_is_in_doubt() -> None:
    rows = [say("技能培训补贴人数", "900", "人"), say("创业培训补贴人数", "900", "人")]
    (found,) = match_indicators([say("培训补贴人数", "900", "人")], rows)
    assert (found.status, found.right_key, found.relation) == ("ambiguous", None, None)
    assert {c.right_key for c in found.candidates} == {row.key for row in rows}
    assert "(" in found.why and "数值一致" in found.candidates[0].why


def test_other_words_in_one_place_are_a_question_even_with_a_telling_number() -> None:
    (found,) = match_indicators([say("油菜播种面积", "182.6", "万亩")],
                                [say("粮食播种面积", "182.6", "万亩")])  # fmt: skip
    assert found.status == "ambiguous"


def test_an_indicator_printed_twice_with_one_value_gives_two_matches() -> None:
    rows = [say("自来水水质合格率", "99", "%", key=key) for key in ("7", "8")]
    found = match_indicators([say("自来水水质合格率", "99", "%")], rows)
    assert [m.right_key for m in found] == ["7", "8"]


def test_an_indicator_printed_twice_is_told_by_its_number() -> None:
    rows = [say("自来水水质合格率", value, "%", key=value) for value in ("98", "99")]
    (found,) = match_indicators([say("自来水水质合格率", "99", "%")], rows)
    assert (found.right_key, found.relation) == ("99", "agree")


# Actions.


def test_the_action_tells_two_rows_of_one_name_apart() -> None:
    rows = [
        say("培训从业人员", "300", "人", key=a, action=f"{a}行动") for a in ("家政提质", "养老服务")
    ]
    text = say("培训从业人员", "260", "人", action="养老服务行动实施方案")
    (found,) = match_indicators([text], rows)
    assert (found.right_key, found.relation) == ("养老服务", "contradict")


def test_another_action_with_another_number_is_no_contradiction() -> None:
    rows = [
        say("培训从业人员", "300", "人", action="家政提质行动"),
        say("新增护理床位", "80", "张", action="养老服务行动"),
    ]
    (found,) = match_indicators([say("培训从业人员", "260", "人", action="养老服务行动")], rows)
    assert (found.status, found.right_key) == ("ambiguous", None)


def test_the_level_may_be_left_out_under_its_own_action_only() -> None:
    row = say("未来乡村", "7", "个", action="乡村建设行动", key="行")
    other = say("共富工坊", "30", "个", action="产业行动")
    for action, right_key in (("乡村建设行动", "行"), ("产业行动", None)):
        (found,) = match_indicators([say("市级未来乡村", "7", "个", action=action)], [row, other])
        assert found.right_key == right_key


# A short form after its full name.


def test_a_short_form_is_matched_where_the_full_name_stands_before_it() -> None:
    row = say("重点行业清洁生产审核完成率", "95", "%", action="降碳行动", key="行")
    full = say("重点行业清洁生产审核完成率", "95", "%", action="降碳行动", key="全称")
    short = say("清洁生产审核完成率", "90", "%", action="降碳行动", key="简称")
    found = {m.left_key: m for m in match_indicators([full, short], [row])}
    assert (found["简称"].right_key, found["简称"].relation) == ("行", "contradict")
    (alone,) = match_indicators([short], [row])
    assert (alone.status, alone.right_key) == ("ambiguous", None)


# Several indicators in one name.


def test_a_rate_of_two_things_is_two_indicators() -> None:
    rows = [say("消防设施完好率", "98", "%"), say("应急照明完好率", "98", "%")]
    found = match_indicators([say("消防设施和应急照明完好率", "98", "%")], rows)
    assert [m.right_key for m in found] == [row.key for row in rows]


def test_a_count_of_two_things_is_their_sum_and_neither() -> None:
    row = say("新增公共停车泊位", "500", "个")
    (found,) = match_indicators([say("新增公共停车泊位和充电车位", "800", "个")], [row])
    assert found.right_key is None


# Promises of different weight.


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (say("筹建区域医疗中心", "1", "个"), say("建成区域医疗中心", "1", "个"), "stricter"),
        (say("竣工保障性住房", "9", "套"), say("开工保障性住房", "9", "套"), "looser"),
        (say("审批办理时限", "3", "工作日"),
         say("审批办理时限", "3", "工作日", text="平均3个工作日"), "looser"),
        (say("重点企业检查率", "100", "%", text="除免检企业外100%"),
         say("重点企业检查率", "100", "%"), "stricter"),
        (say("行业规范指引", "1", "个", text="编制1个行业规范指引"),
         say("自律体系建设", "1", "个", text="编制或采用1个行业规范指引"), "looser"),
    ],
)  # fmt: skip
def test_equal_numbers_with_other_words_are_stricter_or_looser(
    left: IndicatorMention, right: IndicatorMention, relation: str
) -> None:
    (found,) = match_indicators([left], [right])
    assert (found.status, found.relation) == ("matched", relation)


def test_another_stage_with_another_number_is_another_indicator() -> None:
    (found,) = match_indicators([say("开工保障性住房", "900", "套")],
                                [say("建成保障性住房", "600", "套")])  # fmt: skip
    assert (found.right_key, found.relation) == (None, "not_comparable")


def test_a_part_is_not_the_whole() -> None:
    row = say("绿色工厂", "15", "家")
    (found,) = match_indicators([say("绿色工厂", "10", "家", text="其中绿色工厂10家")], [row])
    assert found.right_key is None


# Years and levels: the numbers are no evidence, the names alone decide.

YEARS = [
    ("新增养老床位", "1200", "张", "新增养老床位数", "1500", "张", "stricter"),
    ("企业开办时间", "1", "天", "企业开办时限", "0.5", "天", "looser"),
    ("规上工业企业研发费用增速", "9", "%", "规模以上工业企业研发费用增长率", "8", "%", "looser"),
    ("城市生活垃圾无害化处理率", "100", "%", "城市生活垃圾无害化处理率", "100", "%", "agree"),
    ("农村饮水安全巩固提升人口", "3", "万人", "农村饮水安全巩固提升人口", "30000", "人", "agree"),
]


@pytest.mark.parametrize(("left", "a", "unit", "right", "b", "other_unit", "relation"), YEARS)
def test_follows_an_indicator_into_the_next_plan(  # noqa: PLR0917
    left: str, a: str, unit: str, right: str, b: str, other_unit: str, relation: str
) -> None:
    (found,) = match_indicators(
        [say(left, a, unit, year=2023)], [say(right, b, other_unit, year=2024)]
    )
    assert (found.status, found.relation) == ("matched", relation)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("新增养老床位", "新增护理型养老床位"),
        ("省级绿色工厂", "国家级绿色工厂"),
        ("城镇绿色建筑占比", "绿色建筑占比"),
        ("旧小区改造", "旧厂区改造"),
        ("新能源公交车", "公交车"),
        ("小学课后服务覆盖率", "初中课后服务覆盖率"),
    ],
)
def test_an_equal_number_of_another_year_proves_nothing(left: str, right: str) -> None:
    (found,) = match_indicators([say(left, "60", year=2023)], [say(right, "60", year=2024)])
    assert found.right_key is None


def test_a_renamed_indicator_waits_for_a_reviewer() -> None:
    (found,) = match_indicators(
        [say("市场监管投诉按时办结率", "98", "%", year=2023)],
        [say("消费投诉按时办结率", "98", "%", year=2024)],
    )
    assert found.right_key is None


def test_compares_a_county_with_the_city_by_name() -> None:
    city = say("农贸市场星级创建", "40", "家", level="city", key="市")
    county = say("农贸市场星级创建数", "6", "家", level="county")
    (found,) = match_indicators([county], [city])
    assert (found.right_key, found.relation) == ("市", "stricter")


# A submission's names come from the plan's own list.

PLAN = [
    say("新增城市公共充电桩", key="桩"),
    say("规模以上工业企业数字化改造完成数", key="改"),
    say("乡镇卫生院标准化建设达标率", key="达"),
    say("乡镇卫生院中医馆覆盖率", key="馆"),
]


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("新增城市公共充电桩（个）", "桩"),
        ("公共充电桩数", "桩"),
        ("规上工业企业数字化改造", "改"),
        ("卫生院标准化建设达标率", "达"),
        ("卫生院中医馆覆盖率（%）", "馆"),
        ("卫生院", None),
        ("换电站", None),
        ("规下工业企业数字化改造", None),
    ],
)
def test_a_shortened_name_of_a_submission_finds_its_row(printed: str, key: str | None) -> None:
    (found,) = match_indicators([say(printed)], PLAN, is_closed=True)
    assert found.right_key == key


def test_two_printings_of_one_name_have_the_same_features() -> None:
    one = same_indicator_features("新建 “双碳”服务站（个）")
    assert one == same_indicator_features('新建"双碳"服务站(个)')


def test_matches_nothing_with_nothing() -> None:
    assert match_indicators([], PLAN) == ()
    (found,) = match_indicators([say("任何指标")], [])
    assert (found.status, found.method, found.candidates) == ("unmatched", "none", ())
