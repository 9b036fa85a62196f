"""Columns of printed tables: progress in words or figures, last year, shares of a target."""

from __future__ import annotations

from ingestion.extract.registry import read_document
from ingestion.interpret.document import Interpretation, interpret_document


def page(title: str, *rows: str) -> Interpretation:
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows
    )
    html = f"<html><body><p>{title}</p><table>{body}</table></body></html>"
    return interpret_document(read_document(html.encode(), "page.html"))


def figures(result: Interpretation) -> list[tuple[str, str, str, str, str | None]]:
    return [(c.indicator, c.org, c.measure, c.raw, c.unit) for c in result.cells]


def test_progress_in_words_beside_figures_is_a_progress_list() -> None:
    result = page(
        "甲县2031年重点项目进展情况表",
        "序号|重点项目|年度目标|进展情况|完成率|责任科室",
        "1|旧房改造|32个、6800户|1.已开工30个。2.完工12个。|94%|住建科",
        "2|公园建设|15个|已建成9个。|60%|园林科",
    )
    assert [(i.project_name, i.item_seq, i.text) for i in result.progress_items] == [
        ("旧房改造", 1, "已开工30个。"),
        ("旧房改造", 2, "完工12个。"),
        ("公园建设", 1, "已建成9个。"),
    ]
    assert figures(result) == [
        ("旧房改造", "甲县", "target", "32个、6800户", "个"),
        ("旧房改造", "甲县", "rate", "94%", "%"),
        ("公园建设", "甲县", "target", "15个", "个"),
        ("公园建设", "甲县", "rate", "60%", "%"),
    ]
    assert "6800户" in " ".join(i.as_printed or "" for i in result.issues)
    assert result.seen == result.loaded == 7


def test_progress_in_figures_is_a_column_of_actuals() -> None:
    result = page(
        "甲县2031年重点项目情况表",
        "序号|重点项目|年度目标|完成情况|完成率",
        "1|旧房改造|32个|30个|94%",
        "2|公园建设|15个|9个|60%",
    )
    assert result.progress_items == ()
    assert [(measure, raw) for _, _, measure, raw, _ in figures(result)] == [
        ("target", "32个"), ("actual", "30个"), ("rate", "94%"),
        ("target", "15个"), ("actual", "9个"), ("rate", "60%"),
    ]  # fmt: skip


def test_the_caption_names_last_year_this_year_and_the_growth() -> None:
    for caption in (
        "2031年各县区水利投资目标任务分解表（单位：亿元）",
        "2031年各县区水利投资任务(单位：亿元)",
    ):
        result = page(caption, "县区|上年完成|本年目标|增长（%）", "甲县|10|12|20", "乙县|20|23|15")
        assert [one for one in figures(result) if one[1] == "甲县"] == [
            ("水利投资", "甲县", "baseline", "10", "亿元"),
            ("水利投资", "甲县", "target", "12", "亿元"),
            ("水利投资增长", "甲县", "target", "20", "%"),
        ]


def test_a_share_behind_target_and_actual_is_theirs() -> None:
    result = page(
        "2031年各县区情况",
        "县区|引资目标（亿元）|引资完成（亿元）|完成率",
        "甲县|10|9|90%",
        "乙县|20|15|75",
    )
    assert [one[2:] for one in figures(result) if one[1] == "乙县"] == [
        ("target", "20", "亿元"),
        ("actual", "15", "亿元"),
        ("rate", "75", "%"),
    ]
    assert {cell.indicator for cell in result.cells} == {"引资"}


def test_columns_of_figures_without_a_name_are_an_issue_with_their_names() -> None:
    result = page(
        "各县区情况", "县区|上年完成|本年目标|增长（%）", "甲县|10|12|20", "乙县|20|23|15"
    )
    (issue,) = [i for i in result.issues if i.code == "columns_not_read"]
    assert issue.as_printed == "上年完成、本年目标"
    assert "各县区情况" in issue.message_zh
    assert {cell.indicator for cell in result.cells} == {"增长"}


def sheet(*lines: str) -> Interpretation:
    return interpret_document(read_document("\n".join(lines).encode(), "sheet.csv"))


def test_a_heading_that_csv_cannot_merge_reaches_over_its_parts() -> None:
    result = sheet(
        "2031年目标完成情况",
        "县区,引资(亿元),,,备注",
        ",目标,完成,完成率,",
        "甲县,10,9,90%,",
        "乙县,20,15,75%,",
    )
    assert [one for one in figures(result) if one[1] == "乙县"] == [
        ("引资", "乙县", "target", "20", "亿元"),
        ("引资", "乙县", "actual", "15", "亿元"),
        ("引资", "乙县", "rate", "75%", "%"),
    ]
    assert result.rejected == 0


def test_several_headings_that_csv_cannot_merge_are_told_apart() -> None:
    result = sheet(
        "2031年目标完成情况",
        "县区,引资,,外贸,",
        ",目标,完成,目标,完成",
        "甲县,1,2,3,4",
        "乙县,5,6,7,8",
    )
    assert [(i, m, raw) for i, org, m, raw, _ in figures(result) if org == "甲县"] == [
        ("引资", "target", "1"), ("引资", "actual", "2"),
        ("外贸", "target", "3"), ("外贸", "actual", "4"),
    ]  # fmt: skip


def test_progress_in_words_beside_organisations_is_an_issue_with_its_column() -> None:
    result = page(
        "2031年指标表",
        "序号|指标|全市|甲县|乙县|进展情况",
        "1|建站(个)|3|1|2|已完成选址,正在施工。",
        "2|检查(次)|9|4|5|按计划推进。",
    )
    assert len(result.cells) == 6
    (issue,) = [i for i in result.issues if i.code == "progress_in_matrix_not_read"]
    assert issue.as_printed == "进展情况"
