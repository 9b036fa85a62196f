"""Invented heads of the pages of many portals: each prints its facts in a layout of its own."""

from datetime import date

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.metadata import read_metadata

PROSE = "各单位要细化措施，压实责任，按时报送进展，共同把这件事情办好办实，让群众感受到变化。" * 7

HEADS = [
    pytest.param(
        "索引号\n11330000MB1234567A/2032-00417\n主题分类\n农业、林业、水利\n"
        "发文机关\n云岭省水利厅\n成文日期\n2032-04-11\n文号\n云水农〔2032〕6号\n"
        "标题\n云岭省水利厅关于印发2032年供水要点的通知\n发布日期\n2032-04-15\n有效性\n有效\n"
        f"云岭省水利厅关于印发2032年供水要点的通知\n各市水利局：\n{PROSE}\n",
        {
            "title": "云岭省水利厅关于印发2032年供水要点的通知",
            "issuer": "云岭省水利厅",
            "document_number": "云水农〔2032〕6号",
            "index_number": "11330000MB1234567A/2032-00417",
            "published_on": date(2032, 4, 15),
        },
        id="a table of which every cell is a line",
    ),
    pytest.param(
        "信息索引码：AHK-2032-0307\n公开责任部门：青岭县人民政府办公室\n公开日期：2032-03-30\n"
        "文件编号：青政〔2032〕5 号\n是否有效：否\n废止日期：2034-01-01\n"
        f"青岭县人民政府关于下达2032年投资计划的通知\n{PROSE}\n",
        {
            "issuer": "青岭县人民政府",
            "document_number": "青政〔2032〕5号",
            "index_number": "AHK-2032-0307",
            "published_on": date(2032, 3, 30),
        },
        id="labels that other portals use",
    ),
    pytest.param(
        f"丹霞县2033年健康县建设计划\n发文单位：丹霞县卫生健康局\n发文时间：2033年4月2日\n{PROSE}\n",
        {"issuer": "丹霞县卫生健康局", "published_on": date(2033, 4, 2)},
        id="time of dispatch",
    ),
    pytest.param(
        f"沙洲市产业链行动计划（2031—2035年）（2033年修订版）\n沙洲市经济局 2033-08-02\n{PROSE}\n",
        {"issuer": "沙洲市经济局", "published_on": date(2033, 8, 2), "standing": "revision"},
        id="name and day under the title",
    ),
    pytest.param(
        f"芝川市教育局2032年度工作报告\n[2033-01-28]　芝川市教育局\n{PROSE}\n",
        {"issuer": "芝川市教育局", "published_on": date(2033, 1, 28)},
        id="day in brackets and name under the title",
    ),
    pytest.param(
        f"双桥镇2033年河长制工作计划\n{PROSE}\n双桥镇人民政府  2033年3月1日\n",
        {"issuer": "双桥镇人民政府", "published_on": date(2033, 3, 1)},
        id="signature and day on one line",
    ),
    pytest.param(
        f"关于做好2033年控辍保学工作的通知\n各学校：\n{PROSE}\n柳泉县教育局（盖章）\n2033年2月25日\n",
        {"issuer": "柳泉县教育局", "kind": "plan", "published_on": date(2033, 2, 25)},
        id="the mark of a seal",
    ),
    pytest.param(
        f"红石市数字化行动计划（2033-35年）\n红石市人民政府办公室\n2033年10月11日印发\n{PROSE}\n",
        {"published_on": date(2033, 10, 11), "year": 2033, "year_end": 2035},
        id="an imprint alone",
    ),
    pytest.param(
        "栖霞市2033年实事完成情况公示\n"
        f"2034-01-08 10:10   来源：栖霞市教育局   访问次数： 10\n{PROSE}\n",
        {"issuer": "栖霞市教育局", "kind": "progress_report", "published_on": date(2034, 1, 8)},
        id="a stamp with labels behind",
    ),
    pytest.param(
        f"桐花街道2033年度工作总结\n桐花街道办事处\n{PROSE}\n",
        {"issuer": "桐花街道办事处"},
        id="the office of a sub-district",
    ),
    pytest.param(
        "沁园市“无废城市”建设领导小组办公室\n关于印发沁园市“无废城市”建设\n"
        f"2034年度工作计划的通知\n沁无废办发〔2034〕1号\n{PROSE}\n",
        {
            "title": "沁园市“无废城市”建设领导小组办公室"
            "关于印发沁园市“无废城市”建设2034年度工作计划的通知",
            "issuer": "沁园市“无废城市”建设领导小组办公室",
        },
        id="quotes in the name of the issuer",
    ),
    pytest.param(
        f"政府工作报告\n（2033年2月15日在龙泉市第五届人民代表大会第二次会议上）\n各位代表：\n{PROSE}\n"
        f"一、2032年工作回顾\n{PROSE}\n二、2033年工作安排\n{PROSE}\n",
        {"title": "政府工作报告", "year": 2032, "published_on": date(2033, 2, 15)},
        id="the day of a speech is no part of the title",
    ),
    pytest.param(
        "附件2\n\n2033年全省就业创业攻坚行动\n重点任务清单\n\n序号 任务 责任单位\n",
        {"title": "2033年全省就业创业攻坚行动重点任务清单", "kind": "task_list"},
        id="a title cut before its last words",
    ),
    pytest.param(
        f"竹林市自然资源和规划局关于第108号建议的答复\n{PROSE}\n",
        {"kind": "news"},
        id="a bureau of planning answers a proposal",
    ),
    pytest.param(
        f"安丰市教育局关于更正《安丰市2032年学位建设计划》的通知\n{PROSE}\n",
        {"kind": "plan", "standing": "revision", "year": 2032},
        id="a correction",
    ),
    pytest.param(
        f"河阴市2033年法治政府建设年度报告\n一、2033年主要举措和成效\n{PROSE}\n"
        f"二、2034年工作安排\n{PROSE}\n中共河阴市委\n河阴市人民政府\n2034年3月25日\n",
        {"issuer": "中共河阴市委 河阴市人民政府", "published_on": date(2034, 3, 25)},
        id="signed at the end of the last section",
    ),
]


@pytest.mark.parametrize(("text", "facts"), HEADS)
def test_reads_the_head_of_a_page_whatever_its_layout(text, facts):
    document = read_metadata(read_document(text.encode(), "a.txt")).document
    assert {field: getattr(document, field) for field in facts} == facts


def parts_of(text):
    return [
        part.title for part in read_metadata(read_document(text.encode(), "a.txt")).document.parts
    ]


def test_the_title_of_an_annex_has_its_standing_on_the_next_line():
    text = (
        f"关于征求《2033年分解方案（征求意见稿）》意见的函\n各区：\n{PROSE}\n蓝湾市教育局\n2033年2月6日\n"
        f"附件\n2033年分解方案\n（征求意见稿）\n一、目标\n{PROSE}\n"
    )
    assert parts_of(text)[1] == "2033年分解方案（征求意见稿）"


def test_a_title_over_two_lines_begins_no_part_of_its_own():
    text = (
        f"沙河区司法局\n2032年工作总结及2033年工作思路\n{PROSE}\n"
        f"一、2032年主要工作情况\n{PROSE}\n二、2033年工作思路\n{PROSE}\n"
    )
    assert parts_of(text) == ["2032年主要工作情况", "2033年工作思路"]


def test_the_number_of_an_entry_may_stand_before_a_year():
    text = (
        f"关于下达任务的通知\n各县：\n{PROSE}\n附件：1．2032年任务分解表\n2．进度月报表\n"
        "北山市林业局\n2032年1月28日\n"
    )
    document = read_metadata(read_document(text.encode(), "a.txt")).document
    assert [one.title for one in document.attachments] == ["2032年任务分解表", "进度月报表"]


def test_two_titles_on_two_lines_are_not_joined():
    text = (
        "南山市2033年重点工作\n南山市教育局2033年工作要点\n"
        f"来源：南山市教育局 时间：2033-01-02\n{PROSE}\n"
    )
    document = read_metadata(read_document(text.encode(), "a.txt")).document
    assert document.title == "南山市教育局2033年工作要点"
