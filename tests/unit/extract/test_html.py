"""Pages: text line by line, spans as printed, furniture dropped."""

from __future__ import annotations

import pytest

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.html import read_html
from ingestion.extract.model import ReadDocument


def read(page: str) -> ReadDocument:
    return read_html(page.encode(), "page.html", "d")


def places(document: ReadDocument) -> dict[str, tuple[int, int, int, int]]:
    return {c.text: (c.row, c.col, c.row_span, c.col_span) for c in document.tables[0].cells}


def test_every_block_and_cell_is_a_line() -> None:
    document = read("<body><h1>标题</h1><p>一<b>二</b>三</p><table><tr><td>甲<td>乙</table>尾")
    assert document.text == "标题\n一二三\n甲\n乙\n尾\n"
    assert [p.text for p in document.paragraphs] == ["标题", "一二三", "甲", "乙", "尾"]


def test_scripts_styles_navigation_and_hidden_parts_are_dropped() -> None:
    document = read(
        "<body><nav>首页</nav><script>1</script><style>x</style><p style='display:none'>藏</p>"
        "<!-- 注 --><p>正文</p><footer>版权</footer>后"
    )
    assert document.text == "正文\n后\n"


def test_spans_put_later_cells_where_they_are_seen() -> None:
    document = read(
        "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e<td>f<td>g</table>"
    )
    assert places(document) == {
        "a": (0, 0, 2, 1),
        "b": (0, 1, 1, 2),
        "c": (1, 1, 1, 1),
        "d": (1, 2, 1, 1),
        "e": (2, 0, 1, 1),
        "f": (2, 1, 1, 1),
        "g": (2, 2, 1, 1),
    }


@pytest.mark.parametrize(
    ("printed", "span"), [("0", 3), ("99", 3), ("x", 1), ("-2", 1), ("", 1), ("2", 2)]
)
def test_odd_row_spans_are_read_as_browsers_do(printed: str, span: int) -> None:
    page = f'<table><tr><td rowspan="{printed}">a<td>b<tr><td>c<tr><td>d</table>'
    assert places(read(page))["a"][2] == span


def test_every_cell_quotes_its_text() -> None:
    document = read("<p>前</p><table><tr><td> 甲 <br>乙 <td></td><td><p>丙</p></td></tr></table>")
    for cell in document.tables[0].cells:
        assert document.text[cell.start : cell.end] == cell.text
    assert [cell.text for cell in document.tables[0].cells] == ["甲 \n乙", "", "丙"]


def test_a_table_that_arranges_tables_is_text() -> None:
    document = read("<table><tr><td><table><tr><td>内</table><td>外</table>")
    assert [[c.text for c in table.cells] for table in document.tables] == [["内"]]
    assert "外" in document.text


def test_a_table_inside_a_cell_of_data_is_text_of_that_cell() -> None:
    inner = "<table><tr><td>内<td>3</table>"
    rows = "".join(f"<tr><td>{n}<td>事<td>部门" for n in range(1, 4))
    document = read(f"<table>{rows}<tr><td>4<td>{inner}<td>部门</table><p>后</p>")
    (table,) = document.tables
    assert [c.text for c in table.cells if c.row == 3] == ["4", "内\n3", "部门"]


def test_spans_that_overlap_are_read_as_browsers_do() -> None:
    page = "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d</table>"
    assert places(read(page))["c"] == (1, 0, 1, 2)
    assert places(read(page))["d"] == (1, 2, 1, 1)


def test_a_span_ends_with_its_section() -> None:
    page = "<table><thead><tr><td rowspan=9>a<td>b<tbody><tr><td>c<td>d</table>"
    assert places(read(page))["a"] == (0, 0, 1, 1)
    assert places(read(page))["c"] == (1, 0, 1, 1)


ARTICLE = "<p>今年新增就业岗位九千个以上，完成技能培训五万人次。</p>" * 5


@pytest.mark.parametrize(
    "around",
    [
        pytest.param("<ul><li><a href=/a>首页<li><a href=/b>政务<li><a href=/c>互动"
                     "</ul>", id="menu"),
        pytest.param("<div class='pageFooter'>主办单位 备案 999号</div>", id="foot by class"),
        pytest.param("<div id='bdshare'>分享到 <a href=#>微信</a></div>", id="share by id"),
        pytest.param("<div role='navigation'>当前位置</div>", id="role"),
        pytest.param("<div>【<a href='j:p()'>打印</a>】【<a href='j:c()'>关闭</a>】"
                     "【<a href='j:d()'>收藏本页</a>】</div>", id="buttons"),
    ],
)  # fmt: skip
def test_what_stands_around_the_article_is_dropped(around: str) -> None:
    document = read(f"<body>{around}<div class='content'>{ARTICLE}</div>{around}")
    assert {p.text for p in document.paragraphs} == {ARTICLE[3:].split("<", maxsplit=1)[0]}


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param("<div><a href=1.docx>附件一</a><a href=2.pdf>附件二</a><a href=3.xls>附件三"
                     "</a></div>", id="attached files"),
        pytest.param("<table><tr><td>序<td>事<tr><td>1<td><div><a href=#>甲</a><a href=#>乙</a>"
                     "<a href=#>丙</a></div></table>", id="links in a table of data"),
        pytest.param(f"<div class='main-print'>{ARTICLE}</div>", id="most of the page"),
    ],
)  # fmt: skip
def test_a_part_of_the_article_stays_though_it_looks_like_furniture(kept: str) -> None:
    assert read(f"<p>前</p>{kept}").text != "前\n"


def test_a_page_of_links_only_is_read() -> None:
    page = "<ul><li><a href=/a>甲<li><a href=/b>乙<li><a href=/c>丙</ul>"
    assert read(page).text == "甲\n乙\n丙\n"


def test_a_declared_chinese_encoding_is_followed() -> None:
    page = "<html><head><meta charset='gb2312'><body><p>舟山①</p>"
    document = read_html(page.encode("gb18030"), "page.html", "d")
    assert (document.text.strip(), document.encoding) == ("舟山①", "gb18030")


def test_a_wrong_declaration_does_not_spoil_the_text() -> None:
    page = "<html><head><meta charset='ascii'></head><body><p>舟山</p>"
    assert read_html(page.encode(), "page.html", "d").text.strip() == "舟山"


def test_a_title_that_the_page_does_not_print_is_kept() -> None:
    assert read("<head><title>通知</title></head><body><p>文</p>").text == "文\n\n通知\n"


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><script>1</script></html>"])
def test_refuses_a_page_without_text(page: str) -> None:
    with pytest.raises(UnreadableDocumentError) as error:
        read(page)
    assert error.value.code == "empty_file"


def test_a_deeply_nested_page_is_read_whole() -> None:
    page = "<p>前</p>" + "<div>" * 1000 + "深" + "</div>" * 1000 + "<p>后</p>"
    assert read(page).text == "前\n深\n后\n"


def test_refuses_a_page_that_cannot_be_read_to_its_end() -> None:
    with pytest.raises(UnreadableDocumentError) as error:
        read("<p>前</p>" + "<div>" * 5000 + "深")
    assert error.value.code == "corrupt_file"


def test_spans_that_claim_millions_of_places_are_refused_and_the_limit_is_named() -> None:
    row = '<tr><td rowspan="65534" colspan="1000">甲</td></tr>'
    with pytest.raises(UnreadableDocumentError, match="PLANLEDGER_MAX_PLACES") as refusal:
        read(f"<table>{row * 600}</table>")
    assert refusal.value.code == "over_limit"


def test_a_charset_that_no_text_can_be_in_is_not_believed() -> None:
    assert "甲" in read('<meta charset="undefined"><p>甲</p>').text
