"""Who reached a number, which works it is of, and what a part takes over. Sentences invented."""

import pytest

from ingestion.interpret.narrative.places import split_places
from ingestion.interpret.narrative.works import with_works, works_in
from tests.unit.interpret.narrative.test_find_reads import quantities, told

PLACES = {
    "parts_of_a_total_by_place": (
        "新建公厕20座,其中城东区9座、河湾县6座。",
        ["None 新建公厕 | =20座", "城东区 新建公厕 | =9座", "河湾县 新建公厕 | =6座"],
    ),
    "places_in_turn_with_a_measure": (
        "柳河县、云阳县、青山区工业投资分别增长12%、9%和8%。",
        [
            "柳河县 工业投资 | =12% increase",
            "云阳县 工业投资 | =9% increase",
            "青山区 工业投资 | =8% increase",
        ],
    ),
    "places_in_turn_after_the_total": (
        "外贸出口增长7%,柳河县、云阳县分别增长12%、9%。",
        [
            "None 外贸出口 | =7% increase",
            "柳河县 外贸出口 | =12% increase",
            "云阳县 外贸出口 | =9% increase",
        ],
    ),
    "which_places_are_best": (
        "新签约项目60个,排名前三的是柳河县12个、云阳县9个、青山区8个。",
        [
            "None 新签约项目 | =60个",
            "柳河县 新签约项目 | =12个",
            "云阳县 新签约项目 | =9个",
            "青山区 新签约项目 | =8个",
        ],
    ),
    "breakdown_by_place_behind_a_stop": (
        "技改投资增长8%。分县区看,柳河县增长12%、云阳县增长9%。",
        [
            "None 技改投资 | =8% increase",
            "柳河县 技改投资 | =12% increase",
            "云阳县 技改投资 | =9% increase",
        ],
    ),
    "a_label_says_what_the_places_have_targets_of": (
        "各市溺水死亡人数控制目标为:东临市不超过9人;西泽市不超过7人。",
        ["东临市 溺水死亡人数 | <=9人", "西泽市 溺水死亡人数 | <=7人"],
    ),
    "a_place_alone_is_kept_where_nothing_else_is_said": (
        "柳河县9座。",
        ["柳河县 柳河县 | =9座"],
    ),
}


@pytest.mark.parametrize("case", PLACES)
def test_gives_a_number_to_the_place_in_front_of_it(case: str) -> None:
    text, expected = PLACES[case]
    assert [f"{q.org} {told(q)}" for q in quantities(text)] == expected


@pytest.mark.parametrize(
    "phrase",
    ["改造老旧小区", "棚户区开工", "送戏下乡完成率", "全市投资", "农村地区事故", "百货超市营业额"],
)
def test_takes_no_common_noun_for_a_place(phrase: str) -> None:
    assert split_places(phrase) == ((), phrase)


PARTS = {
    "a_part_that_is_a_kind_of_its_own": (
        "新登记经营主体5万户,其中企业1.2万户。",
        ["新登记经营主体 | =50000户", "新登记企业 | =12000户"],
    ),
    "kinds_of_people_through_the_list": (
        "新引进各类人才900人,其中博士20人、硕士310人。",
        ["新引进各类人才 | =900人", "新引进博士 | =20人", "新引进硕士 | =310人"],
    ),
    "kinds_without_what_happened": (
        "共有医疗卫生机构860家,其中医院41家。",
        ["医疗卫生机构 | =860家", "医院 | =41家"],
    ),
    "an_area": (
        "火灾死亡人数下降8%,其中农村地区下降10%。",
        ["火灾死亡人数 | =8% decrease", "农村地区火灾死亡人数 | =10% decrease"],
    ),
    "works_by_state": (
        "安排水利项目47个,其中续建项目21个、前期项目8个。",
        ["水利项目 | =47个", "水利续建项目 | =21个", "水利前期项目 | =8个"],
    ),
    "the_rate_of_the_part_just_named": (
        "持卡人数218万人,其中电子卡签领156万人,签领率71.8%。",
        ["持卡人数 | =2180000人", "电子卡签领人数 | =1560000人", "电子卡签领率 | =71.8%"],
    ),
    "casualties": (
        "发生道路事故27起,造成6人死亡;接报火灾61起,亡2人、伤4人。",
        [
            "发生道路事故 | =27起",
            "发生道路事故死亡 | =6人",
            "接报火灾 | =61起",
            "火灾亡 | =2人",
            "火灾伤 | =4人",
        ],
    ),
    "shares_of_a_task_in_turn": (
        "公路投资12亿元,水路投资3亿元,分别完成年度计划的80%、62%。",
        [
            "公路投资 | =1200000000元",
            "水路投资 | =300000000元",
            "公路投资完成年度计划 | =80%",
            "水路投资完成年度计划 | =62%",
        ],
    ),
}


@pytest.mark.parametrize("case", PARTS)
def test_words_a_part_by_its_total(case: str) -> None:
    text, expected = PARTS[case]
    assert [told(quantity) for quantity in quantities(text, kind="progress_report")] == expected


PAIRS = {
    "with_an_adverb_before_the_baseline": (
        "审批时限由法定的10个工作日压缩至5个工作日以内。",
        ["审批时限 | =10工作日 baseline", "审批时限 | <=5工作日"],
    ),
    "with_a_bound_on_what_is_reached": (
        "保证金收取比例由10%降至不高于5%。",
        ["保证金收取比例 | =10% baseline", "保证金收取比例 | <=5%"],
    ),
    "in_turn": (
        "住院、门诊报销比例分别由70%、50%提高到75%、60%。",
        [
            "住院报销比例 | =70% baseline",
            "门诊报销比例 | =50% baseline",
            "住院报销比例 | =75%",
            "门诊报销比例 | =60%",
        ],
    ),
    "days_in_turn": (
        "甲类事项、乙类事项办理时间分别由5天、7天压缩至2天、3天。",
        [
            "甲类事项办理时间 | =5天 baseline",
            "乙类事项办理时间 | =7天 baseline",
            "甲类事项办理时间 | =2天",
            "乙类事项办理时间 | =3天",
        ],
    ),
    "and_what_follows_is_no_part_of_it": (
        "注销办理时间由12天缩至7天以内,简易注销占比达到75%以上。",
        ["注销办理时间 | =12天 baseline", "注销办理时间 | <=7天", "简易注销占比 | >=75%"],
    ),
}


@pytest.mark.parametrize("case", PAIRS)
def test_reads_from_and_to(case: str) -> None:
    text, expected = PAIRS[case]
    assert [told(quantity) for quantity in quantities(text)] == expected


def test_carries_the_works_to_their_figures_of_progress() -> None:
    text = "南岭高速项目完成投资3.2亿元,占年度计划的76%,路基土石方完成92%。"
    assert [told(q) for q in quantities(text, kind="progress_report")] == [
        "南岭高速项目完成投资 | =320000000元",
        "南岭高速项目完成投资占年度计划 | =76%",
        "南岭高速项目路基土石方 | =92%",
    ]


@pytest.mark.parametrize(
    ("words", "works"),
    [
        ("云水大桥已完成主体施工", "云水大桥"),
        ("东山互通改造工程", "东山互通改造工程"),
        ("在建项目完成投资", ""),
        ("固定资产投资", ""),
    ],
)
def test_knows_works_by_their_name(words: str, works: str) -> None:
    assert works_in(words) == works


def test_gives_works_only_figures_of_progress() -> None:
    assert with_works("累计完成投资", "云水大桥") == "云水大桥累计完成投资"
    assert with_works("城镇新增就业", "云水大桥") == "城镇新增就业"


def test_reads_fields_beside_each_other_with_the_heading_above() -> None:
    text = "一、供水提升项目\n责任单位:县水利局　完成进度:90%\n"
    assert [told(q) for q in quantities(text, kind="progress_report")] == [
        "供水提升项目完成进度 | =90%"
    ]


def test_quotes_only_the_words_that_say_none() -> None:
    (quantity,) = quantities("全年未发生重大以上特种设备安全事故。", kind="progress_report")
    assert (quantity.quote, quantity.indicator) == ("未发生", "重大以上特种设备安全事故")


@pytest.mark.parametrize(
    "text",
    [
        "考核得分低于60分的取消评优资格。",
        "对死亡人数超过序时进度10%的,由安委办予以警示。",
        "本责任书一式三份。",
    ],
)
def test_refuses_cases_that_only_have_consequences(text: str) -> None:
    assert quantities(text) == ()


def test_reads_what_a_rate_is_per_as_part_of_its_name() -> None:
    assert [told(q) for q in quantities("工矿就业人员十万人事故死亡率不高于0.8。")] == [
        "工矿就业人员十万人事故死亡率 | <=0.8"
    ]


def test_names_rank_and_score_by_the_contest() -> None:
    text = "在全国热线服务评估中获评优秀,综合得分91分,位列全省第二。"
    assert [told(q) for q in quantities(text, kind="progress_report")] == [
        "全国热线服务评估综合得分 | =91分",
        "全国热线服务评估综合得分排名 | =2位",
    ]


def test_a_heading_in_front_of_its_text_names_the_works() -> None:
    text = "3.G205线河湾段改线工程。路线全长23公里。路基工程完成92%,路面工程完成55%,完成投资7亿元。"
    assert [told(q) for q in quantities(text, kind="progress_report")] == [
        "G205线河湾段改线工程路线全长 | =23公里",
        "G205线河湾段改线工程路基工程 | =92%",
        "G205线河湾段改线工程路面工程 | =55%",
        "G205线河湾段改线工程完成投资 | =700000000元",
    ]


def test_goes_on_with_what_the_places_were_ranked_by() -> None:
    text = "柳河县、云阳县用电量增速位居全市前二,分别增长12.4%、10.3%;石门县下降0.9%。"
    assert [f"{q.org} {told(q)}" for q in quantities(text, kind="progress_report")][1:] == [
        "None 用电量 | =12.4% increase",
        "None 用电量 | =10.3% increase",
        "石门县 用电量 | =0.9% decrease",
    ]


def test_takes_what_a_plan_wants_by_mid_year_for_a_target() -> None:
    (quantity,) = quantities("上半年完成94个乡镇规划报批。", kind="plan")
    assert quantity.kind == "target"
    (quantity,) = quantities("上半年完成94个乡镇规划报批。", kind="progress_report")
    assert quantity.kind == "actual"
