"""PDFs: whole paragraphs, columns, tables with merges and over pages, places, refusals."""

from __future__ import annotations

import pytest

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.model import ReadDocument
from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document

from .pdf_writer import Sheet, pdf

XS = (40, 100, 200, 300, 360)
FULL = (
    "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月"  # 32 characters: 320 points
)


def read(*sheets: Sheet) -> ReadDocument:
    found = read_document(pdf(*sheets), "plan.pdf")
    for item in (*found.paragraphs, *(cell for table in found.tables for cell in table.cells)):
        assert found.text[item.start : item.end] == item.text
    return found


def lines(found: ReadDocument) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs]


def grid(found: ReadDocument) -> dict[tuple[int, int], tuple[str, int, int]]:
    (table,) = found.tables
    return {(c.row, c.col): (c.text, c.row_span, c.col_span) for c in table.cells}


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart() -> None:
    sheet = Sheet().text(60, 50, FULL[:30]).lines(40, 65, FULL, "到此为止。")
    sheet.text(60, 95, "下一段从这里开始。")
    assert lines(read(sheet)) == [FULL[:30] + FULL + "到此为止。", "下一段从这里开始。"]


def test_a_short_line_ends_a_paragraph() -> None:
    assert lines(read(Sheet().lines(40, 50, "第一条", FULL, "第二条", "第三条"))) == [
        "第一条",
        FULL + "第二条",
        "第三条",
    ]


def test_latin_words_keep_a_blank_when_lines_are_joined() -> None:
    sheet = Sheet().lines(40, 50, FULL[:29] + "ABC", "DEF继续")
    assert lines(read(sheet)) == [FULL[:29] + "ABC DEF继续"]


def test_columns_are_read_one_after_the_other() -> None:
    left = [FULL[:15]] * 5 + ["左栏结束。"]
    right = [FULL[15:30]] * 5 + ["右栏结束。"]
    sheet = Sheet().text(100, 40, "横跨两栏的标题在这里写着")
    sheet.lines(40, 80, *left).lines(210, 80, *right)
    assert lines(read(sheet)) == [
        "横跨两栏的标题在这里写着",
        FULL[:15] * 5 + "左栏结束。",
        FULL[15:30] * 5 + "右栏结束。",
    ]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    first = Sheet().lines(40, 50, FULL, FULL)
    second = Sheet().lines(40, 50, "接着写完。", "另起一段")
    assert lines(read(first, second)) == [FULL * 2 + "接着写完。", "另起一段"]


def test_cells_of_a_table_without_rules_are_paragraphs() -> None:
    sheet = Sheet().row(XS, 50, "序号", "指标", "目标").row(XS, 65, "1", "增速", "5%")
    found = read(sheet)
    assert lines(found) == ["序号", "指标", "目标", "1", "增速", "5%"]
    assert not found.tables


NARROW = (40, 70, 190, 240, 290)


def aligned(*rows: str, y: float = 50, step: float = 20) -> Sheet:
    sheet = Sheet()
    for number, row in enumerate(rows):
        sheet.row(NARROW, y + number * step, *row.split("|"))
    return sheet


def test_a_table_without_rules_is_placed_by_its_columns() -> None:
    found = read(aligned("序号|指标|全市|甲县|乙县", "1|岗位|9|4|5", "2|培训|6||6", "3|托育|3|3"))
    cells = {place: text for place, (text, _, _) in grid(found).items()}
    assert cells[0, 3] == "甲县"
    assert (cells[2, 4], cells.get((2, 3)), cells[3, 3]) == ("6", None, "3")
    records = interpret_document(found).cells
    assert {(c.indicator, c.org): c.raw for c in records}["培训", "乙县"] == "6"


def test_lines_of_a_cell_without_rules_belong_to_their_row() -> None:
    sheet = Sheet()
    for number, row in enumerate(("序号|指标|全市|甲县|乙县", "1|新增城镇|9|4|5", "2|培训|6|4|2",
                                  "3|托育|3|3|0")):  # fmt: skip
        sheet.row(NARROW, 50 + number * 20 + (14 if number > 1 else 0), *row.split("|"))
    sheet.text(NARROW[1] + 3, 84, "就业岗位")
    cells = grid(read(sheet))
    assert cells[1, 1][0] == "新增城镇就业岗位"
    assert cells[2, 1][0] == "培训"


def test_groups_of_columns_without_rules_reach_over_their_labels() -> None:
    sheet = aligned("序号|指标|全市", "|||甲县|乙县", "1|岗位|9|4|5", "2|培训|6|4|2", step=16)
    sheet.text(263, 50, "各县目标")
    cells = grid(read(sheet))
    assert cells[0, 3] == ("各县目标", 1, 2)
    assert cells[0, 1] == ("指标", 2, 1)
    assert cells[1, 4][0] == "乙县"


def test_a_table_without_rules_goes_on_over_pages() -> None:
    first = aligned("序号|指标|全市|甲县|乙县", "1|岗位|9|4|5", "2|培训|6|4|2", "3|托育|3|3|0")
    again = aligned("序号|指标|全市|甲县|乙县", "4|助餐|8|4|4", "5|公园|7|4|3")
    rest = aligned("6|步道|2|1|1", "7|书房|5|3|2", "8|驿站|4|2|2")
    found = read(first, again, rest)
    assert [text for (_, col), (text, _, _) in grid(found).items() if col == 0] == [
        "序号", "1", "2", "3", "4", "5", "6", "7", "8",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            ("张三|李四|王五|赵六", "钱七|孙八|周九|吴十", "甲乙|丙丁|戊己|庚辛"), id="names"
        ),
        pytest.param(("1|岗位|9|4|5", "2|培训|6|4|2", "3|托育|3|3|0"), id="no header"),
        pytest.param(("序号|指标|全市|甲县|乙县", "1|岗位|9|4|5"), id="one row"),
    ],
)
def test_what_is_only_aligned_is_not_always_a_table(rows: tuple[str, ...]) -> None:
    assert not read(aligned(*rows)).tables


def test_merges_follow_from_missing_lines() -> None:
    ys = (50, 70, 90, 110)
    sheet = Sheet()
    for y in ys:
        sheet.line(XS[1] if y == 90 else XS[0], y, XS[3], y)
    for x in XS[:4]:
        sheet.line(x, 70 if x == XS[2] else 50, x, 110)
    sheet.row(XS, 65, "序号", "指标与单位").row(XS, 85, "1", "增速", "%").row(
        XS, 105, "", "总量", "亿元"
    )
    assert grid(read(sheet)) == {
        (0, 0): ("序号", 1, 1),
        (0, 1): ("指标与单位", 1, 2),
        (1, 0): ("1", 2, 1),
        (1, 1): ("增速", 1, 1),
        (1, 2): ("%", 1, 1),
        (2, 1): ("总量", 1, 1),
        (2, 2): ("亿元", 1, 1),
    }


def test_a_table_without_outer_lines_is_closed_at_its_ends() -> None:
    sheet = Sheet()
    for y in (50, 70, 90):
        sheet.line(XS[0], y, XS[3], y)
    for x in XS[1:3]:
        sheet.line(x, 50, x, 90)
    sheet.row(XS, 65, "序号", "指标", "目标").row(XS, 85, "1", "增速", "5%")
    assert [text for text, _, _ in grid(read(sheet)).values()] == [
        "序号", "指标", "目标", "1", "增速", "5%",
    ]  # fmt: skip


def test_broken_lines_of_a_cell_are_joined_and_its_paragraphs_kept() -> None:
    sheet = Sheet().grid(XS, (50, 100, 150)).row(XS, 65, "序号", "牵头单位", "任务")
    sheet.lines(103, 115, "市发改委").lines(103, 130, "市财政局").lines(
        203, 115, "完成全部重点项目", "年度建设任务"
    )
    found = grid(read(sheet))
    assert found[1, 1][0] == "市发改委\n市财政局"
    assert (
        found[1, 2][0] == "完成全部重点项目\n年度建设任务"
        or found[1, 2][0] == "完成全部重点项目年度建设任务"
    )


def test_a_table_over_pages_is_one_and_its_repeated_header_is_dropped() -> None:
    ys = (50, 70, 90)
    first = (
        Sheet()
        .grid(XS, ys)
        .row(XS, 65, "序号", "指标", "甲", "乙")
        .row(XS, 85, "1", "增速", "5", "6")
    )
    second = (
        Sheet()
        .grid(XS, ys)
        .row(XS, 65, "序号", "指标", "甲", "乙")
        .row(XS, 85, "2", "总量", "7", "8")
    )
    found = read(first, second)
    assert [text for text, _, _ in grid(found).values()] == [
        "序号", "指标", "甲", "乙", "1", "增速", "5", "6", "2", "总量", "7", "8",
    ]  # fmt: skip
    assert {cell.page for cell in found.tables[0].cells} == {1, 2}


def test_a_table_that_is_said_to_go_on_is_one() -> None:
    ys = (50, 70, 90)
    rows = ("序号|指标|甲|乙", "1|增速|5|6", "2|总量|7|8", "3|进口|9|0")
    first, second = Sheet().grid(XS, ys), Sheet().text(40, 40, "（续表）").grid(XS, ys)
    for number, row in enumerate(rows):
        (first, second)[number // 2].row(XS, 65 + 20 * (number % 2), *row.split("|"))
    found = read(first, second)
    assert [text for text, _, _ in grid(found).values()] == "|".join(rows).split("|")


def test_numbered_items_of_a_cell_stay_apart() -> None:
    sheet = Sheet().grid((40, 70, 100, 205), (50, 120)).row((40, 70), 65, "1", "任务")
    sheet.lines(103, 65, "1、完成全年的任务。", "2、按时报送。", step=15)
    assert grid(read(sheet))[0, 2][0] == "1、完成全年的任务。\n2、按时报送。"


def test_a_row_that_the_page_break_cut_is_made_whole() -> None:
    ys = (50, 70, 90)
    first = (
        Sheet()
        .grid(XS, ys)
        .row(XS, 65, "序号", "指标", "甲", "乙")
        .row(XS, 85, "1", "规模以上工业", "5", "6")
    )
    second = Sheet().grid(XS, ys).row(XS, 65, "", "增加值").row(XS, 85, "2", "总量", "7", "8")
    found = grid(read(first, second))
    assert found[1, 1][0] == "规模以上工业增加值"
    assert found[2, 0][0] == "2"


def test_a_merged_cell_that_the_page_break_cut_is_made_whole() -> None:
    def sheet(*rows: str) -> Sheet:
        page = Sheet()
        for y in (50, 70, 90):
            page.line(XS[0] if y != 70 else XS[1], y, XS[4], y)
        for x in XS:
            page.line(x, 50, x, 90)
        for number, row in enumerate(rows):
            page.row(XS, 65 + 20 * number, *row.split("|"))
        return page

    found = grid(read(sheet("行动|增速|5|6", "|总量|7|8"), sheet("|进口|1|2", "|出口|3|4")))
    assert found[0, 0] == ("行动", 4, 1)


def test_different_tables_on_two_pages_stay_two() -> None:
    ys = (50, 70, 90)
    first = Sheet().grid(XS, ys).row(XS, 65, "a", "b", "c", "d").row(XS, 85, "1", "2", "3", "4")
    second = (
        Sheet().grid((60, 150, 330), ys).row((60, 150), 65, "e", "f").row((60, 150), 85, "5", "6")
    )
    assert len(read(first, second).tables) == 2


def test_a_frame_around_text_is_no_table() -> None:
    found = read(Sheet().grid((30, 370), (30, 200)).lines(40, 50, FULL, "框内文字。"))
    assert not found.tables
    assert lines(found) == [FULL + "框内文字。"]


def test_page_numbers_and_running_heads_are_left_out() -> None:
    sheets = [
        Sheet()
        .text(150, 30, "某市年度计划")
        .text(40, 100, f"正文第{han}部分")
        .text(190, 580, f"- {n} -")
        for n, han in enumerate("一二三四", 1)
    ]
    assert lines(read(*sheets)) == [f"正文第{han}部分" for han in "一二三四"]


def test_a_number_alone_is_no_page_number_unless_it_counts_pages() -> None:
    assert "37" in lines(
        read(Sheet().text(40, 30, "37").text(40, 100, "正文"), Sheet().text(40, 100, "后文"))
    )


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_turned(rotation: int) -> None:
    turned = {
        90: lambda x, y: (0, 1, -1, 0, y, x),
        180: lambda x, y: (-1, 0, 0, -1, 400 - x, y),
        270: lambda x, y: (0, -1, 1, 0, 400 - y, 600 - x),
    }[rotation]
    sheet = Sheet(rotation=rotation)
    for x, y, text in ((40, 50, "上面一行。"), (40, 80, "下面一行。")):
        matrix = " ".join(map(str, turned(x, y)))
        sheet.parts.append(f"BT /F1 10 Tf {matrix} Tm <{text.encode('utf-16-be').hex()}> Tj ET")
    found = read(sheet)
    assert lines(found) == ["上面一行。", "下面一行。"]
    assert found.paragraphs[0].bbox is not None
    assert found.paragraphs[0].bbox[0] == pytest.approx(40, abs=1)


def test_slanted_watermarks_are_left_out() -> None:
    sheet = Sheet().text(40, 50, "正文在此，文字够多。")
    mark = "内部资料".encode("utf-16-be").hex()
    sheet.parts.append(f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 200 Tm <{mark}> Tj ET")
    assert lines(read(sheet)) == ["正文在此，文字够多。"]


def test_every_paragraph_and_cell_has_page_and_box() -> None:
    sheet = (
        Sheet().text(40, 30, "表前一行文字").grid(XS, (50, 70, 90)).row(XS, 65, "a", "b", "c", "d")
    )
    found = read(Sheet().text(40, 50, "首页。"), sheet)
    before = next(p for p in found.paragraphs if p.text.startswith("表前"))
    assert (before.page, before.bbox is not None) == (2, True)
    cell = found.tables[0].cells[1]
    assert (cell.text, cell.page, cell.bbox) == ("b", 2, (100, 50, 200, 70))


def scan() -> Sheet:
    sheet = Sheet()
    sheet.parts.append("q 400 0 0 600 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")
    return sheet


def test_a_file_of_repeated_lines_only_keeps_them() -> None:
    page = Sheet().text(40, 30, "某市年度计划")
    assert lines(read(page, page)) == ["某市年度计划"] * 2


def test_a_picture_of_a_page_among_text_is_told() -> None:
    text = Sheet().text(40, 150, "正文在此，文字够多。")
    found = read(text, scan(), text)
    assert found.unread_pages == (2,)
    issues = interpret_document(found).issues
    assert [issue.place for issue in issues if issue.code == "page_without_text"] == ["第2页"]


GOOD = pdf(Sheet().text(40, 50, "正文"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(pdf(Sheet()), "no_text_layer", id="no text"),
        pytest.param(pdf(Sheet().text(40, 50, "\ue001" * 9)), "unnamed_characters", id="no names"),
        pytest.param(pdf(scan(), scan()), "no_text_layer", id="scan"),
        pytest.param(GOOD[:60], "corrupt_file", id="cut short"),
        pytest.param(b"%PDF-1.7\n" + b"\x00\xff" * 500, "corrupt_file", id="noise"),
        pytest.param(
            pdf(
                Sheet().text(40, 50, "正文"),
                extra="/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
                + "11" * 32 + "> /U <" + "22" * 32 + "> >>",
            ),
            "encrypted_file",
            id="password",
        ),
    ],
)  # fmt: skip
def test_refuses_what_it_cannot_read(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(data, "plan.pdf")
    assert caught.value.code == code
    assert "plan.pdf" in caught.value.message_zh
    assert "plan.pdf" in caught.value.message_en


@pytest.mark.parametrize(
    ("limit", "value"), [("PAGES", "1"), ("CELLS", "3"), ("OBJECTS", "5"), ("SECONDS", "0.0000001")]
)
def test_names_the_limit_that_it_refuses_by(
    limit: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PLANLEDGER_MAX_{limit}", value)
    sheet = Sheet().grid(XS, (50, 70, 90)).row(XS, 65, "a", "b", "c", "d")
    with pytest.raises(UnreadableDocumentError, match=f"PLANLEDGER_MAX_{limit}") as caught:
        read_document(pdf(sheet, sheet), "plan.pdf")
    assert caught.value.code == "over_limit"
