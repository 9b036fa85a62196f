import pytest

from ingestion.interpret.departments import is_department_text, split_departments


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        pytest.param(["工会、妇委会"], ("工会", "妇委会"), id="ideographic comma"),
        pytest.param(["消保处(消保委)"], ("消保处(消保委)",), id="brackets stay"),
        pytest.param(
            ["各县（区、功能区）局"], ("各县（区、功能区）局",), id="comma inside brackets"
        ),
        pytest.param(["市质检院", "计量处"], ("市质检院", "计量处"), id="two lines"),
        pytest.param(["法规科 稽查科"], ("法规科", "稽查科"), id="blank"),
        pytest.param(["办 公 室"], ("办公室",), id="a name printed wide"),
        pytest.param(["配合单位：财务科；牵头单位：餐饮科"], ("餐饮科", "财务科"), id="labels"),
        pytest.param(["财务科、餐饮科（牵头）"], ("餐饮科", "财务科"), id="mark of the lead"),
        pytest.param(["餐饮科", "餐饮科"], ("餐饮科",), id="twice"),
        pytest.param([], (), id="none"),
    ],
)
def test_splits_departments_lead_first(lines, names):
    assert split_departments(lines) == names


@pytest.mark.parametrize(
    "text",
    [
        "办公室",
        "综合行政执法支队",
        "市标准化院、质量科",
        "各县（市、区）局",
        "推进平台工作专班",
        "机关党委",
        "全局",
    ],
)
def test_knows_departments_by_their_endings(text):
    assert is_department_text(text)


@pytest.mark.parametrize(
    "text", ["", "完善机制,加强监管", "确保验收通过。", "11", "10月前", "新增专利200件"]
)
def test_refuses_what_names_no_department(text):
    assert not is_department_text(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县应急局牵头，各乡镇配合", ("县应急局", "各乡镇")),
        ("各乡镇配合，县应急局牵头。", ("县应急局", "各乡镇")),
        ("县应急局牵头、县财政局配合", ("县应急局", "县财政局")),
        ("由县住建局负责，县消防大队、各乡镇协助", ("县住建局", "县消防大队", "各乡镇")),
        ("县住建局负责，会同县消防大队", ("县住建局", "县消防大队")),
        ("县住建局会同县消防大队负责", ("县住建局", "县消防大队")),
    ],
)
def test_verbs_behind_names_say_who_leads(text: str, names: tuple[str, ...]) -> None:
    assert is_department_text(text)
    assert split_departments([text]) == names


def test_a_sentence_with_such_a_verb_is_no_list_of_departments() -> None:
    assert not is_department_text("完善机制，县应急局负责")
    assert not is_department_text("推动企业配合")
