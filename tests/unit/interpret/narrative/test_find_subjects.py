"""What a general indicator is about, and what is no part of an indicator. Sentences invented."""

import pytest

from tests.unit.interpret.narrative.test_find_reads import quantities, told

BROUGHT_IN = {
    "money_that_gains_somebody": (
        "发放助学补贴240万元,惠及学生900人、家庭700户。",
        ["发放助学补贴 | =2400000元", "助学补贴惠及学生 | =900人", "助学补贴惠及家庭 | =700户"],
    ),
    "what_became_of_the_things": (
        "排查隐患230处,已整改210处,剩余20处。",
        ["排查隐患 | =230处", "隐患已整改 | =210处", "隐患剩余 | =20处"],
    ),
    "the_noun_between_two_numbers": (
        "群众反映的87件信访件已办结85件。",
        ["群众反映信访件 | =87件", "群众反映信访件已办结 | =85件"],
    ),
    "the_other_side_of_the_account": (
        "统筹基金收入30亿元、支出28亿元,当期结余2亿元。",
        [
            "统筹基金收入 | =3000000000元",
            "统筹基金支出 | =2800000000元",
            "统筹基金当期结余 | =200000000元",
        ],
    ),
    "yield_of_what_was_sown": (
        "种植油菜12万亩,总产1.8万吨。",
        ["种植油菜 | =120000亩", "油菜总产 | =18000吨"],
    ),
    "short_rates": (
        "拨付专项资金2亿元,支出进度58%。",
        ["拨付专项资金 | =200000000元", "专项资金支出进度 | =58%"],
    ),
    "a_part_leaves_the_total_to_be_talked_about": (
        "发现问题90个,其中安全问题12个;当场整改60个。",
        ["发现问题 | =90个", "安全问题 | =12个", "问题当场整改 | =60个"],
    ),
    "breakdown_by_branch": (
        "规上工业增加值增长6.1%。分行业看,纺织业增长2.3%,造纸业下降1.1%。",
        [
            "规上工业增加值 | =6.1% increase",
            "纺织业增加值 | =2.3% increase",
            "造纸业增加值 | =1.1% decrease",
        ],
    ),
    "names_summed_up_by_a_numeral": (
        "教育、医疗、就业三项支出分别为12亿元、8亿元、3亿元。",
        [
            "支出 | =3项",
            "教育支出 | =1200000000元",
            "医疗支出 | =800000000元",
            "就业支出 | =300000000元",
        ],
    ),
    "those_named_last": (
        "森林覆盖率达到40%,城镇化率达到61%;到年底,两项指标分别达到41%、62%。",
        ["森林覆盖率 | =40%", "城镇化率 | =61%", "森林覆盖率 | =41%", "城镇化率 | =62%"],
    ),
    "heading_in_front_of_its_text": (
        "(一)东湖闸站工程。年度计划投资1.2亿元,完成投资8600万元。",
        ["东湖闸站工程年度计划投资 | =120000000元", "东湖闸站工程完成投资 | =86000000元"],
    ),
    "share_of_a_task": (
        "城镇新增就业2万人,完成年度2.5万人目标的80%。",
        ["城镇新增就业 | =20000人", "城镇新增就业 | =25000人", "城镇新增就业完成目标 | =80%"],
    ),
    "manner_names_nothing": (
        "财政收入13亿元,同口径增长9.8%。",
        ["财政收入 | =1300000000元", "财政收入 | =9.8% increase"],
    ),
}

LEFT_OUT = {
    "who_acts": ("县水利局去年已组织检查组6个。", ["检查组 | =6个"]),
    "what_is_told_of_the_counted": ("25名技术员将分片包村。", ["技术员 | =25名"]),
    "where_it_was_won": ("运动员在全国赛事中夺得金牌5枚。", ["全国赛事金牌 | =5枚"]),
    "a_judgement": ("短板同样明显:高端酒店只有2家。", ["高端酒店 | =2家"]),
    "own_object": (
        "改造泵站6座,把超载率从11%压到5%以下。",
        ["改造泵站 | =6座", "超载率 | =11% baseline", "超载率 | <=5%"],
    ),
    "a_rate_with_a_noun_of_its_own": (
        "检查企业90家,隐患整改率97%。",
        ["检查企业 | =90家", "隐患整改率 | =97%"],
    ),
    "who_gains_is_not_talked_about": (
        "改造小区25个,惠及居民6800户,已完工9个。",
        ["改造小区 | =25个", "改造小区惠及居民 | =6800户", "改造小区已完工 | =9个"],
    ),
}


@pytest.mark.parametrize("case", BROUGHT_IN)
def test_brings_in_what_a_general_indicator_is_about(case: str) -> None:
    text, expected = BROUGHT_IN[case]
    assert [told(quantity) for quantity in quantities(text)] == expected


@pytest.mark.parametrize("case", LEFT_OUT)
def test_leaves_out_what_only_surrounds_the_thing_counted(case: str) -> None:
    text, expected = LEFT_OUT[case]
    assert [told(quantity) for quantity in quantities(text)] == expected


def test_a_percentage_in_words_keeps_its_decimals() -> None:
    (found,) = quantities("接待游客增长百分之十一点三。")
    assert told(found) == "接待游客 | =11.3% increase"


def test_a_paragraph_behind_its_heading_runs_on_over_broken_lines() -> None:
    text = "(二)北山枢纽工程。站房钢结构完成全部吊装,屋面封闭八成,广场桩基\n612根已打完590根。"
    assert [told(quantity) for quantity in quantities(text)][-2:] == [
        "广场桩基 | =612根",
        "广场桩基已打完 | =590根",
    ]
