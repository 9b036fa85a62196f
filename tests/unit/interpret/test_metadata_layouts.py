"""Invented heads in the layouts that pages of other cities and departments print."""

from datetime import date

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.metadata import read_metadata

PROSE = "各单位要按照分工抓好落实，定期报送进度，遇到困难及时反映，确保任务按时完成。" * 8


def metadata(text):
    return read_metadata(read_document(text.encode(), "a.txt"))


def document_of(text):
    return metadata(text).document


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param(
            "南山市教育局文件\n南教〔2031〕12号\n南山市教育局关于印发\n2031年学校建设要点的通知\n",
            "南山市教育局关于印发2031年学校建设要点的通知",
            id="red head, title over two lines",
        ),
        pytest.param(
            "南山市人民政府办公室\n关于印发2031年《实事清单》\n责任分工的通知\n",
            "南山市人民政府办公室关于印发2031年《实事清单》责任分工的通知",
            id="issuer alone, then a title that ends two lines on",
        ),
        pytest.param(
            "南山市养老服务行动方案（2031—2033年）\n（征求意见稿）\n",
            "南山市养老服务行动方案（2031—2033年）（征求意见稿）",
            id="standing on a line of its own",
        ),
        pytest.param(
            "关于印发《南山市茶产业三年行动计划\n（2031—2033年）》的通知\n",
            "关于印发《南山市茶产业三年行动计划（2031—2033年）》的通知",
            id="bracket open at the end of the line",
        ),
        pytest.param(
            "返回顶部\n无障碍 简体\n南山市2031年水利工作要点\n"
            "发布日期：2031-02-01 来源：南山市水利局\n",
            "南山市2031年水利工作要点",
            id="tools of the page above",
        ),
        pytest.param(
            "名 称\t南山县2031年实事清单\n索 引 号\tN123456/2031-00031\n文 号\t南政〔2031〕8号\n"
            "南山县人民政府办公室\n关于公布南山县2031年实事清单的通知\n",
            "南山县2031年实事清单",
            id="title in the box",
        ),
        pytest.param(
            "南政发〔2031〕20号《南山省关于改革的意见》\n时间:2031-01-17 23:45\n"
            "南山省人民政府关于改革的意见\n南政发〔2031〕20号\n",
            "南山省人民政府关于改革的意见",
            id="a list of documents prints number and title first",
        ),
        pytest.param(
            "2031年3月5日 星期三\n首页 > 工作动态\n全市教育工作会议召开\n共谋新发展\n"
            "来源:南山日报 时间:2031-03-05\n",
            "全市教育工作会议召开",
            id="subtitle between title and source",
        ),
    ],
)
def test_reads_a_title_however_the_page_breaks_it(head, title):
    assert document_of(f"{head}各学校：\n{PROSE}\n").title == title


def test_a_document_without_title_is_named_after_the_plan_it_carries():
    text = (
        f"各学校：\n现将《南山市2031年任务分解表》印发给你们。{PROSE}\n南山市教育局\n2031年3月5日\n"
    )
    result = metadata(text)
    assert result.document.title == "南山市2031年任务分解表"
    assert "title_not_printed" in [issue.code for issue in result.issues]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        pytest.param(
            f"关于印发要点的通知\n{PROSE}\n"
            "南山市教育局      南山市财政局\n南山市民政局\n2031年3月5日\n",
            "南山市教育局 南山市财政局 南山市民政局",
            id="signed together",
        ),
        pytest.param(
            f"南山市教育局 南山市财政局关于印发要点的通知\n各学校：\n{PROSE}\n",
            "南山市教育局 南山市财政局",
            id="named together by the title",
        ),
        pytest.param(
            f"2031年南山市人民政府工作报告\n2031年1月9日在南山市第三届人民代表大会上\n各位代表：\n{PROSE}\n",
            "南山市人民政府",
            id="work report",
        ),
        pytest.param(
            "政府工作报告\n——2031年1月9日在南山市人民代表大会上\n"
            f"南山市人民政府市长 张 三\n{PROSE}\n",
            "南山市人民政府",
            id="the post of who gives the report",
        ),
        pytest.param(
            "发布机构：县政府网站\n南山县人民政府工作规则\n发文日期：2031年4月6日\n各单位：\n"
            + PROSE,
            "南山县人民政府",
            id="the title knows better than the page",
        ),
        pytest.param(
            f"发文机关：国务院\n关于印发规划的通知\n{PROSE}\n", "国务院", id="a name like no other"
        ),
    ],
)
def test_reads_who_issued_it(text, issuer):
    assert document_of(text).issuer == issuer


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031年要点\n成文日期：2031-02-26 公开日期：2031/2/28\n", date(2031, 2, 28)),
        ("2031年要点\n2031-03-18 09:12:00   来源:南山日报\n", date(2031, 3, 18)),
        ("2031年要点\n来源: 某网 · 2031-11-11 · 4825人看过\n", date(2031, 11, 11)),
        ("工作报告\n——2031年1月9日在南山市人民代表大会上\n各位代表：\n", date(2031, 1, 9)),
        (f"2031年要点\n{PROSE}\n南山市教育局\n二○三一年三月五日\n", date(2031, 3, 5)),
        (f"2031年要点\n{PROSE}\n南山市教育局\n2031.3.5\n", date(2031, 3, 5)),
        ("2031年要点\n市政府办公室 2031年01月20日\n", date(2031, 1, 20)),
        ("2031年要点\n自2031年3月1日起施行。\n", None),
    ],
)
def test_the_day_on_which_it_was_made_public_comes_before_the_day_of_signing(text, day):
    assert document_of(text).published_on == day


@pytest.mark.parametrize(
    ("title", "year", "year_end"),
    [
        ("南山市“十四五”教育规划", 2021, 2025),
        ("南山市教育发展三年行动计划（2031—2033年）", 2031, 2033),
        ("南山市第十五个五年规划和2035年远景目标纲要", 2026, 2030),
        ("2031年工作总结和2032年工作计划", 2031, None),
        ("“十四五”规划2024年实施要点", 2024, None),
    ],
)
def test_a_span_of_years_has_a_first_and_a_last(title, year, year_end):
    document = document_of(f"{title}\n正文如下。\n")
    assert (document.year, document.year_end) == (year, year_end)


def test_a_look_back_and_a_look_ahead_are_parts_of_their_own_kind_and_year():
    text = (
        "南山县水利局2031年工作总结和2032年工作计划\n"
        f"2031年工作总结\n{PROSE}\n2032年工作计划\n{PROSE}\n"
    )
    parts = document_of(text).parts
    assert [(p.title, p.kind, p.year) for p in parts] == [
        ("2031年工作总结", "annual_summary", 2031),
        ("2032年工作计划", "plan", 2032),
    ]


def test_a_look_ahead_without_a_year_follows_the_look_back():
    text = f"南山县2031年工作总结\n一、工作完成情况\n{PROSE}\n二、下一步工作打算\n{PROSE}\n"
    assert [p.year for p in document_of(text).parts] == [2031, 2032]


def test_the_plan_that_a_notice_prints_under_its_signature_is_a_part():
    text = (
        f"南山市教育局关于印发《南山市学校建设方案》的通知\n各学校：\n{PROSE}\n南山市教育局\n"
        f"2031年3月5日\n（此件公开发布）\n南山市学校建设方案\n{PROSE}\n"
    )
    document = document_of(text)
    assert [p.title for p in document.parts][1:] == ["南山市学校建设方案"]
    assert (document.issuer, document.published_on) == ("南山市教育局", date(2031, 3, 5))


def test_annexes_are_listed_and_a_missing_one_is_an_issue():
    text = (
        f"南山市教育局2031年要点\n{PROSE}\n附件：1. 任务清单\n      2. 2031年分解表\n南山市教育局\n"
        "2031年3月5日\n附件1\n任务清单\n内容甲。\n内容乙。\n"
    )
    result = metadata(text)
    listed = [(a.number, a.title, a.part_no) for a in result.document.attachments]
    assert listed == [("1", "任务清单", 2), ("2", "2031年分解表", None)]
    (issue,) = [issue for issue in result.issues if issue.code == "attachment_missing"]
    assert (issue.as_printed, issue.evidence[0].quote) == ("2031年分解表", "2031年分解表")


def test_an_annex_whose_title_is_printed_in_two_ways_is_not_missing():
    text = (
        f"2031年要点\n{PROSE}\n附件：2031年全市市场监督管理任务清单\n南山市教育局\n2031年3月5日\n"
        "附件\n2031年全市市场监管任务清单\n内容甲。\n内容乙。\n"
    )
    assert "attachment_missing" not in [issue.code for issue in metadata(text).issues]


def test_a_link_to_the_document_itself_is_no_annex():
    text = f"南山市2031年要点\n{PROSE}\n附件：南山市2031年要点.pdf\n"
    assert document_of(text).attachments == ()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("南山市2031年国民经济和社会发展统计公报", "annual_summary"),
        ("关于2031年计划执行情况与2032年计划草案的报告", "annual_summary"),
        ("南山市召开2031年工作部署会", "news"),
        ("《南山市2031年工作要点》政策解读", "news"),
        ("关于召开2031年工作会议的实施意见", "plan"),
        ("2031年重点任务责任落实分工的通知", "task_list"),
    ],
)
def test_reads_the_kind_of_more_titles(title, kind):
    assert document_of(f"{title}\n正文如下。\n").kind == kind


def test_the_channel_of_a_page_is_no_part_of_the_title():
    document = document_of(f"政务服务丨南山市教育局关于建校的意见\n各学校：\n{PROSE}\n")
    assert (document.title, document.issuer) == ("南山市教育局关于建校的意见", "南山市教育局")


def test_a_notice_may_carry_two_plans():
    text = (
        "南山市教育局关于印发《南山市甲类学校要点》和《南山市乙类学校要点》的通知\n"
        f"各学校：\n{PROSE}\n南山市教育局\n2031年3月5日\n"
        f"南山市甲类学校要点\n{PROSE}\n南山市乙类学校要点\n{PROSE}\n"
    )
    titles = [part.title for part in document_of(text).parts]
    assert titles[1:] == ["南山市甲类学校要点", "南山市乙类学校要点"]


def test_a_link_to_a_file_begins_no_part():
    text = (
        f"2031年要点\n{PROSE}\n附件：任务分工.doc\n南山市教育局\n2031年3月5日\n甲。\n乙。\n丙。\n"
    )
    document = document_of(text)
    assert len(document.parts) == 1
    assert [(a.title, a.part_no) for a in document.attachments] == [("任务分工", None)]


@pytest.mark.parametrize(
    "bar",
    [
        "[ 来源: | 作者:admin | 发布时间:2031-02-28 | 浏览:19次 ]",
        "南山县门户网站 www.example.cn 发布时间:2031-02-28 15:54 浏览次数:",
        "• 发布日期:\n\n2031年02月28日 16:34",
        "时间:2031年02月28日来源:市政府办公室",
    ],
)
def test_reads_the_bar_under_a_title_however_it_is_set(bar):
    assert document_of(f"南山市2031年要点\n{bar}\n正文如下。\n").published_on == date(2031, 2, 28)


def test_labels_glued_to_the_value_before_end_it():
    text = (
        "索引号:NS2031-0042 主题分类:农业\n发文机关:南山市农业农村局成文日期:2031年3月2日\n"
        f"发文字号:南农发〔2031〕8号发布日期:2031年3月6日\n南山市2031年要点\n{PROSE}\n"
    )
    document = document_of(text)
    assert document.issuer == "南山市农业农村局"
    assert document.document_number == "南农发〔2031〕8号"
    assert document.published_on == date(2031, 3, 6)


def test_the_caption_of_one_table_is_not_the_title():
    text = "2031年南山市重点指标分解\n单位：家\n甲\n1\n表2 科技支出情况（万元）\n乙\n2\n"
    assert document_of(text).title == "2031年南山市重点指标分解"


def test_bodies_in_the_rows_of_a_list_did_not_issue_it():
    text = "2031年重点任务清单\n序号\n任务\n责任单位\n1\n甲事\n县住建局、县公安局\n"
    assert document_of(text).issuer is None
