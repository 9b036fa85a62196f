"""What running text says about targets and actuals. All sentences are invented."""

from decimal import Decimal

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.narrative import find_quantities
from ingestion.records import Document, DocumentKind, Quantity


def quantities(text: str, kind: DocumentKind = "plan", year: int = 2024) -> tuple[Quantity, ...]:
    read = read_document(text.encode(), "text.txt")
    document = Document(
        document_id=read.document_id, plan_id="p", title="t", kind=kind, year=year, format="text"
    )
    return find_quantities(read, document).quantities


def told(quantity: Quantity) -> str:
    """One quantity in one line: indicator | comparator value unit change."""
    high = f"–{quantity.value_max}" if quantity.value_max is not None else ""
    parts = [f"{quantity.comparator}{quantity.value}{high}{quantity.unit or ''}"]
    parts += [quantity.change] if quantity.change else []
    parts += ["baseline"] if quantity.kind == "baseline" else []
    return f"{quantity.indicator} | {' '.join(parts)}"


READS = {
    "growth": (
        "全省地区生产总值增长5.5%左右,研发投入强度达到3.1%。",
        ["全省地区生产总值 | ~5.5% increase", "研发投入强度 | =3.1%"],
    ),
    "ceiling": (
        "城镇调查失业率控制在5%以内,单位GDP能耗下降3%。",
        ["城镇调查失业率 | <=5%", "单位GDP能耗 | =3% decrease"],
    ),
    "magnitudes": (
        "城镇新增就业70万人以上,粮食播种面积稳定在1530万亩以上。",
        ["城镇新增就业 | >=700000人", "粮食播种面积 | >=15300000亩"],
    ),
    "money_then_growth": (
        "一般公共预算收入8600亿元、增长5%。",
        ["一般公共预算收入 | =860000000000元", "一般公共预算收入 | =5% increase"],
    ),
    "breakthrough": ("经济总量突破8万亿元大关。", ["经济总量 | >8000000000000元"]),
    "foreign_money": ("实际利用外资25.6亿美元。", ["实际利用外资 | =2560000000美元"]),
    "rank_pair": (
        "营商环境由第5位升至第3位。",
        ["营商环境排名 | =5位 baseline", "营商环境排名 | =3位"],
    ),
    "top": ("企业满意度稳居全省前五。", ["企业满意度排名 | <=5位"]),
    "first_place": ("工业投资增速居全市首位。", ["工业投资增速排名 | =1位"]),
    "compared": (
        "农业总产值增长4.3%,高于全市0.8个百分点。",
        ["农业总产值 | =4.3% increase", "农业总产值高于全市 | =0.8百分点"],
    ),
    "works": (
        "新建农村公路100公里、改造危桥20座,开工改造老旧小区500个。",
        ["新建农村公路 | =100公里", "改造危桥 | =20座", "开工改造老旧小区 | =500个"],
    ),
    "before_the_noun": (
        "推动70家规上企业开展节能诊断,开展6场以上供需对接活动。",
        ["规上企业开展节能诊断 | =70家", "供需对接活动 | >=6场"],
    ),
    "shared_predicate": (
        "4家企业和2名工匠获评省级先进。",
        ["企业获评省级先进 | =4家", "工匠获评省级先进 | =2名"],
    ),
    "in_turn": (
        "城镇、农村居民人均可支配收入分别增长4.8%、6.5%。",
        ["城镇居民人均可支配收入 | =4.8% increase", "农村居民人均可支配收入 | =6.5% increase"],
    ),
    "in_turn_from_before": (
        "进出口总额1.2万亿元,利用外资25亿美元,分别增长6%和8%。",
        [
            "进出口总额 | =1200000000000元",
            "利用外资 | =2500000000美元",
            "进出口总额 | =6% increase",
            "利用外资 | =8% increase",
        ],
    ),
    "baseline": (
        "企业开户平均用时由6天压缩至2天以内。",
        ["企业开户平均用时 | =6天 baseline", "企业开户平均用时 | <=2天"],
    ),
    "baseline_over_a_comma": (
        "镇级服务点从12家,增加到40家。",
        ["镇级服务点 | =12家 baseline", "镇级服务点 | =40家"],
    ),
    "range": ("新增规上企业200至300家。", ["新增规上企业 | =200–300家"]),
    "range_of_shares": ("经济增长4.5%—5%。", ["经济 | =4.5–5% increase"]),
    "nested": (
        "新建公共充电桩4000个(其中快充桩不少于1500个)。",
        ["新建公共充电桩 | =4000个", "快充桩新建公共充电桩 | >=1500个"],
    ),
    "subject_from_before": (
        "推行渔船智能改造,覆盖率达到90%以上。",
        ["渔船智能改造覆盖率 | >=90%"],
    ),
    "again_less": (
        "优化海域使用审批流程,办理时限再压减20%。",
        ["海域使用审批流程办理时限 | =20% decrease"],
    ),
    "at_least": ("每家机构至少检查3次消防设施。", ["每家机构检查消防设施 | >=3次"]),
    "share_of": ("监督抽查比例不少于在用设备总数的15%。", ["监督抽查比例 | >=15%"]),
    "rates": (
        "亩均税收达到30万元/亩,食品抽检量达到4.5批次/千人。",
        ["亩均税收 | =30万元/亩", "食品抽检量 | =4.5批次/千人"],
    ),
    "per_before": ("按每千人5批次开展检测。", ["检测 | =5批次/千人"]),
    "air": ("细颗粒物平均浓度下降到28微克/立方米。", ["细颗粒物平均浓度 | =28微克/立方米"]),
    "ratio_to_one": ("城乡收入比缩小至1.62:1。", ["城乡收入比 | =1.62"]),
    "score": ("群众满意度提升至92以上。", ["群众满意度 | >=92"]),
    "age": ("人均预期寿命达到82.5岁。", ["人均预期寿命 | =82.5岁"]),
    "in_characters": ("建成示范点十余家,下达两项任务。", ["示范点 | >10家", "任务 | =2项"]),
    "tenths": ("九成以上村社达标。", ["村社达标 | >=90%"]),
    "half": ("线上办理比例达到总量的一半以上。", ["线上办理比例 | >=50%"]),
    "doubled": ("海洋产值比2020年翻一番。", ["海洋产值 | =2倍 increase"]),
    "covered": ("实现行政村光纤网络全覆盖。", ["行政村光纤网络覆盖 | =100%"]),
    "none": ("确保旺季旅游零事故。", ["旺季旅游事故 | =0"]),
    "none_in_words": ("全年未发生重大森林火灾事故。", ["重大森林火灾事故 | =0"]),
    "full_width": (
        "新增泊位１２个,吞吐量增长５％以上。",
        ["新增泊位 | =12个", "吞吐量 | >=5% increase"],
    ),
    "full_width_marks": (
        "建设书房５家（其中乡村２家）；入馆人次超３０万人次。",
        ["书房 | =5家", "乡村书房 | =2家", "入馆人次 | >300000人次"],
    ),
    "blanks_inside": (
        "新建 泊位 12 个,总长 3.5 公里。",
        ["新建泊位 | =12个", "泊位总长 | =3.5公里"],
    ),
    "thousands": ("预算支出1,250.5亿元,居全省第2位。", None),
    "verb_in_front": ("降低重复投诉率10%。", ["重复投诉率 | =10% decrease"]),
    "threshold_then_count": (
        "新引进5000万元以上项目30个。",
        ["新引进5000万元以上项目 | =30个"],
    ),
    "limit": ("不动产登记60分钟办结。", ["不动产登记办结 | =60分钟"]),
    "two_counts_of_one": ("组织8批次、2000人次的轮训。", ["轮训 | =8批次", "轮训 | =2000人次"]),
    "doubled_later": (
        "增加值达到1500亿元;2030年实现翻番。",
        ["增加值 | =150000000000元", "增加值 | =2倍 increase"],
    ),
    "works_on_counted_things": ("提升12个一级指标。", ["一级指标 | =12个"]),
    "raises_a_score": (
        "满意指数达到82.7,提升1.5分。",
        ["满意指数 | =82.7", "满意指数 | =1.5分 increase"],
    ),
    "area_that_is_made": ("建成30公里以上的绿道。", ["绿道 | >=30公里"]),
    "bracket_in_the_noun": (
        "全市90个县(市、区)完成普查。",
        ["县(市、区)完成普查 | =90个"],
    ),
    "share_of_gdp": (
        "海洋经济增加值增长7%,占GDP比重达14%。",
        ["海洋经济增加值 | =7% increase", "海洋经济增加值占GDP比重 | =14%"],
    ),
    "bare_verb": (
        "开工安置房800套(间),竣工500套(间)以上。",
        ["开工安置房 | =800套(间)", "安置房竣工 | >=500套(间)"],
    ),
    "shared_unit": (
        "一般登记、抵押登记分别压缩到3个和1个工作日以内。",
        ["一般登记 | <=3工作日", "抵押登记 | <=1工作日"],
    ),
    "big_numerals": ("粮食产量稳定在一万三千亿斤以上。", ["粮食产量 | >=1300000000000斤"]),
    "list_inherits_verb": (
        "新建省级驿站2个,市级驿站10个。",
        ["新建省级驿站 | =2个", "新建市级驿站 | =10个"],
    ),
}


@pytest.mark.parametrize("case", READS)
def test_reads_quantities_of_running_text(case: str) -> None:
    text, expected = READS[case]
    found = [told(quantity) for quantity in quantities(text)]
    if expected is None:
        assert [q.value for q in quantities(text)] == [Decimal("125050000000"), Decimal(2)]
    else:
        assert found == expected


@pytest.mark.parametrize("case", READS)
def test_quotes_what_stands_at_its_offsets(case: str) -> None:
    text = READS[case][0]
    for quantity in quantities(text):
        assert text[quantity.start : quantity.end] == quantity.quote
        assert quantity.evidence[0].quote == quantity.quote
        assert len(quantity.evidence) == 1


def test_marks_what_has_no_digit() -> None:
    found = quantities("实现校园供餐中心全覆盖、零投诉,供餐学校达30所。")
    assert [q.implicit for q in found] == [True, True, False]


def test_joins_lines_that_break_inside_a_sentence() -> None:
    text = (
        "围绕渔港经济区建设持续发力,我们加快推进码头岸线整治提升,新建改建渔业码"
        "\n\n头泊位25个,渔获物定点上岸率达到95%。"
    )
    assert [told(q) for q in quantities(text)] == [
        "新建改建渔业码头泊位 | =25个",
        "渔获物定点上岸率 | =95%",
    ]
