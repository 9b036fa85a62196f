"""Tables as other departments print them: the same is read of text, page and workbook."""

from __future__ import annotations

import io

import openpyxl
import pytest

from ingestion.errors import SourceChangedError
from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.interpret.matrix import MatrixResult
from tests.unit.interpret.layouts import Layout, as_html, as_text, as_xlsx, read, said

WRITERS = {"text": as_text, "page": as_html, "workbook": as_xlsx}


def table(title: str, rows: str, says: str = "") -> Layout:
    """Rows and cells as lines; what it says as lines without the period 2031."""
    lines = [line.strip() for line in says.strip().splitlines()]
    return Layout(tuple(title.split("~")), tuple(rows.split()), tuple(filter(None, lines)))


def brief(result: MatrixResult) -> list[str]:
    """Number, indicator, unit, organisation, measure (none for a target), comparator, value."""
    return [line.replace(" target 2031 =", "").replace(" 2031 =", "") for line in said(result)]


READ = {
    "ranks beside figures": table(
        "2031年招商引资进度表",
        "县区|目标(亿元)|完成(亿元)|完成率(%)|位次 甲县|20|18|90|2 乙县|30|29|96.7|1",
        """1 招商引资 亿元 甲县 20
        1 招商引资 亿元 乙县 30
        1 招商引资 亿元 甲县 actual 18
        1 招商引资 亿元 乙县 actual 29
        1 招商引资 % 甲县 rate 90
        1 招商引资 % 乙县 rate 96.7""",
    ),
    "a rank for each indicator": table(
        "2031年主要指标情况",
        "县区@2|造林(亩)@1x2|育苗(株)@1x2 目标|排名|目标|排名 甲县|20|2|50|1 乙县|30|1|40|2",
        """1 造林 亩 甲县 20
        1 造林 亩 乙县 30
        2 育苗 株 甲县 50
        2 育苗 株 乙县 40""",
    ),
    "weights, results of an appraisal": table(
        "2031年甲市考核表",
        "序号|指标|权重|目标值|考核得分|排名 1|造林(亩)|10|500|9|1 2|育苗(株)|20|800|16|3",
        """1 造林 - 甲市* weight 10
        1 造林 亩 甲市* 500
        2 育苗 - 甲市* weight 20
        2 育苗 株 甲市* 800""",
    ),
    "weights, rules of scoring": table(
        "2031年甲市绩效目标表",
        "一级指标|二级指标|权重|目标值|评分标准 产出|造林(亩)|20|500|每少一亩扣4分"
        " 产出|育苗(株)|20|800|按比例得分 效益|满意度(%)|10|≥90|每低1个百分点扣1分",
        """1 造林 - 甲市* weight 20
        1 造林 亩 甲市* 500
        2 育苗 - 甲市* weight 20
        2 育苗 株 甲市* 800
        3 满意度 - 甲市* weight 10
        3 满意度 % 甲市* target 2031 >= 90""",
    ),
    "groups of groups": table(
        "2031年甲市绩效目标表",
        "一级指标|二级指标|三级指标|指标值 产出@3|数量@2|造林|≥50亩 育苗|≥80株 质量|成活率|≥95%"
        " 效益|社会|带动就业|≥30人",
        """1 造林 亩 甲市* target 2031 >= 50
        2 育苗 株 甲市* target 2031 >= 80
        3 成活率 % 甲市* target 2031 >= 95
        4 带动就业 人 甲市* target 2031 >= 30""",
    ),
    "a row of units": table(
        "2031年卫生任务表",
        "县区|签约居民|访视率|站点 单位|万人|%|个 甲县|3.2|90|2 乙县|4.1|91|1",
        """1 签约居民 万人 甲县 3.2
        1 签约居民 万人 乙县 4.1
        2 访视率 % 甲县 90
        2 访视率 % 乙县 91
        3 站点 个 甲县 2
        3 站点 个 乙县 1""",
    ),
    "a budget beside what was done": table(
        "2031年甲市收支执行情况表",
        "预算科目|预算数|执行数|完成预算%|比上年增长% 税收|600|580|97|5.2 非税|400|380|95|-3",
        """1 税收 - 甲市* 600
        1 税收 - 甲市* actual 580
        1 税收 % 甲市* rate 97
        2 非税 - 甲市* 400
        2 非税 - 甲市* actual 380
        2 非税 % 甲市* rate 95""",
    ),
    "sections of rivers with a class": table(
        "2031年甲市断面目标表",
        "序号|断面名称|所在河流|责任县区|水质目标 1|甲桥|清水|东县|Ⅲ类"
        " 2|乙渡|清水|西区|优于Ⅱ类 3|丙闸|白水|南县|劣Ⅴ类",
        """1 水质 - 甲桥 target 2031 - text
        1 水质 - 乙渡 target 2031 - text
        1 水质 - 丙闸 target 2031 - text""",
    ),
    "several units over the table": table(
        "2031年粮油任务表~单位:万亩、万吨",
        "县区|小麦面积|小麦产量|大豆面积 甲县|18|7|1.2 乙县|12|5|0.8",
        """1 小麦面积 万亩 甲县 18
        1 小麦面积 万亩 乙县 12
        2 小麦产量 万吨 甲县 7
        2 小麦产量 万吨 乙县 5
        3 大豆面积 万亩 甲县 1.2
        3 大豆面积 万亩 乙县 0.8""",
    ),
    "pairs of area and output": table(
        "2031年粮食任务表",
        "县区@2|小麦@1x2|大豆@1x2 面积(万亩)|产量(万吨)|面积(万亩)|产量(万吨)"
        " 甲县|18|7|1.2|0.2 乙县|12|5|0.8|0.1",
        """1 小麦面积 万亩 甲县 18
        1 小麦面积 万亩 乙县 12
        2 小麦产量 万吨 甲县 7
        2 小麦产量 万吨 乙县 5
        3 大豆面积 万亩 甲县 1.2
        3 大豆面积 万亩 乙县 0.8
        4 大豆产量 万吨 甲县 0.2
        4 大豆产量 万吨 乙县 0.1""",
    ),
    "things by name": table(
        "2031年防火设施任务",
        "林场|瞭望塔(座)|防火道(公里) 甲林场|2|30 乙林场|1|22 丙林场|3|41",
        """1 瞭望塔 座 甲林场 2
        1 瞭望塔 座 乙林场 1
        1 瞭望塔 座 丙林场 3
        2 防火道 公里 甲林场 30
        2 防火道 公里 乙林场 22
        2 防火道 公里 丙林场 41""",
    ),
    "years of schools": table(
        "2031年教育指标分解表",
        "类别@2|指标名称@2|计量单位@2|2030年实际@2|2031年目标@1x3 全市|甲县|乙县"
        " 学前@2|普惠园占比|%|52|55|56|54 公办园占比|%|85|87|88|86 义教|学位|个|30|50|20|30",
        """1 普惠园占比 % 2030年实际* actual 2030 = 52
        1 普惠园占比 % 全市* 55
        1 普惠园占比 % 甲县 56
        1 普惠园占比 % 乙县 54
        2 公办园占比 % 2030年实际* actual 2030 = 85
        2 公办园占比 % 全市* 87
        2 公办园占比 % 甲县 88
        2 公办园占比 % 乙县 86
        3 学位 个 2030年实际* actual 2030 = 30
        3 学位 个 全市* 50
        3 学位 个 甲县 20
        3 学位 个 乙县 30""",
    ),
    "words before the figures": table(
        "2031年任务表",
        "乡镇|备注|建站(个)|检查(次) 城关|偏慢|10|8 河口||20|9 山前|正常|30|11",
        """1 建站 个 城关 10
        1 建站 个 河口 20
        1 建站 个 山前 30
        2 检查 次 城关 8
        2 检查 次 河口 9
        2 检查 次 山前 11""",
    ),
    "a unit and words before the figures": table(
        "2031年任务表",
        "序号|指标|单位|责任单位|备注|全市|甲县|乙县 1|建站|个|规划局|新建|6|2|4"
        " 2|检查|次|监管局||10|4|6",
        """1 建站 个 全市* 6
        1 建站 个 甲县 2
        1 建站 个 乙县 4
        2 检查 次 全市* 10
        2 检查 次 甲县 4
        2 检查 次 乙县 6""",
    ),
    "a total broken over lines": table(
        "2031年任务表",
        "序号|指标|市~合计|甲县|乙县 1|建站(个)|6|2|4 2|检查(次)|10|4|6",
        """1 建站 个 市合计* 6
        1 建站 个 甲县 2
        1 建站 个 乙县 4
        2 检查 次 市合计* 10
        2 检查 次 甲县 4
        2 检查 次 乙县 6""",
    ),
    "organisations below two kinds of figures": table(
        "2031年任务表",
        "序号@2|指标@2|目标@1x2|完成@1x2 甲县|乙县|甲县|乙县 1|建站(个)|2|4|3|5",
        """1 建站 个 甲县 2
        1 建站 个 乙县 4
        1 建站 个 甲县 actual 3
        1 建站 个 乙县 actual 5""",
    ),
    "actuals behind each organisation": table(
        "2031年任务表",
        "序号|指标|甲县|完成|乙县|完成 1|建站(个)|6|2|4|3 2|检查(次)|10|4|6|5",
        """1 建站 个 甲县 6
        1 建站 个 甲县 actual 2
        1 建站 个 乙县 4
        1 建站 个 乙县 actual 3
        2 检查 次 甲县 10
        2 检查 次 甲县 actual 4
        2 检查 次 乙县 6
        2 检查 次 乙县 actual 5""",
    ),
    "progress in counts": table(
        "2031年任务表",
        "序号@2|指标@2|全市@1x3|甲县@1x3 目标|进度|完成率|目标|进度|完成率"
        " 1|建站(个)|10|5|50%|4|2|50% 2|培训(人)|50|25|50%|20|10|50%",
        """1 建站 个 全市* 10
        1 建站 个 全市* actual 5
        1 建站 % 全市* rate 50
        1 建站 个 甲县 4
        1 建站 个 甲县 actual 2
        1 建站 % 甲县 rate 50
        2 培训 人 全市* 50
        2 培训 人 全市* actual 25
        2 培训 % 全市* rate 50
        2 培训 人 甲县 20
        2 培训 人 甲县 actual 10
        2 培训 % 甲县 rate 50""",
    ),
    "progress in shares": table(
        "2031年任务表",
        "县区@2|建站(个)@1x2|培训(人)@1x2 目标|进度|目标|进度 甲县|10|50%|20|30% 乙县|8|25%|6|60%",
        """1 建站 个 甲县 10
        1 建站 个 乙县 8
        1 建站 % 甲县 rate 50
        1 建站 % 乙县 rate 25
        2 培训 人 甲县 20
        2 培训 人 乙县 6
        2 培训 % 甲县 rate 30
        2 培训 % 乙县 rate 60""",
    ),
    "two tables on top of each other": table(
        "2031年造林(亩)任务表",
        "县区|目标|完成 甲县|20|18 乙县|30|29 2031年育苗(株)任务表"
        " 县区|目标|完成 甲县|21|17 乙县|31|28",
        """1 造林 亩 甲县 20
        1 造林 亩 乙县 30
        1 造林 亩 甲县 actual 18
        1 造林 亩 乙县 actual 29
        1 育苗 株 甲县 21
        1 育苗 株 乙县 31
        1 育苗 株 甲县 actual 17
        1 育苗 株 乙县 actual 28""",
    ),
    "one target for all": table(
        "2031年任务表",
        "序号|指标|全市目标|责任单位 1|建站(个)|6|规划局 2|检查(次)|10|监管局",
        """1 建站 个 全市* 6
        2 检查 次 全市* 10""",
    ),
    "ranges": table(
        "2031年任务表",
        "序号|指标|全市|甲县 1|增速(%)|4.5—5|5 2|建站(个)|30-40|12至15 3|培训(人)|50|20",
        """1 增速 % 全市* target 2031 - text
        1 增速 % 甲县 5
        2 建站 个 全市* target 2031 - text
        2 建站 个 甲县 target 2031 - text
        3 培训 人 全市* 50
        3 培训 人 甲县 20""",
    ),
}


@pytest.mark.parametrize("presentation", WRITERS)
@pytest.mark.parametrize("name", READ)
def test_reads_what_a_department_prints(name: str, presentation: str) -> None:
    assert brief(read(*WRITERS[presentation](READ[name]))) == list(READ[name].says)


NAMED = {
    "a column of ranks": (READ["ranks beside figures"], "result_column_not_read", "位次"),
    "a range": (READ["ranges"], "range_in_cell", "4.5—5"),
    "an indicator that nothing names": (
        table("2031年主要经济指标完成情况表", "县区|目标|完成 甲县|20|18 乙县|30|29 丙县|10|8"),
        "indicator_not_named",
        "目标、完成",
    ),
    "accounts": (
        table("2031年收支表", "科目|年初预算|调整预算|决算数 税收|600|590|580 非税|400|390|380"),
        "other_table_not_read",
        "科目",
    ),
    "units over the table that no name asks for": (
        table("2031年教育任务表~单位:所、个", "县区|幼儿园|学位 甲县|3|900 乙县|2|600"),
        "caption_units_several",
        "“幼儿园、学位”看不出用哪个单位",
    ),
    "a heading without its row": (
        table("2031年指标表", "类别|指标名称|2031年目标@1x4 甲|占比|5|6|7|4 乙|人数|1|2|3|4"),
        "table_not_read",
        "类别",
    ),
}


@pytest.mark.parametrize("presentation", WRITERS)
@pytest.mark.parametrize("name", NAMED)
def test_names_what_it_leaves_out(name: str, presentation: str) -> None:
    layout, code, words = NAMED[name]
    result = interpret_document(read_document(*WRITERS[presentation](layout)))
    found = [issue for issue in result.issues if issue.code == code]
    assert words in "".join(issue.message_zh for issue in found)
    assert result.seen == result.loaded + result.rejected + result.ignored
    assert "no_table" not in {issue.code for issue in result.issues}


def test_a_row_and_an_organisation_meet_once_in_a_table() -> None:
    for layout in READ.values():
        for write in WRITERS.values():
            cells = read(*write(layout)).cells
            keys = [(cell.table_no, cell.row_no, cell.org) for cell in cells]
            assert len(keys) == len(set(keys))
    cells = read(*as_text(READ["progress in counts"])).cells
    first = [cell for cell in cells if cell.table_no == 1]
    assert {cell.measure for cell in first} == {"target"}
    assert {cell.printed_table_no for cell in cells} == {1}


def test_a_header_that_repeats_costs_only_its_own_table() -> None:
    good = "<table><tr><td>指标<td>甲县<td>乙县<tr><td>建站(个)<td>2<td>4</table>"
    bad = "<table><tr><td>指标<td>甲县<td>甲县<tr><td>检查(次)<td>3<td>5</table>"
    result = interpret_document(
        read_document(f"<p>甲市2031年计划</p>{good}{bad}".encode(), "a.html")
    )
    assert [cell.raw for cell in result.cells] == ["2", "4"]
    refused = [issue for issue in result.issues if issue.code == "duplicate_header"]
    assert len(refused) == 1
    assert "甲县" in refused[0].message_zh
    assert refused[0].place
    assert result.rejected == 2


def test_a_document_with_nothing_but_a_header_that_repeats_is_refused() -> None:
    layout = table("2031年任务表", "指标|甲县|甲县 建站(个)|2|4 检查(次)|3|5")
    with pytest.raises(SourceChangedError) as caught:
        interpret_document(read_document(*as_html(layout)))
    assert caught.value.code == "duplicate_header"
    assert caught.value.place


def test_the_name_of_a_sheet_may_name_the_indicator() -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in ("新增造林", "新增育苗"):
        sheet = book.create_sheet(name)
        for row in (["县区", "目标", "完成"], ["甲县", 20, 18], ["乙县", 30, 29]):
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    result = read(data.getvalue(), "a.xlsx")
    assert [cell.indicator for cell in result.cells] == ["新增造林"] * 4 + ["新增育苗"] * 4
    assert [issue.code for issue in result.issues] == ["indicator_from_heading"] * 2


def test_a_line_over_a_comma_separated_table_may_name_the_indicator() -> None:
    text = "新增造林(亩),,\n县区,目标,完成\n甲县,20,18\n乙县,30,29\n"
    result = read(text.encode(), "a.csv")
    assert [(c.indicator, c.unit, c.raw) for c in result.cells] == [
        ("新增造林", "亩", raw) for raw in ("20", "30", "18", "29")
    ]


def test_a_letterhead_names_no_indicator() -> None:
    layout = table("甲市人民政府办公室", "县区|目标|完成 甲县|20|18 乙县|30|29 丙县|10|8")
    assert not read(*as_text(layout)).cells
