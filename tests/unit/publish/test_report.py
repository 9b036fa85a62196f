"""The site shows every finding with its proof, escapes what documents say, and asks for nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
import pytest
from lxml import html

from ingestion.publish.manifest import Release
from ingestion.publish.report import ReportHeader, RuleText, write_report
from ingestion.publish.warehouse_file import write_marts

HEADER = ReportHeader(
    release_id="r0002",
    previous_release_id="r0001",
    previous_manifest_sha256="cd" * 32,
    created_at=datetime(2026, 11, 21, 13, 5, tzinfo=UTC),
    inputs=(),
    versions={"planledger": "0.1.0"},
)
RULES = (
    RuleText(
        check_id="P01",
        version=1,
        title_zh="分项之和等于总数",
        title_en="Parts add up",
        severity="critical",
        effect="report",
        inputs=("fct_reconciliations",),
        specification="P01: parts add up.\n\nRule: the parts <b>add up</b>.\n\nSkipped: rates.\n",
        specification_zh="规则：各部分<b>之和</b>等于总数，\n见 ``chk_p01``。\n\n不评估：比率。\n",
    ),
)
PLAN_PAGE = "plans/" + hashlib.sha256(b"plan-1").hexdigest()[:16] + ".html"
MOST_BYTES = 2_000_000


def _write(folder: Path, candidate: Path, *changes: str) -> Path:
    with duckdb.connect(str(candidate)) as connection:
        for sql in changes:
            connection.execute(sql)
    site = folder / "site"
    site.mkdir(parents=True)
    database = folder / "published.duckdb"
    write_marts(candidate, database)
    write_report(
        site, database=database, candidate=candidate, header=HEADER, tables={}, rules=RULES
    )
    return site


@pytest.fixture
def site(tmp_path: Path, candidate: Path) -> Path:
    return _write(tmp_path, candidate)


def _page(site: Path, name: str) -> html.HtmlElement:
    return html.fromstring((site / name).read_text(encoding="utf-8"))


def _text(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", str(element.text_content())).strip()


def _pages(site: Path) -> dict[str, html.HtmlElement]:
    return {path.relative_to(site).as_posix(): _page(site, path) for path in site.rglob("*.html")}


def test_the_first_page_says_the_verdict_and_the_worst_cause(site: Path) -> None:
    page = _page(site, "index.html")
    assert "1 个严重问题待处置" in _text(page.xpath("//h1")[0])
    (first, second) = page.xpath("//ol[@class='causes']/li")
    assert "第1项的合计有误" in _text(first)
    assert "2 条发现同出一因" in _text(first)
    assert first.xpath(".//h3/a/@href") == ["findings/f-parts.html"]
    assert "甲县 2024-Q2 示范食堂" in _text(second)


def test_the_first_page_draws_the_trend_and_gives_its_figures(site: Path) -> None:
    page = _page(site, "index.html")
    (chart,) = page.xpath("//figure[@class='trend']/svg")
    assert "r0001 至 r0002" in chart.get("aria-label")
    rows = [_text(row) for row in page.xpath("//section[.//h2[@id='trend']]//tbody/tr")]
    assert rows == ["r0002100111", "r0001110020"]


def test_the_list_groups_findings_by_cause(site: Path) -> None:
    page = _page(site, "findings.html")
    (cause,) = page.xpath("//section[contains(@class, 'cause')]")
    assert [one.get("data-check") for one in cause.xpath("article")] == ["P01", "P03"]
    alone = page.xpath("//div[@id='list']/article")
    assert [one.get("data-check") for one in alone] == ["A02"]
    waived = cause.xpath("article[@data-check='P03']")[0]
    assert (waived.get("data-disposition"), waived.get("data-new")) == ("waived", "")


def test_what_is_gone_is_still_told(site: Path) -> None:
    page = _page(site, "findings.html")
    (row,) = page.xpath("//section[.//h2[@id='gone']]//tbody/tr")
    assert _text(row) == "P06第2项 抽检合格率不再出现 gone10098"


def test_a_finding_shows_its_sum_and_its_quotes(site: Path) -> None:
    page = _page(site, "findings/f-parts.html")
    rows = [_text(row) for row in page.xpath("//table[@class='ledger']//tr")]
    assert rows[1:3] == ["甲县55", "乙县1414"]
    assert rows[3].endswith("19")
    assert rows[4].startswith("全市所列")
    assert rows[4].endswith("20")
    assert rows[5].endswith("-1")
    (quotes,) = page.xpath("//section[.//h2[@id='quotes']]")
    assert [mark.text for mark in quotes.xpath(".//mark")] == ["20", "5", "14"]
    assert "字符 20–22" in _text(quotes)
    assert "已与存档原文逐字核对" in _text(quotes)
    assert quotes.xpath(".//a[@class='see']/@href") == ["../documents/doc-plan.html#p20"]


def test_a_finding_says_what_may_be_wrong_and_on_what_witness(site: Path) -> None:
    (guess,) = _page(site, "findings/f-parts.html").xpath("//ol[@class='hypotheses']/li")
    assert "一格有误" in _text(guess)
    assert [_text(cell) for cell in guess.xpath(".//tbody/tr/td")] == ["第1项", "甲县", "5", "6"]
    assert guess.xpath(".//blockquote//mark")[0].text == "5"


def test_a_finding_tells_its_history_and_what_was_decided(site: Path) -> None:
    page = _page(site, "findings/f-parts.html")
    (history,) = page.xpath("//section[.//h2[@id='history']]")
    rows = [_text(row) for row in history.xpath(".//tbody/tr")]
    assert rows == ["r0002数值有变 changed2019", "r0001首次出现 opened2018"]
    waived = _page(site, "findings/f-prose.html")
    (decided,) = waived.xpath("//section[.//h2[@id='disposition']]")
    for words in ("已豁免", "张三", "已请示", "2027-06-30", "李四", "有效"):
        assert words in _text(decided)
    assert [one.get("href") for one in waived.xpath("//ul[@class='siblings']//a")] == [
        "../findings/f-parts.html"
    ]


def test_a_finding_states_its_rule(site: Path) -> None:
    (rule,) = _page(site, "findings/f-parts.html").xpath("//section[.//h2[@id='rule']]")
    assert "the parts <b>add up</b>." in _text(rule)


def test_a_quote_of_a_workbook_shows_its_cell(site: Path) -> None:
    page = _page(site, "findings/f-falls.html")
    assert "报送!D4" in _text(page)
    assert "甲县 2024-Q2" in _text(page)


def test_a_document_marks_what_was_read_and_leads_to_marts_and_findings(site: Path) -> None:
    page = _page(site, "documents/doc-plan.html")
    marks = {one.get("id"): one for one in page.xpath("//article//a[contains(@class, 'm ')]")}
    assert marks["p26"].text == "5"
    assert {"k-cell", "k-finding"} <= set(marks["p26"].get("class").split())
    hrefs = page.xpath("//aside//a[@class='to']/@href")
    assert "../findings/f-parts.html" in hrefs
    targets = "../targets/" + PLAN_PAGE.split("/")[1]
    assert f"{targets}#t-t1" in hrefs
    assert _page(site, targets.removeprefix("../")).get_element_by_id("t-t1") is not None


def test_a_report_has_a_page_too(site: Path) -> None:
    page = _page(site, "documents/doc-sub.html")
    assert [one.text for one in page.xpath("//article//a[contains(@class, 'm ')]")] == ["3"]
    assert "fct_actuals a1" in page.xpath("//aside//*[@class='to']/@title")


def test_a_plan_is_audited_on_its_own_page(site: Path) -> None:
    page = _page(site, PLAN_PAGE)
    (pairs,) = page.xpath("//section[.//h2[@id='pairs']]")
    assert "相抵" in _text(pairs.xpath(".//tbody/tr")[0])
    assert pairs.xpath(".//tbody//a/@href") == ["../documents/doc-plan.html#p20"]
    (declared,) = page.xpath("//section[.//h2[@id='declared']]//tbody/tr")
    assert _text(declared) == "食品行动22通过 Pass"
    (action, total) = page.xpath("//section[.//h2[@id='measurable']]//tbody/tr")
    assert _text(action).replace(" ", "") == "食品行动4100%100%75%25%75%期限"
    assert _text(total).startswith("合计")


def test_the_matrix_of_submissions_says_states_in_signs_and_words(site: Path) -> None:
    page = _page(site, "submissions.html")
    cells = page.xpath("//table[@class='grid states']/tbody/tr/td[1]")
    assert [_text(cell) for cell in cells] == ["迟", "缺0/1"]
    assert "截止 2024-07-01" in cells[0].get("title")
    assert cells[0].xpath("a/@href") == ["documents/doc-sub.html"]


def test_the_rule_book_states_every_check_of_the_release(site: Path) -> None:
    page = _page(site, "rules.html")
    rows = {row[0].text_content(): _text(row) for row in page.xpath("//table//tbody/tr")}
    assert list(rows) == ["P01", "P06", "A02"]
    assert "跳过" in rows["P06"]
    assert "没有比率可查" in rows["P06"]
    rule = page.get_element_by_id("P01")
    assert rule.xpath(".//a/@href") == ["findings.html#check=P01"]


def test_the_rule_book_says_a_rule_in_chinese_and_folds_the_english(site: Path) -> None:
    page = _page(site, "rules.html")
    rule = page.get_element_by_id("P01")
    sections = [_text(one) for one in rule.xpath("./div[@class='spec']")]
    assert sections[:2] == ["规则各部分<b>之和</b>等于总数，见 chk_p01。", "不评估比率。"]
    assert rule.xpath("./div[@class='spec']//code/text()")[0] == "chk_p01"
    (english,) = rule.xpath("./details")
    assert english.get("open") is None
    assert english.getprevious().get("class") == "spec"
    assert _text(english.xpath("./summary")[0]) == "英文 In English"
    assert [_text(one) for one in english.xpath("./div[@lang='en']/div")] == [
        "Rulethe parts <b>add up</b>.",
        "Skippedrates.",
    ]
    assert not page.xpath("//script")


def test_a_finding_says_its_rule_in_chinese_first(site: Path) -> None:
    section = _page(site, "findings/f-parts.html").get_element_by_id("rule").getparent()
    (chinese,) = section.xpath("./div[@class='spec']")
    assert _text(chinese).startswith("规则各部分")
    (english,) = section.xpath("./details[@class='english']")
    assert "the parts <b>add up</b>." in _text(english)


def test_provenance_pins_the_release_before(site: Path) -> None:
    text = _text(_page(site, "manifest.html"))
    assert "r0001 manifest.json sha256 " + "cd" * 32 in text
    assert "planledger 0.1.0" in text.replace("planledger0", "planledger 0")


def test_refused_deliveries_come_first_with_their_reason(site: Path) -> None:
    page = _page(site, "documents.html")
    rows = [_text(row) for row in page.xpath("//table[@class='rows deliveries']/tbody/tr")]
    assert len(rows) == 3
    assert "文件为空" in rows[0]
    assert "plans/empty.txt" in rows[0]


def test_heat_map_prints_its_values(site: Path) -> None:
    cells = _page(site, "scorecards.html").xpath(
        "//table[@class='grid score']//td[contains(@class, 'heat')]"
    )
    assert [_text(cell) for cell in cells] == ["100%", "60%", "0%", "–"]


def test_target_grid_shows_the_actual_above_the_target_and_leads_to_the_text(site: Path) -> None:
    page = _page(site, "targets/" + PLAN_PAGE.split("/")[1])
    (row,) = page.xpath("//table[@class='grid targets']/tbody/tr[not(@class)]")
    assert [_text(cell) for cell in row.xpath("td")] == ["20", "35", "14"]
    assert row.xpath("td/a/@href") == [
        f"../documents/doc-plan.html#p{place}" for place in (20, 26, 31)
    ]


def test_what_a_document_says_is_never_markup(site: Path) -> None:
    for name, page in _pages(site).items():
        for script in page.xpath("//script"):
            assert "alert(1)" not in script.text_content(), name
        assert not page.xpath("//b[text()='附件']"), name
    assert "某市2024年试点计划 <b>附件</b>" in _text(_page(site, "findings/f-parts.html"))
    assert "<script>alert(1)</script>" in _text(_page(site, "documents/doc-plan.html"))


def test_names_of_pages_are_made_of_keys_alone(tmp_path: Path, candidate: Path) -> None:
    site = _write(
        tmp_path,
        candidate,
        "update marts.fct_findings set finding_key = '../../evil <b>' || finding_key"
        " where finding_key = 'f-falls'",
    )
    names = [path.name for path in (site / "findings").iterdir()]
    assert len(names) == 3
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+\.html", name) for name in names)
    assert not list(tmp_path.rglob("evil*"))


def test_made_up_data_is_marked(site: Path) -> None:
    assert _page(site, "index.html").xpath("//p[@class='banner']")
    assert _page(site, "findings/f-parts.html").xpath("//header//span[@class='tag synthetic']")


def test_no_banner_without_made_up_data(tmp_path: Path, candidate: Path) -> None:
    site = _write(
        tmp_path,
        candidate,
        "update marts.dim_documents set is_synthetic = false",
        "update marts.fct_submissions set is_synthetic = false",
        "update marts.rpt_target_vs_actual set is_synthetic = false",
        "update marts.rpt_org_scorecard set is_synthetic = false",
        "update marts.rpt_submission_status set is_synthetic = false",
        "update raw.documents set is_synthetic = false",
        "update raw.submission_values set is_synthetic = false",
    )
    for path in site.rglob("*.html"):
        assert "Synthetic" not in path.read_text(encoding="utf-8"), path.name


def test_asks_for_nothing_from_outside(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text, path.name
        assert "https://" not in text, path.name
        assert "url(" not in text, path.name
        assert "@import" not in text, path.name
        assert "default-src 'none'" in text, path.name
        fetched = html.fromstring(text).xpath(
            "//@src | //link/@href | //*[@style]/@style | //@srcset | //@action"
        )
        drawn = [one for one in fetched if re.fullmatch(r"(width|background):[#\w%]+", one)]
        assert set(fetched) - set(drawn) == {"data:,"}, path.name


def test_every_link_leads_somewhere(site: Path) -> None:
    pages = _pages(site)
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    for name, page in pages.items():
        assert len(page.xpath("//@id")) == len(ids[name]), f"{name} repeats an id"
        for href in page.xpath("//a/@href"):
            parts = urlsplit(href)
            assert not parts.scheme, href
            target = (site / name).parent / unquote(parts.path) if parts.path else site / name
            assert target.resolve().is_file(), f"{name} -> {href}"
            found = target.resolve().relative_to(site.resolve()).as_posix()
            if parts.fragment and "=" not in parts.fragment:
                assert parts.fragment in ids[found], f"{name} -> {href}"


def test_an_empty_warehouse_says_so_in_words(tmp_path: Path, candidate: Path) -> None:
    with duckdb.connect(str(candidate)) as connection:
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
        ).fetchall()
    site = _write(tmp_path, candidate, *(f"delete from {table}" for (table,) in tables))
    said = {
        "index.html": "没有发现",
        "findings.html": "没有发现",
        "documents.html": "没有读取疑点",
        "scorecards.html": "尚无应报送的单位",
        "submissions.html": "尚无应报送的期间",
        "plans.html": "没有计划",
        "rules.html": "未运行",
    }
    for name, words in said.items():
        assert words in _text(_page(site, name)), name


@pytest.mark.parametrize(
    ("mart", "column"),
    [
        ("rpt_org_scorecard", "finding_count"),
        ("fct_findings", "cause_key"),
        ("fct_finding_events", "reopened_reason"),
        ("rpt_finding_hypotheses", "cells"),
        ("rpt_measurability", "score"),
    ],
)
def test_a_mart_without_a_promised_column_stops_the_report(
    mart: str, column: str, tmp_path: Path, candidate: Path
) -> None:
    with pytest.raises(duckdb.BinderException, match=column):
        _write(tmp_path, candidate, f"alter table marts.{mart} drop column {column}")


def test_stays_within_its_size_with_thousands_of_findings(tmp_path: Path, candidate: Path) -> None:
    site = _write(
        tmp_path,
        candidate,
        """insert into marts.fct_findings by name
           select * exclude (n) replace (
               'm' || n as finding_key, 'm' || n as cause_key, '第' || n || '项' as subject_zh
           )
           from marts.fct_findings, range(2500) as many (n) where finding_key = 'f-parts'
        """,
    )
    lists = sorted(path.name for path in site.glob("findings*.html"))
    assert lists == ["findings-2.html", "findings-3.html", "findings.html"]
    rows = sum(len(_page(site, name).xpath("//article[@data-check]")) for name in lists)
    assert rows == 2503
    assert len(list((site / "findings").iterdir())) == 2503
    assert max(path.stat().st_size for path in site.rglob("*.html")) < MOST_BYTES


def test_published_site_is_the_same_bytes_again(
    site: Path, tmp_path: Path, candidate: Path
) -> None:
    again = _write(tmp_path / "again", candidate)
    files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*.*")}
    assert files == {path.relative_to(again): path.read_bytes() for path in again.rglob("*.*")}


def test_publishing_again_changes_nothing(publish_now: Callable[..., Release]) -> None:
    first = publish_now().report.read_bytes()
    assert publish_now(release_id="r0001").report.read_bytes() == first
