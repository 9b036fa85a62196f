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
