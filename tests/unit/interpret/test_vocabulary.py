import pytest

from ingestion.errors import ConfigError
from ingestion.interpret import vocabulary
from ingestion.interpret.list_table import header_role
from ingestion.values import lookups


def test_every_lookup_is_well_formed():
    assert vocabulary.list_headers().headers
    assert vocabulary.org_words().suffixes
    assert vocabulary.due_words().due_words
    assert vocabulary.document_words().labels


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("序 号", "ordinal"),
        ("任务名称", "task"),
        ("重点工作", "task"),
        ("工作任务", "task"),
        ("项目名称", "task"),
        ("具体目标要求", "goal"),
        ("目标要求", "goal"),
        ("工作内容", "goal"),
        ("工作措施", "goal"),
        ("责任部门", "department"),
        ("责任单位（处室）", "department"),
        ("责任处室", "department"),
        ("牵头单位", "lead"),
        ("配合单位", "support"),
        ("责任领导", "person"),
        ("完成时间", "due"),
        ("完成时限（月）", "due"),
        ("备注", "remark"),
        ("一季度工作进展", "progress"),
        ("截至6月底完成情况", "progress"),
        ("进展情况", "progress"),
        ("完成情况", "progress"),
        ("存在问题", "problem"),
        ("下一步工作计划", "next_step"),
    ],
)
def test_knows_the_headers_of_lists(header, role):
    assert header_role(header) == role


@pytest.mark.parametrize(
    "header", ["定海", "全市目标任务", "高新区", "", "2024年", "确保完成各项任务并通过验收"]
)
def test_refuses_headers_that_belong_to_no_list(header):
    assert header_role(header) is None


def test_refuses_a_lookup_of_another_shape(monkeypatch):
    monkeypatch.setattr(vocabulary, "entries", lambda *_: ({"pattern": "(", "reason": "x"},))
    with pytest.raises(ConfigError) as caught:
        vocabulary.load_words("due_words", vocabulary.DueWords)
    assert caught.value.code == "bad_lookup"
    assert lookups.FOLDER.is_dir()
