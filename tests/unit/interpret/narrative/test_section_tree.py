"""Headings of running text: depth, path and where each section ends."""

from __future__ import annotations

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.records import Section

TEXT = """某市2024年工作要点
一、总体要求
全年新增托育机构5家。
二、主要任务
（一）民生保障
新建公园3个。
（二）产业发展
培育企业8家。
三、保障措施
开展督查2次。
"""


def tree(text: str) -> tuple[str, tuple[Section, ...]]:
    read = read_document(text.encode(), "plan.txt")
    return read.text, interpret_document(read).document.sections


def test_headings_are_a_tree_in_reading_order() -> None:
    _, found = tree(TEXT)
    assert [(one.depth, one.title) for one in found][-5:] == [
        (1, "一、总体要求"), (1, "二、主要任务"), (2, "(一)民生保障"), (2, "(二)产业发展"),
        (1, "三、保障措施"),
    ]  # fmt: skip
    assert found[-2].path == "二、主要任务/(二)产业发展"


def test_a_section_holds_all_that_stands_below_its_heading() -> None:
    text, found = tree(TEXT)
    by_title = {one.title: text[one.start : one.end].split() for one in found}
    assert by_title["二、主要任务"][-1] == "培育企业8家。"
    assert by_title["(一)民生保障"] == ["（一）民生保障", "新建公园3个。"]
    assert by_title["三、保障措施"][-1] == "开展督查2次。"


def test_titles_stand_where_they_are_said_to_stand() -> None:
    text, found = tree(TEXT)
    assert "（一）民生保障" in [text[one.start : one.title_end] for one in found]


def test_quantities_name_the_path_of_their_section() -> None:
    read = read_document(TEXT.encode(), "plan.txt")
    result = interpret_document(read)
    paths = {one.path for one in result.document.sections}
    assert {quantity.section for quantity in result.quantities} <= paths
