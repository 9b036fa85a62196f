"""Records of one field a line, lists without numbers, and progress reports in prose."""

from __future__ import annotations

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import Interpretation, interpret_document


def read(*lines: str) -> Interpretation:
    return interpret_document(read_document("\n\n".join(lines).encode(), "list.txt"))


def page(*rows: str) -> Interpretation:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    data = f"<html><body><p>任务书</p><table>{body}</table></body></html>".encode()
    return interpret_document(read_document(data, "list.html"))


def tasks(result: Interpretation) -> list[tuple[str, str, tuple[str, ...], int | None]]:
    return [(t.task, t.goal_text, t.departments, t.due_month) for t in result.tasks]


TWO = [
    ("拓宽环湖路", "路面拓宽3公里。", ("住建局", "各镇政府"), 10),
    ("新建儿童公园", "建成公园1座。\n配套停车位50个。", ("城管局",), 11),
]


def test_labels_before_a_colon_make_a_record() -> None:
    result = read(
        *("2031年任务书", "任务名称：拓宽环湖路", "工作目标：路面拓宽3公里。"),
        *("责任单位：住建局、各镇政府", "完成时限：10月底"),
        *("任务名称：新建儿童公园", "工作目标：建成公园1座。", "配套停车位50个。"),
        *("责任单位：城管局", "完成时限：11月底"),
    )
    assert tasks(result) == TWO


def test_labels_alone_over_their_values_make_records() -> None:
    result = read(
        *("2031年任务书", "项目名称", "拓宽环湖路", "工作目标", "路面拓宽3公里。"),
        *("责任单位", "住建局、各镇政府", "完成时限", "10月底"),
        *("项目名称", "新建儿童公园", "工作目标", "建成公园1座。", "配套停车位50个。"),
        *("责任单位", "城管局", "完成时限", "11月底"),
    )
    assert tasks(result) == TWO


def test_a_page_with_a_label_before_each_cell_is_a_record() -> None:
    result = page(
        "项目名称|拓宽环湖路",
        "工作目标|路面拓宽3公里。",
        "责任单位|住建局、各镇政府|完成时限|10月底",
    )
    assert tasks(result) == TWO[:1]


@pytest.mark.parametrize(
    "lines",
    [
        ("索引号：123", "名称：关于某事的通知", "分类：计划", "日期：2031-01-01", "备注：无"),
        ("任务名称：只有名称", "往下是正文。", "责任重大。"),
    ],
    ids=["metadata box", "one label"],
)
def test_other_labels_are_no_record(lines: tuple[str, ...]) -> None:
    assert not read(*lines).tasks


def test_a_metadata_box_is_no_table_of_targets() -> None:
    box = ("名称|某通知|发布机构|某局", "日期|2031-01-01|分类|计划", "索引号|123|文号|某发1号")
    assert not page(*box).cells


def test_a_list_without_numbers_is_cut_where_rows_end() -> None:
    result = read(
        *("2031年任务清单", "工作任务", "责任单位", "完成时限"),
        *("推进一窗通办", "数据局", "6月底前"),
        *("压减审批时间", "审批局、司法局", "12月底前"),
        *("印发机关：某办公室",),
    )
    assert tasks(result) == [
        ("推进一窗通办", "", ("数据局",), 6),
        ("压减审批时间", "", ("审批局", "司法局"), 12),
    ]


def test_a_name_merged_over_rows_names_each_of_them() -> None:
    result = read(
        *("2031年任务清单", "重点工作", "主要任务", "责任单位", "完成时限"),
        *("营商环境", "推进一窗通办。", "数据局", "6月底前"),
        *("压减审批时间。", "审批局", "12月底前"),
        *("乡村振兴", "建设美丽村庄20个。", "农业农村局", "年底前"),
    )
    assert [(t.task, t.goal_text) for t in result.tasks] == [
        ("营商环境", "推进一窗通办。"),
        ("营商环境", "压减审批时间。"),
        ("乡村振兴", "建设美丽村庄20个。"),
    ]


def test_items_below_the_headings_of_projects_are_progress() -> None:
    result = read(
        "2031年上半年民生实事项目进展情况",
        *("一、教育类", "(一)扩建湖滨小学", "1.主体结构封顶。", "2.开始装修。"),
        *("二、交通类", "(一)拓宽环湖路", "完成路基2公里。"),
        *("三、存在问题", "征地偏慢。"),
    )
    assert [(i.project_no, i.project_name, i.item_seq, i.text) for i in result.progress_items] == [
        (1, "扩建湖滨小学", 1, "主体结构封顶。"),
        (1, "扩建湖滨小学", 2, "开始装修。"),
        (2, "拓宽环湖路", 1, "完成路基2公里。"),
    ]
    assert result.seen == result.loaded + result.rejected + result.ignored


def test_a_plan_in_prose_reports_no_progress() -> None:
    result = read(
        "2031年工作要点", "一、扩建学校", "1.扩建湖滨小学。", "二、修路", "1.拓宽环湖路。"
    )
    assert not result.progress_items


def test_problems_and_next_steps_are_no_items() -> None:
    result = read(
        *("2031年项目进展情况", "序号", "项目", "进展情况", "存在问题", "下一步打算"),
        *("1", "环湖路", "已完成路基施工。", "征地进度偏慢。", "加快征地。"),
        *("2", "儿童公园", "主体完工。", "年底前开放。"),
    )
    assert [i.text for i in result.progress_items] == ["已完成路基施工。", "主体完工。"]
