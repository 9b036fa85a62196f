"""One plan, however it is wrapped; drafts and forwarded plans are told apart."""

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.metadata import read_metadata
from ingestion.interpret.plan_identity import core_title, identify_plan, standing_of


def metadata(text):
    return read_metadata(read_document(text.encode(), "a.txt"))


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("甲局关于印发《2031年要点》的通知", "2031年要点"),
        ("甲局关于印发2031年要点的通知", "2031年要点"),
        ("甲局印发《2031年要点（修订版）》的通知", "2031年要点"),
        ("2031年要点（征求意见稿）", "2031年要点"),
        ("三年行动计划（2031—2033年）", "三年行动计划(2031—2033年)"),
        ("关于印发2031年《工作报告》任务分工的通知", "2031年《工作报告》任务分工"),
        ("关于加强监管的意见", "关于加强监管的意见"),
    ],
)
def test_the_plan_has_the_title_that_a_notice_gives_it(title, core):
    assert core_title(title) == core


@pytest.mark.parametrize(
    ("title", "standing"),
    [
        ("2031年要点", "issued"),
        ("2031年要点（征求意见稿）", "draft"),
        ("关于公开征求《2031年要点》意见的公告", "draft"),
        ("2031年要点（2031年修订）", "revision"),
        ("甲政府办公室转发乙局关于2031年要点的通知", "forwarded"),
        ("甲局关于印发《转发管理办法》的通知", "issued"),
    ],
)
def test_reads_how_a_text_stands(title, standing):
    assert standing_of(title) == standing


def test_a_forwarded_plan_is_the_plan_of_the_body_that_made_it():
    result = metadata(
        "南山县人民政府办公室转发南山市教育局关于2031年学校建设要点的通知\n南政办〔2031〕9号\n"
        "各学校：\n现将要点（南教〔2031〕3号）转发给你们。\n南山县人民政府办公室\n2031年3月5日\n"
    )
    assert result.document.standing == "forwarded"
    assert result.document.document_number == "南政办〔2031〕9号"
    assert result.document.plan_id == "南山市教育局|南教〔2031〕3号"


def test_a_draft_never_stands_for_the_plan():
    plan = identify_plan("甲局", None, "2031年要点", 2031).plan_id
    assert identify_plan("甲局", None, "2031年要点（征求意见稿）", 2031).plan_id != plan
    assert identify_plan("甲局", None, "2031年要点（修订版）", 2031).plan_id == plan


@pytest.mark.parametrize(
    ("text", "is_weak"),
    [
        ("2031年工作要点\n正文如下。\n", True),
        ("全市2031年工作要点\n正文如下。\n", True),
        ("局办公室2031年工作要点\n正文如下。\n", True),
        ("南山市2031年工作要点\n正文如下。\n", False),
        ("2031年工作要点\n南教〔2031〕3号\n正文如下。\n", False),
        ("2031年工作要点\n正文如下。\n南山市教育局\n2031年3月5日\n", False),
    ],
)
def test_a_plan_that_another_could_be_taken_for_is_an_issue(text, is_weak):
    codes = [issue.code for issue in metadata(text).issues]
    assert ("plan_identity_weak" in codes) is is_weak
