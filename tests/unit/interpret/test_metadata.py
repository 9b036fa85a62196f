"""Invented heads of documents: pages, red-head documents, press, sheets."""

from datetime import date
from itertools import pairwise

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.metadata import read_metadata
from ingestion.interpret.plan_identity import identify_plan

PAGE = """当前位置:
临江市市场监督管理局> 政务公开> 规划计划>
索 引 号：K00123/2023-00045
主题分类： 其他 发布机构： 市市场监督管理局
发文字号：临市监〔2023〕 12 号 成文日期：2023-02-28
关于印发《2023年临江市质量强市工作要点》的通知
发布日期：2023- 03- 01 来源：市市场监管局 浏览次数：12
各县（市、区）局：
现将要点印发给你们，请结合实际抓好落实，确保完成全年目标任务，推动各项工作走在前列，进一步加强统筹协调，形成工作合力。
临江市市场监督管理局
2023年2月28日
"""


def metadata(text, name="a.txt"):
    return read_metadata(read_document(text.encode(), name))


def test_reads_the_head_of_a_government_page():
    result = metadata(PAGE)
    document = result.document
    assert document.title == "关于印发《2023年临江市质量强市工作要点》的通知"
    assert document.issuer == "临江市市场监督管理局"
    assert document.document_number == "临市监〔2023〕12号"
    assert document.index_number == "K00123/2023-00045"
    assert document.published_on == date(2023, 3, 1)
    assert (document.kind, document.year) == ("plan", 2023)
    assert document.plan_id == "临江市市场监督管理局|临市监〔2023〕12号"
    assert not result.issues


def test_every_field_leads_back_to_its_characters():
    read = read_document(PAGE.encode(), "a.txt")
    document = read_metadata(read).document
    quotes = [locator.quote for locator in document.evidence]
    assert quotes == [
        document.title,
        "临市监〔2023〕 12 号",
        document.issuer,
        "2023- 03- 01",
        "K00123/2023-00045",
    ]
    assert all(read.text[x.start : x.end] == x.quote for x in document.evidence)


@pytest.mark.parametrize(
    "line",
    [
        "临市监〔2023〕12号",
        "临市监[2023]12号",
        "（临市监【２０２３】１２号）",
        "临市监(2023)第12号",
    ],
)
def test_reads_a_document_number_in_any_brackets(line):
    text = f"临江市市场监督管理局文件\n{line}\n关于印发2023年工作要点的通知\n正文内容如下。"
    assert metadata(text).document.document_number == "临市监〔2023〕12号"


def test_a_number_that_the_text_cites_is_not_the_number_of_the_document():
    text = "2023年工作要点\n按照《关于加强监管的通知》（临市监〔2021〕7号）要求，开展整治。"
    assert metadata(text).document.document_number is None


def test_the_number_in_the_name_of_the_attached_file_counts_if_the_title_agrees():
    text = "关于印发工作要点的通知\n正文如下。\n 临市监〔2023〕12号关于印发 工作要点的通知.pdf"
    assert metadata(text).document.document_number == "临市监〔2023〕12号"
    other = "关于印发工作要点的通知\n正文如下。\n临市监〔2020〕1号关于另一事项的通知.pdf"
    assert metadata(other).document.document_number is None


@pytest.mark.parametrize(
    ("title", "kind", "year"),
    [
        ("2024年市场监管工作要点", "plan", 2024),
        ("临江市质量强市行动计划（2023—2025年）", "plan", 2023),
        ("2022年度重点工作任务清单", "task_list", 2022),
        ("2022年上半年重点工作完成情况", "progress_report", 2022),
        ("关于2023年一季度工作进展的通报", "progress_report", 2023),
        ("2021年工作总结和2022年工作计划", "annual_summary", 2021),
        ("二〇二四年工作要点", "plan", 2024),
        ("质量铁军走在前 临江市场监管工作纪实", "news", None),
    ],
)
def test_reads_kind_and_year_from_the_title(title, kind, year):
    document = metadata(f"{title}\n正文内容如下。").document
    assert (document.title, document.kind, document.year) == (title, kind, year)


def test_press_without_a_head_is_news_by_its_subtitle():
    text = (
        "乘风破浪启新程\n临江市场监管系统服务发展纪实\n某某\n" + "2022年，全市系统奋力拼搏。" * 20
    )
    document = metadata(text).document
    assert (document.title, document.kind, document.year) == ("乘风破浪启新程", "news", 2022)
    assert document.issuer is None


def test_a_document_without_title_takes_its_first_heading_and_says_so():
    text = "一、20221年工作总结\n2021年是起步之年。\n二、2022年工作计划\n今年要抓好落实。\n"
    result = metadata(text)
    assert (result.document.title, result.document.year) == ("20221年工作总结", 2021)
    assert result.document.kind == "annual_summary"
    assert [p.title for p in result.document.parts] == ["20221年工作总结", "2022年工作计划"]
    assert [issue.code for issue in result.issues] == ["title_not_printed", "implausible_year"]


def test_a_title_over_two_lines_begins_with_the_issuer():
    document = metadata("临江市市场监督管理局\n关于做好2023年抽检工作的意见\n正文如下。").document
    assert document.title == "临江市市场监督管理局关于做好2023年抽检工作的意见"
    assert document.issuer == "临江市市场监督管理局"


def test_a_document_whose_words_tell_nothing_is_news_with_an_issue():
    result = metadata("天气很好\n今天天气很好。")
    assert result.document.kind == "news"
    assert result.issues[-1].code == "kind_unknown"


@pytest.mark.parametrize(
    ("first", "is_synthetic"),
    [
        ("【合成示例】临江市2023年工作要点", True),
        ("临江市2023年工作要点（合成示例）", True),
        ("合成数据：本文件数字均为虚构", True),
        ("数据性质：合成示例", True),
        ("SYNTHETIC DATA", True),
        ("本文件为合成示例", True),
        ("合成数据产业发展行动计划", False),
        ("关于推进合成数据应用的通知", False),
        ("临江市2023年工作要点（示例）", False),
    ],
)
def test_only_a_mark_that_stands_apart_makes_a_document_synthetic(first, is_synthetic):
    assert metadata(f"{first}\n正文内容如下。").document.is_synthetic is is_synthetic


def test_attachments_begin_where_they_stand_not_where_they_are_announced():
    text = (
        "关于印发2023年方案的通知\n正文如下。\n附件：1.任务清单\n2.责任分工表\n临江市市场监督管理局\n"
        "2023年1月3日\n附件1\n任务清单\n内容甲。\n附件 2\n责任分工表\n内容乙。\n"
    )
    document = metadata(text).document
    assert [(p.part_no, p.title) for p in document.parts] == [
        (1, "关于印发2023年方案的通知"),
        (2, "任务清单"),
        (3, "责任分工表"),
    ]
    assert [text[p.start : p.end][:3] for p in document.parts] == ["关于印", "附件1", "附件 "]
    assert document.parts[0].start == 0
    assert document.parts[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(document.parts))
    assert document.issuer == "临江市市场监督管理局"


def test_an_announced_attachment_that_is_missing_makes_no_part():
    text = "2023年工作要点\n正文如下。\n附件：重点任务清单\n临江市市场监督管理局\n2023年1月3日\n"
    assert len(metadata(text).document.parts) == 1


def test_a_title_beside_the_mark_counts():
    announced = "附件1：任务清单\n附件2：分工表\n"
    text = f"2023年工作要点\n正文。\n{announced}附件1：任务清单\n甲。\n乙。\n附件2：分工表\n丙。\n"
    assert [p.title for p in metadata(text).document.parts] == [
        "2023年工作要点",
        "任务清单",
        "分工表",
    ]


def test_a_file_that_holds_an_attachment_only_is_named_after_it():
    document = metadata("附件3\n2024年任务分解表\n序号\n指标\n").document
    assert (document.title, [p.part_no for p in document.parts]) == ("2024年任务分解表", [1])


def test_reads_the_metadata_table_of_a_page():
    html = (
        "<html><body><table><tr><td>索引号</td><td>K1/2023-9</td><td>发布机构</td><td>市市场监管局</td></tr>"
        "<tr><td>文号</td><td>临市监〔2023〕3号</td><td>发布日期</td><td>2023-05-06</td></tr></table>"
        "<h1>临江市市场监督管理局2023年工作计划</h1><p>正文如下。</p></body></html>"
    )
    document = metadata(html, "a.html").document
    assert document.index_number == "K1/2023-9"
    assert document.document_number == "临市监〔2023〕3号"
    assert document.published_on == date(2023, 5, 6)
    assert document.title == "临江市市场监督管理局2023年工作计划"
    assert document.issuer == "临江市市场监督管理局"


@pytest.mark.parametrize(
    ("issuer", "number", "title", "expected"),
    [
        ("甲局", "甲〔2024〕1号", "要点", "甲局|甲〔2024〕1号"),
        (None, "甲〔2024〕1号", "要点", "甲〔2024〕1号"),
        (None, None, "2024年“十件实事”（方案）", "2024年十件实事方案|2024"),
        ("甲局", None, "甲局2024年要点", "甲局|2024年要点|2024"),
        ("甲局", None, "甲局关于印发《2024年要点》的通知", "甲局|2024年要点|2024"),
        ("甲局", None, "2024年要点(修订版)", "甲局|2024年要点|2024"),
        ("甲局", None, "2024年要点（征求意见稿）", "甲局|2024年要点|2024|draft"),
        ("甲局", None, "2024年要点", "甲局|2024年要点|2024"),
    ],
)
def test_one_plan_has_one_identity_whatever_file_carries_it(issuer, number, title, expected):
    assert identify_plan(issuer, number, title, 2024).plan_id == expected
