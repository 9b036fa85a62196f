"""Wording that looks like something else: what a hasty reader gets wrong. All invented."""

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.interpret.narrative import find_quantities
from ingestion.records import Document, DocumentKind, Quantity


def quantities(text: str, kind: DocumentKind = "plan", year: int = 2026) -> tuple[Quantity, ...]:
    read = read_document(text.encode(), "text.txt")
    document = Document(
        document_id=read.document_id, plan_id="p", title="t", kind=kind, year=year, format="text"
    )
    return find_quantities(read, document).quantities


def told(quantity: Quantity) -> str:
    parts = [quantity.indicator, "|", f"{quantity.comparator}{quantity.value}{quantity.unit or ''}"]
    return " ".join([*parts, *([quantity.change] if quantity.change else [])])


WORDED = {
    "time_limit_behind_a_count": (
        "智慧电梯新增90台,平均20分钟以内到达救援现场。",
        ["智慧电梯新增 | =90台", "智慧电梯到达救援现场 | <=20分钟"],
    ),
    "large_is_no_comparison": (
        "公路运输较大事故起数下降8%。",
        ["公路运输较大事故起数 | =8% decrease"],
    ),
    "comparable_prices": (
        "全县生产总值300亿元,按可比价格计算增长5.2%。",
        ["全县生产总值 | =30000000000元", "全县生产总值 | =5.2% increase"],
    ),
    "spread": ("班车正点率97.5±0.5%。", ["班车正点率 | ~97.5%"]),
    "class_of_things": ("建设5000吨级泊位3个。", ["5000吨级泊位 | =3个"]),
    "reach": ("城区300米绿地覆盖率达92%。", ["城区300米绿地覆盖率 | =92%"]),
    "count_behind_capitals": ("公共场所配备AED80台。", ["公共场所配备AED | =80台"]),
    "code_in_capitals": ("PM10浓度降至45微克/立方米。", ["PM10浓度 | =45微克/立方米"]),
    "end_of_quarter": ("确保三季度末完成堤防加固12公里。", ["堤防加固 | =12公里"]),
    "uneven_list": (
        "新能源、电子信息、现代农业产业规模分别达到50亿元、40亿元和30亿元。",
        [
            "新能源产业规模 | =5000000000元",
            "电子信息产业规模 | =4000000000元",
            "现代农业产业规模 | =3000000000元",
        ],
    ),
    "other_way": (
        "税收收入增长4%;单位GDP电耗降低2%。",
        ["税收收入 | =4% increase", "单位GDP电耗 | =2% decrease"],
    ),
    "rate_after_time": (
        "项目审批时间缩短至30天以内,网办率达到95%。",
        ["项目审批时间 | <=30天", "项目审批网办率 | =95%"],
    ),
    "parts_of_the_sentence_before": (
        "安排重点项目60个。其中,续建40个,新开工20个。",
        ["重点项目 | =60个", "重点项目续建 | =40个", "重点项目新开工 | =20个"],
    ),
    "rates_in_turn_of_one_thing": (
        "供养标准提高到每人每月1000元、800元,增幅分别不低于5%和8%。",
        [
            "供养标准 | =1000元",
            "供养标准 | =800元",
            "供养标准 | >=5% increase",
            "供养标准 | >=8% increase",
        ],
    ),
    "noun_behind_a_list_in_turn": (
        "力争零投诉;分别建成3个和8个示范点。",
        ["投诉 | =0", "示范点 | =3个", "示范点 | =8个"],
    ),
    "upper_part_of_a_ranking": ("营商环境进入全省前10%。", ["营商环境进入 | <=10%"]),
    "numbered_kinds": (
        "加固小(1)型水库3座、小(2)型水库9座。",
        ["加固小(1)型水库 | =3座", "小(2)型水库 | =9座"],
    ),
    "what_is_done_to_it": (
        "建成高标准农田5万亩、改造提升2万亩。",
        ["高标准农田 | =50000亩", "高标准农田改造提升 | =20000亩"],
    ),
}


@pytest.mark.parametrize("case", WORDED)
def test_names_what_is_measured(case: str) -> None:
    text, expected = WORDED[case]
    assert [told(quantity) for quantity in quantities(text)] == expected


def test_reads_the_end_of_a_five_year_period_as_the_year() -> None:
    text = "力争“十五五”末绿道里程达到500公里,比“十四五”末增加90公里。"
    assert [(q.indicator, q.year) for q in quantities(text)] == [("绿道里程", 2030)] * 2


def test_the_year_that_a_target_builds_on_is_not_its_own() -> None:
    found = quantities("绿道里程在2025年基础上再增加80公里。")
    assert [(q.indicator, q.kind, q.year) for q in found] == [("绿道里程", "target", 2026)]


REPORT = """某省水利厅关于2026年第二季度重点工作进展情况的通报

二季度,水库蓄水率为71.5%,同比提高2.1个百分点。

灌区改造累计完成6.2万亩,占年度任务(15万亩)的41.3%。下达资金2亿元。

下一步,确保三季度末完成灌区改造12万亩以上,完成投资不少于3亿元,新建泵站20座以上,漏损率控制在9%以内。
"""


def test_what_lies_ahead_never_turns_a_progress_report_into_a_plan() -> None:
    found = interpret_document(read_document(REPORT.encode(), "r.txt")).quantities
    kinds = {q.quote: q.kind for q in found}
    assert kinds["完成6.2万亩"] == kinds["41.3%"] == kinds["2亿元"] == "actual"
    assert kinds["15万亩"] == kinds["12万亩以上"] == kinds["不少于3亿元"] == "target"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("培育工坊目标12家,完成9家。", ["target", "actual"]),
        ("新建书屋计划20个,实际建成14个。", ["target", "actual"]),
        ("承担任务16项,完成14项,完成率87.5%。", ["target", "actual", "actual"]),
        ("旅游收入65亿元,超目标5亿元。", ["actual", "actual"]),
        ("生产总值增长5.1%,低于预期目标0.9个百分点。", ["actual", "actual"]),
    ],
)
def test_tells_what_was_done_from_what_was_to_be_done(text: str, kinds: list[str]) -> None:
    assert [q.kind for q in quantities(text, "progress_report")] == kinds


def test_looks_back_on_the_year_before_in_the_report_that_opens_a_year() -> None:
    lines = ["某市2026年政府工作报告（摘编）", "一、过去一年", "新建公路90公里。"]
    text = "\n\n".join([*lines, "二、今年目标", "新建公路80公里。", ""])
    interpretation = interpret_document(read_document(text.encode(), "r.txt"))
    assert interpretation.document.kind == "annual_summary"
    assert [(q.kind, q.year) for q in interpretation.quantities] == [
        ("actual", 2025),
        ("target", 2026),
    ]


def test_digits_alone_are_no_indicator() -> None:
    text = "累计完成\n\n1500 50%\n"
    result = find_quantities(
        read_document(text.encode(), "t.txt"),
        Document(document_id="d", plan_id="p", title="t", kind="plan", year=2026, format="text"),
    )
    assert result.quantities == ()


def test_a_counter_of_visitors_is_no_target() -> None:
    assert quantities("累计访问234567人次") == ()


def test_says_how_much_was_read_where_no_table_is() -> None:
    text = "某县2026年工作要点\n\n新建公路90公里。\n"
    issues = interpret_document(read_document(text.encode(), "r.txt")).issues
    message = next(issue.message_zh for issue in issues if issue.code == "no_table")
    assert message.endswith("只读取了正文中的1个数量。")
