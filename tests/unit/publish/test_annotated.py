"""The page of one document: its text whole, its marks and its list linked both ways."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.publish.annotated import annotate_file, render_annotated
from ingestion.publish.annotated_list import show_reading
from ingestion.publish.pages import label
from ingestion.records import AnyRecord, Issue, Locator, Quantity, Submission

FLAT = """甲市2031年工作计划
全年完成登记500家以上。
2031年任务分解表
序号
指标
全市
甲县
乙县
1
建站(个)
3
1
2
2
检查(个)
5
2
3
3
办结率
90%
均达到90%
"""


def tree_of(page: str) -> Any:
    return html.fromstring(page)


def annotate(text: str, *further: AnyRecord, name: str = "plan.txt") -> Any:
    read = read_document(text.encode(), name)
    interpretation = interpret_document(read)

    class Extended:
        document = interpretation.document

        def records(self) -> Any:
            yield from interpretation.records()
            yield from further

    return tree_of(render_annotated(read, Extended(), name=name))  # type: ignore[arg-type]


def squashed(text: str) -> str:
    return "".join(text.split())


def body_of(tree: Any) -> str:
    """What the document's side prints, without the page's own headings and labels."""
    (article,) = tree.xpath("//article")
    for heading in article.xpath("//h2[@class='part']"):
        heading.drop_tree()
    return squashed(article.text_content())


def quantity(text: str, quote: str, **fields: Any) -> Quantity:
    start = text.index(quote)
    return Quantity(
        document_id="d",
        part_no=1,
        kind="target",
        quote=quote,
        start=start,
        end=start + len(quote),
        indicator="登记",
        evidence=(),
        **fields,
    )


def assert_linked(tree: Any) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        assert link[1:] in ids, link
    for mark in tree.xpath("//article//a"):
        listed = (mark.get("data-r") or mark.get("href")[2:]).split()
        assert all(f"e{number}" in ids for number in listed)


def test_every_cell_is_linked_to_its_mark_and_back() -> None:
    tree = annotate(FLAT)
    assert_linked(tree)
    cells = tree.xpath("//section[contains(@class, 'k-cell')]//a[contains(@class, 'e ')]")
    assert len(cells) == 9
    for entry in cells:
        mark = tree.get_element_by_id(entry.get("href")[1:])
        assert entry.get("id")[1:] in (mark.get("data-r") or mark.get("href")[2:]).split()


def test_a_row_of_a_flattened_table_is_one_strip() -> None:
    strips = [squashed(one.text_content()) for one in annotate(FLAT).xpath("//p[@class='strip']")]
    assert strips == [
        "序号指标全市甲县乙县",
        "1建站(个)312",
        "2检查(个)523",
        "3办结率90%均达到90%",
    ]


def test_a_row_that_prints_nothing_but_its_ordinal_joins_no_other_row() -> None:
    tree = annotate(FLAT + "4\n5\n培训(人次)\n9\n4\n5\n")
    strips = [squashed(one.text_content()) for one in tree.xpath("//p[@class='strip']")]
    assert strips[-2:] == ["3办结率90%均达到90%", "5培训(人次)945"]


def test_what_named_rows_and_columns_is_told_from_what_was_not_read() -> None:
    names = annotate(FLAT).xpath("//article//i[@class='n']/text()")
    assert names == ["全市", "甲县", "乙县", "建站", "检查", "办结率"]


def test_one_mark_that_stands_for_several_cells_says_so() -> None:
    (mark,) = annotate(FLAT).xpath("//article//a[@data-n]")
    assert (mark.text, mark.get("data-n")) == ("均达到90%", "2")
    assert len(mark.get("data-r").split()) == 3  # both cells, and the issue about their row


def test_certainty_is_a_class_of_mark_and_entry() -> None:
    tree = annotate(FLAT)
    assert tree.xpath("count(//article//a[contains(@class, 'a-proven')])") == 6
    assert tree.xpath("count(//article//a[contains(@class, 'a-inferred')])") == 2
    assert tree.xpath("count(//aside//a[contains(@class, 'a-inferred')])") == 3


def test_a_quantity_inside_running_text_is_marked_and_listed() -> None:
    found = quantity(FLAT, "500家以上", value=Decimal(500), unit="家", comparator=">=", year=2031)
    tree = annotate(FLAT, found)
    assert_linked(tree)
    (mark,) = tree.xpath("//article//a[contains(@class, 'k-quantity')]")
    assert mark.text == "500家以上"
    entry = tree.get_element_by_id(mark.get("href")[1:])
    assert squashed(entry.text_content()) == "登记≥500家500家以上目标·2031"


def test_a_record_type_that_the_page_does_not_know_is_listed_with_its_fields() -> None:
    unknown = Submission.model_validate(
        {
            "document_id": "d",
            "delivery_id": "x",
            "org_code": "330902",
            "period_code": "2031-Q1",
            "received_at": "2031-04-01T00:00:00Z",
            "value_count": 7,
            "evidence": (Locator(document_id="d", start=0, end=2, quote="甲市"),),
        }
    )
    tree = annotate(FLAT, unknown)
    assert_linked(tree)
    assert "value_count 7" in tree.xpath("string(//section[contains(@class, 'k-other')][last()])")
    assert "甲市" in tree.xpath("//article//a[contains(@class, 'k-other')]/text()")


def test_a_record_without_a_place_is_listed_and_says_so() -> None:
    issue = Issue(
        document_id="d", code="lost", severity="warning", message_zh="缺", message_en="lost"
    )
    tree = annotate(FLAT, issue)
    (entry,) = tree.xpath("//a[contains(@class, 'i-warning')]")
    assert entry.get("href") is None
    assert "原文无位置" in entry.text_content()


def test_a_place_in_a_workbook_is_told() -> None:
    place = Locator(document_id="d", sheet="报表", cell="B4", quote="3")
    issue = Issue(
        document_id="d",
        code="x",
        severity="critical",
        message_zh="错",
        message_en="wrong",
        evidence=(place,),
    )
    (entry,) = annotate(FLAT, issue).xpath("//a[contains(@class, 'i-critical')]")
    assert "报表!B4" in entry.text_content()


def test_the_gravest_issues_are_listed_first() -> None:
    issues = [
        Issue(document_id="d", code=one, severity=one, message_zh=one, message_en=one)
        for one in ("info", "warning", "critical")
    ]
    listed = annotate(FLAT, *issues).xpath("//section[contains(@class, 'k-issue')]//a/b/text()")
    assert listed[:2] == ["critical", "warning"]


def test_a_row_of_mixed_certainty_says_it_cell_by_cell() -> None:
    read = read_document(FLAT.encode(), "plan.txt")
    whole = interpret_document(read)
    cells = [
        one.model_copy(update={"alignment": "ambiguous"}) if one.org == "乙县" else one
        for one in whole.cells
    ]
    mixed = whole.model_copy(update={"cells": tuple(cells)})
    tree = tree_of(render_annotated(read, mixed, name="plan.txt"))
    row = tree.xpath("//div[contains(@class, 'dense')]")[0]
    assert row.xpath(".//*[contains(@class, 'grade')]") == []
    assert ["存疑" in one.text_content() for one in row.xpath(".//a")] == [False, False, True]
    assert "存疑" in tree.xpath("string(//form)")


def test_a_quote_that_differs_is_told_at_the_top() -> None:
    wrong = Locator(document_id="d", start=0, end=2, quote="乙市")
    issue = Issue(
        document_id="d",
        code="x",
        severity="info",
        message_zh="错",
        message_en="wrong",
        evidence=(wrong,),
    )
    head = annotate(FLAT, issue).xpath("string(//header)")
    assert "1 处与原文不符" in head
    assert "均与原文逐字相符" not in head


def test_what_the_document_prints_is_never_markup() -> None:
    tree = annotate("<b>计划</b><script>alert(1)</script>2031年工作计划\n<img src=x>\n")
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//img") == []


def test_an_empty_printed_cell_is_shown_where_it_stands() -> None:
    page = "<p>2031年分解表</p><table>" + "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>"
        for row in ("序号|指标|全市|甲县|乙县", "1|建站|３||3", "2|检查|5|2|3")
    )
    tree = annotate(page + "</table>", name="page.html")
    assert_linked(tree)
    (hole,) = tree.xpath("//article//a[contains(@class, 'hole')]")
    assert hole.getparent().tag == "td"
    assert hole.getparent().getparent().index(hole.getparent()) == 3


@pytest.mark.parametrize(
    ("comparator", "value", "value_max", "change", "expected"),
    [
        (None, None, None, None, ""),
        ("=", "80", None, None, "80"),
        (">=", "80.50", None, None, "≥ 80.5"),
        ("<=", "8", None, "decrease", "↓ ≤ 8"),
        ("~", "4.5", "5", "increase", "↑ ≈ 4.5—5"),
    ],
)
def test_readings_are_shown_in_signs(
    comparator: Any, value: str | None, value_max: str | None, change: Any, expected: str
) -> None:
    numbers = [Decimal(one) if one else None for one in (value, value_max)]
    assert show_reading(comparator, numbers[0], numbers[1], change) == expected


def _assert_whole(path: Path) -> None:
    page = annotate_file(path)
    assert len(page.encode()) < 1_000_000
    tree = tree_of(page)
    assert_linked(tree)
    read = read_document(path.read_bytes(), path.name)
    assert body_of(tree) == squashed(read.text)
    assert page == annotate_file(path)


@pytest.mark.parametrize("name", ["zhoushan_2023_plan.txt", "zhejiang_2021q1_progress.txt"])
def test_no_character_of_a_text_is_lost(name: str, root: Path) -> None:
    _assert_whole(root / "samples" / "plans" / name)


@pytest.mark.parametrize("name", ["zhoushan_2024_plan.html", "zhoushan_2020_tasks.xlsx"])
def test_no_character_of_a_printed_table_is_lost(name: str, root: Path) -> None:
    _assert_whole(root / "samples" / "plans" / name)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_no_character_of_a_real_document_is_lost(number: str, shared: Path) -> None:
    _assert_whole(next((shared / "seeds").glob(f"{number}_*.txt")))


def test_every_field_of_the_document_leads_to_the_place_that_prints_it() -> None:
    text = (
        "索引号：K1/2031-00007\n甲县教育局关于印发2031年工作要点的通知\n甲教〔2031〕4号\n"
        "各学校：\n请照办。\n甲县教育局\n2031年3月5日\n"
    )
    tree = annotate(text)
    fields = tree.xpath("//section[contains(@class, 'k-document')]//a")
    shown = {squashed(one.text_content()): marks_of(tree, one) for one in fields}
    assert shown == {
        "标题": "甲县教育局关于印发2031年工作要点的通知",
        "文号甲教〔2031〕4号": "甲教〔2031〕4号",
        "发布机构甲县教育局": "甲县教育局",
        "发布日期2031-03-05": "2031年3月5日",
        "索引号K1/2031-00007": "K1/2031-00007",
    }


def test_a_flattened_table_stands_in_the_list_as_a_table_again() -> None:
    tree = annotate(FLAT)
    (table,) = tree.xpath("//details[@class='matrix']//table")
    rows = [[squashed(cell.text_content()) for cell in row] for row in table.xpath(".//tr")]
    assert rows[0][1:] == ["全市", "甲县", "乙县"]
    assert rows[1] == ["1建站", "3", "1", "2"]
    assert all(one.get("href")[1:] in ids_of(tree) for one in table.xpath(".//a"))
    assert {name for cell in table.xpath(".//td") for name in cell.get("class").split()} >= {
        "a-proven"
    }


def test_an_annex_that_is_not_there_is_told_in_the_head() -> None:
    tree = annotate("甲县2031年工作要点\n正文如下。\n附件：任务分解表\n甲县教育局\n2031年3月5日\n")
    (annexes,) = tree.xpath("//p[@class='annexes']")
    assert "任务分解表" in annexes.text_content()


def marks_of(tree: Any, entry: Any) -> str:
    """What the marks of a listed entry print."""
    number = entry.get("id")[1:]
    marks = tree.xpath("//article//a[contains(@class, 'm ')]")
    claimed = [m for m in marks if number in (m.get("data-r") or m.get("href")[2:]).split()]
    return "".join(mark.text_content() for mark in claimed)


def ids_of(tree: Any) -> set[str]:
    return set(tree.xpath("//@id"))


@pytest.mark.parametrize("standing", ["draft", "revision", "forwarded"])
def test_every_standing_has_a_name_of_its_own(standing: str) -> None:
    chinese, english = label("document_standing", standing)
    assert chinese and english != chinese


def test_headings_lead_to_the_lines_that_print_them() -> None:
    text = "甲市2031年计划\n一、工业\n（一）企业\n新增企业60家。\n二、农业\n造林5万亩。\n"
    read = read_document(text.encode(), "a.txt")
    found = interpret_document(read)
    page = html.fromstring(render_annotated(read, found, name="a.txt"))
    links = page.xpath("//details[@class='contents']//a")
    assert [link.text for link in links] == ["一、工业", "（一）企业", "二、农业"]
    depths = [int(link.get("class").removeprefix("depth")) for link in links]
    assert depths[0] == depths[2] == depths[1] - 1
    for link in links:
        assert page.get_element_by_id(link.get("href")[1:]).text_content() == link.text


def test_what_a_text_says_of_itself_is_told_in_words() -> None:
    page = annotate(
        "甲市2031年工作计划\n重点做好以下两项工作：\n一、整治街区\n二、清理河道\n"
        "各县每季度末月25日前报送进展。\n到20221年底全部建成。\n"
    )
    listed = " ".join(page.text_content().split())
    assert "文中声明的项数" in listed
    assert "声明 2，列出 2" in listed
    assert "报送要求" in listed and "每季度报送" in listed
    assert "印出的年份" in listed and "不成年份" in listed


def test_a_count_whose_items_are_not_listed_says_so() -> None:
    page = annotate("甲市2031年工作计划\n确定十件实事。\n")
    listed = " ".join(page.text_content().split())
    assert "声明 10" in listed and "文中未逐项列出" in listed
