"""Target or actual, year, place and section of quantities. All documents are invented."""

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.interpret.narrative import Prose, find_quantities
from ingestion.records import Document, DocumentKind, Quantity


def quantities(text: str, kind: DocumentKind, year: int = 2024) -> tuple[Quantity, ...]:
    read = read_document(text.encode(), "text.txt")
    document = Document(
        document_id=read.document_id, plan_id="p", title="t", kind=kind, year=year, format="text"
    )
    return find_quantities(read, document).quantities


REPORT = """某县2024年政府工作报告

一、2023年工作回顾

全县生产总值增长6.1%。新增上市企业2家。

二、2024年目标和重点工作

生产总值增长6%左右。

(一)建设渔港。新建泊位12个。目前已有泊位80个,今年再改造15个。
"""


def test_splits_a_report_into_what_was_and_what_is_to_be() -> None:
    found = interpret_document(read_document(REPORT.encode(), "r.txt")).quantities
    assert [(q.kind, q.year) for q in found] == [
        ("actual", 2023),
        ("actual", 2023),
        ("target", 2024),
        ("target", 2024),
        ("actual", 2024),
        ("target", 2024),
    ]


def test_names_the_headings_above() -> None:
    found = interpret_document(read_document(REPORT.encode(), "r.txt")).quantities
    assert found[3].section == "二、2024年目标和重点工作/(一)建设渔港"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("改造码头5座。", "plan", "target"),
        ("改造码头5座。", "progress_report", "actual"),
        ("改造码头5座。", "news", "actual"),
        ("改造码头5座。", "task_list", "target"),
        ("截至5月底,已改造码头5座。", "plan", "actual"),
        ("去年改造码头5座。", "plan", "actual"),
        ("2023年,改造码头5座。", "plan", "actual"),
        ("下一步,改造码头5座。", "progress_report", "target"),
        ("力争改造码头5座。", "annual_summary", "target"),
        ("到2027年,改造码头5座。", "annual_summary", "target"),
        ("码头数比2020年增长5%。", "plan", "target"),
        ("改造码头5座(上年同期为3座)。", "annual_summary", "actual"),
    ],
)
def test_tells_target_from_actual(text: str, kind: DocumentKind, expected: str) -> None:
    assert quantities(text, kind)[0].kind == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("改造码头5座。", 2024),
        ("去年改造码头5座。", 2023),
        ("明年改造码头5座。", 2025),
        ("到2027年,改造码头5座。", 2027),
        ("码头数比2020年增长5%。", 2024),
    ],
)
def test_tells_the_year(text: str, year: int) -> None:
    assert quantities(text, "plan")[0].year == year


def test_the_level_of_last_year_is_a_baseline() -> None:
    found = quantities("转移收入28亿元(上年同期为23亿元)。", "annual_summary")
    assert [q.kind for q in found] == ["actual", "baseline"]


def test_everyone_is_no_place_but_each_place_is() -> None:
    assert quantities("全市检查企业50家。", "news")[0].org is None
    assert quantities("各地检查企业50家。", "news")[0].org == "各地"


def test_cells_of_tables_yield_nothing_and_prose_inside_them_does() -> None:
    text = "指标\n\n85%以上\n\n新建泊位12个。"
    read = read_document(text.encode(), "t.txt")
    document = Document(
        document_id=read.document_id, plan_id="p", title="t", kind="plan", year=2024, format="text"
    )
    begin = text.index("新建")
    assert find_quantities(read, document, ((0, len(text)),)).quantities == ()
    prose = (Prose(begin, len(text), "3/渔港"),)
    found = find_quantities(read, document, ((0, len(text)),), prose).quantities
    assert [(q.indicator, q.section) for q in found] == [("新建泊位", "3/渔港")]


def test_prose_of_a_task_list_belongs_to_its_task() -> None:
    rows = ["序号", "工作任务", "具体目标要求", "责任部门", "完成时间"]
    rows += ["1", "渔港提升", "新建泊位12个。", "规划处", "11月"]
    rows += ["2", "岸线整治", "整治岸线30公里以上。", "资源处", "10月"]
    text = "2024年重点工作任务清单\n\n" + "\n\n".join(rows)
    found = interpret_document(read_document(text.encode(), "t.txt")).quantities
    assert [(q.indicator, q.section, q.kind) for q in found] == [
        ("新建泊位", "1/渔港提升", "target"),
        ("整治岸线", "2/岸线整治", "target"),
    ]
