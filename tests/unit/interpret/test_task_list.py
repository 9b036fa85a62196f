"""Invented task lists of other cities: other words, other columns, other orders."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.errors import SourceChangedError
from ingestion.extract.registry import read_document
from ingestion.interpret.departments import split_departments
from ingestion.interpret.document import interpret_document

HEADERS = {
    "ordinal": "序号",
    "task": "工作任务",
    "goal": "工作内容",
    "department": "责任单位",
    "due": "完成时限",
    "remark": "备注",
}
ORDERS = [
    ("ordinal", "task", "goal", "department", "due", "remark"),
    ("ordinal", "task", "department", "goal", "due"),
    ("ordinal", "department", "task", "goal", "due"),
    ("ordinal", "task", "goal", "due", "department"),
]


def interpreted(text, name="list.txt"):
    return interpret_document(read_document(text.encode(), name))


def flattened(*lines, title="临江市2023年市场监管重点工作任务清单"):
    return interpreted("\n\n".join([title, *lines]) + "\n")


def resolves(result):
    return all(
        locator.quote == result.text.text[locator.start : locator.end]
        for record in (*result.tasks, *result.issues)
        for locator in record.evidence
    )


def test_reads_a_list_whose_cells_are_lines():
    result = flattened(
        *HEADERS.values(),
        *("1", "推进注销改革", "营商测评进入前列。", "1、简易注销占比60%；", "2、压减环节。"),
        *("登记注册科", "法规科", "11", "会同税务部门"),
        *("2", "建设检测平台", "新增参数50项", "市标准化院（市纤检所）", "10月前"),
        *("临江市市场监督管理局办公室    2023年3月1日印发",),
    )
    first, second = result.tasks
    assert first.goal_text == "营商测评进入前列。\n1、简易注销占比60%；\n2、压减环节。"
    assert first.departments == ("登记注册科", "法规科")
    assert (first.due_text, first.due_date, first.remark) == (
        "11",
        date(2023, 11, 30),
        "会同税务部门",
    )
    assert (second.due_month, second.due_date, second.remark) == (10, None, None)
    assert second.departments == ("市标准化院（市纤检所）",)
    assert (result.seen, result.loaded, result.rejected) == (2, 2, 0)
    assert resolves(result)


def test_a_month_that_equals_the_next_number_is_not_taken_for_it():
    rows = []
    for number in range(9, 13):
        rows += [str(number), f"推进第{number}项改革", "确保完成年度任务。", "质量科", str(number)]
    result = flattened(*list(HEADERS.values())[:-1], *rows)
    assert [task.row_no for task in result.tasks] == [9, 10, 11, 12]
    assert [task.due_month for task in result.tasks] == [9, 10, 11, 12]


def test_blank_cells_vanish_without_moving_their_neighbours():
    result = flattened(
        *HEADERS.values(),
        *("1", "任务甲推进", "完成改造。", "餐饮科"),
        *("2", "任务乙推进", "完成整治。", "12月"),
        *("3", "任务丙推进", "流通科", "5月", "省考核"),
    )
    assert [(t.departments, t.due_text, t.remark) for t in result.tasks] == [
        (("餐饮科",), None, None),
        ((), "12月", None),
        (("流通科",), "5月", "省考核"),
    ]
    assert [t.goal_text for t in result.tasks] == ["完成改造。", "完成整治。", ""]


def test_gaps_repeats_and_restarts_of_the_numbering_stay_visible():
    rows = []
    for number in (1, 2, 4, 4, 5, 1, 2):
        rows += [str(number), "推进专项整治工作", "开展检查2次以上。", "餐饮科", "6月底"]
    result = flattened(*list(HEADERS.values())[:-1], *rows)
    assert [task.row_no for task in result.tasks] == [1, 2, 4, 4, 5, 1, 2]


def test_a_name_broken_over_two_lines_is_joined_and_said():
    result = flattened(
        *HEADERS.values(), "1", "优化综合", "监管体系", "1、出台方案。", "2、开展评估。", "法规科"
    )
    assert result.tasks[0].task == "优化综合监管体系"
    assert [issue.code for issue in result.issues] == ["list_name_joined"]
    assert resolves(result)


def test_a_header_repeated_on_a_new_page_does_not_begin_a_new_list():
    rows = lambda n: (str(n), f"推进第{n}项工作", "完成改造。", "餐饮科", "6月")  # noqa: E731
    words = list(HEADERS.values())[:-1]
    result = flattened(*words, *rows(1), *rows(2), *words, *rows(3))
    assert [(t.row_no, t.table_no) for t in result.tasks] == [(1, 1), (2, 1), (3, 1)]


def test_group_headings_and_text_behind_the_list_belong_to_no_row():
    result = flattened(
        *list(HEADERS.values())[:-1],
        *("1", "推进改革", "压减环节。", "登记注册科", "6月"),
        "二、安全监管",
        *("2", "校园食品", "检查2次。", "餐饮科", "9月"),
        "三、工作要求",
        "各单位要高度重视，确保按期完成。",
    )
    assert [t.goal_text for t in result.tasks] == ["压减环节。", "检查2次。"]
    assert all(t.remark is None for t in result.tasks)


def test_a_border_that_nothing_fixes_is_an_issue():
    result = flattened(
        *("序号", "工作任务", "责任单位", "工作内容", "完成时限", "备注"),
        *("1", "推进改革", "登记科", "1、压减环节。", "省考核指标"),
        *("2", "校园食品", "餐饮科", "1、检查2次。", "9月", "新增"),
    )
    assert [(issue.code, issue.as_printed) for issue in result.issues] == [
        ("list_row_uncertain", "省考核指标")
    ]


def test_persons_and_unknown_columns_are_no_part_of_goals():
    result = flattened(
        *("序号", "重点工作", "工作措施", "牵头领导", "责任科室", "时间节点"),
        *("1", "优化准入", "推行一日办结", "张某", "注册股", "6月底"),
        *("2", "质量强县", "新增品牌2个", "李某、王某", "质量股", "全年"),
    )
    assert [(t.goal_text, t.departments) for t in result.tasks] == [
        ("推行一日办结", ("注册股",)),
        ("新增品牌2个", ("质量股",)),
    ]


def test_a_split_header_gives_lead_and_support():
    result = flattened(
        *("序号", "重点任务", "目标要求", "责任单位", "完成时限", "牵头单位", "配合单位"),
        *("1", "推进改革", "压减环节。", "登记注册科", "信用科、法规科", "6月"),
    )
    assert result.tasks[0].departments == ("登记注册科", "信用科", "法规科")


def test_refuses_a_header_that_is_printed_twice():
    with pytest.raises(SourceChangedError) as caught:
        flattened("序号", "任务", "责任单位", "责任单位", "备注", "1", "推进改革", "登记科")
    assert caught.value.code == "duplicate_header"
    assert caught.value.place.startswith("字符")
    assert "责任单位" in caught.value.message_zh


def test_a_row_without_a_task_is_rejected_with_its_place():
    html = _page("<tr><td>1</td><td></td><td>压减环节</td><td>登记科</td><td>6月</td></tr>")
    result = interpreted(html, "a.html")
    assert (result.seen, result.loaded, result.rejected) == (1, 0, 1)
    assert result.issues[-1].code == "list_row_without_name"
    assert result.issues[-1].place


WITHOUT_REMARK = tuple(HEADERS.values())[:-1]


def _page(rows, header=WITHOUT_REMARK):
    cells = "".join(f"<th>{word}</th>" for word in header)
    table = f"<table><tr>{cells}</tr>{rows}</table>"
    return f"<html><body><p>临江市2023年任务清单</p>{table}</body></html>"


def test_reads_a_printed_table_with_merged_cells():
    result = interpreted(
        _page(
            "<tr><td colspan=5>一、改革</td></tr>"
            "<tr><td>１</td><td>注销改革</td><td>1.压减环节<br>2.压减时限</td>"
            "<td rowspan=2>登记注册科</td><td>6月底前</td></tr>"
            "<tr><td>2</td><td>准入改革</td><td>全程网办</td><td>全年</td></tr>"
            "<tr><td rowspan=2>3</td><td rowspan=2>校园食品</td><td>检查2次</td><td>餐饮科</td>"
            "<td rowspan=2>9月</td></tr><tr><td>培训1次</td><td>流通科</td></tr>"
        ),
        "a.html",
    )
    assert [(t.row_no, t.goal_text, t.departments, t.due_month) for t in result.tasks] == [
        (1, "1.压减环节\n2.压减时限", ("登记注册科",), 6),
        (2, "全程网办", ("登记注册科",), None),
        (3, "检查2次\n培训1次", ("餐饮科", "流通科"), 9),
    ]
    assert (result.seen, result.loaded, result.ignored) == (4, 3, 1)
    assert resolves(result)


def test_a_printed_cell_that_is_not_what_its_header_says_is_an_issue():
    html = _page(
        "<tr><td>1</td><td>注销改革</td><td>压减环节</td><td>6月</td><td>登记注册科</td></tr>"
    )
    result = interpreted(html, "a.html")
    assert len(result.tasks) == 1
    assert [issue.code for issue in result.issues] == ["list_row_uncertain"]


def test_refuses_a_printed_header_that_stands_twice():
    header = ("序号", "任务", "完成时限", "完成时限")
    with pytest.raises(SourceChangedError):
        interpreted(
            _page("<tr><td>1</td><td>a</td><td>6月</td><td>7月</td></tr>", header), "a.html"
        )


TASKS = st.sampled_from(
    ["推进企业注销改革", "加强校园食品安全监管", "打造知识产权高地", "规范直播带货专项"]
)
GOALS = st.lists(
    st.sampled_from(
        [
            "完成“明厨亮灶”改造50家。",
            "1、建立协同机制；",
            "2、开展专项检查2次以上，覆盖率100%。",
            "制定方案，明确分工，按季调度，确保完成省局下达的年度考核任务",
        ]
    ),
    min_size=1,
    max_size=3,
    unique=True,
)
DEPARTMENTS = st.sampled_from(
    ["办公室", "食品生产科、食品流通科", "综合行政执法支队", "各县（市、区）局", "市标准化院"]
)
DUES = st.sampled_from(["6月底", "12月", "全年", "2023年10月底前", "11", "5", "年底前", "9月前"])
ROWS = st.lists(st.tuples(TASKS, GOALS, DEPARTMENTS, DUES), min_size=2, max_size=14)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, order=st.sampled_from(ORDERS))
def test_whatever_the_order_of_columns_the_rows_come_back(rows, order):
    lines = [HEADERS[column] for column in order]
    for number, (task, goal, department, due) in enumerate(rows, start=1):
        cells = {
            "ordinal": [str(number)],
            "task": [task],
            "goal": goal,
            "department": [department],
            "due": [due],
        }
        lines += [line for column in order for line in cells.get(column, [])]
    result = flattened(*lines)
    assert [(t.task, t.goal_text.split("\n"), t.departments, t.due_text) for t in result.tasks] == [
        (task, goal, split_departments([dep]), due) for task, goal, dep, due in rows
    ]
    assert result.seen == result.loaded == len(rows)
    assert resolves(result)
