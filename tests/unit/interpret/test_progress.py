"""Invented progress lists of other places."""

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document


def interpreted(text, name="progress.txt"):
    return interpret_document(read_document(text.encode(), name))


def flattened(*lines, header=("序号", "重点工作", "进展情况")):
    return interpreted("\n".join(["河东省2022年上半年重点工作进展情况", *header, *lines]))


def items_of(result):
    return [(i.project_no, i.item_seq, i.label, i.text) for i in result.progress_items]


def test_reads_items_with_their_labels():
    result = flattened(
        "1", "智慧监管", "1.上线平台。", "2.接入企业20家。", "2", "质量强省", "1、印发方案"
    )
    assert items_of(result) == [
        (1, 1, "1.", "上线平台。"),
        (1, 2, "2.", "接入企业20家。"),
        (2, 1, "1、", "印发方案"),
    ]
    assert (result.seen, result.loaded, result.rejected) == (3, 3, 0)


def test_restarts_gaps_and_unnumbered_lines_stay_as_printed():
    result = flattened(
        *("1", "放心消费", "1.督查。", "2.部署。", "形成专报。", "4.培训。", "1.暗访。", "2.评估。")
    )
    assert [label for _, _, label, _ in items_of(result)] == ["1.", "2.", None, "4.", "1.", "2."]
    assert [seq for _, seq, _, _ in items_of(result)] == [1, 2, 3, 4, 5, 6]


def test_several_items_in_one_line_are_split():
    result = flattened(
        "1", "广告监管", "1.立案80件。2.抽查。3.修订条例。按计划，已形成草案。", "4.宣传。"
    )
    assert [text for *_, text in items_of(result)] == [
        "立案80件。",
        "抽查。",
        "修订条例。按计划，已形成草案。",
        "宣传。",
    ]


def test_a_date_behind_the_label_stays_in_the_text():
    result = flattened("1", "规划编制", "1.印发规划。", "2.5月12日，召开会议。", "3.10家企业参加。")
    assert items_of(result)[1:] == [
        (1, 2, "2.", "5月12日，召开会议。"),
        (1, 3, "3.", "10家企业参加。"),
    ]


def test_a_decimal_number_is_no_label():
    result = flattened("1", "市场主体", "3.5万家企业完成年报。")
    assert items_of(result) == [(1, 1, None, "3.5万家企业完成年报。")]


def test_every_item_leads_back_to_its_characters_and_its_project():
    result = flattened("1", "广告监管", "1.立案80件。2.抽查。", "2", "价格监管", "开展检查。")
    for item in result.progress_items:
        own, project = item.evidence
        assert own.quote == result.text.text[own.start : own.end]
        assert own.quote.endswith(item.text)
        assert project.quote == item.project_name


def test_a_project_without_progress_is_an_issue_and_no_item():
    table = (
        "<table><tr><td>编号</td><td>重点工作</td><td>责任处室</td><td>截至6月底完成情况</td><td>存在问题</td></tr>"
        "<tr><td>1</td><td>智慧监管</td><td>科信处</td><td>①上线；②接入20家。</td><td>经费不足</td></tr>"
        "<tr><td>2</td><td>质量强省</td><td>质量处</td><td></td><td></td></tr></table>"
    )
    result = interpreted(
        f"<html><body><p>2022年重点工作完成情况表</p>{table}</body></html>", "a.html"
    )
    assert items_of(result) == [(1, 1, "①", "上线；"), (1, 2, "②", "接入20家。")]
    assert [issue.code for issue in result.issues] == ["project_without_progress"]
    assert result.tasks == ()
    assert (result.seen, result.loaded) == (2, 2)


def test_a_list_with_goals_deadlines_and_progress_gives_tasks_and_items():
    header = ("序号", "工作任务", "目标要求", "责任单位", "完成时限", "完成情况")
    result = flattened("1", "注销改革", "压减环节。", "登记科", "9月", "1.已上线。", header=header)
    assert result.tasks[0].due_month == 9
    assert items_of(result) == [(1, 1, "1.", "已上线。")]
