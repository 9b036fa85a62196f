"""The page shows every finding with its proof, escapes what documents say, and asks for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from lxml import html

from ingestion.publish.manifest import Release
from ingestion.publish.report import ReportHeader, write_report
from ingestion.publish.warehouse_file import write_marts

HEADER = ReportHeader(
    release_id="r0002",
    previous_release_id="r0001",
    created_at=datetime(2026, 11, 21, 13, 5, tzinfo=UTC),
    inputs=(),
    versions={},
)
MANY = 1000


def _render(folder: Path, candidate: Path, *changes: str) -> str:
    with duckdb.connect(str(candidate)) as connection:
        for sql in changes:
            connection.execute(sql)
    site = folder / "site"
    site.mkdir()
    database = folder / "published.duckdb"
    write_marts(candidate, database)
    write_report(site, database=database, candidate=candidate, header=HEADER, tables={})
    return (site / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def page(tmp_path: Path, candidate: Path) -> html.HtmlElement:
    return html.fromstring(_render(tmp_path, candidate))


def _text(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", str(element.text_content()))


def test_a_finding_shows_its_sum_and_its_quotes(page: html.HtmlElement) -> None:
    finding = page.get_element_by_id("f-f-parts")
    rows = [_text(row).strip() for row in finding.xpath(".//table[@class='ledger']//tr")]
    assert rows[1:3] == ["甲县55", "乙县1414"]
    assert rows[3].endswith("19")
    assert rows[4].startswith("全市所列")
    assert rows[4].endswith("20")
    assert rows[5].endswith("-1")
    assert [mark.text for mark in finding.xpath(".//mark")] == ["20", "5", "14"]
    assert "字符 20–22" in _text(finding)
    assert "已与存档原文逐字核对" in _text(finding)


def test_a_quote_of_a_workbook_shows_its_cell(page: html.HtmlElement) -> None:
    finding = page.get_element_by_id("f-f-falls")
    assert "报送!D4" in _text(finding)
    assert "甲县 2024-Q2" in _text(finding)


def test_what_a_document_says_is_never_markup(page: html.HtmlElement) -> None:
    assert "某市2024年试点计划 <b>附件</b>" in _text(page.get_element_by_id("f-f-parts"))
    assert "<script>alert(1)</script>" in _text(page)
    assert len(page.xpath("//script")) == 1


def test_made_up_data_is_marked(page: html.HtmlElement) -> None:
    assert page.xpath("//p[@class='banner']")
    assert page.get_element_by_id("f-f-parts").xpath(".//span[@class='tag synthetic']")


def test_no_banner_without_made_up_data(tmp_path: Path, candidate: Path) -> None:
    page = _render(
        tmp_path,
        candidate,
        "update marts.dim_documents set is_synthetic = false",
        "update marts.fct_submissions set is_synthetic = false",
        "update marts.rpt_target_vs_actual set is_synthetic = false",
        "update marts.rpt_org_scorecard set is_synthetic = false",
    )
    assert "Synthetic" not in page


def test_checks_say_what_they_looked_at_and_why_not(page: html.HtmlElement) -> None:
    rows = {row[0].text: _text(row) for row in page.xpath("//table[@class='rows checks']/tbody/tr")}
    assert list(rows) == ["A02", "P01", "P06"]
    assert "跳过" in rows["P06"]
    assert "没有比率可查" in rows["P06"]


def test_refused_deliveries_come_first_with_their_reason(page: html.HtmlElement) -> None:
    rows = [_text(row) for row in page.xpath("//table[@class='rows deliveries']/tbody/tr")]
    assert len(rows) == 3
    assert "文件为空" in rows[0]
    assert "plans/empty.txt" in rows[0]


def test_heat_map_prints_its_values(page: html.HtmlElement) -> None:
    cells = [
        _text(cell)
        for cell in page.xpath("//table[@class='grid score']//td[contains(@class, 'heat')]")
    ]
    assert cells == ["100%", "60%", "0%", "–"]


def test_target_grid_shows_the_actual_above_the_target(page: html.HtmlElement) -> None:
    (row,) = page.xpath("//table[@class='grid targets']/tbody/tr[not(@class)]")
    assert [_text(cell) for cell in row.xpath("td")] == ["20", "35", "14"]


def test_asks_for_nothing_from_outside(tmp_path: Path, candidate: Path) -> None:
    text = _render(tmp_path, candidate)
    assert "http://" not in text
    assert "https://" not in text
    page = html.fromstring(text)
    fetched = page.xpath("//@src | //link/@href | //*[@style]/@style | //@srcset | //@action")
    assert set(fetched) == {"data:,"}
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_every_inner_link_leads_somewhere(page: html.HtmlElement) -> None:
    ids = set(page.xpath("//@id"))
    wanted = {href.removeprefix("#") for href in page.xpath("//a/@href")}
    assert wanted <= ids
    assert len(page.xpath("//@id")) == len(ids)


def test_an_empty_warehouse_says_so_in_words(tmp_path: Path, candidate: Path) -> None:
    with duckdb.connect(str(candidate)) as connection:
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
        ).fetchall()
    text = _render(tmp_path, candidate, *(f"delete from {table}" for (table,) in tables))
    for words in ("没有发现", "没有读取疑点", "尚无应报送的单位", "没有分解到单位的目标"):
        assert words in text


def test_a_mart_without_a_promised_column_stops_the_report(tmp_path: Path, candidate: Path) -> None:
    with pytest.raises(duckdb.BinderException, match="finding_count"):
        _render(
            tmp_path, candidate, "alter table marts.rpt_org_scorecard drop column finding_count"
        )


def test_stays_small_with_a_thousand_findings(tmp_path: Path, candidate: Path) -> None:
    text = _render(
        tmp_path,
        candidate,
        f"""insert into marts.fct_findings by name
            select * replace ('m' || n as finding_key, '第' || n || '项' as subject_zh)
            from marts.fct_findings, range({MANY}) as many (n) where finding_key = 'f-parts'
        """.replace("select * replace", "select * exclude (n) replace"),
    )
    assert text.count('<details class="finding') == MANY + 2
    assert text.count('<details class="finding sev-critical"') == MANY + 1
    assert len(text.encode()) < 5_000_000


def test_lists_findings_without_quotes_beyond_the_limit(
    tmp_path: Path, candidate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingestion.publish.report_view.MOST_WITH_EVIDENCE", 1)
    page = html.fromstring(_render(tmp_path, candidate))
    assert len(page.xpath("//details[starts-with(@class, 'finding ')]")) == 1
    assert "甲县 2024-Q2 示范食堂" in _text(page.get_element_by_id("findings").getparent())


def test_published_report_is_the_same_bytes_again(publish_now: Callable[..., Release]) -> None:
    first = publish_now().report.read_bytes()
    assert publish_now(release_id="r0001").report.read_bytes() == first
