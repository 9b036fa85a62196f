"""What running text leaves out and a reader adds: subjects, measures, verbs. Sentences invented."""

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.narrative import find_quantities
from ingestion.records import Document
from tests.unit.interpret.narrative.test_find_reads import quantities, told

LEFT_OUT = {
    "size_of_the_counted": (
        "新签约项目26个、总投资88亿元。",
        ["新签约项目 | =26个", "项目总投资 | =8800000000元"],
    ),
    "rate_of_the_counted": (
        "查办案件40件,结案率95%。",
        ["查办案件 | =40件", "查办案件结案率 | =95%"],
    ),
    "who_benefits": (
        "改造水厂6座,惠及居民3200户。",
        ["改造水厂 | =6座", "改造水厂惠及居民 | =3200户"],
    ),
    "verb_of_the_list": (
        "改造泵站4座、水闸9处。",
        ["改造泵站 | =4座", "改造水闸 | =9处"],
    ),
    "end_of_the_list": (
        "药品抽检90批次、化妆品30批次。",
        ["药品抽检 | =90批次", "化妆品抽检 | =30批次"],
    ),
    "rate_of_the_list": (
        "乡镇接入率100%、村96%以上。",
        ["乡镇接入率 | =100%", "村接入率 | >=96%"],
    ),
    "measure_of_the_total": (
        "交通项目完成投资30亿元,其中公路12亿元。",
        ["交通项目完成投资 | =3000000000元", "公路完成投资 | =1200000000元"],
    ),
    "per_thousand": (
        "每千人口床位6.1张、护士3.2人。",
        ["每千人口床位 | =6.1张", "每千人口护士 | =3.2人"],
    ),
    "grades": (
        "龙头企业50家,其中国家级2家、省级9家。",
        ["龙头企业 | =50家", "国家级龙头企业 | =2家", "省级龙头企业 | =9家"],
    ),
    "classes_of_size": (
        "产值1亿元以上的企业达到20家、10亿元以上的达到3家。",
        ["产值1亿元以上的企业 | =20家", "产值10亿元以上的企业 | =3家"],
    ),
    "given_out_in_turn": (
        "城镇、农村居民收入分别达到5万元和2万元,增长6%和7%。",
        [
            "城镇居民收入 | =50000元",
            "农村居民收入 | =20000元",
            "城镇居民收入 | =6% increase",
            "农村居民收入 | =7% increase",
        ],
    ),
    "many_in_turn": (
        "地区生产总值、固定资产投资总额、社会消费品零售总额、一般公共预算收入、城镇居民人均可支配收入、"
        "农村居民人均可支配收入分别增长5%、6%、7%、8%、4%、3%。",
        [
            "地区生产总值 | =5% increase",
            "固定资产投资总额 | =6% increase",
            "社会消费品零售总额 | =7% increase",
            "一般公共预算收入 | =8% increase",
            "城镇居民人均可支配收入 | =4% increase",
            "农村居民人均可支配收入 | =3% increase",
        ],
    ),
    "noun_and_what_follows": (
        "46个续建项目完成投资9亿元。",
        ["续建项目 | =46个", "续建项目完成投资 | =900000000元"],
    ),
    "than_the_year_before": (
        "受理诉求8万件,比2019年的7万件增加1万件。",
        ["受理诉求 | =80000件", "受理诉求 | =70000件 baseline", "受理诉求 | =10000件 increase"],
    ),
    "extremes": (
        "平均得分87分,最高94分。",
        ["平均得分 | =87分", "得分最高 | =94分"],
    ),
    "share": ("到位资金中省外资金占七成。", ["到位资金中省外资金占比 | =70%"]),
    "part_of_the_same": (
        "有效专利900件,其中企业拥有700件。",
        ["有效专利 | =900件", "企业有效专利 | =700件"],
    ),
    "label_in_front": (
        "2.秸秆禁烧:火点7处。",
        ["秸秆禁烧火点 | =7处"],
    ),
    "label_of_a_paragraph": (
        "(二)政府性基金预算。收入27亿元。",
        ["政府性基金预算收入 | =2700000000元"],
    ),
    "price_basis_says_nothing": (
        "地区生产总值90亿元,按可比价格计算,增长3%。",
        ["地区生产总值 | =9000000000元", "地区生产总值 | =3% increase"],
    ),
    "second_unit": ("改造棚户区1250套(户)。", ["改造棚户区 | =1250套(户)"]),
    "measured_time": (
        "劳动年龄人口平均受教育年限11.5年,人均预期寿命80岁以上。",
        ["劳动年龄人口平均受教育年限 | =11.5年", "人均预期寿命 | >=80岁"],
    ),
    "tenths_with_ones": ("专利转让增长五成二。", ["专利转让 | =52% increase"]),
    "none_happened": ("全年校园安全责任事故为零。", ["校园安全责任事故 | =0"]),
    "label_glued_to_a_count": ("9.12个服务站建成。", ["服务站建成 | =12个"]),
    "small_change": ("营收同比微降0.8%。", ["营收 | =0.8% decrease"]),
}

REFUSED = {
    "size_of_a_thing": ("建成存栏20万头的养殖大县4个。", ["4个"]),
    "two_thresholds": ("产值50亿-100亿元的企业达到10家。", ["达到10家"]),
    "date_with_office": ("2020-08-10 市住房局", []),
    "classes": ("一类、二类出口企业办理更快。", []),
    "second_time": ("二次供水改造加快。", []),
    "zero_that_a_count_says": ("9个镇实现“零火点”。", ["9个"]),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_adds_what_the_text_leaves_out(case: str) -> None:
    text, expected = LEFT_OUT[case]
    assert [told(quantity) for quantity in quantities(text)] == expected


@pytest.mark.parametrize("case", REFUSED)
def test_numbers_that_only_say_which_things_are_meant(case: str) -> None:
    text, expected = REFUSED[case]
    assert [quantity.quote for quantity in quantities(text)] == expected


TENSES = {
    "page_without_headings": (
        "发放消费券3亿元,办展100场以上。零售额增长5%左右,新增企业20家以上。",
        "news",
        "target",
    ),
    "news_of_results": ("全市签约项目9个,同比增长12%。已开工4个。", "plan", "actual"),
    "period_before": ("“十三五”时期,道路新增90公里。累计建成桥梁4座。", "plan", "actual"),
    "will": ("下半年,我市将新建公园3个。", "progress_report", "target"),
    "task": ("目前已开工2处,全年绿道任务6公里。", "progress_report", "target"),
}


@pytest.mark.parametrize("case", TENSES)
def test_the_words_of_a_section_tell_its_tense(case: str) -> None:
    text, kind, expected = TENSES[case]
    assert quantities(text, kind)[-1].kind == expected


YEARS = {
    "behind_a_semicolon": ("到2026年,床位达到90张;护士达到30人。", 2026),
    "rest_of_the_paragraph": ("到2027年,床位达到90张。护士达到30人。", 2027),
    "lead_in": ("到2028年:\n——床位达到90张。\n——护士达到30人。", 2028),
    "end_of_a_period": ("“十三五”时期,护士增加30人。", 2020),
}


@pytest.mark.parametrize("case", YEARS)
def test_a_year_holds_as_far_as_it_is_said(case: str) -> None:
    text, expected = YEARS[case]
    assert quantities(text, year=2024)[-1].year == expected


def test_a_line_that_breaks_inside_a_number_goes_on() -> None:
    found = quantities("今年以来实现工业总产值 23\n亿元,财政收入达\n7352 万元。", "annual_summary")
    assert [told(quantity) for quantity in found] == [
        "工业总产值 | =2300000000元",
        "财政收入 | =73520000元",
    ]


def test_what_measures_nothing_by_itself_is_asked_and_not_lost() -> None:
    read = read_document("支出进度达到58%。\n6个。".encode(), "text.txt")
    document = Document(
        document_id=read.document_id, plan_id="p", title="t", kind="plan", year=2024, format="text"
    )
    result = find_quantities(read, document)
    assert [told(quantity) for quantity in result.quantities] == ["支出进度 | =58%"]
    assert {issue.code: issue.as_printed for issue in result.issues} == {
        "quantity_without_indicator": "6个",
        "quantity_low_confidence": "达到58%",
    }
    assert all(issue.evidence and issue.message_en for issue in result.issues)
